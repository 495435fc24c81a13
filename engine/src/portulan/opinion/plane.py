"""People on two axes, drawn by all statements or by some."""

from dataclasses import dataclass

import numpy as np

from portulan.opinion.canonical import Table
from portulan.opinion.projection import principal_axes, principal_axes_of
from portulan.opinion.votes import NO_VOTE, Booleans, Floats, Integers


@dataclass(frozen=True, eq=False)
class Plane:
    """People on the two axes of some statements.

    Parameters
    ----------
    centred : array of float, shape (n_people, n_statements)
        Votes less the mean of their statement, 0 where there is none.
    seen : array of bool, shape (n_people, n_statements)
        Where there is a vote.
    everyone : array of float, shape (n_participants, n_statements)
        `centred` of all participants, from whom the axes come.
    gram : array of float, shape (n_statements, n_statements)
        Their products, from whole numbers.
    """

    centred: Floats
    seen: Booleans
    everyone: Floats
    gram: Floats

    @classmethod
    def of(cls, table: Table) -> "Plane":
        """Everybody in the table."""
        return cls(table.centred, table.choices != NO_VOTE, table.centred, table.gram)

    def of_people(self, rows: Integers) -> "Plane":
        """Some of the people; the axes stay those of all."""
        return Plane(self.centred[rows], self.seen[rows], self.everyone, self.gram)

    def place(self, columns: Integers) -> Floats:
        """Positions of all people by these statements alone, shape (n_people, 2): the formula of
        `place_participants`."""
        has_fewer_people = len(self.everyone) < len(columns)
        axes = (
            principal_axes_of(self.everyone[:, columns])
            if has_fewer_people
            else principal_axes(self.gram[np.ix_(columns, columns)])
        )
        voted = np.count_nonzero(self.seen[:, columns], axis=1)
        stretch = np.sqrt(len(columns) / np.maximum(voted, 1))
        placed: Floats = stretch[:, None] * (self.centred[:, columns] @ axes.T)
        return placed

    def thin(self, most: int) -> "Plane":
        """At most so many people, evenly spaced in the canonical order."""
        return self.of_people(np.arange(0, len(self.centred), -(-len(self.centred) // most)))

    @property
    def columns(self) -> Integers:
        """All statements."""
        return np.arange(self.gram.shape[0])
