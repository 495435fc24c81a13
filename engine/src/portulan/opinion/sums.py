"""Whole numbers from which the axes of a map follow: exact, additive over participants, whatever their order."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from portulan.opinion import fast
from portulan.opinion.votes import NO_VOTE, Booleans, Choices, Floats, Integers, Votes

BLOCK_ROWS = 4096  # Products of 0 and ±1 are exact in float32 up to 2**24 rows; this keeps them in the cache.

WORTH_COMPILING = 10_000_000_000  # Products of pairs from which bit sets are sooner, loading numba included


@dataclass(frozen=True, eq=False)
class VoteSums:
    """Sums over participants, with `x` the vote (1, 0, -1; 0 where there is none) and `s` whether there is one.

    Parameters
    ----------
    product : array of int64, shape (n_statements, n_statements)
        Sum of `x_j x_k`.
    product_seen : array of int64, shape (n_statements, n_statements)
        Sum of `x_j s_k`; its diagonal is agree minus disagree.
    seen_together : array of int64, shape (n_statements, n_statements)
        Sum of `s_j s_k`: people who voted on both; its diagonal is the votes on each.

    Examples
    --------
    >>> votes = Votes.of([("ana", "s1", 1), ("ana", "s2", -1), ("bo", "s1", -1)])
    >>> sums_of(votes).product.tolist()
    [[2, -1], [-1, 1]]
    """

    product: Integers
    product_seen: Integers
    seen_together: Integers

    def __add__(self, other: Self) -> "VoteSums":
        """Sums over the participants of both; the statements must be the same, in the same order."""
        return VoteSums(
            self.product + other.product,
            self.product_seen + other.product_seen,
            self.seen_together + other.seen_together,
        )

    def __sub__(self, other: Self) -> "VoteSums":
        """Sums without the participants of the other: a withdrawal, exact."""
        return VoteSums(
            self.product - other.product,
            self.product_seen - other.product_seen,
            self.seen_together - other.seen_together,
        )

    def of_statements(self, columns: Integers | Booleans) -> "VoteSums":
        """The same sums over some statements only."""
        chosen = np.ix_(columns, columns)
        return VoteSums(self.product[chosen], self.product_seen[chosen], self.seen_together[chosen])

    @property
    def vote_count(self) -> int:
        """Cells that hold a vote."""
        return int(np.trace(self.seen_together))

    def counts(self) -> dict[str, Integers]:
        """What `Votes.counts` counts, found again from the diagonals."""
        taken, turned, seen = (np.diagonal(each) for each in (self.product, self.product_seen, self.seen_together))
        return {"agree": (taken + turned) // 2, "disagree": (taken - turned) // 2, "pass": seen - taken}

    def center(self, *, out: Booleans) -> Floats:
        """Mean vote on each statement, passes counting as 0; 0 where it is out or nobody voted."""
        total = np.diagonal(self.product_seen).astype(np.float64)
        mean = total / np.maximum(np.diagonal(self.seen_together), 1)
        return np.where(out, 0.0, mean)

    def gram(self, *, out: Booleans) -> Floats:
        """Products of the columns of votes, each centred on its mean and 0 where there is no vote.

        `XX - XS D - D SX + D SS D` with `D` the diagonal of the centres: the product of the table whose gaps are
        filled with the mean of their column, without making that table. Rows and columns of `out` are 0.
        """
        center = self.center(out=out)
        cross = self.product_seen * center[None, :]
        gram = self.product - cross - cross.T + self.seen_together * center[:, None] * center[None, :]
        gram[out, :] = 0.0
        gram[:, out] = 0.0
        return gram


def sums_of(votes: Votes) -> VoteSums:
    """The three sums of a table of votes.

    Parameters
    ----------
    votes : Votes
        Any table, an empty one included; moderation has no effect here.

    Returns
    -------
    VoteSums
        Exact, so that `sums_of(a) + sums_of(b)` equals `sums_of(join([a, b]))` where the statements are the same.

    References
    ----------
    Standard decomposition of a cross-product matrix. Checked against the product of the filled and centred table.
    """
    size = len(votes.statements)
    if fast.is_worth(len(votes.participants) * size**2, WORTH_COMPILING):
        return VoteSums(*fast.products(votes.choices))
    total = VoteSums(*(np.zeros((size, size), dtype=np.int64) for _ in range(3)))
    for start in range(0, len(votes.participants), BLOCK_ROWS):
        total = total + _block(votes.choices[start : start + BLOCK_ROWS])
    return total


def _block(choices: Choices) -> VoteSums:
    seen = (choices != NO_VOTE).astype(np.float32)
    vote = np.where(choices == NO_VOTE, 0, choices).astype(np.float32)
    products = (vote.T @ vote, vote.T @ seen, seen.T @ seen)
    return VoteSums(*(each.astype(np.int64) for each in products))
