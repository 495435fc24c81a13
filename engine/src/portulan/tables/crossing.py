"""A weighted cross-table as analysts compute it: from everyone's answers, so not for showing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from portulan.proportions import Association, Correction, Interval, chi_square, column_letters, wilson_interval
from portulan.tables.wanted import Coverage
from portulan.weights import checked_weights, weighted_chi_square

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CrossTable:
    """Two questions crossed, with everything that statisticians expect. It has small counts: not for showing.

    Parameters
    ----------
    rows, columns : tuple of str
        Modalities, in the order of the axes below.
    people, weighted : array of float, shape (n_rows, n_columns)
        Respondents, and the sums of their weights.
    bases, weighted_bases, effective_bases : array of float, shape (n_columns,)
        Respondents of each column, their weights, and how many people with equal weights would tell as much.
    of_row, of_column, of_all : array of float, shape (n_rows, n_columns)
        Weighted shares, in [0, 1]; NaN where nobody is.
    interval : Interval or None
        Of `of_column`, by Wilson, on effective bases. None in a census.
    association : Association
        Chi-square and Cramér's V; Rao and Scott's F with weights. In a census, V only.
    letters : tuple of tuple of str, or None
        See `column_letters`. None in a census.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    people: Floats
    weighted: Floats
    bases: Floats
    weighted_bases: Floats
    effective_bases: Floats
    of_row: Floats
    of_column: Floats
    of_all: Floats
    interval: Interval | None
    association: Association
    letters: tuple[tuple[str, ...], ...] | None


def cross_table(
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    coverage: Coverage,
    weights: ArrayLike | None = None,
    correction: Correction = "bonferroni",
) -> CrossTable:
    """Cross two questions, with weights if people have them.

    Parameters
    ----------
    rows, columns : sequence of str, length n_people
        What each person answered to both; who did not answer one is left out beforehand.
    coverage : Coverage
        A census has no intervals, no tests and no letters.
    weights : array-like of float, shape (n_people,), optional
        Above 0. Each person counts for one if left out.
    correction : str
        Of the letters: see `column_letters`.

    Returns
    -------
    CrossTable
        Modalities sorted. What may be shown of it is computed by `tell_tables`.

    Raises
    ------
    ValueError
        If lengths differ, or naming the row, on a weight that is zero, negative, infinite or missing.

    References
    ----------
    Checked against `svytable`, `svychisq` and `svymean` of the R package survey 4.1.

    Examples
    --------
    >>> table = cross_table(["yes", "no", "yes"], ["field", "field", "office"], coverage=Coverage.CENSUS)
    >>> table.people.tolist(), table.of_column.tolist()
    ([[1.0, 0.0], [1.0, 1.0]], [[0.5, 0.0], [0.5, 1.0]])
    """
    if len(rows) != len(columns):
        raise ValueError(f"{len(rows)} people answered one question and {len(columns)} the other.")
    weight = checked_weights(np.ones(len(rows)) if weights is None else weights)
    if len(weight) != len(rows):
        raise ValueError(f"{len(weight)} weights were given for {len(rows)} people.")
    (names, row_of), (heads, column_of) = (_coded(each) for each in (rows, columns))
    people, weighted, squares = (
        _summed(row_of, column_of, each, shape=(len(names), len(heads)))
        for each in (np.ones(len(weight)), weight, weight**2)
    )
    of_column, effective = quotient(weighted, weighted.sum(axis=0)), quotient(weighted.sum(axis=0) ** 2, squares.sum(0))
    is_sample = coverage is Coverage.SAMPLE
    base = np.broadcast_to(effective, of_column.shape)
    return CrossTable(
        rows=names,
        columns=heads,
        people=people,
        weighted=weighted,
        bases=people.sum(axis=0),
        weighted_bases=weighted.sum(axis=0),
        effective_bases=effective,
        of_row=quotient(weighted, weighted.sum(axis=1, keepdims=True)),
        of_column=of_column,
        of_all=quotient(weighted, weighted.sum()),
        interval=wilson_interval(np.minimum(of_column * base, base), base) if is_sample else None,
        association=associated(people, weighted, squares, is_weighted=weights is not None, is_sample=is_sample),
        letters=column_letters(of_column, effective, correction=correction) if is_sample else None,
    )


def associated(people: Floats, weighted: Floats, squares: Floats, *, is_weighted: bool, is_sample: bool) -> Association:
    """What to say of two questions together: with weights Rao and Scott's; in a census, how much and no test."""
    count = int(people.sum())
    found = weighted_chi_square(weighted, squares, people=count) if is_weighted and count > 1 else chi_square(people)
    if is_sample:
        return found
    return Association(np.nan, found.degrees, np.nan, found.cramers_v, np.nan)


def quotient(above: ArrayLike, below: ArrayLike) -> Floats:
    """Above over below; NaN where below is 0."""
    above, below = np.broadcast_arrays(np.asarray(above, dtype=float), np.asarray(below, dtype=float))
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)


def _coded(answers: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    names = tuple(sorted(set(answers)))
    places = {name: place for place, name in enumerate(names)}
    return names, np.array([places[each] for each in answers], dtype=np.intp)


def _summed(rows: NDArray[np.intp], columns: NDArray[np.intp], weights: Floats, *, shape: tuple[int, int]) -> Floats:
    cells = np.bincount(rows * shape[1] + columns, weights=weights, minlength=shape[0] * shape[1])
    return np.asarray(cells, dtype=np.float64).reshape(shape)
