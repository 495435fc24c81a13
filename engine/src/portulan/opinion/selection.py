"""Which statements are named: those that represent a group, and those that a majority of all shares."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from portulan.opinion.statements import Z90, GroupVotes, Representativeness, proportion_z, representativeness, share
from portulan.opinion.votes import Booleans, Integers, Votes

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
    return tuple(_Group.of(votes, counted, measured, number).selected() for number in range(len(counted.seen)))


@dataclass(frozen=True, eq=False)
class _Group:
    """One group: each list holds a value for each statement, in their order."""

    votes: Votes
    counted: GroupVotes
    measured: Representativeness
    number: int
    sides: list[Direction]
    is_sufficient: list[bool]
    clarity: list[float]
    chosen_z: list[float]
    strengths: list[float]

    @classmethod
    def of(cls, votes: Votes, counted: GroupVotes, measured: Representativeness, number: int) -> "_Group":
        agree_z, disagree_z = measured.agree_ratio_z[number], measured.disagree_ratio_z[number]
        agrees = (agree_z > Z90) & (measured.agree_z[number] > Z90)
        disagrees = (disagree_z > Z90) & (measured.disagree_z[number] > Z90)
        side_of: list[Direction] = ["agree" if is_agree else "disagree" for is_agree in agree_z > disagree_z]
        clarity = np.maximum(agree_z, disagree_z)
        agreed, disagreed = (
            ratio[number] * ratio_z[number] * shares[number] * z[number] for ratio, ratio_z, shares, z in measured.sides
        )
        return cls(
            votes, counted, measured, number, side_of, (agrees | disagrees).tolist(), clarity.tolist(),
            clarity.astype(np.float32).tolist(), np.where(agree_z > disagree_z, agreed, disagreed).tolist(),
        )  # fmt: skip

    def selected(self) -> tuple[RepresentativeStatement, ...]:
        columns = np.flatnonzero(~self.votes.is_out).tolist()
        sufficient = [column for column in columns if self.is_sufficient[column]]
        best_agreed = self._best_agreed(columns)
        if not sufficient:
            only = best_agreed if best_agreed is not None else self._clearest(columns)
            return () if only is None else (self._named(only, is_best_agreed=best_agreed is not None),)
        others = sorted((column for column in sufficient if column != best_agreed), key=self._weakness)
        named = [self._named(column) for column in others[:MOST_NAMED]]
        head = [] if best_agreed is None else [self._named(best_agreed, is_best_agreed=True)]
        kept = [*head, *named][:MOST_NAMED]
        return tuple(sorted(kept, key=lambda each: each.direction != "agree"))

    def _best_agreed(self, columns: Iterable[int]) -> int | None:
        """Scanned in order: what must be beaten depends on who holds the place."""
        shares, z = self.measured.agree_share[self.number], self.measured.agree_z[self.number]
        ratios = self.measured.agree_ratio[self.number]
        both, plain = (ratios * self.measured.agree_ratio_z[self.number] * shares * z).tolist(), (shares * z).tolist()
        may_begin = ((z > Z90) | ((ratios > 1) & (shares > 0.5))).tolist()
        is_more_than_elsewhere = (ratios > 1).tolist()
        has_taken_sides = (self.counted.agree[self.number] + self.counted.disagree[self.number] > 0).tolist()
        best: int | None = None
        for column in columns:
            if not has_taken_sides[column]:
                continue
            if best is None:
                best = column if may_begin[column] else None
            else:
                rank = both if is_more_than_elsewhere[best] else plain
                best = column if rank[column] > rank[best] else best
        return best

    def _clearest(self, columns: Iterable[int]) -> int | None:
        """Only asked for where nothing is sufficient; Polis remembers the best so far in single precision."""
        clearest, clearest_z = None, -np.inf
        for column in columns:
            if self.clarity[column] > clearest_z:
                clearest, clearest_z = column, self.chosen_z[column]
        return clearest

    def _weakness(self, column: int) -> float:
        """By which Polis ranks, upside down: the product of both shares and both tests, with its sign."""
        return -self.strengths[column]

    def _named(self, column: int, *, is_best_agreed: bool = False) -> RepresentativeStatement:
        side = self.sides[column]
        values = {
            what: float(getattr(self.measured, f"{side}_{what}")[self.number, column])
            for what in ("share", "z", "ratio", "ratio_z")
        }
        return RepresentativeStatement(
            id=self.votes.statements[column],
            direction=side,
            successes=int(getattr(self.counted, side)[self.number, column]),
            trials=int(self.counted.seen[self.number, column]),
            **values,
            is_best_agreed=is_best_agreed,
        )


SIDES: tuple[Direction, Direction] = ("agree", "disagree")


def select_consensus(votes: Votes, *, counts: Mapping[str, Integers] | None = None) -> tuple[ConsensusStatement, ...]:
    """Statements that more than half of all voters agree, or disagree, with [Polis: consensus].

    Parameters
    ----------
    votes : Votes
        All participants count, placed in a group or not.
    counts : mapping of choice to array of int64, optional
        `votes.counts()`, where it is known already.

    Returns
    -------
    tuple of ConsensusStatement
        At most five agreements, then at most five disagreements: share above a half and test above 1.2816, by the
        product of the two.
    """
    known = votes.counts() if counts is None else counts
    return tuple(each for side in SIDES for each in _strongest(votes, known, side=side))


def _strongest(votes: Votes, counts: Mapping[str, Integers], *, side: Direction) -> Iterator[ConsensusStatement]:
    trials = counts["agree"] + counts["disagree"] + counts["pass"]
    shares, tests = share(counts[side], trials), proportion_z(counts[side], trials)
    qualified: Booleans = (shares > 0.5) & (tests > Z90) & ~votes.is_out
    columns = np.flatnonzero(qualified)
    for column in columns[np.argsort(-(shares * tests)[columns], kind="stable")][:MOST_NAMED].tolist():
        yield ConsensusStatement(
            id=votes.statements[column], direction=side, successes=int(counts[side][column]),
            trials=int(trials[column]), share=float(shares[column]), z=float(tests[column]),
        )  # fmt: skip
