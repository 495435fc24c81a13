"""People who count for more or less than one: what that costs, raking to known margins, and association."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc

from portulan.proportions import Association, chi_square

Floats = NDArray[np.float64]
MOST_ROUNDS = 1_000
NO_SPREAD = 1e-12


@dataclass(frozen=True, eq=False)
class Raked:
    """Weights that agree with known margins.

    Parameters
    ----------
    weights : array of float, shape (n_people,)
        Above 0; they sum to the people of the margins.
    rounds : int
        How often all margins were gone through.
    gap : float
        Greatest distance left between a weighted margin and a known one, as a share of the known one.
    """

    weights: Floats
    rounds: int
    gap: float


def checked_weights(weights: ArrayLike) -> Floats:
    """Weights as floats; ValueError, naming the row, on one that is zero, negative, infinite or missing.

    Examples
    --------
    >>> checked_weights([1, 0.5, 0])
    Traceback (most recent call last):
        ...
    ValueError: Row 2: a weight is above zero and finite, not 0.0. Leave people out by a filter, not by a weight.
    """
    found = np.array(weights, dtype=np.float64)
    if found.ndim != 1:
        raise ValueError(f"One weight for each person is needed, not {found.ndim} axes.")
    wrong = np.flatnonzero(~(np.isfinite(found) & (found > 0)))
    if len(wrong):
        row = int(wrong[0])
        raise ValueError(
            f"Row {row}: a weight is above zero and finite, not {found[row]}. "
            "Leave people out by a filter, not by a weight."
        )
    return found


def effective_size(weights: ArrayLike) -> float:
    """How many people with equal weights would tell as much.

    Parameters
    ----------
    weights : array-like of float, shape (n_people,)
        Above 0, in any unit.

    Returns
    -------
    float
        People, from 1 to `n_people`; 0 if there are none.

    Raises
    ------
    ValueError
        Naming the row, on a weight that is zero, negative, infinite or missing.

    References
    ----------
    Kish (1965), *Survey Sampling*, sect. 11.7.

    Examples
    --------
    >>> effective_size([2, 2, 2]), round(effective_size([1, 1, 4]), 6)
    (3.0, 2.0)
    """
    found = checked_weights(weights)
    if not len(found):
        return 0.0
    # Over the greatest first: the squares of very small or very large weights would vanish, or overflow.
    scaled = found / found.max()
    return float(scaled.sum() ** 2 / (scaled**2).sum())


def weight_classes(weights: ArrayLike, *, classes: int) -> Floats:
    """Weights grouped into classes of about as many people, each with the mean weight of its class.

    Parameters
    ----------
    weights : array-like of float, shape (n_people,)
        Above 0.
    classes : int
        At most so many, 1 or more; people of equal weight stay together.

    Returns
    -------
    array of float, shape (n_people,)
        They sum to what `weights` sum to.

    Raises
    ------
    ValueError
        Naming the row, on a weight that is zero, negative, infinite or missing; or on fewer than one class.

    Notes
    -----
    Shares change a little, since people of one class now count alike. In return weighted tables can be told: see
    `Weighting`.

    References
    ----------
    Weight smoothing by classes: Valliant, Dever and Kreuter (2018), *Practical Tools for Designing and Weighting
    Survey Samples*, 2nd ed., sect. 14.4.

    Examples
    --------
    >>> weight_classes([1.0, 1.2, 2.0, 2.4], classes=2).tolist()
    [1.1, 1.1, 2.2, 2.2]
    """
    found = checked_weights(weights)
    if classes < 1:
        raise ValueError(f"At least one class is needed, not {classes}.")
    _, place_of, people = np.unique(found, return_inverse=True, return_counts=True)
    middle = (np.cumsum(people) - people / 2) / max(len(found), 1)
    class_of = np.minimum((middle * classes).astype(np.intp), classes - 1)[place_of]
    sizes = np.bincount(class_of, minlength=classes)
    means = np.divide(
        np.bincount(class_of, weights=found, minlength=classes), sizes, out=np.zeros(classes), where=sizes > 0
    )
    return np.asarray(means[class_of], dtype=np.float64)


def rake(
    answers: Mapping[str, Sequence[str]],
    margins: Mapping[str, Mapping[str, float]],
    *,
    weights: ArrayLike | None = None,
    tolerance: float = 1e-10,
) -> Raked:
    """Weights that bring several margins at once to what is known of them.

    Parameters
    ----------
    answers : mapping of str to sequence of str
        For each variable, what each person has; all of one length.
    margins : mapping of str to mapping of str to float
        For each variable to agree with, people (or shares) by modality, above 0; each sums to the same.
    weights : array-like of float, shape (n_people,), optional
        To start from; equal if left out.
    tolerance : float
        Greatest relative distance to a known margin that is accepted.

    Returns
    -------
    Raked
        In the order of the people.

    Raises
    ------
    ValueError
        Naming the variable and modality: one that somebody has and no margin names, that a margin names and nobody
        has, margins that do not sum alike; or where no weights agree with all margins.

    References
    ----------
    Deming and Stephan (1940), Ann. Math. Stat. 11(4), 427-444.
    Checked against `rake` of the R package survey 4.1.

    Examples
    --------
    >>> answers = {"role": ["field", "field", "field", "office"]}
    >>> rake(answers, {"role": {"field": 60, "office": 40}}).weights.round(6).tolist()
    [20.0, 20.0, 20.0, 40.0]
    """
    numbers = {name: _coded(name, answers, known) for name, known in margins.items()}
    targets = {name: np.array(list(known.values()), dtype=np.float64) for name, known in margins.items()}
    people = _insist_on_margins(numbers, targets)
    found = checked_weights(np.ones(people) if weights is None else weights)
    if len(found) != people:
        raise ValueError(f"{len(found)} weights were given for {people} people.")
    for rounds in range(1, MOST_ROUNDS + 1):
        for name, target in targets.items():
            found = found * (target / _sums(numbers[name], found, len(target)))[numbers[name]]
        gap = max(
            float(np.abs(_sums(numbers[name], found, len(target)) / target - 1).max())
            for name, target in targets.items()
        )
        if gap <= tolerance:
            return Raked(found, rounds, gap)
    raise ValueError(
        f"No weights agree with all margins: after {MOST_ROUNDS} rounds one is {gap:.2g} away, as a share of itself."
    )


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


def _coded(name: str, answers: Mapping[str, Sequence[str]], known: Mapping[str, float]) -> NDArray[np.intp]:
    if name not in answers:
        raise ValueError(f"Margin {name!r} is that of no variable.")
    places = {modality: place for place, modality in enumerate(known)}
    for row, modality in enumerate(answers[name]):
        if modality not in places:
            raise ValueError(f"Row {row}: the margin of {name!r} does not name {modality!r}.")
    for modality, target in known.items():
        if not (np.isfinite(target) and target > 0):
            raise ValueError(f"The margin of {name!r} is above zero and finite, not {target} for {modality!r}.")
        if modality not in answers[name]:
            raise ValueError(f"The margin of {name!r} names {modality!r}, which nobody has.")
    return np.array([places[modality] for modality in answers[name]], dtype=np.intp)


def _insist_on_margins(numbers: Mapping[str, NDArray[np.intp]], targets: Mapping[str, Floats]) -> int:
    if not targets:
        raise ValueError("At least one margin is needed.")
    if len({len(each) for each in numbers.values()}) > 1:
        raise ValueError("All variables are needed for the same people.")
    sums = {name: float(target.sum()) for name, target in targets.items()}
    first, *rest = sums
    for name in rest:
        if abs(sums[name] - sums[first]) > 1e-9 * sums[first]:
            raise ValueError(f"The margins of {first!r} and {name!r} sum to {sums[first]:g} and {sums[name]:g}.")
    return len(numbers[first])


def _sums(numbers: NDArray[np.intp], weights: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(numbers, weights=weights, minlength=size), dtype=np.float64)
