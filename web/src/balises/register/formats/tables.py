"""A table as any of its files gives it: rows of cells that know where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from balises.register.rules import MOST_LINES, EntryLine, Problem
from balises.shared.errors import Refusal, Refused

OWN = "balises"  # our own layout
ROOM_ABOVE = 30  # lines that may stand above the titles of columns: a name, a date, a logo's place
MOST_ROWS = MOST_LINES + ROOM_ABOVE
MOST_COLUMNS = 200


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True)
class Cell:
    text: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Row:
    """One line of a sheet; columns count from 0."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True)
class Sheet:
    name: str  # "" where the file has none
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, str], ...] = field(default=())  # the last line it covers, and the range
    day_zero: date = date(1899, 12, 30)  # from which a spreadsheet counts days


@dataclass(frozen=True)
class File:
    """What a file says: its layout, its entries, and the lines that cannot be read as one."""

    layout: str
    lines: tuple[EntryLine, ...]
    problems: tuple[Problem, ...] = ()


Table = Sequence[Sequence[str]]


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def where_is(sheet: Sheet, *, line: int, column: int | None = None) -> str:
    """« Feuille Registre, cellule C4 »; « Ligne 4 » where there is no sheet."""
    if not sheet.name:
        if column is None:
            return _("Ligne %(line)s") % {"line": line}
        return _("Ligne %(line)s, colonne %(column)s") % {"line": line, "column": column + 1}
    if column is None:
        return _("Feuille « %(sheet)s », ligne %(line)s") % {"sheet": sheet.name, "line": line}
    return _("Feuille « %(sheet)s », cellule %(cell)s") % {"sheet": sheet.name, "cell": f"{letters(column)}{line}"}


def too_many() -> Refused:
    return Refused(Refusal("register.file_has_too_many_lines", {"most": MOST_LINES}))
