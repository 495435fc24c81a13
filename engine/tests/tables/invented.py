"""The people who do not exist, and what R said of them."""

import csv
import json
from pathlib import Path

from portulan.disclosure import Table, TablesPlan, Variable
from portulan.tables import Answers

FOLDER = Path(__file__).resolve().parents[1] / "reference"
SURVEY = json.loads((FOLDER / "survey.json").read_text("utf-8"))
with (FOLDER / "invented.csv").open(encoding="utf-8", newline="") as file:
    PEOPLE = list(csv.DictReader(file))
COLUMNS = {name: tuple(each[name] for each in PEOPLE) for name in ("role", "age", "use", "weight", "item1")}
ANSWERS = Answers(COLUMNS)
USE = Variable("use", ("never", "monthly", "weekly", "daily"))
ROLE = Variable("role", ("field", "office", "head"))
AGE = Variable("age", ("under 40", "40 and over"))
ITEM = Variable("item1", ("1", "2", "3", "4", "5"))
CLASS = ANSWERS.variable("weight")
WEIGHTS = {each: float(each) for each in CLASS.modalities}


def plan_of(*tables, variables=(USE, ROLE, AGE, CLASS, ITEM)):
    return TablesPlan("any", variables, tuple(Table(" by ".join(axes), axes) for axes in tables))


def counted(**people):
    """Answers to one question, so many of each."""
    return Answers({"q": tuple(name for name, count in people.items() for _ in range(count))})
