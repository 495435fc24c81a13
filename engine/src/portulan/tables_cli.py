"""`portulan tables`: tables of a file of answers, as they may be shown."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

from portulan.disclosure import Policy, Table, TablesPlan, Variable
from portulan.files import read_answers, read_limesurvey, ticked, write_package, write_tables
from portulan.files.dataset import Dataset
from portulan.tables import Answers, Coverage, Net, ToldTables, Wanted, Weighting, tell_tables, weighted_plan
from portulan.tables.answers import NO_ANSWER
from portulan.tables.text import text_of
from portulan.weights import weight_classes

MOST_CLASSES = 20
Progress = Callable[[str], AbstractContextManager[None]]


def add_to(commands: Any) -> None:
    """The words of the command."""
    tables = commands.add_parser("tables", help="tables of a file of answers, with small numbers withheld")
    tables.add_argument("path", type=Path, help=".csv, .tsv, .xlsx, .parquet or .sav: one row for each person")
    tables.add_argument("--rows", action="append", default=[], metavar="QUESTION", help="may be given again")
    tables.add_argument("--ticked", metavar="BEGINNING", help="boxes to tick: what their columns begin with, as Q2[")
    tables.add_argument("--columns", action="append", default=[], metavar="QUESTION", help="may be given again")
    covers = tables.add_mutually_exclusive_group(required=True)
    covers.add_argument("--census", action="store_true", help="a whole team answered: no interval, no test")
    covers.add_argument("--sample", action="store_true", help="people drawn from others: intervals and tests")
    tables.add_argument("--weight", metavar="COLUMN", help="of a sample; told by classes")
    tables.add_argument("--weight-classes", type=int, metavar="N", help="group the weights into so many classes")
    several = {"action": "append", "default": [], "type": _named}
    tables.add_argument("--values", metavar="QUESTION=A|B|C", help="all that could be answered, in order", **several)
    tables.add_argument("--only", metavar="QUESTION=A|B", help="those who answered so", **several)
    tables.add_argument("--net", metavar="QUESTION=A|B", help="answers to tell together as well", **several)
    tables.add_argument("--scale", metavar="QUESTION=A|B|C", help="a scale, from 1 up: median and mean", **several)
    tables.add_argument("--limesurvey", action="store_true", help="a CSV of LimeSurvey, with codes")
    tables.add_argument("--labels", type=Path, metavar="FILE.csv", help="of LimeSurvey: the same with full answers")
    tables.add_argument("--json", action="store_true", help="print JSON instead of text")
    tables.add_argument(
        "--to", type=Path, metavar="PATH", help=".csv, .xlsx, .ods, .parquet, or a folder: a data package"
    )
    tables.set_defaults(tell=tell)


def tell(asked: argparse.Namespace, *, progress: Progress) -> tuple[tuple[str, ...], str]:
    """What is said beside the tables, and the tables; written to a file as well where one is named."""
    with progress("Reading the answers"):
        read = read_limesurvey(asked.path, labels=asked.labels) if asked.limesurvey else read_answers(asked.path)
    with progress("Protecting the tables"):
        told = tables_of(asked, read)
    if asked.to:
        (write_tables if asked.to.suffix else write_package)(told, asked.to)
    return read.sentences(), told.to_json() if asked.json else text_of(told)


def tables_of(asked: argparse.Namespace, read: Dataset) -> ToldTables:
    """The tables asked for, as far as they may be told."""
    boxes = ticked(read, asked.ticked) if asked.ticked else {}
    if not (asked.rows or boxes):
        raise ValueError("--rows or --ticked is needed: what is to be told?")
    values, only = dict(asked.values), dict(asked.only)
    names = list(dict.fromkeys((*asked.rows, *asked.columns, *only)))
    answers = Answers.of({**read.answers(names).columns, **boxes})
    variables = [answers.variable(name) for name in boxes]
    for name in names:
        answers, variable = _asked(answers, name, known=values.get(name) or read.column(name).modalities)
        variables.append(variable)
    plan = TablesPlan(read.name, tuple(variables), tuple(_tables(asked, rows=(*asked.rows, *boxes), only=only)))
    wanted = Wanted(
        coverage=Coverage.CENSUS if asked.census else Coverage.SAMPLE,
        nets=tuple(Net(name, " or ".join(some), some) for name, some in asked.net),
        scales={name: {each: float(value) for value, each in enumerate(some, 1)} for name, some in asked.scale},
        missing=(NO_ANSWER,),
    )
    if asked.weight:
        answers, plan, wanted = _weighted(asked, read, answers=answers, plan=plan, wanted=wanted)
    return tell_tables(answers, plan=plan, wanted=wanted)


def _asked(answers: Answers, name: str, *, known: Sequence[str]) -> tuple[Answers, Variable]:
    """All that could be answered where that is known; rare answers told together where it is not."""
    if not known:
        return answers.with_rare_together(name, least=Policy.count_threshold)
    return answers, replace(answers.variable(name, order=known), is_ordered=False)


def _tables(asked: argparse.Namespace, *, rows: Sequence[str], only: Mapping[str, tuple[str, ...]]) -> list[Table]:
    filters = tuple(only.items())
    rows, columns = list(dict.fromkeys(rows)), list(dict.fromkeys(asked.columns))
    axes: list[tuple[str, ...]] = [(row, column) for row in rows for column in columns]
    axes = axes or [(row,) for row in rows]
    return [Table(" by ".join(each), each, filters) for each in axes]


def _weighted(
    asked: argparse.Namespace, read: Dataset, *, answers: Answers, plan: TablesPlan, wanted: Wanted
) -> tuple[Answers, TablesPlan, Wanted]:
    """Each class of weights is a modality of one more variable."""
    if asked.census:
        raise ValueError("--weight belongs to a sample: in a census everyone counts for one.")
    weight_of = read.weights(asked.weight)
    weights = [weight_of[cell] for cell in read.column(asked.weight).cells]
    if asked.weight_classes:
        weights = weight_classes(weights, classes=asked.weight_classes).tolist()
    classes = {f"{weight:.6g}": weight for weight in sorted(set(weights))}
    if len(classes) > MOST_CLASSES:
        raise ValueError(
            f"{read.name}, column {asked.weight}: {len(classes)} different weights; weights are told by classes, at "
            f"most {MOST_CLASSES}: group them with --weight-classes 5."
        )
    columns = {**answers.columns, asked.weight: tuple(f"{weight:.6g}" for weight in weights)}
    variables = (*plan.variables, Variable(asked.weight, tuple(classes)))
    crossed = weighted_plan(replace(plan, variables=variables), variable=asked.weight)
    return Answers(columns), crossed, replace(wanted, weighting=Weighting(asked.weight, classes))


def _named(word: str) -> tuple[str, tuple[str, ...]]:
    """« QUESTION=A|B » as a name and what it may be."""
    name, equal, some = word.partition("=")
    if not (name and equal and some):
        raise argparse.ArgumentTypeError(f"{word!r}: QUESTION=ANSWER|ANSWER is needed.")
    return name, tuple(some.split("|"))
