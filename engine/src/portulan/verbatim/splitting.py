"""One table of passages and words cut in two classes: the axis, the best cut along it, the switches, the words kept."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, svds

from portulan.verbatim import kernels

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

SMALL = 60_000  # cells under which the axis is computed on the full table: as quick, and without iterations
PRECISION = 1e-9  # of the axis
WORTH_COMPILING = 20_000  # ones in a table from which loading numba pays
CAN_COMPILE = find_spec("numba") is not None
BETTER = 1e-9  # rainette mode: how much of chi2 a switch must bring, relative, so that rounding is no gain


@dataclass(frozen=True, eq=False)
class Split:
    """A table cut in two.

    Parameters
    ----------
    rows : pair of array of int64
        Passages of each class, numbered as in the table; one without a word of the table is in neither.
    columns : pair of array of int64
        Words kept for later splits of each class.
    chi2 : float
        Of the two rows of column sums; in mode `rainette`, the one that rainette reports.
    """

    rows: tuple[Integers, Integers]
    columns: tuple[Integers, Integers]
    chi2: float


def split(table: csr_array, *, mode: str, contingency: float, least_passages: int) -> Split | None:
    """Cut a table of 0 and 1 in two; None where no cut tells two classes apart."""
    filled_rows = np.flatnonzero(np.diff(table.indptr))
    filled_columns = np.flatnonzero(np.asarray(table.sum(axis=0)).ravel())
    if len(filled_rows) < 2 or len(filled_columns) < 2:
        return None
    kept = _sorted(table[filled_rows][:, filled_columns])
    order = np.argsort(first_axis(kept), kind="stable").astype(np.int64)
    count, chi2 = _run("best_prefix", kept, order, np.zeros(kept.shape[1]))
    if chi2 <= BETTER:
        return None
    is_first = np.zeros(len(order), dtype=np.bool_)
    is_first[order[:count]] = True
    if mode == "rainette":
        is_first, chi2 = _switch_as_rainette(kept, order, is_first, chi2)
    else:
        is_first, chi2 = _sweep(kept, order, is_first)
    if is_first.all() or not is_first.any():
        return None
    words = _kept_words(kept, is_first, contingency=contingency, least_passages=least_passages)
    rows = filled_rows[is_first], filled_rows[~is_first]
    return Split(rows, (filled_columns[words[0]], filled_columns[words[1]]), chi2)


def _sorted(table: csr_array) -> csr_array:
    made = csr_array(table, dtype=np.int64)
    made.sort_indices()
    return made


def first_axis(table: csr_array) -> Floats:
    """Coordinates of the rows on the first axis of correspondence analysis, its largest singular entry positive."""
    row_mass, column_mass = (np.asarray(table.sum(axis=axis)).ravel() / table.sum() for axis in (1, 0))
    rows, columns = np.sqrt(row_mass), np.sqrt(column_mass)
    starts = table.indptr.astype(np.int32), table.indices.astype(np.int32)  # Half the memory to read at each step
    ones = 1 / (np.repeat(rows, np.diff(table.indptr)) * columns[table.indices] * table.sum())
    scaled = csr_array((ones, starts[1], starts[0]), table.shape)
    if table.shape[0] * table.shape[1] <= SMALL:
        left = np.linalg.svd(scaled.toarray() - np.outer(rows, columns), full_matrices=False)[0][:, 0]
    else:
        turned = scaled.T.tocsr()
        centred = LinearOperator(
            table.shape,
            matvec=lambda x: scaled @ x.ravel() - rows * np.sum(columns * x.ravel()),
            rmatvec=lambda y: turned @ y.ravel() - columns * np.sum(rows * y.ravel()),
            dtype=np.float64,
        )
        start = np.cos(np.arange(min(table.shape), dtype=np.float64))  # Any vector that no axis is at right angles to
        left = svds(centred, k=1, tol=PRECISION, v0=start, return_singular_vectors="u")[0][:, 0]
    if left[np.argmax(np.abs(left))] < 0:
        left = -left
    axis: Floats = left / rows
    return axis


def _run(name: str, table: csr_array, *others: Any) -> Any:
    """A kernel, compiled where that is worth it; on lists elsewhere, which plain Python reads sooner than arrays."""
    rows = table.indptr.astype(np.int64), table.indices.astype(np.int64)
    order, ours, *rest = others
    totals = np.asarray(table.sum(axis=0)).ravel().astype(np.float64)
    if CAN_COMPILE and table.nnz >= WORTH_COMPILING:
        kernel: Callable[..., Any] = getattr(import_module("portulan.verbatim.fast"), name)
        return kernel(rows, order, totals, ours, *rest)
    changed = [each.tolist() for each in (ours, *rest)]
    told = getattr(kernels, name)(tuple(each.tolist() for each in rows), order.tolist(), totals.tolist(), *changed)
    for array, values in zip((ours, *rest), changed, strict=True):
        array[:] = values
    return told


def _sweep(table: csr_array, order: Integers, is_first: Booleans) -> tuple[Booleans, float]:
    """Reinert's reclassification: along the axis, so that the order of the answers has no effect."""
    ours, changed = np.asarray(table[is_first].sum(axis=0)).ravel().astype(np.float64), is_first.copy()
    chi2 = _run("sweep", table, order, ours, changed)
    return changed, float(chi2)


