"""Krippendorff's alpha: agreement beyond what chance would give, with any number of assessors and missing answers."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from portulan.agreement.ratings import Level, Ratings

Counts = NDArray[np.float64]
LEAST_CRITERIA = 5  # Own choice: to redraw fewer criteria says more of the draw than of them.
MOST_AT_ONCE = 1 << 22  # Numbers held at once by the bootstrap: 32 MiB.


class Undefined(StrEnum):
    """Why there is no coefficient. Never a number, and never to be read as 0 or 1."""

    FEW_ASSESSORS = "few_assessors"
    """Fewer assessors than a coefficient has a meaning for."""
    NO_PAIR = "no_pair"
    """No criterion has two answers that can be compared."""
    NO_VARIATION = "no_variation"
    """All comparable answers are the same: nothing tells agreement from an answer given without looking."""
    FEW_CRITERIA = "few_criteria"
    """Too few criteria to be drawn again."""


@dataclass(frozen=True)
class Alpha:
    """The coefficient, how sure it is, and what it is made of.

    Parameters
    ----------
    value : float, at most 1, or Undefined
        1 when all agree, 0 when they agree as chance would have it, negative when they part more than that.
    low, high : float or Undefined
        Percentile interval over criteria drawn again.
    criteria : int
        Criteria with two comparable answers or more: those it is made of.
    answers : int
        Comparable answers on these.
    alone : int
        Answers left out because nobody else answered the criterion on the scale.
    aside, missing : int
        Answers that have no place on the scale; answers not given.
    undefined_resamples : int
        Draws left out of the interval, because all their answers were the same.
    """

    value: float | Undefined
    low: float | Undefined
    high: float | Undefined
    criteria: int
    answers: int
    alone: int
    aside: int
    missing: int
    undefined_resamples: int


def krippendorff_alpha(ratings: Ratings, *, resamples: int = 2000, confidence: float = 0.95, seed: int = 0) -> Alpha:
    """Krippendorff's alpha of the assessors of a grid, with an interval over its criteria.

    Parameters
    ----------
    ratings : Ratings
        Two assessors or more. Missing answers are left out; a criterion with one comparable answer is left out
        whole, and counted in `alone`.
    resamples : int, 0 or more
        Draws, with replacement, of as many criteria as there are; 0 for no interval.
    confidence : float in (0, 1)
        Of the interval, unitless.
    seed : int
        Of the draws.

    Returns
    -------
    Alpha
        `1 - observed / expected disagreement`. The same to the last bit for any order and any names of assessors
        and criteria. `Undefined.NO_PAIR` or `NO_VARIATION` where the quotient has no meaning; the interval is
        `Undefined.FEW_CRITERIA` under 5 criteria.

    Raises
    ------
    ValueError
        On one assessor, negative `resamples`, or a `confidence` outside (0, 1).

    Notes
    -----
    With `n_c` comparable answers at value `c`, `n` in all and `m_u` on criterion `u`, the observed disagreement is
    `sum over u of sum over pairs of d(c, k) / (m_u - 1)`, over `n`; the expected one
    `sum over c, k of n_c n_k d(c, k) / (n (n - 1))`. `d` is 0 or 1 (nominal), `(c - k)^2` (interval), or the square
    of the difference of mid-ranks (ordinal), which is `(sum of n_g from c to k, less (n_c + n_k) / 2)^2`.

    The interval redraws criteria, which is what another grid of the same kind would have; Krippendorff's own
    bootstrap draws pairs of answers, and speaks of other coders. Neither makes three assessors many.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections C and D: 4 observers, 12 units, nominal
    .743, ordinal .815, interval .849. Checked against these, and against the package krippendorff 0.9.0 on the
    tables of `tests/reference/alpha.json`.

    Examples
    --------
    >>> from portulan.agreement import Scale
    >>> scale = Scale(Level.NOMINAL, ("no", "yes"))
    >>> same = {"c1": "no", "c2": "yes", "c3": "yes"}
    >>> krippendorff_alpha(Ratings({"a": same, "b": same | {"c3": "no"}}, scale)).value
    0.4444444444444444
    """
    if len(ratings.assessors) < 2:
        raise ValueError(f"One assessor ({ratings.assessors[0]!r}) agrees with nobody: alpha needs two or more.")
    if resamples < 0 or not 0 < confidence < 1:
        raise ValueError(f"resamples ({resamples}) is 0 or more, confidence ({confidence}) between 0 and 1.")
    counts, values, alone = _comparable(ratings)
    value = _first(counts, values, level=ratings.scale.level)
    low, high, undefined = _interval(counts, values, ratings.scale.level, (resamples, confidence, seed))
    is_defined = isinstance(value, float)
    return Alpha(
        value=value,
        low=low if is_defined else value,
        high=high if is_defined else value,
        criteria=len(counts),
        answers=int(counts.sum()),
        alone=alone,
        aside=ratings.aside_count,
        missing=ratings.missing_count,
        undefined_resamples=undefined,
    )


def _comparable(ratings: Ratings) -> tuple[Counts, Counts, int]:
    """Answers by criterion and value in an order of their own, these values, and how many answers stand alone."""
    rows = [list(ratings.places(criterion).values()) for criterion in ratings.criteria]
    values = np.unique([place for row in rows if len(row) > 1 for place in row])
    counts = np.zeros((len(rows), len(values)))
    for number, row in enumerate(rows):
        if len(row) > 1:
            np.add.at(counts[number], np.searchsorted(values, row), 1)
    kept = counts[counts.sum(axis=1) > 0]
    if kept.size:  # Criteria in an order that neither their names nor their place decide.
        kept = kept[np.lexsort(kept.T[::-1])]
    return kept, values, sum(len(row) for row in rows if len(row) == 1)


def _first(counts: Counts, values: Counts, *, level: Level) -> float | Undefined:
    if not len(counts):
        return Undefined.NO_PAIR
    if len(values) < 2:
        return Undefined.NO_VARIATION
    return float(_alphas(counts, values, np.ones((1, len(counts))), level=level)[0])


def _interval(
    counts: Counts, values: Counts, level: Level, drawing: tuple[int, float, int]
) -> tuple[float | Undefined, float | Undefined, int]:
    resamples, confidence, seed = drawing
    if len(counts) < LEAST_CRITERIA or len(values) < 2 or not resamples:
        return Undefined.FEW_CRITERIA, Undefined.FEW_CRITERIA, 0
    generator = np.random.default_rng(seed)
    criteria = len(counts)
    size = max(1, MOST_AT_ONCE // (criteria + len(values)))
    drawn = []
    for start in range(0, resamples, size):
        chosen = generator.multinomial(criteria, np.full(criteria, 1 / criteria), size=min(size, resamples - start))
        drawn.append(_alphas(counts, values, chosen.astype(np.float64), level=level))
    alphas = np.concatenate(drawn)
    defined = alphas[np.isfinite(alphas)]
    if not len(defined):
        return Undefined.NO_VARIATION, Undefined.NO_VARIATION, resamples
    low, high = np.quantile(defined, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high), resamples - len(defined)


def _alphas(counts: Counts, values: Counts, weights: NDArray[np.float64], *, level: Level) -> NDArray[np.float64]:
    """Alpha for each row of weights (draws × criteria); NaN where all answers drawn are the same."""
    totals = weights @ counts
    sizes = counts.sum(axis=1)
    answers = weights @ sizes
    if level is Level.NOMINAL:
        within = weights @ ((sizes**2 - (counts**2).sum(axis=1)) / (sizes - 1))
        expected = answers**2 - (totals**2).sum(axis=1)
    else:
        scores = np.cumsum(totals, axis=1) - totals / 2 if level is Level.ORDINAL else _centred(values, len(weights))
        sums, squares = scores @ counts.T, scores**2 @ counts.T
        within = (weights * (2 * (sizes * squares - sums**2) / (sizes - 1))).sum(axis=1)
        expected = 2 * (answers * (totals * scores**2).sum(axis=1) - (totals * scores).sum(axis=1) ** 2)
    varies = (totals > 0).sum(axis=1) > 1
    quotient = np.full(len(weights), np.nan)
    np.divide(within * (answers - 1), expected, out=quotient, where=varies)
    alphas: NDArray[np.float64] = 1 - quotient
    return alphas


def _centred(values: Counts, draws: int) -> Counts:
    """The same scores for every draw, moved near 0 so that squares of large numbers do not cancel."""
    return np.broadcast_to(values - values.mean(), (draws, len(values)))
