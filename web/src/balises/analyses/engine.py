"""The one door to the engine: votes go in, what may be told comes out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import portulan
from balises.analyses.rules import CastVote
from portulan import opinion
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
from portulan.results import Method, digest_of

ENGINE_VERSION = portulan.__version__
LEAST_IN_GROUP = portulan.Policy().group_threshold

_CODES = {"agree": 1, "disagree": -1, "pass": 0}  # as Polis exports write them

__all__ = [
    "CHOICES",
    "ENGINE_VERSION",
    "LEAST_IN_GROUP",
    "AtLeast",
    "Band",
    "Between",
    "Cell",
    "Detail",
    "ProtectedRow",
    "Said",
    "SealedFigures",
    "Suppressed",
    "ToldIsland",
    "ToldMap",
    "map_votes",
    "protect_votes",
    "read_map",
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


@dataclass(frozen=True)
class Said:
    """A statement in a list of the map, and what is done there; "" where groups do not do the same."""

    item: str
    choice: str


@dataclass(frozen=True)
class ToldIsland:
    """A group that holds: a band for its size, how often two of its people stay together, what is its own."""

    low: int
    high: int
    together: float
    own: tuple[Said, ...]


@dataclass(frozen=True)
class ToldMap:
    """A map as it may be shown; without islands, no groups hold."""

    islands: tuple[ToldIsland, ...]
    gathering: tuple[Said, ...]
    divisive: tuple[Said, ...]
    resamples: int


def write_plan(name: str, *, items: Sequence[str]) -> dict[str, Any]:
    """The publication plan, as plain values."""
    return portulan.PublicationPlan(name, tuple(items)).to_plain()


def protect_votes(plan: Mapping[str, Any], *, votes: Sequence[CastVote]) -> SealedFigures:
    """Count the votes on the planned items and keep what may be told of them."""
    planned = portulan.PublicationPlan.from_plain(plan)
    kept = [vote for vote in votes if vote.item in planned.items]
    counted = portulan.Votes(_table(kept, items=planned.items), voters=len({vote.voter for vote in kept}))
    protected = portulan.protect(counted, under=planned)
    return _sealed(protected.method, result=protected.to_plain(), digest=protected.digest())


def map_votes(plan: Mapping[str, Any], *, votes: Sequence[CastVote]) -> SealedFigures | None:
    """Look for groups that hold, once enough people voted for a map; nothing below."""
    planned = portulan.PublicationPlan.from_plain(plan)
    kept = [(str(vote.voter), vote.item, _CODES[vote.choice]) for vote in votes if vote.item in planned.items]
    if len({voter for voter, _item, _code in kept}) < planned.policy.map_threshold:
        return None
    told = opinion.protect_map(opinion.map_opinions(opinion.Votes.of(kept)), plan=planned)
    return _sealed(told.method, result=told.to_plain(), digest=told.digest())


def read_map(result: Mapping[str, Any], *, digest: str) -> ToldMap:
    """A sealed map, read back; refused where its digest is another."""
    if digest_of(result) != digest:
        raise ValueError("Not what was sealed: the digest is another.")
    return ToldMap(
        islands=tuple(map(_island, result["groups"])),
        gathering=_said(result["gathering"]),
        divisive=_said(result["divisive"]),
        resamples=result["method"]["parameters"]["resamples"],
    )


def _island(plain: Mapping[str, Any]) -> ToldIsland:
    low, high = plain["size"]["between"]
    return ToldIsland(low, high, plain["stability"], _said(plain["representative"]))


def _said(listed: Sequence[Mapping[str, str]]) -> tuple[Said, ...]:
    return tuple(Said(each["id"], each.get("direction", "")) for each in listed)


def _sealed(method: Method, *, result: dict[str, Any], digest: str) -> SealedFigures:
    said = method.to_plain()
    parameters = {**said["parameters"], "source": said["source"]}
    return SealedFigures(said["name"], said["version"], parameters, result, digest)


def read_sealed(result: Mapping[str, Any], *, digest: str) -> ProtectedChoices:
    """A sealed result, read back; refused where its digest, or the figures themselves, cannot be right."""
    return reopen(result, digest=digest)


def _table(votes: Sequence[CastVote], *, items: Sequence[str]) -> dict[str, dict[str, int]]:
    counts = Counter((vote.item, vote.choice) for vote in votes)
    return {item: {choice: counts[item, choice] for choice in CHOICES} for item in items}
