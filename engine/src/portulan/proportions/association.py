"""Whether two questions go together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

Floats = NDArray[np.float64]


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
        Chance of as much or more if they had nothing to do with each other.
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
    Pearson (1900), Phil. Mag. 50(302), 157-175. Cramér (1946), *Mathematical Methods of Statistics*, ch. 21.
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
