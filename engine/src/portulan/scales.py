"""Rating scales: how answers spread over them, where their middle is, and whether several measure one thing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
TIE = 1e-12  # Two halves of the people are equal up to what adding weights in another order may change.


@dataclass(frozen=True, eq=False)
class ScaleSummary:
    """How answers spread over a scale.

    Parameters
    ----------
    people : float
        Who answered; the sum of weights, if they have any.
    shares : array of float, shape (n_values,)
        In [0, 1], in the order of the values.
    mean, deviation : float
        In the unit of the scale; the standard deviation has `people - 1` below. NaN under one and two people.
    lower_quartile, median, upper_quartile : float
        Halfway between two values where the people are cut between them; NaN without people.
    """

    people: float
    shares: Floats
    mean: float
    deviation: float
    lower_quartile: float
    median: float
    upper_quartile: float


@dataclass(frozen=True, eq=False)
class Reliability:
    """Whether several items measure one thing.

    Parameters
    ----------
    alpha : float
        Cronbach's, at most 1; NaN where there is nothing to be measured.
    without : array of float, shape (n_items,)
        What alpha would be without each item; NaN of two items.
    people, dropped : int
        Who answered every item, and who did not, and is not counted.
    """

    alpha: float
    without: Floats
    people: int
    dropped: int


def describe_scale(people: ArrayLike, values: ArrayLike) -> ScaleSummary:
    """Spread, mean and middle of the answers on a scale.

    Parameters
    ----------
    people : array-like of float, shape (n_values,)
        How many gave each value, or the sum of their weights; 0 or more, finite.
    values : array-like of float, shape (n_values,)
        The scale, rising. « No answer » has no value and is left out.

    Returns
    -------
    ScaleSummary
        NaN where nobody answered.

    Raises
    ------
    ValueError
        Unless there is one number of people for each value, none negative, and values rise.

    Notes
    -----
    A mean supposes that steps are equal; a median does not. With weights `deviation` takes them for people.

    References
    ----------
    Hyndman and Fan (1996), Am. Stat. 50(4), 361-365, definition 2. Checked against `mean`, `sd` and
    `quantile(type = 2)` of R 4.2.

    Examples
    --------
    >>> summary = describe_scale([2, 3, 5], [1, 2, 3])
    >>> summary.mean, summary.median, summary.shares.tolist()
    (2.3, 2.5, [0.2, 0.3, 0.5])
    """
    counts, scale = np.array(people, dtype=np.float64), np.array(values, dtype=np.float64)
    if counts.ndim != 1 or counts.shape != scale.shape:
        raise ValueError("One number of people is needed for each value of the scale.")
    if not (np.isfinite(counts) & (counts >= 0)).all():
        raise ValueError("Numbers of people are finite, and not negative.")
    if not (np.isfinite(scale).all() and (np.diff(scale) > 0).all()):
        raise ValueError("The values of a scale are finite, and rise.")
    total = float(counts.sum())
    if total == 0:
        return ScaleSummary(0.0, np.full(len(counts), np.nan), *[np.nan] * 5)
    shares = counts / total
    mean = float(shares @ scale)
    squares = float(counts @ (scale - mean) ** 2)
    return ScaleSummary(
        people=total,
        shares=shares,
        mean=mean,
        deviation=float(np.sqrt(squares / (total - 1))) if total > 1 else np.nan,
        lower_quartile=_quantile(shares, scale, 0.25),
        median=_quantile(shares, scale, 0.5),
        upper_quartile=_quantile(shares, scale, 0.75),
    )


def cronbach_alpha(items: ArrayLike) -> Reliability:
    """Whether several items measure one thing: Cronbach's alpha.

    Parameters
    ----------
    items : array-like of float, shape (n_people, n_items)
        One row for each person, all items in one direction; NaN for a missing answer. Two items at least.

    Returns
    -------
    Reliability
        Over the people who answered every item. Alpha is NaN under two of them, or where their sums do not vary.

    Raises
    ------
    ValueError
        Unless there are two axes and two items, with values that are finite or NaN.

    Notes
    -----
    For whoever makes a questionnaire. It is computed from everyone's answers to several questions at once, and no
    table tells those: it does not leave by `tell_tables`.

    References
    ----------
    Cronbach (1951), Psychometrika 16(3), 297-334. Checked against the same formula in R 4.2.

    Examples
    --------
    >>> found = cronbach_alpha([[1, 2], [2, 2], [3, 4], [4, 4], [float("nan"), 1]])
    >>> round(found.alpha, 4), found.people, found.dropped
    (0.9412, 4, 1)
    """
    answers = np.array(items, dtype=np.float64)
    if answers.ndim != 2 or answers.shape[1] < 2:
        raise ValueError("A row for each person and two items at least are needed.")
    if np.isinf(answers).any():
        raise ValueError("Answers are finite, or missing (NaN).")
    full = answers[~np.isnan(answers).any(axis=1)]
    spread = np.cov(full, rowvar=False) if len(full) > 1 else np.full((answers.shape[1],) * 2, np.nan)
    others = [np.delete(np.delete(spread, place, axis=0), place, axis=1) for place in range(answers.shape[1])]
    without = np.array([_alpha(each) if len(each) > 1 else np.nan for each in others])
    return Reliability(_alpha(spread), without, len(full), len(answers) - len(full))


def _alpha(spread: Floats) -> float:
    items, of_sums = len(spread), float(spread.sum())
    return items / (items - 1) * (1 - float(np.trace(spread)) / of_sums) if of_sums > 0 else np.nan


def _quantile(shares: Floats, scale: Floats, share: float) -> float:
    """The first value that so many people reach, or halfway to the next that somebody gave, if they end there."""
    below = np.cumsum(shares)
    first = int(np.argmax(below >= share - TIE))
    if abs(below[first] - share) > TIE:
        return float(scale[first])
    following = first + 1 + int(np.argmax(shares[first + 1 :] > 0))
    return float((scale[first] + scale[following]) / 2)
