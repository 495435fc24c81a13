"""What a map says: frozen, ready for JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portulan.opinion.division import Listed
from portulan.opinion.selection import ConsensusStatement, RepresentativeStatement
from portulan.opinion.votes import Floats
from portulan.results import Method


@dataclass(frozen=True)
class MappedStatement:
    """One statement on the map.

    Parameters
    ----------
    id : str
        Its name.
    agree, disagree, passed : int
        People who voted so; whoever has not seen it is in none.
    center : float in [-1, 1]
        Mean vote; 0 for a statement that is out.
    extremity : float, 0 or more
        How far agreeing with it moves someone, in the units of the map.
    group_informed_consensus : float in (0, 1]
        As the function of that name.
    priority : float, 0 or more
        As the function of that name.
    is_out : bool
        Whether moderation, its author or its kind keeps it off the map.
    """

    id: str
    agree: int
    disagree: int
    passed: int
    center: float
    extremity: float
    group_informed_consensus: float
    priority: float
    is_out: bool

    def to_plain(self) -> dict[str, Any]:
        """The statement as a dictionary, ready for JSON."""
        plain = {name: value for name, value in vars(self).items() if name != "passed"}
        return plain | {"pass": self.passed}


@dataclass(frozen=True)
class OpinionGroup:
    """People who vote alike: how many, and what is theirs. `stability` in [0, 1], None where it was not measured."""

    id: int
    size: int
    representative: tuple[RepresentativeStatement, ...]
    stability: float | None = None

    def to_plain(self) -> dict[str, Any]:
        """The group as a dictionary, ready for JSON."""
        plain = {"id": self.id, "size": self.size, "stability": self.stability}
        return plain | {"representative": [each.to_plain() for each in self.representative]}


@dataclass(frozen=True, eq=False)
class PolisMap:
    """A map with everything Polis publishes, people included: for comparing with Polis, never for showing.

    Parameters
    ----------
    method : Method
        How it was made.
    participants, votes : int
        Rows of the table, and cells with a vote.
    axes : array of float, shape (2, n_statements)
        Loadings of the statements, in the order of `statements`.
    statements : tuple of MappedStatement
        In the order of the table.
    groups : tuple of OpinionGroup
        In the order of their numbers.
    gathering : tuple of ConsensusStatement
        What a majority of all shares.
    members : mapping of participant to group number
        Whoever is placed.
    positions : array of float, shape (n_participants, 2)
        In the order of the table.
    """

    method: Method
    participants: int
    votes: int
    axes: Floats
    statements: tuple[MappedStatement, ...]
    groups: tuple[OpinionGroup, ...]
    gathering: tuple[ConsensusStatement, ...]
    members: Mapping[str, int] = field(repr=False)
    positions: Floats = field(repr=False)

    def to_plain(self) -> dict[str, Any]:
        """All but members and positions, as dictionaries, lists and scalars; Polis measures neither stability nor
        division."""
        return {
            "method": self.method.to_plain(),
            "participants": self.participants,
            "votes": self.votes,
            "components": self.axes.tolist(),
            "statements": [each.to_plain() for each in self.statements],
            "groups": [each.to_plain() for each in self.groups],
            "stability": None,
            "gathering": [each.to_plain() for each in self.gathering],
            "divisive": [],
        }

    def to_json(self) -> str:
        """`to_plain` as JSON text."""
        return json.dumps(self.to_plain(), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True)
class Island:
    """A group that holds: how many people, the share of resamples in which two of them stay together, its own."""

    size: int
    stability: float
    own: tuple[Listed, ...]


@dataclass(frozen=True)
class IslandMap:
    """A map of groups that hold, with exact counts: it leaves through `protect_map` only.

    Parameters
    ----------
    method : Method
        How it was made.
    voters : int
        People who voted on at least one statement of the map.
    counts : mapping of statement to mapping of choice to int
        People who agree, disagree and pass; statements that are out, or without a vote, are not there.
    islands : tuple of Island
        The largest first; empty where no groups hold.
    agreement : float or None
        See `Islands`.
    gathering, divisive : tuple of Listed
        What all groups do alike, and what divides groups found without it; empty without groups.
    """

    method: Method
    voters: int
    counts: Mapping[str, Mapping[str, int]]
    islands: tuple[Island, ...]
    agreement: float | None
    gathering: tuple[Listed, ...]
    divisive: tuple[Listed, ...]
