"""How far a count may go, given everything told: linear programmes, and whole numbers where a solution is not whole.

What is told is two bounds on each row: a count, or a weighted sum of counts. To hide a row is to take its bounds back
to what was told before. Hiding only makes more populations possible, so each one found is kept: most questions are
answered by those already seen.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from portulan.disclosure.linked.system import System
from portulan.disclosure.selections import Selection, Statement

Terms = tuple[tuple[Selection, int], ...]
Numbers = NDArray[np.float64]
INFEASIBLE = 2  # `status` of scipy.optimize.milp
WHOLE = 1e-5  # The solver is right to 1e-7 a row, and people are whole.


class Contradiction(ValueError):
    """No population can be what the bounds say."""


@dataclass(frozen=True)
class Way:
    """A way to let a count go further: which rows to hide, at what loss, and a population it makes possible."""

    loss: float
    hidden: tuple[int, ...]
    population: Numbers


class Programme:
    """Rows of counts, the bounds told of each, and the populations seen to be possible.

    Parameters
    ----------
    system : System
        Its counts are the first rows.
    fixed : iterable of Statement
        Told before, over counts of the system: never taken back.
    sums : iterable of terms
        Weighted sums about which something may be told.
    """

    def __init__(self, system: System, *, fixed: Iterable[Statement] = (), sums: Iterable[Terms] = ()) -> None:
        self.system = system
        fixed = tuple(fixed)
        counts: list[Terms] = [((selection, 1),) for selection in system.selections]
        more = dict.fromkeys((*(each.terms for each in fixed), *sums))
        self.terms = tuple(dict.fromkeys((*counts, *more)))
        self.places = {terms: place for place, terms in enumerate(self.terms)}
        at = {selection: place for place, selection in enumerate(system.selections)}
        added = [_weighted(system, at, terms) for terms in self.terms[len(counts) :]]
        self.rows = csr_array(vstack([system.rows, *added]))
        self.matrix = csr_array(vstack([self.rows, system.links]))
        ones = eye_array(len(self.terms))
        slack = hstack([self.rows, ones, -ones])
        hard = csr_array(vstack([self.rows, system.links]))
        hard.resize(hard.shape[0], slack.shape[1])
        self.relaxed = csr_array(vstack([slack, hard]))
        self.before = np.tile([[-np.inf], [np.inf]], len(self.terms))
        for each in fixed:
            self.before[:, self.places[each.terms]] = self._narrowed(each)
        self.told = self.before.copy()
        self.populations = np.zeros((0, len(self.terms)))
        self.wider: Programme | None = None  # of someone who knows less: what is possible here is possible there

    def _narrowed(self, statement: Statement) -> Numbers:
        low, high = self.before[:, self.places[statement.terms]]
        low = low if statement.low is None else max(low, statement.low)
        return np.array([low, high if statement.high is None else min(high, statement.high)])

    def tell(self, statement: Statement) -> None:
        """Bound a row, within what was told before."""
        self.told[:, self.places[statement.terms]] = self._narrowed(statement)

    def hide(self, rows: Collection[int]) -> None:
        """Take back what is told of these rows."""
        places = list(rows)
        self.told[:, places] = self.before[:, places]

    def is_exact(self, row: int) -> bool:
        """Does what is told give this row away by itself?"""
        return bool(self.told[0, row] == self.told[1, row])

    def seen(self, row: int) -> tuple[float, float]:
        """Least and greatest value in the populations seen; upside down if none was."""
        values = self.populations[:, row]
        return float(values.min(initial=np.inf)), float(values.max(initial=-np.inf))

    def fewest(self, row: int) -> int:
        """The least value that a row can have; Contradiction if none."""
        return round(self._extreme(row, sign=1, bounds=self.told))

    def most(self, row: int, *, up_to: float) -> int:
        """The greatest value that a row can have, as far as it is asked for."""
        bounds = self.told.copy()
        bounds[1, row] = min(bounds[1, row], up_to)
        return round(self._extreme(row, sign=-1, bounds=bounds))

    def _extreme(self, row: int, *, sign: int, bounds: Numbers) -> float:
        cost = sign * self.rows[[row], :].toarray()[0]
        found = self._solve(cost, self.matrix, bounds, free=np.full(len(cost), np.inf))
        if found is None:
            raise Contradiction(f"No population can be what is told; asked of {_named(self.terms[row])}.")
        return float(self.see(found)[row])

    def see(self, unknowns: Numbers) -> Numbers:
        """Remember a population that is possible, once what it contradicts is hidden; gives its rows."""
        values = np.rint(self.rows @ unknowns)
        self.populations = np.vstack([self.populations, values])
        if self.wider is not None:
            self.wider.populations = np.vstack([self.wider.populations, values])
        return values

    def look_around(self, rows: Sequence[int]) -> None:
        """See a few populations far from one another, where some rows are great and others small.

        They answer most questions about single rows, which would take a programme or two each.
        """
        bounds = self.told.copy()
        bounds[1] = np.minimum(bounds[1], np.abs(bounds[np.isfinite(bounds)]).max(initial=1) + len(rows))
        for bit in range(len(rows).bit_length()):
            signs = np.array([1 - 2 * (place >> bit & 1) for place in range(len(rows))])
            cost = signs @ self.rows[list(rows), :]
            for sign in (1, -1):
                found = self._solve(sign * cost, self.matrix, bounds, free=np.full(len(cost), np.inf))
                if found is not None:
                    self.see(found)

    def cheapest_way(self, row: int, *, low: float, high: float, weights: Numbers) -> Way | None:
        """Hide rows, at the least loss, so that this one can lie between `low` and `high`; None if none can be.

        `weights` says what a person more or less on a row costs: infinite where nothing may be hidden. The rows
        that a least-cost population would change are those to hide (a linear relaxation of the pattern of least
        weight: Hundepool et al. 2024, sect. 4.4).
        """
        bounds = self.told.copy()
        bounds[:, row] = max(low, min(self.told[0, row], high)), min(high, max(self.told[1, row], low))
        size = self.rows.shape[1]
        slack = np.where(np.isfinite(weights), np.inf, 0.0)
        slack[row] = 0.0
        price = np.where(slack > 0, weights, 0.0)
        cost = np.concatenate([np.zeros(size), price, price])
        free = np.concatenate([np.full(size, np.inf), slack, slack])
        found = self._solve(cost, self.relaxed, np.hstack([bounds, self.before]), free=free)
        if found is None:
            return None
        moved = found[size : size + len(weights)] + found[size + len(weights) :] > WHOLE
        beyond = max(low - self.told[1, row], self.told[0, row] - high)
        moved[row] = beyond > 0
        loss = float(cost @ found) + (beyond * float(weights[row]) if beyond > 0 else 0.0)
        return Way(loss, tuple(int(place) for place in np.flatnonzero(moved)), found[:size])

    def _solve(
        self, cost: Numbers, matrix: csr_array, bounds: Numbers, *, free: Numbers, in_whole_people: bool = False
    ) -> Numbers | None:
        links = np.zeros((2, matrix.shape[0] - bounds.shape[1]))
        low, high = np.hstack([bounds, links])
        size = self.rows.shape[1]
        answer = milp(
            cost,
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds(0, free),
            integrality=in_whole_people * (np.arange(len(cost)) < size),
            options={"mip_rel_gap": 0},
        )
        if answer.status == INFEASIBLE:
            return None
        if answer.x is None:
            raise RuntimeError(f"The solver gave up: {answer.message}")
        is_whole = np.abs(answer.x[:size] - np.rint(answer.x[:size])).max() < WHOLE
        if is_whole or in_whole_people:
            return np.asarray(answer.x)
        return self._solve(cost, matrix, bounds, free=free, in_whole_people=True)


def _weighted(system: System, at: dict[Selection, int], terms: Terms) -> csr_array:
    weights = np.zeros(len(system.selections))
    for selection, weight in terms:
        weights[at[selection]] += weight
    return csr_array(csr_array(weights[np.newaxis]) @ system.rows)


def _named(terms: Terms) -> str:
    return " + ".join(f"{weight} × {selection}" if weight != 1 else str(selection) for selection, weight in terms)
