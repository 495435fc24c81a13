"""What gathers all islands, what is one island's own, and what divides them: the profile `balises`."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from portulan.opinion.canonical import Table
from portulan.opinion.clustering import cluster
from portulan.opinion.groups import MIN_VOTES, Labels
from portulan.opinion.islands import LEAST_IN_GROUP
from portulan.opinion.plane import Plane
from portulan.opinion.selection import SIDES, Direction
from portulan.opinion.statements import GroupVotes, representativeness, tally, two_proportions_z
from portulan.opinion.votes import Floats, Integers

MOST_LISTED = 5  # As Polis names five statements for a group
PARTS = 20  # Statements are left out one at a time up to twenty, then in twenty parts
Z90 = 1.2816  # As Polis: 90 %, one-sided, for what is a group's own
Z99 = 2.5758  # 99 %, two-sided, for what divides: many statements are looked at


@dataclass(frozen=True)
class Listed:
    """A statement in a list, with what is done there; `None` where groups do not do the same."""

    id: str
    direction: Direction | None


def table_votes(table: Table, *, labels: Labels, group_count: int) -> GroupVotes:
    """Votes of each group on each statement of the table."""
    return tally(table.choices, labels=labels, group_count=group_count)


def own_statements(table: Table, counted: GroupVotes) -> tuple[tuple[Listed, ...], ...]:
    """For each group, what more than half of it does and others do less: at most five, the clearest first.

    Parameters
    ----------
    table : Table
        From `canonical`.
    counted : GroupVotes
        From `table_votes`.

    Returns
    -------
    tuple of tuple of Listed, one for each group
        Both tests of `representativeness` above 1.2816, the direction that of more than half of at least eight votes
        of the group, and eight votes elsewhere; by the product of both shares and both tests.
    """
    measured = representativeness(counted)
    elsewhere = counted.seen.sum(axis=0) - counted.seen
    is_told = (counted.seen >= LEAST_IN_GROUP) & (elsewhere >= LEAST_IN_GROUP)
    ranked: list[list[tuple[float, int, Direction]]] = [[] for _ in counted.seen]
    for side in SIDES:
        share, z, ratio, ratio_z = (getattr(measured, f"{side}_{what}") for what in ("share", "z", "ratio", "ratio_z"))
        qualified = is_told & (z > Z90) & (ratio_z > Z90) & (2 * getattr(counted, side) > counted.seen)
        strength = share * z * ratio * ratio_z
        for group, column in np.argwhere(qualified).tolist():
            ranked[group].append((-float(strength[group, column]), column, side))
    return tuple(_listed(table, each) for each in ranked)


def gathering_statements(table: Table, counted: GroupVotes) -> tuple[Listed, ...]:
    """What more than half of every group does alike: at most five, by the product of their shares.

    Parameters
    ----------
    table : Table
        From `canonical`.
    counted : GroupVotes
        From `table_votes`; at least one group.

    Returns
    -------
    tuple of Listed
        Ranked by `group_informed_consensus`, for disagreeing as for agreeing; of every group at least eight voted.
    """
    is_told = (counted.seen >= LEAST_IN_GROUP).all(axis=0)
    ranked: list[tuple[float, int, Direction]] = []
    for side in SIDES:
        count = getattr(counted, side)
        product = np.prod((count + 1) / (counted.seen + 2), axis=0)
        for column in np.flatnonzero(is_told & (2 * count > counted.seen).all(axis=0)).tolist():
            ranked.append((-float(product[column]), column, side))
    return _listed(table, ranked)


def _listed(table: Table, ranked: list[tuple[float, int, Direction]]) -> tuple[Listed, ...]:
    """The first of them; of equal ranks the order of the table, which names do not change."""
    return tuple(Listed(table.statements[column], side) for _, column, side in sorted(ranked)[:MOST_LISTED])


def divisive_statements(table: Table, *, group_count: int) -> tuple[Listed, ...]:
    """What divides groups that were found without it: at most five, the widest division first.

    Parameters
    ----------
    table : Table
        From `canonical`.
    group_count : int
        Number of groups of the map, 2 or more.

    Returns
    -------
    tuple of Listed
        Statements that more than half of one such group agrees, and more than half of another disagrees with, both
        differences above 2.5758 standard errors, at least eight votes in each; by the difference of their mean votes.

    Notes
    -----
    Groups are made of votes. On a statement that took part in making them they differ by construction, be it noise;
    so each statement is measured between groups that it had no part in.
    """
    plane, size = Plane.of(table), len(table.statements)
    ranked = []
    for part in range(min(size, PARTS)):
        left_out = np.arange(part, size, PARTS)
        kept = np.setdiff1d(plane.columns, left_out)
        counted = _counted_without(table, plane, kept, left_out=left_out, group_count=group_count)
        widths = _widths(counted)
        ranked += [
            (-width, column) for column, width in zip(left_out.tolist(), widths.tolist(), strict=True) if width > 0
        ]
    return tuple(Listed(table.statements[column], None) for _, column in sorted(ranked)[:MOST_LISTED])


def _counted_without(table: Table, plane: Plane, kept: Integers, *, left_out: Integers, group_count: int) -> GroupVotes:
    """Votes on the statements left out, of groups made by the others."""
    sums = plane.add_up(kept)
    placed = np.flatnonzero(sums.voted >= min(MIN_VOTES, len(kept)))
    labels = np.full(len(table.choices), -1, dtype=np.int64)
    labels[placed] = cluster(sums.stretched(len(kept))[placed], count=group_count)
    counted = table_votes(table, labels=labels, group_count=group_count)
    return GroupVotes(*(each[:, left_out] for each in (counted.agree, counted.disagree, counted.seen)))


def _widths(counted: GroupVotes) -> Floats:
    """The widest clear division of each statement between two groups; 0 where there is none."""
    widths = np.zeros(counted.seen.shape[1])
    means = (counted.agree - counted.disagree) / np.maximum(counted.seen, 1)
    for one, other in combinations(range(len(counted.seen)), 2):
        for first, second in ((one, other), (other, one)):
            is_clear = _is_clear(counted, first, second)
            widths = np.where(is_clear, np.maximum(widths, means[first] - means[second]), widths)
    return widths


def _is_clear(counted: GroupVotes, first: int, second: int) -> np.ndarray:
    """Most of the first group agree, most of the second disagree, and neither is chance."""
    seen = counted.seen[first], counted.seen[second]
    agrees = two_proportions_z(counted.agree[first], seen[0], counted.agree[second], seen[1])
    disagrees = two_proportions_z(counted.disagree[second], seen[1], counted.disagree[first], seen[0])
    is_told = np.minimum(*seen) >= LEAST_IN_GROUP
    opposed = (2 * counted.agree[first] > seen[0]) & (2 * counted.disagree[second] > seen[1])
    is_clear: np.ndarray = is_told & opposed & (agrees > Z99) & (disagrees > Z99)
    return is_clear
