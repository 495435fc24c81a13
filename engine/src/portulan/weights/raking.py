"""Weights that agree with margins that are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from portulan.weights.worth import checked_weights

Floats = NDArray[np.float64]
MOST_ROUNDS = 1_000


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
