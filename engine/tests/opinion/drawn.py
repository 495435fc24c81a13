"""Conversations drawn from a seed: camps that disagree, or nobody with anybody."""

import numpy as np

from portulan.opinion.canonical import canonical
from portulan.opinion.sums import sums_of
from portulan.opinion.votes import NO_VOTE, Votes


def camps(*, sizes, statements, shared=0, flips=0.0, gaps=0.0, seed=0):
    """Camps that each vote on a statement by a rule of their own, and all agree with `shared` ones.

    Of two camps one agrees where the other disagrees. `flips` and `gaps` are shares of cells changed at random.
    """
    generator = np.random.default_rng(seed)
    sides = np.array([[1 if (item + camp) % 2 else -1 for item in range(statements)] for camp in range(2)])
    sides = np.vstack([sides, generator.choice([-1, 1], size=(max(len(sizes) - 2, 0), statements))])
    votes = np.repeat(sides[: len(sizes)], sizes, axis=0)
    votes = np.where(generator.random(votes.shape) < flips, -votes, votes)
    votes = np.hstack([votes, np.ones((len(votes), shared), dtype=int)])
    return _table(votes, generator.random(votes.shape) < gaps, statements)


def noise(*, people, statements, shared=0, gaps=0.0, seed=0):
    """Votes on each statement that have nothing to do with those on any other."""
    generator = np.random.default_rng(seed)
    votes = generator.choice([-1, 0, 1, 1], size=(people, statements))
    votes = np.hstack([votes, np.ones((people, shared), dtype=int)])
    return _table(votes, generator.random(votes.shape) < gaps, statements)


def _table(votes, missing, statements):
    names = [f"s{item}" for item in range(statements)]
    names += [f"shared{item}" for item in range(votes.shape[1] - statements)]
    choices = np.where(missing, NO_VOTE, votes).astype(np.int8)
    return Votes(tuple(f"p{row:02}" for row in range(len(votes))), tuple(names), choices)


def rows_of(votes):
    """The votes one by one, as they might have come."""
    return [
        (votes.participants[row], votes.statements[column], int(votes.choices[row, column]))
        for row, column in np.argwhere(votes.seen).tolist()
    ]


def tabled(votes):
    """The canonical table of these votes."""
    return canonical(votes, sums_of(votes))
