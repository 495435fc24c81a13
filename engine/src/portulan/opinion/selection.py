"""Which statements are named: those that represent a group, and those that a majority of all shares."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from portulan.opinion.statements import Z90, GroupVotes, Representativeness, proportion_z, representativeness, share
from portulan.opinion.votes import Booleans, Votes

MOST_NAMED = 5  # Polis default: statements named for a group, and for each side of a consensus

Direction = Literal["agree", "disagree"]


@dataclass(frozen=True)
class RepresentativeStatement:
    """A statement that tells a group from the others.

    Parameters
    ----------
    id : str
        Of the statement.
    direction : "agree" or "disagree"
        What the group does more than others.
    successes, trials : int, people of the group
        Who voted in that direction, and who voted.
    share, z, ratio, ratio_z : float
        As in `Representativeness`.
    is_best_agreed : bool
        Whether it heads the list as what the group most agrees on.
    """

    id: str
    direction: Direction
    successes: int
    trials: int
    share: float
    z: float
    ratio: float
    ratio_z: float
    is_best_agreed: bool = False

    @property
    def strength(self) -> float:
        """By which Polis ranks: the product of both shares and both tests, with its sign."""
        return self.ratio * self.ratio_z * self.share * self.z

    def to_plain(self) -> dict[str, Any]:
        """The statement as a dictionary, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class ConsensusStatement:
    """A statement on which a majority of all participants votes alike; fields as in `RepresentativeStatement`."""

    id: str
    direction: Direction
    successes: int
    trials: int
    share: float
    z: float

    def to_plain(self) -> dict[str, Any]:
        """The statement as a dictionary, ready for JSON."""
        return asdict(self)


def select_representative(votes: Votes, counted: GroupVotes) -> tuple[tuple[RepresentativeStatement, ...], ...]:
    """At most five statements for each group [Polis: repness].

    Parameters
    ----------
    votes : Votes
        For the names and the order of statements, and those that are out.
    counted : GroupVotes
        From `group_votes`.

    Returns
    -------
    tuple of tuple of RepresentativeStatement, one for each group
        Those that are *sufficient* (both tests above 1.2816, for agreeing or for disagreeing) by strength, headed by
        the one the group most agrees on, agreements before disagreements. Where none is sufficient, that one alone,
        or the one whose difference is the clearest.

    Notes
    -----
    Polis scans statements in their order, and the order settles ties. It stops looking for the clearest difference
    at the first sufficient statement, and keeps that difference in single precision. Both are kept here.
    """
    measured = representativeness(counted)
    return tuple(_Group(votes, counted, measured, group).selected() for group in range(len(counted.seen)))


@dataclass(frozen=True, eq=False)
class _Group:
    votes: Votes
    counted: GroupVotes
    measured: Representativeness
    number: int

    def selected(self) -> tuple[RepresentativeStatement, ...]:
        columns = np.flatnonzero(~self.votes.is_out).tolist()
        sufficient = [column for column in columns if self._is_sufficient(column)]
        best_agreed = self._best_agreed(columns)
        if not sufficient:
            clearest = self._clearest(columns)
            only = best_agreed if best_agreed is not None else clearest
            return () if only is None else (self._named(only, is_best_agreed=best_agreed is not None),)
        named = [self._named(column) for column in sufficient if column != best_agreed]
        named.sort(key=lambda each: -each.strength)
        head = [] if best_agreed is None else [self._named(best_agreed, is_best_agreed=True)]
        kept = [*head, *named][:MOST_NAMED]
        return tuple(sorted(kept, key=lambda each: each.direction != "agree"))

    def _is_sufficient(self, column: int) -> bool:
        return any(self._of(side, "ratio_z", column) > Z90 and self._of(side, "z", column) > Z90 for side in SIDES)

    def _best_agreed(self, columns: Iterable[int]) -> int | None:
        best: int | None = None
        for column in columns:
            if self._beats(column, best):
                best = column
        return best

    def _beats(self, column: int, best: int | None) -> bool:
        if self.counted.agree[self.number, column] == 0 and self.counted.disagree[self.number, column] == 0:
            return False
        if best is None:
            is_more_than_elsewhere = self._of("agree", "ratio", column) > 1
            return self._of("agree", "z", column) > Z90 or (
                is_more_than_elsewhere and self._of("agree", "share", column) > 0.5
            )
        factors = ("ratio", "ratio_z", "share", "z") if self._of("agree", "ratio", best) > 1 else ("share", "z")
        challenger, holder = (
            float(np.prod([self._of("agree", factor, each) for factor in factors])) for each in (column, best)
        )
        return challenger > holder

    def _clearest(self, columns: Iterable[int]) -> int | None:
        """Only asked for where nothing is sufficient."""
        clearest, clearest_z = None, -np.inf
        for column in columns:
            if max(self._of(side, "ratio_z", column) for side in SIDES) > clearest_z:
                clearest, clearest_z = column, float(np.float32(self._of(self._side(column), "ratio_z", column)))
        return clearest

    def _side(self, column: int) -> Direction:
        return "agree" if self._of("agree", "ratio_z", column) > self._of("disagree", "ratio_z", column) else "disagree"

    def _of(self, side: str, what: str, column: int) -> float:
        values = getattr(self.measured, f"{side}_{what}")
        return float(values[self.number, column])

    def _named(self, column: int, *, is_best_agreed: bool = False) -> RepresentativeStatement:
        side = self._side(column)
        return RepresentativeStatement(
            id=self.votes.statements[column],
            direction=side,
            successes=int(getattr(self.counted, side)[self.number, column]),
            trials=int(self.counted.seen[self.number, column]),
            **{what: self._of(side, what, column) for what in ("share", "z", "ratio", "ratio_z")},
            is_best_agreed=is_best_agreed,
        )


SIDES: tuple[Direction, Direction] = ("agree", "disagree")


def select_consensus(votes: Votes) -> tuple[ConsensusStatement, ...]:
    """Statements that more than half of all voters agree, or disagree, with [Polis: consensus].

    Parameters
    ----------
    votes : Votes
        All participants count, placed in a group or not.

    Returns
    -------
    tuple of ConsensusStatement
        At most five agreements, then at most five disagreements: share above a half and test above 1.2816, by the
        product of the two.
    """
    return tuple(each for side in SIDES for each in _strongest(votes, side=side))


def _strongest(votes: Votes, *, side: Direction) -> Iterator[ConsensusStatement]:
    counts = votes.counts()
    trials = counts["agree"] + counts["disagree"] + counts["pass"]
    shares, tests = share(counts[side], trials), proportion_z(counts[side], trials)
    qualified: Booleans = (shares > 0.5) & (tests > Z90) & ~votes.is_out
    columns = np.flatnonzero(qualified)
    for column in columns[np.argsort(-(shares * tests)[columns], kind="stable")][:MOST_NAMED].tolist():
        yield ConsensusStatement(
            id=votes.statements[column], direction=side, successes=int(counts[side][column]),
            trials=int(trials[column]), share=float(shares[column]), z=float(tests[column]),
        )  # fmt: skip
