"""A published table of 337 workers, computed again from their answers; the file stands beside the repository."""

import csv

import pytest

from opinion.production import FOLDER, beside_the_repository
from portulan.disclosure import Table, TablesPlan
from portulan.tables import Answers, Coverage, Wanted, tell_tables

SURVEY = FOLDER / "survey/workforce-robotics-survey"
HEADS = {"**Country**": "Country", "**Job Domain**": "What best describes your job domain?"}


def published(head):
    """Rows of the table that the authors print: modality, people, per cent."""
    lines = iter((SURVEY / "README.md").read_text("utf-8").splitlines())
    for line in lines:
        if f"| {head}" in line:
            break
    for line in lines:
        cells = [each.strip() for each in line.strip("| \t").split("|")]
        if len(cells) != 3:
            return
        yield cells[0], int(cells[1]), float(cells[2].rstrip("%"))


@beside_the_repository
@pytest.mark.parametrize("head", HEADS)
def test_a_published_table_comes_out_the_same(head):
    with (SURVEY / "WorkerSurveyDataRelease.csv").open(encoding="utf-8-sig", newline="") as file:
        answers = Answers.of({head: [row[HEADS[head]] for row in csv.DictReader(file)]})
    plan = TablesPlan("workers", (answers.variable(head),), (Table("t", (head,)),))

    told = tell_tables(answers, plan=plan, wanted=Wanted(coverage=Coverage.SAMPLE)).table("t")

    rows = list(published(head))
    assert len(rows) in (4, 6)
    assert told.at(None).people == 337
    assert [(cell.people, round(100 * cell.of_all, 2)) for cell in told.cells if cell.row] == [
        (people, pytest.approx(per_cent, abs=0.011)) for _, people, per_cent in rows
    ]
