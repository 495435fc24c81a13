"""The same numbers sooner, where the extra `fast` (numba) is installed: bit sets, and centres compared point by point.

Whole numbers are exact, and distances are computed by the same operations in the same order: no bit differs.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import Any

import numpy as np

from portulan.opinion.votes import Choices, Floats, Integers

IS_INSTALLED = find_spec("numba") is not None
WORDS = 64  # of 64 bits: blocks of 4096 people, whose bit sets stay in the cache

if IS_INSTALLED:
    from llvmlite import ir
    from numba import njit, types
    from numba.extending import intrinsic

    @intrinsic
    def counted(context: Any, word: Any) -> Any:
        """Bits set in a word: one instruction, where the processor has it."""

        def generate(context: Any, builder: ir.IRBuilder, signature: Any, arguments: Any) -> Any:
            return builder.ctpop(arguments[0])

        return types.uint64(types.uint64), generate

    @njit(nogil=True, cache=True)
    def ones(word: Any) -> Any:  # pragma: no cover
        return counted(word)  # type: ignore[call-arg]

    # What is compiled runs unseen by coverage; a test compares it with NumPy to the bit.
    @njit(nogil=True, cache=True)
    def _mark(choices: Any, taken: Any, against: Any, seen: Any) -> None:  # pragma: no cover
        """Bit sets of a block of people: took a side, disagreed, voted; one row of words for each statement."""
        taken[:], against[:], seen[:] = 0, 0, 0
        for row in range(choices.shape[0]):
            word, bit = row >> 6, np.uint64(1) << np.uint64(row & 63)
            for column in range(choices.shape[1]):
                vote = choices[row, column]
                if vote >= -1:
                    seen[column, word] |= bit
                    if vote != 0:
                        taken[column, word] |= bit
                    if vote == -1:
                        against[column, word] |= bit

    @njit(nogil=True, cache=True)
    def _count(choices: Any, start: int, stop: int, sums: Any) -> None:  # pragma: no cover
        """Add the products of people `start` to `stop`; `sums` holds the three tables of `VoteSums`, the first and
        the last above the diagonal only.

        Two votes multiply to 1, less 2 where exactly one of them is a disagreement.
        """
        size = choices.shape[1]
        taken = np.zeros((size, WORDS), np.uint64)
        against, seen = np.zeros_like(taken), np.zeros_like(taken)
        for low in range(start, stop, 64 * WORDS):
            _mark(choices[low : min(stop, low + 64 * WORDS)], taken, against, seen)
            for one in range(size):
                for other in range(one, size):
                    product, forth, back, both = np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
                    opposed, forth_against, back_against = np.uint64(0), np.uint64(0), np.uint64(0)
                    for word in range(WORDS):
                        sides = taken[one, word] & taken[other, word]
                        product += ones(sides)
                        opposed += ones(sides & (against[one, word] ^ against[other, word]))
                        forth += ones(taken[one, word] & seen[other, word])
                        forth_against += ones(against[one, word] & seen[other, word])
                        back += ones(taken[other, word] & seen[one, word])
                        back_against += ones(against[other, word] & seen[one, word])
                        both += ones(seen[one, word] & seen[other, word])
                    sums[0, one, other] += np.int64(product) - 2 * np.int64(opposed)
                    sums[1, one, other] += np.int64(forth) - 2 * np.int64(forth_against)
                    sums[2, one, other] += np.int64(both)
                    if other != one:
                        sums[1, other, one] += np.int64(back) - 2 * np.int64(back_against)

    @njit(nogil=True, cache=True)
    def _nearest(points: Any, centers: Any, start: int, stop: int, labels: Any) -> None:  # pragma: no cover
        for row in range(start, stop):
            best, least = 0, np.inf
            for place in range(len(centers)):
                across, along = points[row, 0] - centers[place, 0], points[row, 1] - centers[place, 1]
                distance = across * across + along * along
                if distance <= least:
                    best, least = place, distance
            labels[row] = best


def products(choices: Choices) -> Integers:
    """The three tables of `VoteSums`, shape (3, n_statements, n_statements), by bit sets and processor threads."""
    size = choices.shape[1]
    cuts = _cuts(len(choices), step=64 * WORDS)
    parts = [np.zeros((3, size, size), dtype=np.int64) for _ in cuts[1:]]
    with ThreadPoolExecutor(len(parts)) as threads:
        list(threads.map(_count, [choices] * len(parts), cuts, cuts[1:], parts))
    total = np.sum(parts, axis=0)
    for table in (0, 2):
        total[table] += np.triu(total[table], 1).T
    return total


def nearest(points: Floats, centers: Floats) -> Integers:
    """The nearest centre of each point, of equals the last."""
    labels = np.zeros(len(points), dtype=np.int64)
    cuts = _cuts(len(points), step=1)
    count = len(cuts) - 1
    with ThreadPoolExecutor(count) as threads:
        list(threads.map(_nearest, [points] * count, [centers] * count, cuts, cuts[1:], [labels] * count))
    return labels


def _cuts(size: int, *, step: int) -> list[int]:
    """Where to cut so many rows for the processors, at whole steps."""
    blocks, threads = -(-size // step), os.cpu_count() or 1
    return [min(size, step * (blocks * part // threads)) for part in range(threads)] + [size]
