"""The one door to the engine: votes go in, what may be told comes out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import portulan
from balises.analyses.rules import CastVote
from portulan.disclosure import (
    CHOICES,
    AtLeast,
    Band,
    Between,
    Cell,
    Detail,
    ProtectedChoices,
    ProtectedRow,
    Suppressed,
    reopen,
)

ENGINE_VERSION = portulan.__version__

__all__ = [
    "CHOICES",
    "ENGINE_VERSION",
    "AtLeast",
    "Band",
    "Between",
    "Cell",
    "Detail",
    "ProtectedRow",
    "SealedFigures",
    "Suppressed",
    "protect_votes",
    "read_sealed",
    "write_plan",
]


@dataclass(frozen=True)
class SealedFigures:
    """What one run leaves behind, ready to be kept: nothing in it needs further protection."""

    method: str
    method_version: str
    parameters: dict[str, Any]
    result: dict[str, Any]
    digest: str


def write_plan(name: str, *, items: Sequence[str]) -> dict[str, Any]:
    """The publication plan, as plain values."""
    return portulan.PublicationPlan(name, tuple(items)).to_plain()


def protect_votes(plan: Mapping[str, Any], *, votes: Sequence[CastVote]) -> SealedFigures:
    """Count the votes on the planned items and keep what may be told of them."""
    planned = portulan.PublicationPlan.from_plain(plan)
    kept = [vote for vote in votes if vote.item in planned.items]
    protected = portulan.protect_choices(
        _table(kept, items=planned.items), plan=planned, voters=len({vote.voter for vote in kept})
    )
    method = protected.method.to_plain()
    return SealedFigures(
        method=method["name"],
        method_version=method["version"],
        parameters={**method["parameters"], "source": method["source"]},
        result=protected.to_plain(),
        digest=protected.digest(),
    )


def read_sealed(result: Mapping[str, Any], *, digest: str) -> ProtectedChoices:
    """A sealed result, read back; refused where its digest, or the figures themselves, cannot be right."""
    return reopen(result, digest=digest)


def _table(votes: Sequence[CastVote], *, items: Sequence[str]) -> dict[str, dict[str, int]]:
    counts = Counter((vote.item, vote.choice) for vote in votes)
    return {item: {choice: counts[item, choice] for choice in CHOICES} for item in items}