def _switch_as_rainette(
    table: csr_array, order: Integers, is_first: Booleans, chi2: float
) -> tuple[Booleans, float]:  # fmt: skip
    """One switch at a time, as rainette 0.3 publishes it, error included.

    Passages are scored in the order first class, then second, but the place of the best is read in the order of the
    axis: after the first switch these differ, another passage moves than the one that was scored, and the chi2 kept is
    that of a partition that was not made.
    """
    is_first, listed = is_first.copy(), np.concatenate([order[is_first[order]], order[~is_first[order]]])
    sums = _Sums(table, is_first)
    while True:
        scores = sums.after_switching()[listed]
        place = int(np.argmax(scores))
        if not scores[place] > chi2 + BETTER * abs(chi2):
            return is_first, chi2
        chi2, moved = float(scores[place]), int(order[place])
        sums.switch(moved)
        is_first[moved] = not is_first[moved]
        others = listed[listed != moved]
        first = int(np.count_nonzero(is_first[others]))
        listed = np.insert(others, first if is_first[moved] else len(others), moved)


class _Sums:
    """What the chi2 after each possible switch is made of, kept up to date."""

    def __init__(self, table: csr_array, is_first: Booleans) -> None:
        self.table, self.by_word, self.is_first = table, table.tocsc(), is_first.copy()
        self.totals = np.asarray(table.sum(axis=0)).ravel().astype(np.float64)
        self.lengths = np.diff(table.indptr).astype(np.float64)
        self.ours = np.asarray(table[is_first].sum(axis=0)).ravel().astype(np.float64)
        self.twice = table @ (2 * self.ours / self.totals)
        self.once = table @ (1 / self.totals)
        self.spread, self.inside = float(np.sum(self.ours**2 / self.totals)), float(self.ours.sum())

    def after_switching(self) -> Floats:
        """The chi2 if each passage, alone, changed class; -inf where a class would be empty."""
        sign, everything = np.where(self.is_first, -1.0, 1.0), float(self.totals.sum())
        spread, inside = self.spread + sign * self.twice + self.once, self.inside + sign * self.lengths
        is_cut = (inside > 0) & (inside < everything)
        inside = np.where(is_cut, inside, 1.0)
        chi2 = everything**2 / (inside * (everything - inside)) * (spread - inside**2 / everything)
        return np.where(is_cut, chi2, -np.inf)

    def switch(self, row: int) -> None:
        sign = -1.0 if self.is_first[row] else 1.0
        for word in self.table.indices[self.table.indptr[row] : self.table.indptr[row + 1]]:
            self.spread += (2 * sign * self.ours[word] + 1) / self.totals[word]
            self.ours[word] += sign
            rows = self.by_word.indices[self.by_word.indptr[word] : self.by_word.indptr[word + 1]]
            self.twice[rows] += 2 * sign / self.totals[word]
        self.inside += sign * self.lengths[row]
        self.is_first[row] = not self.is_first[row]


def _kept_words(
    table: csr_array, is_first: Booleans, *, contingency: float, least_passages: int
) -> tuple[Booleans, Booleans]:
    """Words a class keeps: in enough of its passages, and either shared by both classes or its own."""
    counts = np.stack([np.asarray(table[side].sum(axis=0)).ravel() for side in (is_first, ~is_first)]).astype(float)
    together = counts.sum(axis=0)
    expected = together * (counts.sum(axis=1, keepdims=True) / counts.sum())
    chi2 = ((counts - expected) ** 2 / expected).sum(axis=0)
    is_shared = np.sqrt(chi2 / (chi2 + together)) <= contingency
    first, second = (counts >= least_passages) & (is_shared | (counts > expected))
    return first, second
