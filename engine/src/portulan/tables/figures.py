"""Shares, intervals and letters of a told table: worked out from what is told, so that they tell no more."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portulan.disclosure import Band, Between, Cell, Reason, Suppressed
from portulan.disclosure.cells import _NotANumber, cell_to_plain
from portulan.proportions import column_letters, wilson_interval
from portulan.tables.crossing import quotient
from portulan.tables.reach import Block, Grid
from portulan.tables.wanted import Coverage, Wanted

Floats = NDArray[np.float64]
DECIMALS = 4  # of a share, so two of a per cent
UNTOLD = Suppressed(Reason.SMALL_OR_LINKED)


@dataclass(frozen=True)
class FigureBetween(_NotANumber):
    """A figure told as a range.

    Parameters
    ----------
    low, high : float
        In the unit of the figure, `low < high`; both to four decimals, outwards.

    Raises
    ------
    ValueError
        Unless `low < high`.
    TypeError
        When taken for a number.

    Examples
    --------
    >>> FigureBetween(0.0, 0.1923).high
    0.1923
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"A range needs low < high, not {self.low} and {self.high}.")

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g}"


Figure = float | FigureBetween | Band | Suppressed


@dataclass(frozen=True)
class Figures:
    """What is told of one cell.

    Parameters
    ----------
    row, column : str or None
        Modalities told together, or the name of a net; None for a margin.
    people : Cell
        Respondents.
    weighted : Figure or None
        Sum of weights; None where people have none.
    of_row, of_column, of_all : Figure
        Shares in [0, 1], weighted if people have weights.
    interval : FigureBetween, Suppressed or None
        Of `of_column`; None in a census.
    letters : str, Suppressed or None
        Of the columns whose share is lower beyond chance; None in a census, in margins and without columns.
    """

    row: str | None
    column: str | None
    people: Cell
    weighted: Figure | None
    of_row: Figure
    of_column: Figure
    of_all: Figure
    interval: FigureBetween | Suppressed | None
    letters: str | Suppressed | None

    def to_plain(self) -> dict[str, Any]:
        """The figures as dictionaries and scalars, ready for JSON."""
        return {
            "row": self.row,
            "column": self.column,
            "people": cell_to_plain(self.people),
            "weighted": None if self.weighted is None else figure_to_plain(self.weighted),
            "of_row": figure_to_plain(self.of_row),
            "of_column": figure_to_plain(self.of_column),
            "of_all": figure_to_plain(self.of_all),
            "interval": None if self.interval is None else figure_to_plain(self.interval),
            "letters": cell_to_plain(self.letters) if isinstance(self.letters, Suppressed) else self.letters,
        }


def figure_to_plain(figure: Figure) -> float | dict[str, Any]:
    """Write a figure as JSON values; only one that is told is written as a number."""
    match figure:
        case FigureBetween():
            return {"between": [figure.low, figure.high]}
        case Band() | Suppressed():
            return cell_to_plain(figure)
    return figure


def figure(low: float, high: float) -> Figure:
    """A number where both bounds are one, a range where they are two, nothing where there is no bound."""
    if not (np.isfinite(low) and np.isfinite(high)):
        return UNTOLD
    if low == high:
        return round(float(low), DECIMALS)
    scale = 10**DECIMALS
    return FigureBetween(float(np.floor(low * scale) / scale), float(np.ceil(high * scale) / scale))


def share(part: tuple[float, float], whole: tuple[float, float]) -> Figure:
    """A part of a whole, each between two bounds; nothing is told of a share between none and all."""
    (low, high), (least, most) = part, whole
    if not most > 0:
        return UNTOLD
    if low == high and least == most:
        return figure(low / most, low / most)
    first, last = low / most, min(1.0, high / least) if least > 0 else 1.0
    return UNTOLD if (first, last) == (0.0, 1.0) else figure(first, max(first, last))


def figures_of(
    people: Grid, weighted: Grid | None, squares: Grid | None, *, cells: dict[tuple[int, int], Cell], wanted: Wanted
) -> tuple[Figures, ...]:
    """The figures of each cell, in row-major order, margins last.

    Parameters
    ----------
    people, weighted, squares : Grid
        Respondents, sums of weights and of their squares; None without weights.
    cells : mapping of place to Cell
        What is told of respondents where it is not a range: words.
    wanted : Wanted
        What is asked for.
    """
    told = weighted or people
    letters = _letters(told, people, squares, wanted=wanted)
    names = [*(_named(block) for block in people.rows), None], [*(_named(block) for block in people.columns), None]
    found = []
    for row, column in np.ndindex(told.low.shape):
        part, word = _at(told, row, column), cells.get((row, column))
        found.append(
            Figures(
                row=names[0][row],
                column=names[1][column],
                people=_people(people, row, column) if word is None else word,
                weighted=figure(*part) if weighted else None,
                of_row=share(part, _at(told, row, -1)),
                of_column=share(part, _at(told, -1, column)),
                of_all=word if isinstance(word, Band) else share(part, _at(told, -1, -1)),
                interval=_interval(told, people, squares, place=(row, column), wanted=wanted),
                letters=letters.get((row, column)),
            )
        )
    return tuple(found)


def effective(told: Grid, people: Grid, squares: Grid | None) -> Floats:
    """How many people with equal weights would tell as much, by column; NaN where it is not told."""
    if squares is None:
        return np.where(people.is_exact[-1], people.low[-1], np.nan)
    is_told = told.is_exact[-1] & squares.is_exact[-1]
    return np.where(is_told, quotient(told.low[-1] ** 2, squares.low[-1]), np.nan)


def shares_of_column(told: Grid) -> Floats:
    """By row and column, without the margin of rows; NaN where it is not told."""
    is_told = told.is_exact[:-1] & told.is_exact[-1]
    return np.where(is_told, quotient(np.where(is_told, told.low[:-1], 0), np.where(is_told, told.low[-1], 1)), np.nan)


def _at(grid: Grid, row: int, column: int) -> tuple[float, float]:
    return float(grid.low[row, column]), float(grid.high[row, column])


def _named(block: Block) -> str:
    return " | ".join(block)


def _people(people: Grid, row: int, column: int) -> Cell:
    low, high = _at(people, row, column)
    if low == high:
        return int(low)
    return Between(int(low), int(high)) if np.isfinite(high) else UNTOLD


def _interval(
    told: Grid, people: Grid, squares: Grid | None, *, place: tuple[int, int], wanted: Wanted
) -> FigureBetween | Suppressed | None:
    row, column = place
    if wanted.coverage is Coverage.CENSUS or row == len(people.rows):
        return None
    part, base = shares_of_column(told)[row, column], effective(told, people, squares)[column]
    if np.isnan(part) or np.isnan(base):
        return UNTOLD
    found = wilson_interval([min(part * base, base)], [base], confidence=1 - wanted.level)
    between = figure(float(found.low[0]), float(found.high[0]))
    return between if isinstance(between, FigureBetween) else UNTOLD


def _letters(
    told: Grid, people: Grid, squares: Grid | None, *, wanted: Wanted
) -> dict[tuple[int, int], str | Suppressed]:
    """By place, margins left out; withheld where the share itself is."""
    count = len(people.columns)
    if wanted.coverage is Coverage.CENSUS or count < 2:
        return {}
    parts, bases = shares_of_column(told)[:, :count], effective(told, people, squares)[:count]
    parts = np.where(np.isnan(bases), np.nan, parts)
    found = column_letters(parts, np.nan_to_num(bases), level=wanted.level)
    return {place: UNTOLD if np.isnan(parts[place]) else found[place[0]][place[1]] for place in np.ndindex(parts.shape)}
