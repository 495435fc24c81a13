"""Tables as they may be shown: protected first, and every figure worked out from what protection tells."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from portulan.disclosure import Band, Cell, ProtectedTable, ProtectedTables, Suppressed
from portulan.proportions import letter
from portulan.results import Method, digest_of
from portulan.tables.arranging import arranged
from portulan.tables.crossing import associated
from portulan.tables.figures import UNTOLD, Figure, Figures, figure, figure_to_plain, figures_of
from portulan.tables.middle import ScaleFigures, scale_figures
from portulan.tables.reach import Grid, grid_of, weighted_grid
from portulan.tables.wanted import Coverage, Wanted, crossed_name

FORMAT = "portulan.figures/1"
SOURCE = "Wilson (1927); IBM SPSS Statistics 30, Custom Tables: Test Statistics; Rao and Scott (1984)"


@dataclass(frozen=True)
class ToldAssociation:
    """Whether the two questions of a table go together.

    Parameters
    ----------
    cramers_v : Figure
        In [0, 1].
    statistic, degrees, p_value, least_expected : Figure or None
        As in `Association`; None in a census.
    """

    cramers_v: Figure
    statistic: Figure | None = None
    degrees: Figure | None = None
    p_value: Figure | None = None
    least_expected: Figure | None = None

    def to_plain(self) -> dict[str, Any]:
        """As dictionaries and scalars, ready for JSON."""
        told = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: None if each is None else figure_to_plain(each) for name, each in told.items()}


@dataclass(frozen=True)
class ToldTable:
    """The figures of one table.

    Parameters
    ----------
    name : str
        Of the planned table.
    axes : tuple of str
        One variable, or two: rows and columns.
    columns : tuple of (str, str) pairs
        Letter and name of each column; empty for one variable.
    cells : tuple of Figures
        In row-major order; after the rows their nets, then the margin.
    association : ToldAssociation, Suppressed or None
        None for one variable; withheld where a cell is not told.
    scales : tuple of ScaleFigures
        By column and overall, if the rows are a scale.
    """

    name: str
    axes: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    cells: tuple[Figures, ...]
    association: ToldAssociation | Suppressed | None
    scales: tuple[ScaleFigures, ...]

    def at(self, row: str | None, column: str | None = None) -> Figures:
        """The figures of this cell; KeyError if there is none."""
        return {(each.row, each.column): each for each in self.cells}[row, column]

    def to_plain(self) -> dict[str, Any]:
        """The table as dictionaries, lists and scalars, ready for JSON."""
        match self.association:
            case ToldAssociation():
                association: Any = self.association.to_plain()
            case Suppressed():
                association = figure_to_plain(self.association)
            case None:
                association = None
        return {
            "name": self.name,
            "axes": list(self.axes),
            "columns": [{"letter": sign, "name": name} for sign, name in self.columns],
            "cells": [each.to_plain() for each in self.cells],
            "association": association,
            "scales": [each.to_plain() for each in self.scales],
        }


@dataclass(frozen=True)
class ToldTables:
    """Tables that may be shown, with their figures. It holds protected numbers alone, and works out the rest of them.

    Parameters
    ----------
    protected : ProtectedTables
        What is told of people.
    wanted : Wanted
        What is worked out of it.

    Notes
    -----
    A figure is a function of what is told: whoever has the protected numbers and this program could work it out, so
    it tells nothing more. A share of a number told as a range is a range; a test or a letter of it is withheld.
    """

    protected: ProtectedTables
    wanted: Wanted

    @cached_property
    def tables(self) -> tuple[ToldTable, ...]:
        """One for each planned table of one or two variables, without those that carry weights."""
        hidden = self._for_weights()
        told = [each for each in self.protected.tables if each.name not in hidden]
        return tuple(self._told(each, grid) for each in told if (grid := grid_of(each)) is not None)

    @cached_property
    def has_weights(self) -> bool:
        """Whether weights are told: only where each of their classes is, since a weight may be made of its number."""
        if self.wanted.weighting is None:
            return False
        alone = self.protected.table(f"{self.wanted.weighting.variable} (weights)")
        return all(isinstance(cell, int) for cell in alone.cells)

    def table(self, name: str) -> ToldTable:
        """The figures of the table of this name; KeyError if there is none."""
        return {each.name: each for each in self.tables}[name]

    def method(self) -> Method:
        """What `tell_tables` says of itself."""
        wanted = self.wanted
        parameters = (("coverage", wanted.coverage.value), ("level", wanted.level), ("is_weighted", self.has_weights))
        return Method("portulan.tables.tell_tables", "1", parameters, SOURCE)

    def to_plain(self) -> dict[str, Any]:
        """The whole result as dictionaries, lists and scalars, ready for JSON."""
        weighting = self.wanted.weighting
        return {
            "format": FORMAT,
            "protected": self.protected.to_plain(),
            "wanted": self.wanted.to_plain(),
            "weights": weighting.to_plain() if weighting and self.has_weights else None,
            "tables": [each.to_plain() for each in self.tables],
            "method": self.method().to_plain(),
        }

    def to_json(self) -> str:
        """`to_plain` as JSON text."""
        return json.dumps(self.to_plain(), ensure_ascii=False, allow_nan=False)

    def digest(self) -> str:
        """SHA-256 of what is shown, and of nothing else."""
        return digest_of(self.to_plain())

    def _for_weights(self) -> set[str]:
        if self.wanted.weighting is None:
            return set()
        variable = self.wanted.weighting.variable
        return {f"{variable} (weights)", *(crossed_name(each, variable) for each in self.protected.plan.tables)}

    def _told(self, table: ProtectedTable, grid: Grid) -> ToldTable:
        people = arranged(grid, of=table.axes[0][0], wanted=self.wanted)
        weighted, squares = self._weighted(table, grid)
        words = _words(table, grid) if people.rows == grid.rows and people.columns == grid.columns else {}
        cells = figures_of(people, weighted, squares, cells=words, wanted=self.wanted)
        if self.wanted.weighting and not self.has_weights:
            cells = tuple(_without_shares(each) for each in cells)
        nets = sum(net.variable == table.axes[0][0] for net in self.wanted.nets)
        return ToldTable(
            name=table.name,
            axes=tuple(name for name, _ in table.axes),
            columns=tuple((letter(place), " | ".join(block)) for place, block in enumerate(people.columns)),
            cells=cells,
            association=self._association(people, weighted, squares, nets=nets),
            scales=tuple(self._scales(table, weighted or people, nets=nets)),
        )

    def _weighted(self, table: ProtectedTable, grid: Grid) -> tuple[Grid | None, Grid | None]:
        weighting = self.wanted.weighting
        if weighting is None or not self.has_weights:
            return None, None
        planned = next(each for each in self.protected.plan.tables if each.name == table.name)
        crossed = self.protected.table(crossed_name(planned, weighting.variable))
        once = weighted_grid(grid, crossed, weighting.weights)
        twice = weighted_grid(grid, crossed, {name: weight**2 for name, weight in weighting.weights.items()})
        of = table.axes[0][0]
        return arranged(once, of=of, wanted=self.wanted), arranged(twice, of=of, wanted=self.wanted)

    def _association(
        self, people: Grid, weighted: Grid | None, squares: Grid | None, *, nets: int
    ) -> ToldAssociation | Suppressed | None:
        if len(people.columns) < 2:
            return None
        inner = slice(0, len(people.rows) - nets), slice(0, len(people.columns))
        grids = (people, weighted or people, squares or people)
        if not all(each.is_exact[inner].all() for each in grids) or (self.wanted.weighting and weighted is None):
            return UNTOLD
        found = associated(
            *(each.low[inner] for each in grids),
            is_weighted=weighted is not None,
            is_sample=self.wanted.coverage is Coverage.SAMPLE,
        )
        if np.isnan(found.cramers_v):
            return None
        if self.wanted.coverage is Coverage.CENSUS:
            return ToldAssociation(figure(found.cramers_v, found.cramers_v))
        names = ("cramers_v", "statistic", "degrees", "p_value", "least_expected")
        return ToldAssociation(*(figure(getattr(found, name), getattr(found, name)) for name in names))

    def _scales(self, table: ProtectedTable, told: Grid, *, nets: int) -> Iterator[ScaleFigures]:
        values = (self.wanted.scales or {}).get(table.axes[0][0])
        is_withheld = self.wanted.weighting is not None and not self.has_weights
        if values is None or is_withheld:
            return
        count = len(told.rows) - nets
        for place, name in enumerate([*(" | ".join(block) for block in told.columns), None]):
            column = told.low[:count, place], told.high[:count, place]
            yield scale_figures(name, told.rows[:count], *column, values=values)


def _words(table: ProtectedTable, grid: Grid) -> dict[tuple[int, int], Cell]:
    """What is told in words, by place."""
    places = np.ndindex(grid.low.shape)
    return {place: cell for place, cell in zip(places, table.cells, strict=True) if isinstance(cell, Band | Suppressed)}


def _without_shares(told: Figures) -> Figures:
    """Respondents alone: their weights may not be told."""
    return replace(
        told,
        weighted=UNTOLD,
        of_row=UNTOLD,
        of_column=UNTOLD,
        of_all=UNTOLD,
        interval=None if told.interval is None else UNTOLD,
        letters=None if told.letters is None else UNTOLD,
    )
