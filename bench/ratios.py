"""Two ways of doing one thing, measured in turns in the same run: only their ratio is told."""

import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Compared:
    """What ours took, divided by what the peer took, round by round."""

    title: str
    peer: str
    ratios: tuple[float, ...]
    ours_a_second: float
    peer_a_second: float

    @property
    def row(self) -> str:
        low, middle, high = min(self.ratios), statistics.median(self.ratios), max(self.ratios)
        speeds = f"{self.ours_a_second:,.0f} | {self.peer_a_second:,.0f}"
        return f"| {self.title} | {self.peer} | {low:.2f} | **{middle:.2f}** | {high:.2f} | {speeds} |"


@dataclass(frozen=True)
class Plan:
    """How often, and by which clock: the processor's where all the work is in this process, the wall's elsewhere."""

    count: int  # what one run does
    rounds: int
    clock: Callable[[], float] = time.perf_counter


def compare(titles: tuple[str, str], *, ours: Callable[[], None], peer: Callable[[], None], plan: Plan) -> Compared:
    """Each round runs both, the first of them in turn. The round before the first is not kept."""
    pairs = [_round(ours, peer, clock=plan.clock, ours_first=number % 2 == 0) for number in range(plan.rounds + 1)][1:]
    ours_seconds, peer_seconds = zip(*pairs, strict=True)
    ratios = tuple(mine / theirs for mine, theirs in pairs)
    return Compared(*titles, ratios, _speed(ours_seconds, plan.count), _speed(peer_seconds, plan.count))


def _round(
    ours: Callable[[], None], peer: Callable[[], None], *, clock: Callable[[], float], ours_first: bool
) -> tuple[float, float]:
    if ours_first:
        return _seconds(ours, clock), _seconds(peer, clock)
    theirs = _seconds(peer, clock)
    return _seconds(ours, clock), theirs


def _seconds(act: Callable[[], None], clock: Callable[[], float]) -> float:
    started = clock()
    act()
    return clock() - started


def _speed(seconds: Sequence[float], count: int) -> float:
    return count / statistics.median(seconds)


@contextmanager
def waiting(words: Sequence[str], *, order: str, name: str) -> Iterator[Callable[[], None]]:
    """A peer in a process of its own: it says « ready » once, and « done » after each order."""
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None or process.stdout.readline() != "ready\n":
            raise RuntimeError(f"{name} could not be started with {words[0]}.")
        told, said = process.stdin, process.stdout

        def run() -> None:
            told.write(f"{order}\n")
            told.flush()
            if said.readline() != "done\n":
                raise RuntimeError(f"{name} ended before its answer.")

        yield run
        told.close()
