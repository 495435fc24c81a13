"""The same numbers sooner, where the extra `fast` (numba) is installed; `kernels` holds what is compiled.

Whole numbers are exact, and so are sums of loadings; other sums are made by the same operations in the same order:
no bit differs.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from portulan.opinion.votes import Booleans, Choices, Floats, Integers

IS_INSTALLED = find_spec("numba") is not None
BLOCK = 4096  # People whose bit sets stay in the cache
WORTH_THREADS = 20_000  # Rows under which starting threads takes longer than what they do
POINTS_IN_A_CELL = 25  # Of a grid in which near centres are looked for: fewer, and looking takes longer than it saves
MOST_CELLS_ASIDE = 128

_loaded: list[Any] = []


def is_worth(work: int, least: int) -> bool:
    """Whether so much work is sooner done compiled: once compiled code is loaded, it is for any."""
    return IS_INSTALLED and (bool(_loaded) or work >= least)


def load() -> None:
    """Have compiled code at hand from now on, where it is installed: for a process that answers again and again."""
    if IS_INSTALLED:
        _kernels()


def _kernels() -> Any:
    if not _loaded:
        _loaded.append(import_module("portulan.opinion.kernels"))
    return _loaded[0]


def products(choices: Choices) -> Integers:
    """The three tables of `VoteSums`, shape (3, n_statements, n_statements), by bit sets and processor threads."""
    size = choices.shape[1]
    cuts = _cuts(len(choices), step=BLOCK)
    parts = [np.zeros((3, size, size), dtype=np.int64) for _ in cuts[1:]]
    count = _kernels().count_pairs
    _share_out(lambda low, high, part: count(choices, low, high, part), cuts, parts)
    total: Integers = np.sum(parts, axis=0)
    for table in (0, 2):
        total[table] += np.triu(total[table], 1).T
    return total


def place(choices: Choices, per_vote: Floats, per_answer: Floats, is_counted: Booleans) -> tuple[Floats, Integers]:
    """What `placing.place` gives: sums of loadings and how many were voted on."""
    sums, voted = np.empty((len(choices), 2)), np.empty(len(choices), dtype=np.int64)
    cuts = _cuts(len(choices))
    add = _kernels().add_loadings
    rest = np.ascontiguousarray(per_vote), np.ascontiguousarray(per_answer), is_counted, sums, voted
    _share_out(lambda low, high, _: add(choices, low, high, *rest), cuts, cuts[1:])
    return sums, voted


def tally(choices: Choices, labels: Integers, group_count: int) -> Integers:
    """People of each group who agree, disagree and voted, shape (3, n_groups, n_statements)."""
    cuts = _cuts(len(choices))
    parts = [np.zeros((3, group_count, choices.shape[1]), dtype=np.int32) for _ in cuts[1:]]
    count = _kernels().count_by_group
    _share_out(lambda low, high, part: count(choices, labels, low, high, part), cuts, parts)
    total: Integers = np.sum(parts, axis=0, dtype=np.int64)
    return total


class Grid:
    """Points in cells, so that of many centres each point is compared with those only that can be its nearest."""

    def __init__(self, points: Floats) -> None:
        self._points, self._cuts = np.ascontiguousarray(points), _cuts(len(points))
        self._threads = ThreadPoolExecutor(len(self._cuts) - 1)  # They start with the first work and end with the grid
        side = min(MOST_CELLS_ASIDE, max(1, int(np.sqrt(len(points) / POINTS_IN_A_CELL))))
        self._cells, self._boxes = _kernels().into_cells(self._points, side)

    def nearest(self, centers: Floats) -> Integers:
        """The nearest centre of each point, of equals the last."""
        kernels, centers = _kernels(), np.ascontiguousarray(centers)
        labels = np.empty(len(self._points), dtype=np.int64)
        near, counts = kernels.near_centers(self._boxes, centers)
        rest = self._cells, near, counts, centers, labels
        parts = self._cuts[1:]
        _share_out(
            lambda low, high, _: kernels.nearest(self._points, low, high, *rest),
            self._cuts,
            parts,
            threads=self._threads,
        )
        return labels


def nearest(points: Floats, centers: Floats) -> Integers:
    """The nearest centre of each point, of equals the last."""
    return Grid(points).nearest(centers)


def moments(points: Floats, weights: Floats, labels: Integers, count: int) -> Floats:
    """For each label the sum of weights, and of both coordinates times them, in the order of points: (3, n_labels)."""
    sums: Floats = _kernels().moments(points, weights, labels, count)
    return sums


def _share_out(
    work: Callable[[int, int, Any], object],
    cuts: list[int],
    parts: list[Any],
    *,
    threads: ThreadPoolExecutor | None = None,
) -> None:
    """Do each part between two cuts, at the same time where there are several."""
    if len(parts) == 1:
        work(cuts[0], cuts[1], parts[0])
    elif threads is not None:
        list(threads.map(work, cuts, cuts[1:], parts))
    else:
        with ThreadPoolExecutor(len(parts)) as some:
            list(some.map(work, cuts, cuts[1:], parts))


def _cuts(size: int, *, step: int = 1) -> list[int]:
    """Where to cut so many rows for the processors, at whole steps."""
    blocks, threads = -(-size // step), (os.cpu_count() or 1) if size >= WORTH_THREADS else 1
    return [min(size, step * (blocks * part // threads)) for part in range(threads)] + [size]
