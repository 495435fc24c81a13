"""A real conversation, voted again through the pages: what is shown is a recount, coarsened or withheld.

The votes are those of a public Polis conversation (London, youth and policing; CC BY 4.0), which is not part of this
repository: see the folder beside it.
"""

import csv
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from balises.deliberations import services
from balises.deliberations.models import Deliberation
from balises.organisations.scoping import organisation_scope
from factories.deliberations import make_lead, make_open
from factories.organisations import make_organisation

FOLDER = Path(__file__).resolve().parents[3] / "../shared/data/polis/london.youth.policing"
CHOICES = {"1": "agree", "-1": "disagree", "0": "pass"}
KINDS = ("exact", "coarsened", "withheld")
EXPECTED = {  # read off the recount and the table of the engine's README, by hand
    "coarsened": (2, 5, 8, 9, 11, 13, 14, 15, 16, 18, 21, 22, 23, 24, 25, 28, 29, 30, 32, 34),
    "exact and coarsened": (1, 3, 4, 6, 10),
    "exact and withheld": (7, 12, 17, 19, 20, 26, 27),
    "withheld": (31, 33, 35, 36),
}
HIDDEN = re.compile(r'name="(activity|token)" value="([^"]*)"')

pytestmark = pytest.mark.skipif(
    not FOLDER.exists() and not os.environ.get("CI"), reason="the real conversation is not beside the repository"
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def voted_comments() -> list[str]:
    return sorted({vote["comment-id"] for vote in rows("votes.csv")}, key=int)


def recount(comments: list[str]) -> dict[str, Counter[str]]:
    """The file counted by hand: the last vote of each person on each comment. Items are statement numbers."""
    last = {(vote["voter-id"], vote["comment-id"]): CHOICES[vote["vote"]] for vote in rows("votes.csv")}
    counts: dict[str, Counter[str]] = {str(number): Counter() for number in range(1, len(comments) + 1)}
    for (_, comment), choice in last.items():
        counts[str(comments.index(comment) + 1)][choice] += 1
    return counts


def vote_through_the_pages(address: str, *, comments: list[str]) -> set[str]:
    """Every vote of the file, in its order, each person with a token of their own; gives the tokens."""
    client, fields = Client(), {}
    for vote in rows("votes.csv"):
        voter = vote["voter-id"]
        if voter not in fields:
            start = dict(HIDDEN.findall(client.get(address).text))
            fields[voter] = dict(HIDDEN.findall(client.post(address, start).text))
        number = comments.index(vote["comment-id"]) + 1
        answer = client.post(address, {**fields[voter], "number": number, "vote": CHOICES[vote["vote"]]})
        assert answer.status_code == 200
        assert not answer.cookies
    return {each["token"] for each in fields.values()}


def truth_of(cell: Any, *, count: int, answers: int) -> tuple[str, bool]:
    """How a cell is told, and whether it is true of the recount."""
    match cell:
        case int():
            return "exact", cell == count
        case {"between": [low, high]}:
            return "coarsened", low <= count <= high
        case {"band": "more_than_half"}:
            return "coarsened", 2 * count > answers
        case {"band": "less_than_half"}:
            return "coarsened", 2 * count < answers
        case {"band": "half_or_less"}:
            return "coarsened", 2 * count <= answers
        case {"withheld": str()}:
            return "withheld", True
    raise ValueError(f"A cell nobody knows: {cell!r}")


@pytest.mark.any_engine
def test_every_statement_shown_is_a_recount_of_the_file_or_is_coarsened_or_withheld(
    own_database: str, monkeypatch: pytest.MonkeyPatch, settings: Any, run_tasks: Any
) -> None:
    monkeypatch.setenv("BALISES_KEYS", str(settings.KEYS_FOLDER))
    monkeypatch.setenv("BALISES_HOME", str(settings.KEYS_FOLDER.parent / "home"))
    comments = voted_comments()
    texts = {row["comment-id"]: row["comment-body"] for row in rows("comments.csv")}
    organisation = make_organisation()
    with organisation_scope(organisation.pk):
        lead = make_lead(organisation)
        opened = make_open(organisation, statements=[texts[comment] for comment in comments], by=lead)

    tokens = vote_through_the_pages(opened.box.target, comments=comments)
    with organisation_scope(organisation.pk):
        services.close_deliberation(opened, by=lead)
    run_tasks()  # the worker starts the closing process, the one that reads the opening key

    with organisation_scope(organisation.pk):
        closed = Deliberation.objects.select_related("run", "map_run").get(pk=opened.pk)
    assert (closed.state, len(tokens)) == ("closed", 26)
    told = listed(closed.run.result["rows"], counts=recount(comments))
    assert told == {str(number): kind for kind, numbers in EXPECTED.items() for number in numbers}
    client = Client()
    client.force_login(lead.user)
    document = client.get(f"{closed.get_absolute_url()}.json").json()
    assert document["result"] == closed.run.result
    assert document["map"]["participants"] == document["result"]["voters"]
    page = client.get(closed.get_absolute_url()).text
    assert page.count("Non montré\u202f:") == len(EXPECTED["withheld"])


def listed(rows: list[dict[str, Any]], *, counts: dict[str, Counter[str]]) -> dict[str, str]:
    """Each statement with how it is told; every figure is checked against the recount on the way."""
    told = {}
    assert [row["item"] for row in rows] == list(counts)
    for row in rows:
        true, answers = counts[row["item"]], counts[row["item"]].total()
        kinds = []
        for choice in CHOICES.values():
            kind, holds = truth_of(row[choice], count=true[choice], answers=answers)
            assert holds, (row, true)
            assert not (kind == "exact" and min(true[choice], answers - true[choice]) < 5), row
            kinds.append(kind)
        assert truth_of(row["answers"], count=answers, answers=answers)[1], row
        told[row["item"]] = " and ".join(kind for kind in KINDS if kind in kinds)
    return told
