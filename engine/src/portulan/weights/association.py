"""Whether two questions go together, where people have weights."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc

from portulan.proportions import Association, chi_square

Floats = NDArray[np.float64]
NO_SPREAD = 1e-12


def weighted_chi_square(weights_by_cell: ArrayLike, squares_by_cell: ArrayLike, *, people: int) -> Association:
    """Do two questions go together, where people have weights? Rao and Scott's second order.

    Parameters
    ----------
    weights_by_cell, squares_by_cell : array-like of float, shape (n_rows, n_columns)
        Sums of weights and of their squares, in each cell.
    people : int
        Respondents, 2 or more.

    Returns
    -------
    Association
        `statistic` is F with `degrees` and `degrees * (people - 1)` degrees of freedom; `cramers_v` is that of the
        weighted shares; `least_expected` is in respondents. NaN where the answers do not say how far chance
        reaches: two people who differ on both questions, for one.

    Raises
    ------
    ValueError
        As `chi_square`; or if the two tables have not one shape.

    Notes
    -----
    Each person was drawn alone, with replacement, with the inverse of the weight as probability: no strata, no
    clusters.

    References
    ----------
    Rao and Scott (1984), Ann. Stat. 12(1), 46-60. Thomas and Rao (1987), J. Am. Stat. Assoc. 82(398), 630-636.
    Checked against `svychisq(statistic = "F")` of the R package survey 4.1.

    Examples
    --------
    >>> found = weighted_chi_square([[30, 10], [15, 25]], [[30, 10], [15, 25]], people=80)
    >>> round(found.statistic, 3), round(found.p_value, 4)
    (11.286, 0.0012)
    """
    weighted, squared = np.array(weights_by_cell, dtype=np.float64), np.array(squares_by_cell, dtype=np.float64)
    if weighted.shape != squared.shape:
        raise ValueError("Weights and their squares are needed in the same cells.")
    if people < 2:
        raise ValueError("Two people at least are needed.")
    plain = chi_square(weighted / max(float(weighted.sum()), np.finfo(float).tiny) * people)
    if plain.degrees == 0:
        return plain
    rows, columns = weighted.sum(axis=1) > 0, weighted.sum(axis=0) > 0
    effects = _design_effects(weighted[rows][:, columns], squared[rows][:, columns], people=people)
    mean = float(np.trace(effects))
    if not mean > len(effects) * NO_SPREAD:
        return Association(np.nan, plain.degrees, np.nan, plain.cramers_v, plain.least_expected)
    degrees = mean**2 / float(np.trace(effects @ effects))
    statistic = plain.statistic / mean
    p_value = float(fdtrc(degrees, degrees * (people - 1), statistic))
    return Association(statistic, degrees, p_value, plain.cramers_v, plain.least_expected)


def _design_effects(weighted: Floats, squared: Floats, *, people: int) -> Floats:
    """How much wider weights make each contrast that would be zero if the two questions were independent."""
    total = weighted.sum()
    shares, squares = weighted.ravel() / total, squared.ravel() / total**2
    both = np.outer(squares, shares)
    spread = (np.diag(squares) - both - both.T + squares.sum() * np.outer(shares, shares)) * people / (people - 1)
    inverse = np.divide(1.0, shares, out=np.zeros(len(shares)), where=shares > 0)
    contrasts = _contrasts(*weighted.shape)
    drawn_equally = contrasts.T @ (inverse[:, np.newaxis] / people * contrasts)
    drawn = (inverse[:, np.newaxis] * contrasts).T @ spread @ (inverse[:, np.newaxis] * contrasts)
    return np.asarray(np.linalg.solve(drawn_equally, drawn))


def _contrasts(rows: int, columns: int) -> Floats:
    """What no sum of a row effect and a column effect can be."""
    row, column = np.eye(rows) - 1 / rows, np.eye(columns) - 1 / columns
    return np.asarray(np.kron(row[:, 1:], column[:, 1:]))
