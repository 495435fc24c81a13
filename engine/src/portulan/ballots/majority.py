"""Majority judgment: voters grade candidates, the best majority grade wins, grades near the middle break ties."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import index
from typing import Literal

from portulan.disclosure import Ballots
from portulan.disclosure.ballots import GRADES_AT_MOST, median_grade
from portulan.results import Method


@dataclass(frozen=True)
class Gauge:
    """The fast form (p, α, q) of Balinski and Laraki: it decides most ties, and not all.

    Parameters
    ----------
    above, below : Fraction, share in [0, 1]
        Voters who give more, and less, than the majority grade.
    grade : str
        The majority grade.
    sign : "+" or "-"
        Which of both is larger; "-" where they are equal.
    """

    above: Fraction
    grade: str
    sign: Literal["+", "-"]
    below: Fraction


@dataclass(frozen=True)
class Judged:
    """One candidate.

    Parameters
    ----------
    candidate : str
    rank : int
        1 is the best; candidates with exactly the same grades share one, and the next ranks are skipped.
    grade : str
        The majority grade.
    gauge : Gauge
    ungraded : int
        Voters who gave no grade, counted as the worst.
    """

    candidate: str
    rank: int
    grade: str
    gauge: Gauge
    ungraded: int


@dataclass(frozen=True)
class MajorityJudgment:
    """The order of all candidates, before protection: for whoever counts, never to be shown as it is.

    Parameters
    ----------
    method : Method
    voters : int
    order : tuple of Judged
        From the best; candidates of one rank in the order given.
    ballots : Ballots
        What `portulan.protect` tells of it.
    """

    method: Method
    voters: int
    order: tuple[Judged, ...]
    ballots: Ballots

    @property
    def first(self) -> tuple[str, ...]:
        """The winner, or those whom nothing tells apart."""
        return self.ballots.first


def majority_judgment(
    counts: Mapping[str, Mapping[str, int]], *, grades: tuple[str, ...], voters: int, ungraded_is_worst: bool = False
) -> MajorityJudgment:
    """Rank candidates by majority judgment, ties broken by removing majority grades one by one.

    Parameters
    ----------
    counts : mapping of candidate to mapping of grade to int
        Numbers of people, 0 or more; a grade nobody gave may be left out.
    grades : tuple of str
        From the worst to the best; 2 to 255, all different.
    voters : int
        People who voted, 1 or more.
    ungraded_is_worst : bool
        Whether who voted without grading a candidate gives it the worst grade: the rule must be known before the
        vote. Without it every voter must have graded every candidate.

    Returns
    -------
    MajorityJudgment
        Exact: whole numbers and fractions only.

    Raises
    ------
    ValueError
        On no candidate, no voter, a grade that is not one, a negative count, more grades than voters, or fewer while
        `ungraded_is_worst` is not set: names the candidate.
    TypeError
        If a count is not a whole number.

    Notes
    -----
    *The published tie-break*: of candidates with the same majority grade, remove one such grade from each, look at
    the majority grades again, until they differ. Here the grades are written from the middle outwards in the order
    in which they would be removed, and compared as words in a dictionary.

    *How the fast form differs*. `(p, α, q)` ranks α+ over α-, α+ by larger `p`, α- by smaller `q`. Where it speaks it
    says the same (every pair of votes of up to 9 people over three and four grades); it is silent on pairs with the
    same deciding share, some 5 to 8 in a hundred, which the removal tells apart by looking at the other side and
    at grades further out. Ranks here follow the removal; the gauge is given for reading.

    References
    ----------
    Balinski and Laraki (2007), A theory of measuring, electing, and ranking, PNAS 104(21), 8720-8725; (2011)
    *Majority Judgment*, MIT Press, for the gauge. Checked against removal one by one on every pair of votes of up to
    8 people over two to four grades, and against the example of the library of Mieux Voter.

    Examples
    --------
    >>> data = {"Pizza": (3, 2, 2, 3), "Chips": (2, 2, 4, 2), "Pasta": (2, 3, 2, 3), "Bread": (2, 4, 3, 1)}
    >>> grades = ("0", "1", "2", "3")
    >>> counts = {name: dict(zip(grades, numbers)) for name, numbers in data.items()}
    >>> [each.candidate for each in majority_judgment(counts, grades=grades, voters=10).order]
    ['Chips', 'Pasta', 'Pizza', 'Bread']
    """
    if not counts:
        raise ValueError("A vote has at least one candidate.")
    if not 2 <= len(grades) <= GRADES_AT_MOST or len(set(grades)) != len(grades):
        raise ValueError(f"A vote has 2 to {GRADES_AT_MOST} grades, all different, not {grades!r}.")
    if isinstance(voters, bool) or index(voters) < 1:
        raise ValueError(f"A vote has at least one voter, not {voters}.")
    given = {name: _row(name, row, grades=grades) for name, row in counts.items()}
    missing = {name: _missing(name, row, voters, is_allowed=ungraded_is_worst) for name, row in given.items()}
    table = {name: (row[0] + missing[name], *row[1:]) for name, row in given.items()}
    words = {name: removal_order(row) for name, row in table.items()}
    ordered = sorted(words, key=words.__getitem__, reverse=True)
    ranks = {name: 1 + sum(other > words[name] for other in words.values()) for name in ordered}
    order = tuple(_judged(name, table[name], ranks[name], grades, missing[name]) for name in ordered)
    ballots = Ballots(
        {name: dict(zip(grades, row, strict=True)) for name, row in table.items()},
        first=tuple(name for name in ordered if ranks[name] == 1),
    )
    return MajorityJudgment(_method(ungraded_is_worst), voters, order, ballots)


def removal_order(counts: tuple[int, ...]) -> bytes:
    """The grades in the order in which removing the majority grade takes them out.

    Parameters
    ----------
    counts : tuple of int
        People by grade, from the worst; at most 255 grades.

    Returns
    -------
    bytes
        One byte for each person. Of two candidates with as many grades, the one whose bytes are larger is ranked
        before the other.

    Examples
    --------
    >>> list(removal_order((2, 1, 2))), list(removal_order((1, 1, 1, 1)))
    ([1, 0, 2, 0, 2], [1, 2, 0, 3])
    """
    ascending = b"".join(bytes([place]) * count for place, count in enumerate(counts))
    half, is_odd = divmod(len(ascending), 2)
    word = bytearray(len(ascending))
    if is_odd:  # The middle one first; then the lower neighbour, the upper one, and so on outwards.
        word[0] = ascending[half]
        word[1::2], word[2::2] = ascending[:half][::-1], ascending[half + 1 :]
    else:
        word[0::2], word[1::2] = ascending[:half][::-1], ascending[half:]
    return bytes(word)


def _row(name: str, row: Mapping[str, int], *, grades: tuple[str, ...]) -> tuple[int, ...]:
    for grade, count in row.items():
        if grade not in grades:
            raise ValueError(f"Candidate {name!r}: {grade!r} is not one of {', '.join(grades)}.")
        if isinstance(count, bool):
            raise TypeError(f"Candidate {name!r}, grade {grade!r}: a number of people is needed, not {count!r}.")
        if index(count) < 0:
            raise ValueError(f"Candidate {name!r}, grade {grade!r}: {count} people.")
    return tuple(index(row.get(grade, 0)) for grade in grades)


def _missing(name: str, row: tuple[int, ...], voters: int, *, is_allowed: bool) -> int:
    missing = voters - sum(row)
    if missing < 0:
        raise ValueError(f"Candidate {name!r} has {sum(row)} grades from {voters} voters.")
    if missing and not is_allowed:
        raise ValueError(f"Candidate {name!r} was not graded by {missing} of {voters} voters: say what that counts as.")
    return missing


def _judged(name: str, row: tuple[int, ...], rank: int, grades: tuple[str, ...], ungraded: int) -> Judged:
    median = median_grade(row)
    above, below, voters = sum(row[median + 1 :]), sum(row[:median]), sum(row)
    gauge = Gauge(Fraction(above, voters), grades[median], "+" if above > below else "-", Fraction(below, voters))
    return Judged(name, rank, grades[median], gauge, ungraded)


def _method(ungraded_is_worst: bool) -> Method:
    return Method(
        name="portulan.ballots.majority_judgment",
        version="1",
        parameters=(("ungraded_is_worst", ungraded_is_worst),),
        source="Balinski and Laraki (2007), PNAS 104(21), 8720-8725",
    )
