"""Shares of people: how sure they are, and whether two of them differ."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, ndtr, ndtri

Floats = NDArray[np.float64]
Correction = Literal["bonferroni", "holm", "none"]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, eq=False)
class Interval:
    """Two ends, for each of several shares.

    Parameters
    ----------
    low, high : array of float, any one shape
        Shares in [0, 1], `low <= high`; NaN where there is none.
    """

    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class Comparison:
    """How far two shares are apart, for each of several pairs.

    Parameters
    ----------
    z : array of float, any one shape
        In standard errors, above 0 where the first share is the greater; NaN where nothing can be compared.
    p_value : array of float, same shape
        Two-sided, in [0, 1]; NaN where `z` is.
    """

    z: Floats
    p_value: Floats


@dataclass(frozen=True)
class Association:
    """Whether two questions go together, and how much.

    Parameters
    ----------
    statistic : float
        Chi-square, or the F that takes its place where people have weights.
    degrees : float
        Of freedom, those of the numerator for an F.
    p_value : float in [0, 1]
    cramers_v : float in [0, 1]
        0 if they have nothing to do with each other, 1 if one tells the other.
    least_expected : float
        People expected in the emptiest cell if they had nothing to do with each other: under 5, the p-value is rough.
    """

    statistic: float
    degrees: float
    p_value: float
    cramers_v: float
    least_expected: float


def wilson_interval(successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """Wilson score interval for a share.

    Parameters
    ----------
    successes, trials : array-like of float, shape (n_items,)
        People, `0 <= successes <= trials`. With weights: the share times `effective_size`, and `effective_size`.
    confidence : float in (0, 1)
        Two-sided coverage, unitless.

    Returns
    -------
    Interval
        `low` and `high` in [0, 1], each of shape (n_items,); NaN where `trials` is 0.

    Raises
    ------
    ValueError
        Unless `0 <= successes <= trials`, both finite, and `0 < confidence < 1`.

    Notes
    -----
    For people drawn from others. A whole team has no interval: nobody was left out.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22(158), 209-212.
    Checked against statsmodels 0.15 `proportion_confint(method="wilson")`.

    Examples
    --------
    >>> interval = wilson_interval([8, 0], [10, 0])
    >>> interval.low.round(3).tolist(), interval.high.round(3).tolist()
    ([0.49, nan], [0.943, nan])
    """
    made, asked = _counted(successes, trials)
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence lies between 0 and 1, not {confidence}.")
    z = float(ndtri((1 + confidence) / 2))
    share = _over(made, asked)
    width = 1 + _over(z**2, asked)
    middle = (share + _over(z**2, 2 * asked)) / width
    reach = z / width * np.sqrt(_over(share * (1 - share), asked) + _over(z**2, 4 * asked**2))
    # Where nobody or everybody did, rounding would leave an end a hair inside.
    low = np.where(made == 0, np.where(asked > 0, 0.0, np.nan), middle - reach)
    high = np.where(made == asked, np.where(asked > 0, 1.0, np.nan), middle + reach)
    return Interval(low, high)


def compare_proportions(
    successes: ArrayLike, trials: ArrayLike, *, other_successes: ArrayLike, other_trials: ArrayLike
) -> Comparison:
    """Compare two shares of different people, with one pooled variance.

    Parameters
    ----------
    successes, trials, other_successes, other_trials : array-like of float, one shape
        People, `0 <= successes <= trials`. With weights: as for `wilson_interval`.

    Returns
    -------
    Comparison
        NaN where one of both has no people; `z` is 0 where all of both did the same.

    Raises
    ------
    ValueError
        Unless `0 <= successes <= trials`, all finite.

    References
    ----------
    Fleiss, Levin and Paik (2003), *Statistical Methods for Rates and Proportions*, 3rd ed., sect. 3.1, without
    continuity correction. Checked against statsmodels 0.15 `proportions_ztest`.

    Examples
    --------
    >>> compared = compare_proportions([18], [20], other_successes=[9], other_trials=[20])
    >>> compared.z.round(3).tolist(), compared.p_value.round(4).tolist()
    ([3.038], [0.0024])
    """
    made, asked = _counted(successes, trials)
    other_made, other_asked = _counted(other_successes, other_trials)
    pooled = _over(made + other_made, asked + other_asked)
    variance = pooled * (1 - pooled) * (_over(1.0, asked) + _over(1.0, other_asked))
    apart = _over(made, asked) - _over(other_made, other_asked)
    z = np.where(variance > 0, _over(apart, np.sqrt(variance)), np.where(np.isnan(variance), np.nan, 0.0))
    return Comparison(z, 2 * ndtr(-np.abs(z)))


def chi_square(people: ArrayLike) -> Association:
    """Pearson's chi-square of a table of people, and Cramér's V.

    Parameters
    ----------
    people : array-like of float, shape (n_rows, n_columns)
        Numbers of people, 0 or more, finite; margins left out. Empty rows and columns are passed over.

    Returns
    -------
    Association
        All NaN but for `degrees` where fewer than two rows or columns have people.

    Raises
    ------
    ValueError
        If there are not two axes, or a number is negative or not finite.

    Notes
    -----
    Without continuity correction, as SPSS and `chisq.test(correct = FALSE)` of R print it. For weights, where it
    would be wrong, see `weighted_chi_square`.

    References
    ----------
    Pearson (1900), Phil. Mag. 50(302), 157-175. Cramér (1946), *Mathematical Methods of Statistics*, sect. 21.9.
    Checked against `chisq.test` of R 4.2 and `scipy.stats.contingency`.

    Examples
    --------
    >>> found = chi_square([[30, 10], [15, 25]])
    >>> round(found.statistic, 3), found.degrees, round(found.p_value, 5), round(found.cramers_v, 3)
    (11.429, 1, 0.00072, 0.378)
    """
    table = filled(people)
    degrees = max(table.shape[0] - 1, 0) * max(table.shape[1] - 1, 0)
    if degrees == 0:
        return Association(np.nan, 0, np.nan, np.nan, np.nan)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    statistic = float(((table - expected) ** 2 / expected).sum())
    most = table.sum() * (min(table.shape) - 1)
    return Association(
        statistic=statistic,
        degrees=degrees,
        p_value=float(chdtrc(degrees, statistic)),
        cramers_v=float(np.sqrt(statistic / most)),
        least_expected=float(expected.min()),
    )


def filled(people: ArrayLike) -> Floats:
    """A table of numbers without its empty rows and columns; ValueError unless it is one."""
    table = np.array(people, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError(f"A table has two axes, not {table.ndim}.")
    if not (np.isfinite(table) & (table >= 0)).all():
        raise ValueError("Numbers of people are finite, and not negative.")
    return table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]


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


def _counted(successes: ArrayLike, trials: ArrayLike) -> tuple[Floats, Floats]:
    made, asked = np.array(successes, dtype=np.float64), np.array(trials, dtype=np.float64)
    if made.shape != asked.shape:
        raise ValueError(f"As many successes as trials are needed, not {made.shape} and {asked.shape}.")
    if not (np.isfinite(asked) & (made >= 0) & (made <= asked)).all():
        raise ValueError("Successes lie between 0 and trials, and both are finite.")
    return made, asked


def _over(above: ArrayLike, below: Floats) -> Floats:
    """A quotient; NaN where it has none, without a warning."""
    above = np.broadcast_to(np.asarray(above, dtype=np.float64), below.shape)
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
