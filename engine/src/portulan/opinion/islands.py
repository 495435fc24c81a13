"""Groups that hold when half of the statements is taken away, or none: the profile `balises`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from portulan.opinion import clustering
from portulan.opinion.canonical import Table
from portulan.opinion.clustering import adjusted_rand, cluster, pairs_together
from portulan.opinion.groups import MIN_VOTES, MOST_GROUPS, Labels, silhouette
from portulan.opinion.placing import votes_of_each
from portulan.opinion.plane import Plane
from portulan.opinion.votes import Floats, Integers

LEAST_VOTERS, LEAST_IN_GROUP = 16, 8  # Promise 3: two groups of eight
LEAST_STATEMENTS = 4  # Each half must hold two, or it has no two axes
SPLITS = 50  # Draws of two halves; the mean agreement then moves by about 0.02 from one seed to the next
# How much two halves must agree, at least, and more among few people: 0.25 among 20, 0.31 among 16. Tuned on people
# drawn from seven real conversations so that groups which the whole does not have are found in fewer than 5 % of draws;
# drawn again, from other seeds, by the tests. Votes shuffled within statements stay under 0.15.
LEAST_AGREEMENT, AGREEMENT_TIMES_PEOPLE = 0.15, 5.0


@dataclass(frozen=True, eq=False)
class Islands:
    """Groups, and how well they hold.

    Parameters
    ----------
    labels : array of int64, shape (n_participants,)
        Group of each row of the table, the largest group 0; -1 for who voted too little. All -1 without groups.
    together : tuple of float in [0, 1], one for each group
        Share of resamples in which two people of the group stay together.
    agreement : float, at most 1, or None
        How much the groups made by one half of the statements are those made by the other: mean adjusted Rand index,
        0 by chance. The highest found if no groups hold; None if there was nothing to measure.
    """

    labels: Labels
    together: tuple[float, ...]
    agreement: float | None

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(self.together)


def find_islands(table: Table, *, seed: int) -> Islands:
    """Groups of at least eight that two halves of the statements find alike; else none, which is a full answer.

    Parameters
    ----------
    table : Table
        From `canonical`.
    seed : int
        Of the draws of halves.

    Returns
    -------
    Islands
        For each number of groups up to five, the best of several starts of k-means, if all groups have eight people
        or more; the one with the best silhouette of those whose `agreement` is that of `needed_agreement`.

    Notes
    -----
    Two halves of the statements share no vote. If opinions on different statements are unrelated, so are the groups
    they make, and their agreement is 0 whatever the numbers: k-means always finds groups, halves seldom agree.

    References
    ----------
    Hubert and Arabie (1985), J. Classif. 2, 193-218 (index adjusted for chance). Ben-Hur, Elisseeff and Guyon (2002),
    Pac. Symp. Biocomput. 7, 6-17 (number of groups by the stability of resamples).
    Checked on shuffled votes, and on people drawn from seven real conversations: see the tests.
    """
    placed = np.flatnonzero(votes_of_each(table.choices) >= min(MIN_VOTES, len(table.statements)))
    none = np.full(len(table.choices), -1, dtype=np.int64)
    if len(placed) < LEAST_VOTERS or len(table.statements) < LEAST_STATEMENTS:
        return Islands(none, (), None)
    plane = Plane.of(table).of_people(placed)
    closest: float | None = None
    tried = sorted(candidates(plane.place(plane.columns)), key=lambda each: -each.silhouette)
    halves = tuple(placed_halves(plane, seed=seed)) if tried else ()
    for candidate in tried:
        found = hold(candidate, halves)
        if found.agreement >= needed_agreement(len(placed)):
            none[placed] = candidate.labels
            return Islands(none, found.together, found.agreement)
        closest = found.agreement if closest is None else max(closest, found.agreement)
    return Islands(none, (), closest)


def needed_agreement(people: int) -> float:
    """How much two halves must agree for groups of so many people to hold: at least 0.15, and more under 34 people.

    Not told beside a map: from it the number of people could be worked out.
    """
    return max(LEAST_AGREEMENT, AGREEMENT_TIMES_PEOPLE / people)


@dataclass(frozen=True, eq=False)
class Candidate:
    """One number of groups that has at least eight people in each."""

    labels: Labels
    silhouette: float

    @property
    def count(self) -> int:
        """How many groups."""
        return int(self.labels.max()) + 1


def candidates(points: Floats) -> Iterator[Candidate]:
    """Each number of groups up to five that leaves no group under eight people; the largest group is 0."""
    for count in range(2, min(MOST_GROUPS, len(points) // LEAST_IN_GROUP) + 1):
        labels = cluster(points, count=count)
        sizes = np.bincount(labels)
        if len(sizes) == count and sizes.min() >= LEAST_IN_GROUP:
            order = np.argsort(-sizes, kind="stable")
            thinned = slice(None, None, -(-len(points) // clustering.MOST_PEOPLE_RESAMPLED))
            labels = np.argsort(order)[labels]
            yield Candidate(labels, silhouette(points[thinned], labels=labels[thinned]))


@dataclass(frozen=True, eq=False)
class Measured:
    """A candidate, and how well it holds; fields as in `Islands`."""

    labels: Labels
    together: tuple[float, ...]
    agreement: float


def measure(plane: Plane, candidate: Candidate, *, seed: int) -> Measured:
    """How well a candidate holds over draws of two halves of the statements."""
    return hold(candidate, tuple(placed_halves(plane, seed=seed)))


def placed_halves(plane: Plane, *, seed: int) -> Iterator[tuple[Floats, Floats]]:
    """Where at most a thousand people are by each of two halves of the statements, draw after draw."""
    thin = plane.thin(clustering.MOST_PEOPLE_RESAMPLED)
    for first, second in _halves(len(plane.columns), seed=seed):
        yield thin.place(first), thin.place(second)


def hold(candidate: Candidate, halves: Sequence[tuple[Floats, Floats]]) -> Measured:
    """`measure`, where people are placed by the halves already: they are the same for every number of groups."""
    whole = candidate.labels[:: -(-len(candidate.labels) // clustering.MOST_PEOPLE_RESAMPLED)]
    agreed, stayed = [], []
    for half in halves:
        first, second = (cluster(points, count=candidate.count) for points in half)
        agreed.append(adjusted_rand(first, second))
        stayed += [pairs_together(whole, first), pairs_together(whole, second)]
    return Measured(candidate.labels, tuple(np.mean(stayed, axis=0).tolist()), float(np.mean(agreed)))


def _halves(size: int, *, seed: int) -> Iterator[tuple[Integers, Integers]]:
    generator = np.random.default_rng(seed)
    for _ in range(SPLITS):
        drawn = generator.permutation(size)
        yield np.sort(drawn[: size // 2]), np.sort(drawn[size // 2 :])
