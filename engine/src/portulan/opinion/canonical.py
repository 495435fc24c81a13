"""One form for all tables that say the same: whatever the order, the names of people, or the shards they came in."""

from dataclasses import dataclass

import numpy as np

from portulan.opinion.sums import VoteSums
from portulan.opinion.votes import NO_VOTE, Choices, Floats, Votes


@dataclass(frozen=True, eq=False)
class Table:
    """Votes in their canonical order, without the names of people.

    Parameters
    ----------
    statements : tuple of str, shape (n_statements,)
        In the map, voted on by someone, ordered by how they were voted on; names settle only what votes leave equal.
    choices : array of int8, shape (n_participants, n_statements)
        People who voted on one of them, in the order of the bytes of their rows.
    sums : VoteSums
        Of these votes.
    """

    statements: tuple[str, ...]
    choices: Choices
    sums: VoteSums

    def counts(self) -> dict[str, dict[str, int]]:
        """For each statement, in the order of their names, people who agree, disagree and pass."""
        counted = {choice: counts.tolist() for choice, counts in self.sums.counts().items()}
        places = sorted(range(len(self.statements)), key=lambda each: by_name(self.statements[each]))
        return {self.statements[each]: {choice: counted[choice][each] for choice in counted} for each in places}

    @property
    def center(self) -> Floats:
        """Mean vote on each statement."""
        return self.sums.center(out=np.zeros(len(self.statements), dtype=np.bool_))

    @property
    def gram(self) -> Floats:
        """Products of the columns of `centred`, from the whole numbers."""
        return self.sums.gram(out=np.zeros(len(self.statements), dtype=np.bool_))


def by_name(name: str) -> tuple[int, str]:
    """By which statements are listed: 2 before 10."""
    return len(name), name


def canonical(votes: Votes, sums: VoteSums) -> Table:
    """The table behind a table: the same for any order of rows and columns and any names of people.

    Parameters
    ----------
    votes : Votes
        Statements that are out, or that nobody voted on, and people without a vote on the others are left aside.
    sums : VoteSums
        Of these votes, from `sums_of`.

    Returns
    -------
    Table
        Statements by what does not change when they are renamed (votes on each, then its products with all others,
        sorted); names settle only what is left. Two that are still equal were almost surely voted on alike.

    Examples
    --------
    >>> from portulan.opinion.sums import sums_of
    >>> rows = [("ana", "s1", 1), ("bo", "s1", -1), ("bo", "s2", 0)]
    >>> forth, back = (canonical(each, sums_of(each)) for each in map(Votes.of, (rows, rows[::-1])))
    >>> forth.statements == back.statements, (forth.choices == back.choices).all()
    (True, np.True_)
    """
    live = np.flatnonzero(~votes.is_out & votes.seen.any(axis=0))
    choices = votes.choices[:, live]
    choices = choices[(choices != NO_VOTE).any(axis=1)]
    names = [votes.statements[column] for column in live]
    sums = sums.of_statements(live)
    signatures = _signatures(sums)
    order = np.array(sorted(range(len(names)), key=lambda each: (signatures[each], names[each])), dtype=np.int64)
    ordered = np.ascontiguousarray(choices[:, order])
    if ordered.size:
        ordered = ordered[np.argsort(ordered.view(f"V{ordered.shape[1]}").ravel(), kind="stable")]
    return Table(tuple(names[each] for each in order), ordered, sums.of_statements(order))


def _signatures(sums: VoteSums) -> list[bytes]:
    """For each statement, bytes that a new name or place does not change."""
    tables = (sums.product, sums.product_seen, sums.product_seen.T, sums.seen_together)
    own = np.stack([np.diagonal(each) for each in tables], axis=1)
    rows = np.hstack([own, *(np.sort(each, axis=1) for each in tables)])
    return [row.astype(">i8").tobytes() for row in rows]
