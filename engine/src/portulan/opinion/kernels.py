"""What `fast` runs compiled. Loaded only where numba is installed; a test compares each with NumPy to the bit.

Compiled code runs unseen by coverage.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

WORDS = 64  # of 64 bits: blocks of 4096 people
SAFE = 1 + 1e-9  # A centre this near to being the nearest is looked at, so that no rounding leaves the nearest out
EXACT = {"reassoc", "nsz", "contract"}  # Sums of loadings are exact in any order


@intrinsic
def counted(context: Any, word: Any) -> Any:
    """Bits set in a word: one instruction, where the processor has it."""

    def generate(context: Any, builder: ir.IRBuilder, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


@njit(nogil=True, cache=True)
def ones(word: Any) -> Any:  # pragma: no cover
    return counted(word)  # type: ignore[call-arg]


@njit(nogil=True, cache=True)
def _mark(choices: Any, taken: Any, against: Any, seen: Any) -> None:  # pragma: no cover
    """Bit sets of a block of people: took a side, disagreed, voted; one row of words for each statement."""
    size = choices.shape[1]
    word_taken, word_against, word_seen = (
        np.zeros(size, np.uint64),
        np.zeros(size, np.uint64),
        np.zeros(size, np.uint64),
    )
    taken[:], against[:], seen[:] = 0, 0, 0
    for word in range((len(choices) + 63) >> 6):
        word_taken[:], word_against[:], word_seen[:] = 0, 0, 0
        for row in range(word << 6, min(len(choices), (word + 1) << 6)):
            place = np.uint64(row & 63)
            for column in range(size):  # Without a branch, so that it is done for eight statements at once
                vote = choices[row, column]
                word_seen[column] |= np.uint64(vote >= -1) << place
                word_taken[column] |= np.uint64((vote & 1) != 0) << place
                word_against[column] |= np.uint64(vote == -1) << place
        taken[:, word], against[:, word], seen[:, word] = word_taken, word_against, word_seen


@njit(nogil=True, cache=True)
def count_pairs(choices: Any, start: int, stop: int, sums: Any) -> None:  # pragma: no cover
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


@njit(nogil=True, cache=True, fastmath=EXACT)
def add_loadings(  # noqa: PLR0913
    choices: Any, start: int, stop: int, per_vote: Any, per_answer: Any, is_counted: Any, sums: Any, voted: Any
) -> None:  # pragma: no cover
    for row in range(start, stop):
        across, along, count = 0.0, 0.0, 0
        for column in range(choices.shape[1]):
            vote = choices[row, column]
            has_voted = vote >= -1
            value, one = float(vote) if has_voted else 0.0, 1.0 if has_voted else 0.0
            across += value * per_vote[0, column] - one * per_answer[0, column]
            along += value * per_vote[1, column] - one * per_answer[1, column]
            count += has_voted & is_counted[column]
        sums[row, 0], sums[row, 1], voted[row] = across, along, count


@njit(nogil=True, cache=True)
def count_by_group(choices: Any, labels: Any, start: int, stop: int, counts: Any) -> None:  # pragma: no cover
    for row in range(start, stop):
        group = labels[row]
        if group >= 0:
            agree, disagree, seen = counts[0, group], counts[1, group], counts[2, group]
            for column in range(choices.shape[1]):
                vote = choices[row, column]
                agree[column] += vote == 1
                disagree[column] += vote == -1
                seen[column] += vote >= -1


@njit(nogil=True, cache=True)
def into_cells(points: Any, side: int) -> Any:  # pragma: no cover
    """The cell of each point, and of each cell the least and most of both coordinates of its points."""
    boxes = np.empty((side * side, 4))
    boxes[:, 0::2], boxes[:, 1::2] = np.inf, -np.inf
    cells = np.zeros(len(points), np.int32)
    low, high = np.array([np.inf, np.inf]), np.array([-np.inf, -np.inf])
    for row in range(len(points)):
        for axis in range(2):
            low[axis], high[axis] = min(low[axis], points[row, axis]), max(high[axis], points[row, axis])
    for row in range(len(points)):
        cell = 0
        for axis in range(2):
            width = high[axis] - low[axis]
            place = int(side * (points[row, axis] - low[axis]) / width) if width > 0 else 0
            cell = cell * side + min(place, side - 1)
        cells[row] = cell
        for axis in range(2):
            boxes[cell, 2 * axis] = min(boxes[cell, 2 * axis], points[row, axis])
            boxes[cell, 2 * axis + 1] = max(boxes[cell, 2 * axis + 1], points[row, axis])
    return cells, boxes


@njit(nogil=True, cache=True)
def near_centers(boxes: Any, centers: Any) -> Any:  # pragma: no cover
    """For each cell, the centres that can be nearest to a point in it, in their order, and how many there are."""
    near, counts = np.empty((len(boxes), len(centers)), np.int32), np.zeros(len(boxes), np.int32)
    least = np.empty(len(centers))
    for cell in range(len(boxes)):
        if boxes[cell, 0] > boxes[cell, 1]:
            continue
        reach = np.inf
        for place in range(len(centers)):
            closest, furthest = 0.0, 0.0
            for axis in range(2):
                below = boxes[cell, 2 * axis] - centers[place, axis]
                above = boxes[cell, 2 * axis + 1] - centers[place, axis]
                closest += max(below, -above, 0.0) ** 2
                furthest += max(-below, above) ** 2
            least[place], reach = closest, min(reach, furthest)
        for place in range(len(centers)):
            if least[place] <= reach * SAFE:
                near[cell, counts[cell]] = place
                counts[cell] += 1
    return near, counts


@njit(nogil=True, cache=True)
def nearest(  # noqa: PLR0913
    points: Any, start: int, stop: int, cells: Any, near: Any, counts: Any, centers: Any, labels: Any
) -> None:  # pragma: no cover
    for row in range(start, stop):
        cell, best, least = cells[row], near[cells[row], 0], np.inf
        for turn in range(counts[cell] if counts[cell] > 1 else 0):
            place = near[cell, turn]
            across, along = points[row, 0] - centers[place, 0], points[row, 1] - centers[place, 1]
            distance = across * across + along * along
            if distance <= least:
                best, least = place, distance
        labels[row] = best


@njit(nogil=True, cache=True)
def moments(points: Any, weights: Any, labels: Any, count: int) -> Any:  # pragma: no cover
    sums = np.zeros((3, count))
    for row in range(len(points)):
        label, weight = labels[row], weights[row]
        sums[0, label] += weight
        sums[1, label] += weight * points[row, 0]
        sums[2, label] += weight * points[row, 1]
    return sums
