"""How sure a share is, and how far two are apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]


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
    Fleiss, Levin and Paik (2003), *Statistical Methods for Rates and Proportions*, 3rd ed., ch. 3, without
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
