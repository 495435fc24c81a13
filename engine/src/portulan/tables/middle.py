"""The middle of a scale, from what is told of its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portulan.scales import describe_scale
from portulan.tables.figures import UNTOLD, Figure, figure, figure_to_plain
from portulan.tables.reach import Block

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ScaleFigures:
    """The middle of a scale, for one column of a table or for all.

    Parameters
    ----------
    column : str or None
        None for everyone.
    mean, median : Figure
        In the unit of the scale.
    deviation : Figure
        Standard deviation; withheld unless every answer is told.
    """

    column: str | None
    mean: Figure
    median: Figure
    deviation: Figure

    def to_plain(self) -> dict[str, Any]:
        """As dictionaries and scalars, ready for JSON."""
        names = ("mean", "median", "deviation")
        return {"column": self.column} | {name: figure_to_plain(getattr(self, name)) for name in names}


def scale_figures(
    column: str | None, rows: tuple[Block, ...], low: Floats, high: Floats, *, values: Mapping[str, float]
) -> ScaleFigures:
    """Mean and median of the answers that have a value, each between the bounds that what is told leaves."""
    valued = [
        ([values[each] for each in block if each in values], low[place], high[place])
        for place, block in enumerate(rows)
        if any(each in values for each in block)
    ]
    valued.sort(key=lambda each: min(each[0]))
    first, last = (np.array([pick(each[0]) for each in valued]) for pick in (min, max))
    least, most = (np.array([each[place] for each in valued], dtype=np.float64) for place in (1, 2))
    if not valued or not np.isfinite(most).all() or not most.sum() > 0:
        return ScaleFigures(column, UNTOLD, UNTOLD, UNTOLD)
    if (least == most).all() and (first == last).all():
        found = describe_scale(least, first)
        return ScaleFigures(column, *(_told(each) for each in (found.mean, found.median, found.deviation)))
    mean = figure(_least_mean(first, least, most), -_least_mean(-last[::-1], least[::-1], most[::-1]))
    median = figure(_first_middle(first, least, most), -_first_middle(-last[::-1], least[::-1], most[::-1]))
    return ScaleFigures(column, mean, median, UNTOLD)


def _told(number: float) -> Figure:
    return figure(number, number)


def _least_mean(values: Floats, least: Floats, most: Floats) -> float:
    """As many as can be below some value, as few as can be above: the worst of all places to part them."""
    means = []
    for place in range(len(values) + 1):
        people = np.concatenate([most[:place], least[place:]])
        if people.sum() > 0:
            means.append(float(people @ values / people.sum()))
    return min(means)


def _first_middle(values: Floats, least: Floats, most: Floats) -> float:
    """The least value that can be the median: where half of the people may have been reached."""
    below = np.cumsum(most)
    above = least.sum() - np.cumsum(least)
    place = int(np.argmax(below >= above))
    # Cut exactly in two, the median stands above the value: it is no lower.
    return float(values[place])
