"""Votes along two axes, as sums of whole multiples of a small power of two.

Such sums are exact: no order of people, statements, blocks or threads, and no library, changes a bit of them.
"""

from dataclasses import dataclass

import numpy as np

from portulan.opinion import fast
from portulan.opinion.votes import NO_VOTE, Booleans, Choices, Floats, Integers

BLOCK_ROWS = 4096
WORTH_COMPILING = 5_000_000  # Cells from which it is sooner to go through them compiled


@dataclass(frozen=True, eq=False)
class Loadings:
    """What a vote moves someone by, rounded so that sums are exact; within 1e-13 of the axes for 500 statements.

    Parameters
    ----------
    per_vote : array of float, shape (2, n_statements)
        Times the vote (1, 0 or -1).
    per_answer : array of float, shape (2, n_statements)
        Taken away for any vote: the mean of the statement times its loading.
    is_counted : array of bool, shape (n_statements,)
        Statements that count for how many someone voted on.
    """

    per_vote: Floats
    per_answer: Floats
    is_counted: Booleans

    @classmethod
    def of(cls, axes: Floats, center: Floats, *, is_counted: Booleans) -> "Loadings":
        """Those of axes of length 1 at most: all sums of them stay under 2 sqrt(n_statements)."""
        step = 2.0 ** (np.ceil(np.log2(2 * np.sqrt(max(axes.shape[1], 1)))) - 52)
        return cls(np.round(axes / step) * step, np.round(axes * center / step) * step, is_counted)


@dataclass(frozen=True, eq=False)
class Placed:
    """Where people are, before any stretch, and how many counted statements each voted on."""

    sums: Floats
    voted: Integers

    def stretched(self, size: float, *, more: int = 0) -> Floats:
        """Positions, further out for who voted on few of `size` statements; `more` counts as voted by everyone."""
        placed: Floats = np.sqrt(size / np.maximum(self.voted + more, 1))[:, None] * self.sums
        return placed


def place(choices: Choices, loadings: Loadings) -> Placed:
    """Sum for each person the loadings of their votes.

    Parameters
    ----------
    choices : array of int8, shape (n_people, n_statements)
        As in `Votes`.
    loadings : Loadings
        Of these statements.

    Returns
    -------
    Placed
        `sums`, shape (n_people, 2), and `voted`, shape (n_people,): the same bits compiled or not.
    """
    if fast.is_worth(choices.size, WORTH_COMPILING):
        sums, voted = fast.place(choices, loadings.per_vote, loadings.per_answer, loadings.is_counted)
        return Placed(sums + 0.0, voted)
    sums, voted = np.empty((len(choices), 2)), np.empty(len(choices), dtype=np.int64)
    for start in range(0, len(choices), BLOCK_ROWS):
        rows = slice(start, start + BLOCK_ROWS)
        seen = choices[rows] != NO_VOTE
        vote = np.where(seen, choices[rows], 0).astype(np.float64)
        sums[rows] = vote @ loadings.per_vote.T - seen.astype(np.float64) @ loadings.per_answer.T
        voted[rows] = np.count_nonzero(seen & loadings.is_counted, axis=1)
    return Placed(sums + 0.0, voted)  # A sum of nothing is 0 and never -0.


def votes_of_each(choices: Choices) -> Integers:
    """How many statements each person voted on, shape (n_people,)."""
    nothing = np.zeros((2, choices.shape[1]))
    return place(choices, Loadings(nothing, nothing, np.ones(choices.shape[1], dtype=np.bool_))).voted
