"""People on two axes, drawn by all statements or by some."""

from dataclasses import dataclass, replace

import numpy as np

from portulan.opinion.canonical import Table
from portulan.opinion.placing import Loadings, Placed, place
from portulan.opinion.projection import principal_axes, principal_axes_of
from portulan.opinion.votes import NO_VOTE, Choices, Floats, Integers


@dataclass(frozen=True, eq=False)
class Plane:
    """People on the two axes of some statements.

    Parameters
    ----------
    choices : array of int8, shape (n_people, n_statements)
        Of whom it places.
    everyone : array of int8, shape (n_participants, n_statements)
        Of all participants, from whom the axes come.
    center : array of float, shape (n_statements,)
        Their mean votes.
    gram : array of float, shape (n_statements, n_statements)
        Products of their centred votes, from whole numbers.
    """

    choices: Choices
    everyone: Choices
    center: Floats
    gram: Floats

    @classmethod
    def of(cls, table: Table) -> "Plane":
        """Everybody in the table."""
        return cls(table.choices, table.choices, table.center, table.gram)

    def of_people(self, rows: Integers) -> "Plane":
        """Some of the people; the axes stay those of all."""
        return self if len(rows) == len(self.choices) else replace(self, choices=self.choices[rows])

    def place(self, columns: Integers) -> Floats:
        """Positions of all people by these statements alone, shape (n_people, 2): the formula of
        `place_participants`."""
        return self.add_up(columns).stretched(len(columns))

    def add_up(self, columns: Integers) -> Placed:
        """The same before the stretch, with how many of these statements each voted on."""
        axes, is_counted = np.zeros((2, len(self.center))), np.zeros(len(self.center), dtype=np.bool_)
        axes[:, columns], is_counted[columns] = self._axes(columns), True
        return place(self.choices, Loadings.of(axes, self.center, is_counted=is_counted))

    def _axes(self, columns: Integers) -> Floats:
        if len(self.everyone) >= len(columns):
            return principal_axes(self.gram[np.ix_(columns, columns)])
        votes = self.everyone[:, columns]
        return principal_axes_of(np.where(votes == NO_VOTE, 0.0, votes - self.center[columns]))

    def thin(self, most: int) -> "Plane":
        """At most so many people, evenly spaced in the canonical order."""
        return self.of_people(np.arange(0, len(self.choices), -(-len(self.choices) // most)))

    @property
    def columns(self) -> Integers:
        """All statements."""
        return np.arange(self.gram.shape[0])
