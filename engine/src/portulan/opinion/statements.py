"""What tells groups apart, what brings them together, and what to ask next, as Polis computes it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from portulan.opinion import fast
from portulan.opinion.placing import WORTH_COMPILING
from portulan.opinion.votes import Booleans, Choices, Floats, Integers, Votes

Z90 = 1.2816  # Polis: significance at 90 %, one-sided
META_PRIORITY = 49.0  # Polis: what a statement about the participants weighs, the square of 7
NEW_STATEMENT_BOOST = 8.0  # Polis: how much more a statement weighs that nobody has seen
BOOST_HALF_LIFE_VOTES = 5.0  # Polis: votes after which that boost is halved


@dataclass(frozen=True, eq=False)
class GroupVotes:
    """How each group voted on each statement: whole numbers of people, shape (n_groups, n_statements) each."""

    agree: Integers
    disagree: Integers
    seen: Integers


def group_votes(votes: Votes, *, labels: Integers, group_count: int) -> GroupVotes:
    """Count the votes of each group, statements that are out included.

    Parameters
    ----------
    votes : Votes
        The table.
    labels : array of int64, shape (n_participants,)
        Group of each participant, -1 for none.
    group_count : int
        Number of groups.
    """
    return tally(votes.choices, labels=labels, group_count=group_count)


def tally(choices: Choices, *, labels: Integers, group_count: int) -> GroupVotes:
    """`group_votes` of a bare table of choices."""
    if fast.is_worth(choices.size, WORTH_COMPILING):
        return GroupVotes(*fast.tally(choices, labels, group_count))
    inside = [choices[labels == group] for group in range(group_count)]
    counted = [[np.count_nonzero(test(each), axis=0) for each in inside] for test in (_agreed, _disagreed, _seen)]
    return GroupVotes(*(np.array(each, dtype=np.int64).reshape(group_count, choices.shape[1]) for each in counted))


def _agreed(choices: Integers) -> Booleans:
    return choices == 1


def _disagreed(choices: Integers) -> Booleans:
    return choices == -1


def _seen(choices: Integers) -> Booleans:
    return choices >= -1


def share(successes: ArrayLike, trials: ArrayLike) -> Floats:
    """Smoothed share `(successes + 1) / (trials + 2)`, in (0, 1): a half where nobody voted."""
    smoothed: Floats = (np.asarray(successes) + 1) / (np.asarray(trials) + 2)
    return smoothed


def proportion_z(successes: ArrayLike, trials: ArrayLike) -> Floats:
    """How far a share is from a half, in standard errors [Polis: p-test].

    `2 sqrt(n + 1) ((s + 1) / (n + 1) - 1/2)`; positive above a half.
    """
    tried = np.asarray(trials) + 1
    z: Floats = 2 * np.sqrt(tried) * ((np.asarray(successes) + 1) / tried - 0.5)
    return z


def two_proportions_z(
    inside: ArrayLike, inside_trials: ArrayLike, outside: ArrayLike, outside_trials: ArrayLike
) -> Floats:
    """How far two shares are apart, in standard errors of their pooled share, one added to every count [Polis: r-test].

    `(s1/n1 - s2/n2) / sqrt(p (1 - p) (1/n1 + 1/n2))`, `p = (s1 + s2) / (n1 + n2)`; 0 where `p` is 1.
    """
    first, first_of = np.asarray(inside) + 1, np.asarray(inside_trials) + 1
    second, second_of = np.asarray(outside) + 1, np.asarray(outside_trials) + 1
    pooled = (first + second) / (first_of + second_of)
    variance = pooled * (1 - pooled) * (1 / first_of + 1 / second_of)
    spread = np.sqrt(np.where(pooled >= 1, 1.0, variance))
    z: Floats = np.where(pooled >= 1, 0.0, (first / first_of - second / second_of) / spread)
    return z


@dataclass(frozen=True, eq=False)
class Representativeness:
    """How much agreeing, or disagreeing, with a statement is a group's own; shape (n_groups, n_statements) each.

    `*_share` in (0, 1), `*_z` as `proportion_z`, `*_ratio` the share over that of the other groups together (more
    than 1: more than elsewhere), `*_ratio_z` as `two_proportions_z`.
    """

    agree_share: Floats
    agree_z: Floats
    agree_ratio: Floats
    agree_ratio_z: Floats
    disagree_share: Floats
    disagree_z: Floats
    disagree_ratio: Floats
    disagree_ratio_z: Floats

    @property
    def sides(self) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
        """Ratio, its test, share and its test; of agreeing, and of disagreeing."""
        return (
            (self.agree_ratio, self.agree_ratio_z, self.agree_share, self.agree_z),
            (self.disagree_ratio, self.disagree_ratio_z, self.disagree_share, self.disagree_z),
        )


def representativeness(counted: GroupVotes) -> Representativeness:
    """Compare each group with all others, statement by statement [Polis: repness].

    Parameters
    ----------
    counted : GroupVotes
        From `group_votes`.

    Returns
    -------
    Representativeness
        With `na`, `ns` the people of the group who agree and who voted, `ra`, `rs` those of all other groups:
        share `(na + 1) / (ns + 2)`, ratio `share / ((ra + 1) / (rs + 2))`, and the two tests; alike for disagreeing.

    References
    ----------
    Small et al. (2021), Polis, *Recerca* 26(2), sect. on representative statements. Checked against the statements
    recorded for the nineteen groups of six production conversations: the same, in the same order.

    Examples
    --------
    >>> votes = Votes.of([("a", "s", 1), ("b", "s", 1), ("c", "s", -1)])
    >>> counted = group_votes(votes, labels=np.array([0, 0, 1]), group_count=2)
    >>> representativeness(counted).agree_ratio.round(3).ravel().tolist()
    [2.25, 0.444]
    """
    sides = []
    others = counted.seen.sum(axis=0) - counted.seen
    for count in (counted.agree, counted.disagree):
        elsewhere = count.sum(axis=0) - count
        own = share(count, counted.seen)
        z = two_proportions_z(count, counted.seen, elsewhere, others)
        sides += [own, proportion_z(count, counted.seen), own / share(elsewhere, others), z]
    return Representativeness(*sides)


def group_informed_consensus(counted: GroupVotes) -> Floats:
    """How much every group agrees: the product over groups of their share of agreement.

    Parameters
    ----------
    counted : GroupVotes
        From `group_votes`.

    Returns
    -------
    array of float in (0, 1), shape (n_statements,)
        `prod_g (A_g + 1) / (S_g + 2)`, `A_g` those of group `g` who agree and `S_g` those who voted; 1 without groups.

    References
    ----------
    Polis, group-aware consensus. Checked against six production conversations, to 1e-9.

    Examples
    --------
    >>> votes = Votes.of([("a", "s", 1), ("b", "s", 1), ("c", "s", -1)])
    >>> group_informed_consensus(group_votes(votes, labels=np.array([0, 0, 1]), group_count=2)).tolist()
    [0.25]
    """
    product: Floats = np.prod(share(counted.agree, counted.seen), axis=0)
    return product


def priority(counted: GroupVotes, *, extremity: Floats, is_meta: Booleans) -> Floats:
    """How likely a statement is to be shown next: a weight, 0 or more, shape (n_statements,).

    Parameters
    ----------
    counted : GroupVotes
        From `group_votes`; only people placed in a group count.
    extremity : array of float, shape (n_statements,)
        From `projection.extremity`.
    is_meta : array of bool, shape (n_statements,)
        Statements about the participants: these weigh 49.

    Returns
    -------
    array of float, shape (n_statements,)
        `(importance (1 + 8 * 2 ** (-S / 5))) ** 2` with
        `importance = (1 - (P + 1) / (S + 2)) (E + 1) (A + 1) / (S + 2)`; `A`, `P`, `S` those who agree, pass, voted.

    References
    ----------
    Polis, comment priorities. Checked against six production conversations, to 1e-9.
    """
    agree, seen = counted.agree.sum(axis=0), counted.seen.sum(axis=0)
    passed = seen - agree - counted.disagree.sum(axis=0)
    importance = (1 - share(passed, seen)) * (extremity + 1) * share(agree, seen)
    boost = 1 + NEW_STATEMENT_BOOST * 2.0 ** (-seen / BOOST_HALF_LIFE_VOTES)
    weight: Floats = np.where(is_meta, META_PRIORITY, (importance * boost) ** 2)
    return weight
