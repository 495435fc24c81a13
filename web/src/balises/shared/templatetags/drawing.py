"""Where the strokes of our figures go. Templates draw; coordinates are strings, or a comma would slip in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin
from typing import Any

import segno
from django import template

register = template.Library()

STEP_WIDTH = 100
HEIGHTS = (74, 48, 66, 34, 58, 26, 50, 22)  # the same eight heights stand in balises.css, one per step
OFF_THE_EDGE = 15
ANSWERS = ("no", "partly", "yes", "unknown", "not_applicable")
ANSWER_AT = dict(zip(ANSWERS, (12, 34, 56, 76, 93), strict=True))  # per cent of the width
LEVELS = 4
DISC = 20
DISCS_ON_A_LINE = 3
ISLANDS_AT = {  # on a sea of 640 by 360, by how many there are; no place means anything
    1: ((320, 180),),
    2: ((172, 172), (466, 188)),
    3: ((165, 186), (452, 98), (470, 266)),
    4: ((160, 96), (468, 92), (180, 266), (482, 268)),
    5: ((118, 100), (325, 78), (528, 106), (212, 266), (440, 268)),
}
WIDEST = {1: 150, 2: 116, 3: 88, 4: 84, 5: 70}  # half the width of an island, or they would touch
NARROWER = 0.75  # of a group half as large
# An outline that is no circle: it would look exact.
COAST = (1.0, 1.16, 0.92, 1.06, 0.82, 1.08, 0.94, 1.14, 0.86, 1.04)
DEPTHS = (1.0, 1.12, 1.26)
FLATTENED = 0.78
MOST_OF_A_KIND = 4  # steps of a thread


@dataclass(frozen=True)
class Route:
    is_short: bool
    width: int
    solid: str
    dotted: str


@dataclass(frozen=True)
class Thread:
    shown: tuple[Any, ...]
    folded: tuple[Any, ...]


@dataclass(frozen=True)
class Ruler:
    width: int
    ticks: str
    done: int


@dataclass(frozen=True)
class Code:
    box: int  # with a quiet zone of two squares all round
    d: str


@dataclass(frozen=True)
class Piece:
    choice: str
    x: str
    width: str


@dataclass(frozen=True)
class Box:
    x: str
    is_full: bool


@dataclass(frozen=True)
class Mark:
    letter: str
    is_service_user: bool
    x: str
    shift: str


@dataclass(frozen=True)
class Span:
    x: str
    width: str


@register.filter
def plotted(steps: Sequence[Any]) -> Route:
    """The curve through the steps: solid between what is done, dotted ahead and off the edge."""
    points = [(index * STEP_WIDTH, HEIGHTS[index % len(HEIGHTS)]) for index in range(len(steps))]
    points.append((len(steps) * STEP_WIDTH + OFF_THE_EDGE, 44))
    solid: list[str] = []
    dotted: list[str] = []
    for index, step in enumerate(steps):
        goes_on = index + 1 < len(steps) and steps[index + 1].state != "ahead"
        (solid if step.state == "done" and goes_on else dotted).append(_curve(points, index))
    return Route(len(steps) <= len(HEIGHTS), len(steps) * STEP_WIDTH, "".join(solid), "".join(dotted))


def _curve(points: Sequence[tuple[int, int]], index: int) -> str:
    """One Bézier piece of a Catmull-Rom curve, from one point to the next."""
    before, start, end, after = (points[max(0, min(index + k, len(points) - 1))] for k in (-1, 0, 1, 2))
    first = (start[0] + (end[0] - before[0]) // 6, start[1] + (end[1] - before[1]) // 6)
    second = (end[0] - (after[0] - start[0]) // 6, end[1] - (after[1] - start[1]) // 6)
    return f"M{start[0]} {start[1]}C{first[0]} {first[1]} {second[0]} {second[1]} {end[0]} {end[1]}"


@register.filter
def gathered(steps: Sequence[Any]) -> Thread:
    """A thread that fits beside a page: past a few of one kind, the others of that kind are folded away."""
    met: Counter[str] = Counter()
    shown: list[Any] = []
    folded: list[Any] = []
    for step in steps:
        met[step.kind_label] += 1
        (shown if step.is_here or met[step.kind_label] <= MOST_OF_A_KIND else folded).append(step)
    return Thread(tuple(shown), tuple(folded))


@register.filter
def ruler(step: int, count: int) -> Ruler:
    """A graduated edge for « 3 sur 10 »."""
    width = count * STEP_WIDTH
    ticks = "".join(f"M{mark * STEP_WIDTH} {2 if mark in {0, count} else 5}V12" for mark in range(count + 1))
    return Ruler(width, ticks, min(step, count) * STEP_WIDTH)


@register.filter
def qr(address: str) -> Code:
    """The QR code of an address as one path, a run of dark squares at a time."""
    rows = [list(row) for row in segno.make(address, micro=False, error="m").matrix]
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for x, length in _runs(row))
    return Code(len(rows) + 4, path)


def _runs(row: Sequence[int]) -> Iterable[tuple[int, int]]:
    start = None
    for x, is_dark in enumerate([*row, 0]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            yield start, x - start
            start = None


@register.filter
def stacked(choices: Iterable[Any]) -> tuple[Piece, ...]:
    """Exact shares (0 to 100) side by side on one line."""
    pieces, x = [], 0.0
    for choice in choices:
        pieces.append(Piece(choice.choice, f"{x:.1f}%", f"{choice.share:.1f}%"))
        x += choice.share
    return tuple(pieces)


@register.filter
def boxes(level: int) -> tuple[Box, ...]:
    """Four boxes, filled up to a coarse level (0 to 4): a shape for words, not a measure."""
    return tuple(Box(f"{index * 22}", index < level) for index in range(LEVELS))


@register.filter
def span(row: Any) -> Span | None:
    """From the lowest to the highest answer among no, partly, yes; nothing where no one gave one."""
    if not row.low or not row.high:
        return None
    low, high = ANSWER_AT[row.low], ANSWER_AT[row.high]
    return Span(f"{low}%", f"{high - low}%")


@register.filter
def marks(seats: Iterable[Any]) -> tuple[Mark, ...]:
    """Seats as lettered discs, gathered on two lines where more than three gave the same answer."""
    seats = tuple(seats or ())
    return tuple(mark for answer in ANSWERS for mark in _gathered([seat for seat in seats if seat.answer == answer]))


def _gathered(seats: Sequence[Any]) -> Iterable[Mark]:
    per_line = len(seats) if len(seats) <= DISCS_ON_A_LINE else (len(seats) + 1) // 2
    for index, seat in enumerate(seats):
        line, place = divmod(index, per_line)
        on_this_line = min(per_line, len(seats) - line * per_line)
        across = (2 * place - on_this_line + 1) * DISC // 2
        down = 0 if len(seats) == per_line else (2 * line - 1) * DISC // 2
        yield Mark(seat.letter, seat.is_service_user, f"{ANSWER_AT[seat.answer]}%", f"{across} {down}")


@dataclass(frozen=True)
class Shape:
    """An island: its coast, the depth lines around it, where its letter stands."""

    island: Any
    coast: str
    depths: tuple[str, ...]
    x: int
    y: int


@register.filter
def charted(islands: Sequence[Any]) -> tuple[Shape, ...]:
    """Islands side by side, larger where more people are in the group. `doublings`: of the smallest size."""
    largest = max((island.doublings for island in islands), default=0)
    return tuple(
        _charted(island, index=index, at=at, reach=WIDEST[len(islands)] * NARROWER ** (largest - island.doublings))
        for index, (island, at) in enumerate(zip(islands, ISLANDS_AT.get(len(islands), ()), strict=False))
    )


def _charted(island: Any, *, index: int, at: tuple[int, int], reach: float) -> Shape:
    coast, *depths = (_outline(at, reach=reach * depth, turn=3 * index) for depth in DEPTHS)
    return Shape(island, coast, tuple(depths), *at)


def _outline(at: tuple[int, int], *, reach: float, turn: int) -> str:
    """A closed curve through the middles of a loop of points."""
    points = []
    for place in range(len(COAST)):
        angle, far = 2 * pi * place / len(COAST), reach * COAST[(place + turn) % len(COAST)]
        points.append((at[0] + far * cos(angle), at[1] + FLATTENED * far * sin(angle)))
    middles = [((x + after_x) / 2, (y + after_y) / 2) for (x, y), (after_x, after_y) in pairwise([*points, points[0]])]
    curves = (f"Q{x:.0f} {y:.0f} {to_x:.0f} {to_y:.0f}" for (x, y), (to_x, to_y) in zip(points, middles, strict=True))
    return f"M{middles[-1][0]:.0f} {middles[-1][1]:.0f}{''.join(curves)}Z"


@register.filter
def answer_at(answer: str) -> str:
    return f"{ANSWER_AT[answer]}%"
