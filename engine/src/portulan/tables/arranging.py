"""A grid as it is read: without those who did not answer, and with several answers told together as well."""

from dataclasses import replace

import numpy as np

from portulan.tables.reach import Floats, Grid
from portulan.tables.wanted import Net, Wanted


def arranged(grid: Grid, *, of: str, wanted: Wanted) -> Grid:
    """Without those who did not answer, and with the nets of the variable that rows are of."""
    kept = grid.without(wanted.missing).turned().without(wanted.missing).turned()
    netted = kept
    for net in wanted.nets:
        if net.variable == of:
            netted = _with_row(netted, (net.name,), *_netted(kept, net))
    return netted


def _netted(grid: Grid, net: Net) -> tuple[Floats, Floats]:
    """Blocks inside a net make the least of it; those that are told with an answer outside may add to the most."""
    inside = [place for place, block in enumerate(grid.rows) if set(block) <= set(net.modalities)]
    touching = [place for place, block in enumerate(grid.rows) if set(block) & set(net.modalities)]
    return grid.together(inside)[0], grid.together(touching)[1]


def _with_row(grid: Grid, name: tuple[str, ...], low: Floats, high: Floats) -> Grid:
    """One more row, before the margin."""
    return replace(
        grid,
        rows=(*grid.rows, name),
        low=np.vstack([grid.low[:-1], low, grid.low[-1]]),
        high=np.vstack([grid.high[:-1], high, grid.high[-1]]),
    )
