"""Weights that can be, and what they are worth."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


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
    """Weights grouped into classes of about as many people, each with the middle weight of its class.

    Parameters
    ----------
    weights : array-like of float, shape (n_people,)
        Above 0.
    classes : int
        At most so many, 1 or more; people of equal weight stay together.

    Returns
    -------
    array of float, shape (n_people,)
        Each is a weight that somebody of the class has; they sum to about what `weights` sum to.

    Raises
    ------
    ValueError
        Naming the row, on a weight that is zero, negative, infinite or missing; or on fewer than one class.

    Notes
    -----
    Shares change a little, since people of one class now count alike. In return weighted tables can be told: see
    `Weighting`. Not the mean of a class: of 30 people who weigh 1 or 3, a mean of 1.2 says that three weigh 3.

    References
    ----------
    Own choice: no source gives the middle weight; smoothing weights by classes is usual.

    Examples
    --------
    >>> weight_classes([1.0, 1.2, 2.0, 2.4, 2.5], classes=2).tolist()
    [1.0, 1.0, 2.4, 2.4, 2.4]
    """
    found = checked_weights(weights)
    if classes < 1:
        raise ValueError(f"At least one class is needed, not {classes}.")
    _, place_of, people = np.unique(found, return_inverse=True, return_counts=True)
    middle = (np.cumsum(people) - people / 2) / max(len(found), 1)
    class_of = np.minimum((middle * classes).astype(np.intp), classes - 1)[place_of]
    grouped = found.copy()
    for each in np.unique(class_of):
        inside = np.sort(found[class_of == each])
        grouped[class_of == each] = inside[(len(inside) - 1) // 2]
    return grouped
