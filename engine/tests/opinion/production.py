"""Six conversations as Polis' own servers recorded them; they stand beside the repository, never in it."""

import csv
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from portulan.opinion.votes import Votes

FOLDER = Path(__file__).resolve().parents[3] / "../shared/data"
FIXTURES = FOLDER / "polis-math/red-dwarf-fixtures"
NAMES = (
    "150ptpt-3gp-no-strict-no-meta",
    "25ptpt-3gp-no-strict-with-meta",
    "50ptpt-3gp-strict-no-meta",
    "above-100-ptpts",
    "below-100-ptpts",
    "biodiversity",
)
beside_the_repository = pytest.mark.skipif(
    not FOLDER.exists() and not os.environ.get("CI"), reason="the real conversations are not beside the repository"
)


@dataclass(frozen=True)
class Recorded:
    """What production recorded, and the votes it had, statements in the order it scanned them."""

    name: str
    blob: dict[str, Any]
    votes: Votes

    @property
    def labels(self) -> np.ndarray:
        """The recorded group of each row, -1 for none."""
        members = dict(zip(self.blob["base-clusters"]["id"], self.blob["base-clusters"]["members"], strict=True))
        group_of = {
            str(person): number
            for number, group in enumerate(self.blob["group-clusters"])
            for base in group["members"]
            for person in members[base]
        }
        return np.array([group_of.get(name, -1) for name in self.votes.participants])


@cache
def recorded(name: str) -> Recorded:
    if name == "biodiversity":
        folder = FOLDER / "polis-math/biodiversity"
        blob = json.loads(next(folder.glob("*math_blob.json")).read_text("utf-8"))
        rows = _exported(next(folder.glob("*votes.csv")))
    else:
        blob = json.loads((FIXTURES / name / "math-pca2.json").read_text("utf-8"))
        rows = _stored(FIXTURES / name / "votes.json")
    statements = {str(each) for each in blob["tids"]}
    rows = [row for row in rows if row[1] in statements]
    votes = Votes.of(rows + _lost_votes(blob, rows))
    columns = np.array([votes.statements.index(str(each)) for each in blob["tids"]])
    ordered = votes.keep(columns=columns)
    out, meta = ({str(each) for each in blob[key] or ()} for key in ("mod-out", "meta-tids"))
    return Recorded(
        name,
        blob,
        Votes(
            ordered.participants, ordered.statements, ordered.choices, frozenset(out), frozenset(meta), votes.arrivals
        ),
    )


def _exported(path: Path) -> list[tuple[str, str, int]]:
    """This export keeps the sign of the database: agree is -1."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    return [(row["voter-id"], row["comment-id"], int(row["vote"])) for row in rows]


def _stored(path: Path) -> list[tuple[str, str, int]]:
    """As the server answers: agree is -1."""
    rows = sorted(json.loads(path.read_text("utf-8")), key=lambda row: float(row["modified"]))
    person, statement = ("pid", "tid") if "pid" in rows[0] else ("participant_id", "statement_id")
    return [(str(row[person]), str(row[statement]), row["vote"]) for row in rows]


def _lost_votes(blob: dict[str, Any], rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """In one conversation the file lacks a person; the recorded means tell on what they voted, and what.

    With `n` votes of sum `s` in the file, the recorded mean is `s / n`, or `(s + x) / (n + 1)` for one more vote `x`.
    """
    missing = set(blob["user-vote-counts"]) - {person for person, _, _ in rows}
    out = {str(each) for each in blob["mod-out"] or ()}
    found = []
    for person in missing:
        for statement, mean in zip(blob["tids"], blob["pca"]["center"], strict=True):
            seen = [vote for _, name, vote in rows if name == str(statement)]
            if str(statement) not in out and abs(-mean - sum(seen) / len(seen)) > 1e-9:
                found.append((person, str(statement), round(-mean * (len(seen) + 1) - sum(seen))))
    return found
