"""Points → groups by a rule: the same points give the same groups, and two groupings are compared."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from portulan.opinion.groups import Labels, nearest
from portulan.opinion.votes import Floats, Integers

MOST_PEOPLE_RESAMPLED = 1000  # More change nothing that shows; one of every so many is taken, in canonical order
DIRECTIONS = 4  # Starts of k-means: people cut into equal slices along so many directions
STEPS, TIE = 50, 1e-9


def cluster(points: Floats, *, count: int) -> Labels:
    """Groups of points: the tightest k-means over starts that a rule draws, so that the same points give the same.

    Parameters
    ----------
    points : array of float, shape (n_points, 2)
        At least one. Of more than a thousand the centres are found on evenly spaced ones.
    count : int
        Groups wanted, at least 2; there are fewer where points coincide.

    Returns
    -------
    array of int64, shape (n_points,)
        Labels from 0, each used. Starts are the means of equal slices along four directions, and points far from each
        other; of results equally tight the first start counts.
    """
    some = points[:: -(-len(points) // MOST_PEOPLE_RESAMPLED)]
    centers, spread = _lloyd(some, np.array(list(_starts(some, count=count))))
    tightest = np.flatnonzero(spread <= spread.min() * (1 + TIE))[0]
    labels: Labels = np.unique(nearest(points, centers[tightest]), return_inverse=True)[1].astype(np.int64)
    return labels


def _lloyd(points: Floats, centers: Floats) -> tuple[Floats, Floats]:
    """Lloyd's algorithm from several starts at once, shape (n_starts, n_groups, 2): centres, and squared distances
    from them in all. An empty group keeps its centre."""
    starts, count = centers.shape[:2]
    offsets = count * np.arange(starts)[:, None]
    labels = np.full((starts, len(points)), -1)
    for _ in range(STEPS):
        distances = (points[:, 0] - centers[:, :, None, 0]) ** 2 + (points[:, 1] - centers[:, :, None, 1]) ** 2
        before, labels = labels, np.argmin(distances, axis=1)
        if (before == labels).all():
            break
        flat = (labels + offsets).ravel()
        mass = np.bincount(flat, minlength=starts * count).reshape(starts, count, 1)
        moments = [
            np.bincount(flat, weights=np.tile(points[:, side], starts), minlength=starts * count) for side in (0, 1)
        ]
        centers = np.where(mass > 0, np.stack(moments, axis=1).reshape(centers.shape) / np.maximum(mass, 1), centers)
    spread: Floats = distances.min(axis=1).sum(axis=1)
    return centers, spread


def _starts(points: Floats, *, count: int) -> Iterator[Floats]:
    """There may be fewer points than groups wanted: then some centres are those of several slices."""
    for turn in np.arange(DIRECTIONS) * np.pi / DIRECTIONS:
        order = np.argsort(points @ np.array([np.cos(turn), np.sin(turn)]), kind="stable")
        cuts = np.linspace(0, len(points), count + 1).astype(np.int64)
        yield np.array([points[order[low : max(high, low + 1)]].mean(axis=0) for low, high in pairwise(cuts)])
    far = [points[np.argmax(((points - points.mean(axis=0)) ** 2).sum(axis=1))]]
    while len(far) < count:
        distances = np.array([((points - each) ** 2).sum(axis=1) for each in far])
        far.append(points[np.argmax(distances.min(axis=0))])
    yield np.array(far)


def contingency(first: Labels, second: Labels) -> Integers:
    """How many points are in each group of the one and each group of the other."""
    table = np.zeros((int(first.max()) + 1, int(second.max()) + 1), dtype=np.int64)
    np.add.at(table, (first, second), 1)
    return table


def adjusted_rand(first: Labels, second: Labels) -> float:
    """Agreement of two groupings of the same points, adjusted for chance.

    Parameters
    ----------
    first, second : array of int64, shape (n_points,)
        Labels from 0, at least one point.

    Returns
    -------
    float, at most 1
        1 where the groupings are the same, 0 on average by chance; 1 where both have one group, or all points apart.

    References
    ----------
    Hubert and Arabie (1985), J. Classif. 2, 193-218, eq. 5. Checked by counting pairs.

    Examples
    --------
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = contingency(first, second)
    pairs, rows, columns, everything = (
        float((each * (each - 1) // 2).sum())
        for each in (table, table.sum(axis=1), table.sum(axis=0), np.array([len(first)]))
    )
    by_chance, most = rows * columns / max(everything, 1.0), (rows + columns) / 2
    return 1.0 if most == by_chance else (pairs - by_chance) / (most - by_chance)


def pairs_together(whole: Labels, part: Labels) -> Floats:
    """For each group of the one, the share of its pairs that the other keeps together; every group has a pair."""
    table = contingency(whole, part)
    sizes = table.sum(axis=1)
    share: Floats = (table * (table - 1)).sum(axis=1) / np.maximum(sizes * (sizes - 1), 1)
    return share
