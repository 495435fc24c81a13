"""Coordinates → opinion groups, as Polis finds them: base clusters first, then groups of base clusters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from portulan.opinion import fast
from portulan.opinion.votes import Booleans, Floats, Integers, Votes

MIN_VOTES = 7  # Polis default: votes from which someone is placed in a group
FILL_UP_TO = 15  # Polis: the first people are placed whatever they voted, up to this many
BASE_CLUSTERS = 100  # Polis default
MOST_GROUPS = 5  # Polis default
BASES_FOR_ONE_MORE_GROUP = 12  # Polis: 2 groups, and one more allowed for each 12 base clusters
TOLERANCE = 0.01  # Polis: k-means stops when no centre moved further
WORTH_COMPILING = 500_000  # Distances from which it is sooner to compare point by point
BASE_STEPS, GROUP_STEPS = 100, 20  # Polis: at most so many rounds of k-means

Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Clustering:
    """Points in clusters.

    Parameters
    ----------
    centers : array of float, shape (n_clusters, 2)
        Weighted mean of the points of each.
    labels : array of int64, shape (n_points,)
        Row of `centers` that each point belongs to; every row has a point.
    """

    centers: Floats
    labels: Labels


def in_conversation(votes: Votes, *, voted: Integers | None = None) -> Booleans:
    """Who is placed in a group [Polis: in-conv]: whoever once had voted enough, and the first few.

    Parameters
    ----------
    votes : Votes
        Rows in order of arrival. Without `arrivals`, nothing is known of the time when there were few statements.
    voted : array of int64, shape (n_participants,), optional
        Votes of each, where they are known already.

    Returns
    -------
    array of bool, shape (n_participants,)
        True from `min(7, statements so far)` votes on, for good, and for the 15 who voted first.

    References
    ----------
    Polis adds the most prolific people while fewer than 15 are in, and never takes anyone out. Replayed one vote at
    a time that is the 15 first. Checked against the set recorded by a production conversation of 536 people.
    """
    size = len(votes.participants)
    voted = np.count_nonzero(votes.seen, axis=1) if voted is None else voted
    entered = voted >= min(MIN_VOTES, len(votes.statements))
    entered[:FILL_UP_TO] = True
    if votes.arrivals is not None:
        _, first = np.unique(votes.arrivals[:, 1], return_index=True)
        few_statements = np.sort(first)[:MIN_VOTES][-1] if len(first) >= MIN_VOTES else len(votes.arrivals)
        so_far, known = np.zeros(size, dtype=np.int64), set[int]()
        for row, column in votes.arrivals[:few_statements].tolist():
            so_far[row] += 1
            known.add(column)
            entered[row] |= so_far[row] >= len(known)
    return entered


def k_means(points: Floats, *, start: Floats, weights: Floats | None = None, steps: int) -> Clustering:
    """Lloyd's algorithm as Polis runs it, from given centres.

    Parameters
    ----------
    points : array of float, shape (n_points, 2)
        At least one.
    start : array of float, shape (n_clusters, 2)
        Where to begin: at least one centre.
    weights : array of float, shape (n_points,), optional
        How many people stand behind each point; 1 each if not given.
    steps : int
        At most so many further rounds after the first.

    Returns
    -------
    Clustering
        Each point with its nearest centre (of equals the last), empty clusters dropped, stopped when no centre moved
        0.01 or more, the centres compared in sorted order.

    References
    ----------
    Lloyd (1982), IEEE Trans. Inf. Theory 28(2), 129-137; the details are Polis'. Checked against the groups of six
    production conversations, found again from their base clusters.

    Examples
    --------
    >>> points = np.array([[0.0, 0.0], [0.0, 1.0], [9.0, 0.0]])
    >>> k_means(points, start=points[[0, 2]], steps=20).centers.tolist()
    [[0.0, 0.5], [9.0, 0.0]]
    """
    weights = np.ones(len(points)) if weights is None else weights
    centers, assign = start, _assigning(points, count=len(start))
    for _ in range(steps + 1):
        labels = assign(centers)
        mass, *moments = _moments(points, weights, labels, len(centers))
        kept = mass > 0
        means = np.stack(moments, axis=1)[kept] / mass[kept, None]
        labels = (np.cumsum(kept) - 1)[labels]
        is_still = _largest_move(centers, means) < TOLERANCE
        centers = means
        if is_still:
            break
    return Clustering(centers, labels)


def _assigning(points: Floats, *, count: int) -> Callable[[Floats], Labels]:
    """`nearest` for centre after centre and always the same points."""
    if fast.is_worth(len(points) * count, WORTH_COMPILING):
        return fast.Grid(points).nearest
    return partial(nearest, points)


def _moments(points: Floats, weights: Floats, labels: Labels, count: int) -> tuple[Floats, ...]:
    """Of each cluster, the sum of weights and of both coordinates times them."""
    if fast.is_worth(len(points) * count, WORTH_COMPILING):
        return tuple(fast.moments(points, weights, labels, count))
    weighted = (weights, weights * points[:, 0], weights * points[:, 1])
    return tuple(np.bincount(labels, weights=each, minlength=count).astype(np.float64) for each in weighted)


def nearest(points: Floats, centers: Floats) -> Labels:
    """The nearest centre of each point, of equals the last; shape (n_points,)."""
    if fast.is_worth(len(points) * len(centers), WORTH_COMPILING):
        return fast.nearest(points, centers)
    distances = (points[:, None, 0] - centers[None, ::-1, 0]) ** 2
    distances += (points[:, None, 1] - centers[None, ::-1, 1]) ** 2
    nearest: Labels = len(centers) - 1 - np.argmin(distances, axis=1)
    return nearest


def _largest_move(before: Floats, after: Floats) -> float:
    size = min(len(before), len(after))
    first, second = (each[np.lexsort((each[:, 1], each[:, 0]))][:size] for each in (before, after))
    return float(np.sqrt(((first - second) ** 2).sum(axis=1)).max())


def first_distinct(points: Floats, *, most: int) -> Floats:
    """The first so many different points, in their order: where Polis starts cold."""
    for size in (4 * most, len(points)):  # The first few most often have enough of them.
        _, places = np.unique(points[:size], axis=0, return_index=True)
        if len(places) >= most:
            break
    return points[np.sort(places)[:most]]


def base_clusters(points: Floats, *, start: Floats | None = None) -> Clustering:
    """At most a hundred clusters of people: with a hundred or fewer, everyone is their own.

    `start` may be the centres that a running conversation had recorded: which base clusters result depends on them.
    """
    return k_means(points, start=first_distinct(points, most=BASE_CLUSTERS) if start is None else start,
                   steps=BASE_STEPS)  # fmt: skip


def group_bases(bases: Floats, *, sizes: Floats) -> Clustering:
    """Groups of base clusters: as many as make the best silhouette.

    Parameters
    ----------
    bases : array of float, shape (n_bases, 2)
        Centres, in order of their number.
    sizes : array of float, shape (n_bases,)
        People in each.

    Returns
    -------
    Clustering
        2 to `min(5, 2 + n_bases // 12)` groups, each tried from the first different centres; of equal silhouettes
        the larger number of groups. One group where there are not two different points.

    Notes
    -----
    A conversation that runs starts each time from the groups it had, and changes their number only when another was
    best four times in a row. From an export alone that history is not known: this is what Polis would find if it saw
    the votes for the first time.

    References
    ----------
    Checked against six production conversations: from their base clusters, the same number and the same groups.
    """
    tried = [
        k_means(bases, start=first_distinct(bases, most=count), weights=sizes, steps=GROUP_STEPS)
        for count in range(2, min(MOST_GROUPS, 2 + len(bases) // BASES_FOR_ONE_MORE_GROUP) + 1)
    ]
    distances = _distances(bases)
    values = [_silhouette(distances, each.labels) for each in tried]
    return max(zip(values, range(len(tried)), tried, strict=True), key=lambda each: each[:2])[2]


def silhouette(points: Floats, *, labels: Labels) -> float:
    """Mean silhouette of points in clusters.

    Parameters
    ----------
    points : array of float, shape (n_points, 2)
        At least one.
    labels : array of int64, shape (n_points,)
        0 to n_clusters - 1, each used.

    Returns
    -------
    float in [-1, 1]
        Mean of `(b - a) / max(a, b)`, `a` the mean distance to the rest of one's cluster and `b` that to the nearest
        other; 0 for a point alone; -1 where there is a single cluster, so that it is never preferred.

    References
    ----------
    Rousseeuw (1987), J. Comput. Appl. Math. 20, 53-65, definition of s(i).

    Examples
    --------
    >>> round(silhouette(np.array([[0.0, 0], [1, 0], [9, 0]]), labels=np.array([0, 0, 1])), 3)
    0.588
    """
    return _silhouette(_distances(points), labels)


def _distances(points: Floats) -> Floats:
    distances: Floats = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    return distances


def _silhouette(distances: Floats, labels: Labels) -> float:
    sizes = np.bincount(labels)
    if len(sizes) < 2:
        return -1.0
    places = np.arange(len(labels))
    totals = np.stack([distances[:, labels == each].sum(axis=1) for each in range(len(sizes))], axis=1)
    own = totals[places, labels] / np.maximum(sizes[labels] - 1, 1)
    means = totals / sizes
    means[places, labels] = np.inf
    other = means.min(axis=1)
    widest = np.maximum(own, other)
    values = np.where((sizes[labels] == 1) | (widest == 0), 0.0, (other - own) / np.where(widest == 0, 1.0, widest))
    return float(values.mean())
