"""How far each number of a told table may go: the least and the greatest, from what is told and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from portulan.disclosure import AtLeast, Band, Between, Cell, ProtectedTable, Suppressed

Floats = NDArray[np.float64]
Block = tuple[str, ...]
EQUAL = 1e-9  # Sums of weights in another order differ by less, as a share of themselves.


@dataclass(frozen=True, eq=False)
class Grid:
    """The numbers of a table, each between two bounds; the last row and the last column are margins.

    Parameters
    ----------
    rows, columns : tuple of tuple of str
        Blocks of modalities; no columns for a table of one question.
    low, high : array of float, shape (n_rows + 1, n_columns + 1)
        `low` equals `high` where the number is told; `high` is infinite where nothing bounds it.
    """

    rows: tuple[Block, ...]
    columns: tuple[Block, ...]
    low: Floats
    high: Floats

    @property
    def is_exact(self) -> NDArray[np.bool_]:
        """Which numbers are told."""
        return np.asarray(self.low == self.high)

    def turned(self) -> Self:
        """Columns as rows."""
        return replace(self, rows=self.columns, columns=self.rows, low=self.low.T, high=self.high.T)

    def together(self, places: Sequence[int]) -> tuple[Floats, Floats]:
        """The rows at these places as one: their sum, and what the margin leaves of the others."""
        others = [place for place in range(len(self.rows)) if place not in places]
        some = list(places)
        low = np.maximum(self.low[some].sum(axis=0), self.low[-1] - self.high[others].sum(axis=0))
        high = np.minimum(self.high[some].sum(axis=0), self.high[-1] - self.low[others].sum(axis=0))
        return settled(low, high)

    def without(self, missing: Sequence[str]) -> Self:
        """The rows without those who gave none of the answers, and margins without them.

        Of a block that is told with « no answer », as many as it has may be left, or none.
        """
        left_out = {place for place, block in enumerate(self.rows) if set(block) <= set(missing)}
        mixed = [place for place, block in enumerate(self.rows) if place not in left_out and set(block) & set(missing)]
        if not left_out and not mixed:
            return self
        low = self.low.copy()
        low[mixed] = 0
        kept = [place for place in range(len(self.rows)) if place not in left_out]
        gone = [*left_out, *mixed]
        margin = settled(
            np.maximum(low[kept].sum(axis=0), self.low[-1] - self.high[gone].sum(axis=0)),
            np.minimum(self.high[kept].sum(axis=0), self.high[-1] - self.low[list(left_out)].sum(axis=0)),
        )
        rows = tuple(tuple(each for each in self.rows[place] if each not in missing) for place in kept)
        return replace(
            self, rows=rows, low=np.vstack([low[kept], margin[0]]), high=np.vstack([self.high[kept], margin[1]])
        )


def settled(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Bounds as they are; one number where they differ by rounding only."""
    low = np.maximum(low, 0.0)
    is_one = high - low <= EQUAL * np.where(np.isfinite(high), high, 0.0)
    return low, np.where(is_one, low, high)


def bounds(cell: Cell) -> tuple[float, float]:
    """The least and the greatest number that a cell can stand for, by itself."""
    match cell:
        case Between():
            return cell.low, cell.high
        case AtLeast():
            return cell.low, np.inf
        case Band() | Suppressed():
            return 0, np.inf
    return cell, cell


def grid_of(table: ProtectedTable) -> Grid | None:
    """The grid of a table of one or two questions; None for any other."""
    blocks = [each for _, each in table.axes]
    if len(blocks) not in (1, 2):
        return None
    shape = [len(each) + 1 for each in blocks] + [1] * (2 - len(blocks))
    low, high = np.array([bounds(cell) for cell in table.cells], dtype=np.float64).T
    return Grid(blocks[0], blocks[1] if len(blocks) > 1 else (), low.reshape(shape), high.reshape(shape))


def weighted_grid(people: Grid, crossed: ProtectedTable, weights: Mapping[str, float]) -> Grid:
    """Sums of weights, from how many people of each class are in a cell: told, or between bounds.

    Parameters
    ----------
    people : Grid
        Of the table.
    crossed : ProtectedTable
        The table crossed with the variable of weights, last.
    weights : mapping of str to float
        By class.
    """
    _, classes = crossed.axes[-1]
    order = np.argsort([weights[block[0]] for block in classes], kind="stable")
    each = np.array([weights[block[0]] for block in classes])[order]
    pairs = np.array([bounds(cell) for cell in crossed.cells], dtype=np.float64)
    by_class = pairs.reshape(*people.low.shape, len(classes) + 1, 2)[:, :, :-1][:, :, order]
    low, high = np.empty(people.low.shape), np.empty(people.low.shape)
    for place in np.ndindex(people.low.shape):
        fewest, most = by_class[place].T
        low[place] = _least(each, fewest, most, at_least=float(people.low[place]))
        high[place] = _most(each, fewest, most, at_most=float(people.high[place]))
    low, high = settled(low, high)
    return replace(people, low=low, high=high)


def _least(weights: Floats, fewest: Floats, most: Floats, *, at_least: float) -> float:
    """Weights rise: whoever must be there beyond the fewest of each class is taken from the lightest."""
    lacking = max(at_least - float(fewest.sum()), 0.0)
    room = most - fewest
    taken = np.clip(lacking - np.concatenate([[0.0], np.cumsum(room)[:-1]]), 0.0, room) if lacking else 0.0
    return float((weights * (fewest + taken)).sum())


def _most(weights: Floats, fewest: Floats, most: Floats, *, at_most: float) -> float:
    """Weights rise: whoever may be there beyond the fewest of each class is taken from the heaviest."""
    if not np.isfinite(at_most) and not np.isfinite(most).all():
        return float(np.inf)
    room = (most - fewest)[::-1]
    left = max(at_most - float(fewest.sum()), 0.0)
    before = np.concatenate([[0.0], np.cumsum(room)[:-1]])
    taken = np.where(before < left, np.minimum(room, left - np.minimum(before, left)), 0.0)[::-1]
    return float((weights * (fewest + taken)).sum())
