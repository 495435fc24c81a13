"""Letters: which columns of a table are lower than another, beyond chance."""

from collections.abc import Callable
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from portulan.proportions.intervals import compare_proportions

Floats = NDArray[np.float64]
Correction = Literal["bonferroni", "holm", "none"]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def column_letters(
    shares: ArrayLike, bases: ArrayLike, *, level: float = 0.05, correction: Correction = "bonferroni"
) -> tuple[tuple[str, ...], ...]:
    """For each cell, the letters of the columns whose share is lower, beyond chance.

    Parameters
    ----------
    shares : array-like of float, shape (n_rows, n_columns)
        Shares of each column in [0, 1]; NaN where it is not told, and then it is not compared.
    bases : array-like of float, shape (n_columns,)
        People in each column; with weights, `effective_size`.
    level : float in (0, 1)
        Chance of a letter in a row in which all columns are alike, with a correction; for each pair, without.
    correction : str
        `bonferroni` or `holm`, over the pairs of columns compared in a row, or `none`.

    Returns
    -------
    tuple of tuple of str, shape (n_rows, n_columns)
        The first column is A; after Z comes AA. Empty where nothing is lower.

    Raises
    ------
    ValueError
        On a share outside [0, 1], bases of another length or negative, a level outside (0, 1), or an unknown
        correction.

    Notes
    -----
    A column with a share of 0 or 1 is not compared, as in SPSS, which says so below its tables: the normal law says
    nothing of it. Columns must not overlap.

    References
    ----------
    IBM SPSS Statistics 30 documentation, *Custom Tables: Test Statistics*. Holm (1979), Scand. J.
    Stat. 6(2), 65-70. Checked against statsmodels 0.15 `proportions_ztest` with `multipletests`.

    Examples
    --------
    >>> column_letters([[0.6, 0.3, 0.5], [0.4, 0.7, 0.5]], [100, 100, 100])
    (('B', '', 'B'), ('', 'A C', ''))
    """
    table, people = np.array(shares, dtype=np.float64), np.array(bases, dtype=np.float64)
    _insist_on_shares(table, people)
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1, not {level}.")
    if correction not in CORRECTIONS:
        raise ValueError(f"A correction is one of {', '.join(CORRECTIONS)}, not {correction!r}.")
    return tuple(_letters(row, people, level=level, correction=correction) for row in table)


def letter(place: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    before, last = divmod(place, len(ALPHABET))
    return (letter(before - 1) if before else "") + ALPHABET[last]


def _letters(row: Floats, people: Floats, *, level: float, correction: Correction) -> tuple[str, ...]:
    compared = [place for place, share in enumerate(row) if 0 < share < 1 and people[place] > 0]
    pairs = np.array(list(combinations(compared, 2)), dtype=np.intp).reshape(-1, 2)
    first, second = pairs.T
    found = compare_proportions(
        row[first] * people[first],
        people[first],
        other_successes=row[second] * people[second],
        other_trials=people[second],
    )
    differs = CORRECTIONS[correction](found.p_value, level)
    lower: list[list[int]] = [[] for _ in row]
    for one, other, z, is_told in zip(first, second, found.z, differs, strict=True):
        if is_told:
            high, low = (one, other) if z > 0 else (other, one)
            lower[high].append(int(low))
    return tuple(" ".join(letter(place) for place in sorted(places)) for places in lower)


def _bonferroni(p_values: Floats, level: float) -> NDArray[np.bool_]:
    return np.asarray(p_values * len(p_values) < level)


def _holm(p_values: Floats, level: float) -> NDArray[np.bool_]:
    order = np.argsort(p_values, kind="stable")
    passed = p_values[order] * np.arange(len(order), 0, -1) < level
    differs = np.zeros(len(order), dtype=bool)
    differs[order] = np.logical_and.accumulate(passed)
    return differs


def _none(p_values: Floats, level: float) -> NDArray[np.bool_]:
    return np.asarray(p_values < level)


CORRECTIONS: dict[str, Callable[[Floats, float], NDArray[np.bool_]]] = {
    "bonferroni": _bonferroni,
    "holm": _holm,
    "none": _none,
}


def _insist_on_shares(table: Floats, people: Floats) -> None:
    if table.ndim != 2 or people.shape != table.shape[1:]:
        raise ValueError("Shares have two axes, and each column has one base.")
    if ((table < 0) | (table > 1)).any():
        raise ValueError("A share lies between 0 and 1.")
    if not (np.isfinite(people) & (people >= 0)).all():
        raise ValueError("Bases are finite, and not negative.")
