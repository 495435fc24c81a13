"""Two ways of doing one thing, measured in turns in the same run: only their ratio is told."""

import statistics
import time
from collections.abc import Callable, Sequence
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


def compare(
    titles: tuple[str, str], *, ours: Callable[[], None], peer: Callable[[], None], count: int, rounds: int
) -> Compared:
    """Each round runs both, the first of them in turn; `count` is what one run does. One round before is not kept."""
    pairs = [_round(ours, peer, ours_first=number % 2 == 0) for number in range(rounds + 1)][1:]
    ours_seconds, peer_seconds = zip(*pairs, strict=True)
    ratios = tuple(mine / theirs for mine, theirs in pairs)
    return Compared(*titles, ratios, _speed(ours_seconds, count), _speed(peer_seconds, count))


def _round(ours: Callable[[], None], peer: Callable[[], None], *, ours_first: bool) -> tuple[float, float]:
    if ours_first:
        return _seconds(ours), _seconds(peer)
    theirs = _seconds(peer)
    return _seconds(ours), theirs


def _seconds(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _speed(seconds: Sequence[float], count: int) -> float:
    return count / statistics.median(seconds)
