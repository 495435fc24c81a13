"""What could still be learned from what is told, by someone who knows the program."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.disclosure.cells import AtLeast, Band, Between, Cell, Suppressed
from portulan.disclosure.choices import Counts, tell
from portulan.disclosure.policy import Policy
from portulan.disclosure.protected import CHOICES, Detail, ProtectedChoices, ProtectedRow


@dataclass(frozen=True)
class Exposure:
    """Something a row tells that it should not.

    Parameters
    ----------
    item, choice : str
        Where.
    answers : int
        Number of answers to the item for which it holds, in people.
    low, high : int
        Fewest and most people who can have made the choice, for someone who knows the program and `answers`.
    known_votes : tuple of three int
        Votes that must be known beforehand, in the order of `CHOICES`; three zeros if nothing need be known.
    """

    item: str
    choice: str
    answers: int
    low: int
    high: int
    known_votes: Counts = (0, 0, 0)


def known_votes_resisted(answers: int, *, policy: Policy) -> int:
    """How many votes on an item, one's own included, may be known without learning anything of another's.

    Parameters
    ----------
    answers : int
        Number of people who answered the item, `count_threshold` or more.
    policy : Policy
        Thresholds of the activity.

    Returns
    -------
    int
        Number of votes: with the default policy 1 for 5 and 6 answers, 2 for 7 and 8, 3 from 9 on. No table
        that tells a majority can do better for 5 to 9 answers; 3 is a voter and the two colleagues who told
        that voter.

    Raises
    ------
    ValueError
        Under `count_threshold`, where nothing is told.

    References
    ----------
    Own result. Telling "`t` or more made this choice" withstands `m` known votes if and only if `m + 2 <= t
    <= n - m - 1`, which for the best `t`, the majority, gives `m = ceil(n / 2) - 2`. Checked by enumeration
    up to 45 answers.

    Examples
    --------
    >>> [known_votes_resisted(answers, policy=Policy()) for answers in (5, 6, 7, 8, 9, 10, 26)]
    [1, 1, 2, 2, 3, 3, 3]
    """
    if answers < policy.count_threshold:
        raise ValueError("Nothing is told of so few answers.")
    return min(policy.count_threshold - 2, (answers + 1) // 2 - 2)


def worlds(row: ProtectedRow, *, policy: Policy) -> Iterator[Counts]:
    """All the rows of counts that would have been told exactly like this one.

    Parameters
    ----------
    row : ProtectedRow
        Any row but one that tells nothing.
    policy : Policy
        The one it was protected under.

    Yields
    ------
    tuple of three int
        Numbers of people who agree, disagree, pass.

    Raises
    ------
    ValueError
        If the row tells nothing: there is no end to what it may hide.

    Examples
    --------
    >>> from portulan.disclosure import PublicationPlan, protect_choices
    >>> votes = {"s1": {"agree": 20, "disagree": 5, "pass": 0}}
    >>> row = protect_choices(votes, plan=PublicationPlan("spring", ("s1",)), voters=25).rows[0]
    >>> list(worlds(row, policy=Policy()))
    [(20, 0, 5), (20, 1, 4), (20, 2, 3), (20, 3, 2), (20, 4, 1), (20, 5, 0)]
    """
    if isinstance(row.answers, Suppressed):
        raise ValueError("A row that tells nothing is compatible with any counts.")
    told = row.detail, row.answers, row.cells
    low, high = _bounds(row.answers, answers=0)
    for answers in range(low, high + 1):
        for counts in _candidates(row.cells, answers=answers):
            if tell(counts, policy=policy) == told:
                yield counts


def audit(protected: ProtectedChoices) -> tuple[Exposure, ...]:
    """Look for whatever could be learned from a result; find nothing, if the promises hold.

    Parameters
    ----------
    protected : ProtectedChoices
        What is about to be told.

    Returns
    -------
    tuple of Exposure
        Empty if nothing small can be learned. For each told item and each number of answers it may have had:
        a choice known exactly that was, or was not, made by fewer than `count_threshold` people; a choice
        known to fewer values than `known_votes_resisted` and two; a choice ruled out for all others by that
        many known votes.

    Notes
    -----
    Exact, by enumeration of `worlds`: a few dozen rows for each item, whatever the number of voters. An
    adversary who does not know the program has more worlds in mind, and learns less.

    References
    ----------
    Hundepool et al. (2024), *Handbook on Statistical Disclosure Control*, 2nd ed., sect. 4.2.2: feasibility
    intervals, and respondents who know their own contribution. Enumeration replaces the linear programme.
    Checked against intervals computed with `scipy.optimize.linprog`, and seen to find faults in naive
    suppression.

    Examples
    --------
    >>> from portulan.disclosure import PublicationPlan, protect_choices
    >>> votes = {"s1": {"agree": 26, "disagree": 0, "pass": 0}}
    >>> audit(protect_choices(votes, plan=PublicationPlan("spring", ("s1",)), voters=26))
    ()
    """
    return tuple(
        exposure
        for row in protected.rows
        if row.detail is not Detail.WITHHELD
        for exposure in exposures(row.item, list(worlds(row, policy=protected.policy)), policy=protected.policy)
    )


def exposures(item: str, rows: list[Counts], *, policy: Policy) -> Iterator[Exposure]:
    """What someone learns who knows the number of answers, and that one of these rows is the true one."""
    for answers in sorted({sum(row) for row in rows}):
        same = [row for row in rows if sum(row) == answers]
        for position, choice in enumerate(CHOICES):
            values = {row[position] for row in same}
            if not _wide_enough(values, answers=answers, policy=policy):
                yield Exposure(item, choice, answers, min(values), max(values))
            for known in _known(known_votes_resisted(answers, policy=policy)):
                left = [row[position] - known[position] for row in same if _holds(row, known)]
                if left and max(left) == 0:
                    yield Exposure(item, choice, answers, min(values), max(values), known)


def _wide_enough(values: set[int], *, answers: int, policy: Policy) -> bool:
    small = policy.count_threshold
    if len(values) == 1:
        return small <= min(values) <= answers - small
    return len(values) >= known_votes_resisted(answers, policy=policy) + 2


def _known(votes: int) -> Iterator[Counts]:
    for agree in range(votes + 1):
        for disagree in range(votes - agree + 1):
            yield agree, disagree, votes - agree - disagree


def _holds(row: Counts, known: Counts) -> bool:
    return all(count >= at_least for count, at_least in zip(row, known, strict=True))


def _candidates(cells: tuple[Cell, Cell, Cell], *, answers: int) -> Iterator[Counts]:
    """Rows of so many answers within what each cell says by itself."""
    agree, disagree, _ = (_bounds(cell, answers=answers) for cell in cells)
    for first in range(agree[0], agree[1] + 1):
        for second in range(disagree[0], min(disagree[1], answers - first) + 1):
            yield first, second, answers - first - second


def _bounds(cell: Cell, *, answers: int) -> tuple[int, int]:
    match cell:
        case Band.MORE_THAN_HALF:
            return answers // 2 + 1, answers
        case Band() | Suppressed():
            return 0, answers
        case Between():
            return cell.low, cell.high
        case AtLeast():
            return cell.low, answers
    return cell, cell
