"""Large conversations drawn from a seed: unequal camps, few votes from most people, old statements seen more."""

import sys
from collections.abc import Iterator

import numpy as np

from portulan.opinion.votes import NO_VOTE, Choices

CAMPS = (0.4, 0.3, 0.2, 0.1)
SPREAD = 0.8  # Of the logarithm of votes a person: half of them give under three quarters of the mean
BLOCK_PEOPLE = 20_000


def crowd(people: int, statements: int, *, votes_a_person: int) -> Choices:
    """Choices of everybody, shape (people, statements): one pass in five, the rest by the camp's leaning."""
    choices = np.empty((people, statements), dtype=np.int8)
    for start, block in _blocks(people, statements, votes_a_person=votes_a_person):
        choices[start : start + len(block)] = block
    return choices


def _blocks(people: int, statements: int, *, votes_a_person: int) -> Iterator[tuple[int, Choices]]:
    generator = np.random.default_rng(7)
    leanings = generator.normal(size=(len(CAMPS), statements))
    base, divides = generator.beta(2, 1.2, statements), generator.beta(1, 2, statements)
    agreeing = np.clip(base + 0.35 * divides * (leanings - leanings.mean(axis=0)), 0.02, 0.98).astype(np.float32)
    passing = generator.beta(2, 8, statements).astype(np.float32)
    shown = (1 + 3 * np.arange(statements, dtype=np.float32) / statements).astype(np.float32)
    for start in range(0, people, BLOCK_PEOPLE):
        size = min(BLOCK_PEOPLE, people - start)
        camp = generator.choice(len(CAMPS), size=size, p=CAMPS)
        given = generator.lognormal(np.log(votes_a_person) - SPREAD**2 / 2, SPREAD, size)
        given = np.clip(np.round(given), 1, statements).astype(np.int64)
        wait = generator.standard_exponential((size, statements), dtype=np.float32) * shown
        last = np.sort(wait, axis=1)[np.arange(size), given - 1]
        agrees = generator.random((size, statements), dtype=np.float32) < agreeing[camp]
        choice = np.where(agrees, np.int8(1), np.int8(-1))
        choice[generator.random((size, statements), dtype=np.float32) < passing] = 0
        choice[wait > last[:, None]] = NO_VOTE
        yield start, choice


if __name__ == "__main__":
    size, width, mean, name = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    drawn = crowd(size, width, votes_a_person=mean)
    person, statement = np.nonzero(drawn != NO_VOTE)
    np.save(name, np.stack([person, statement, drawn[person, statement]], axis=1))
