"""XLSX, the part of it that a table needs: texts written in place, read as they come."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from balises.register.formats.opened import broken, listen, opened
from balises.register.formats.safety import holdable, neutralised
from balises.register.formats.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Kind,
    Row,
    Sheet,
    Table,
    letters,
    too_many,
)

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_xlsx(table: Table, *, name: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, part in _parts(table, name=name).items():
            archive.writestr(path, _HEAD + part)
    return out.getvalue()


def _parts(table: Table, *, name: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": _sheet(table),
    }


def _relation(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def _sheet(table: Table) -> str:
    rows = "".join(_row(number, row) for number, row in enumerate(table, start=1))
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    views = f'<sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
    return f'<worksheet xmlns="{_MAIN}">{views}<sheetData>{rows}</sheetData></worksheet>'


def _row(number: int, row: Iterable[str]) -> str:
    cells = "".join(
        f'<c r="{letters(column)}{number}" t="inlineStr"><is><t xml:space="preserve">{_written(text)}</t></is></c>'
        for column, text in enumerate(row)
        if text
    )
    return f'<row r="{number}">{cells}</row>'


def _written(text: str) -> str:
    """An underscore that would be read as the code of a character is written as its own code."""
    return escape(_LOOKS_ESCAPED.sub("_x005F_", neutralised(holdable(text))))


def read_xlsx(content: bytes) -> tuple[Sheet, ...]:
    """Every sheet, in the workbook's order. Shared texts are read after, and only those that the cells name."""
    archive = opened(content)
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        raise broken()
    book, paths = _Book(), _Relations()
    listen(archive, "xl/workbook.xml", book)
    listen(archive, "xl/_rels/workbook.xml.rels", paths)
    heard = [(name, _heard(archive, paths.targets.get(key, ""), names)) for name, key in book.sheets]
    wanted = {index for _name, cells in heard for index in cells.shared.values()}
    shared = _Shared(wanted)
    if wanted and "xl/sharedStrings.xml" in names:
        listen(archive, "xl/sharedStrings.xml", shared)
    zero = date(1904, 1, 1) if book.counts_from_1904 else date(1899, 12, 30)
    return tuple(Sheet(name, cells.rows(shared.texts), tuple(cells.merged), zero) for name, cells in heard)


def _heard(archive: ZipFile, target: str, names: set[str]) -> "_Cells":
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    cells = _Cells()
    if path in names:
        listen(archive, path, cells)
    return cells


@dataclass
class _Book:
    sheets: list[tuple[str, str]] = field(default_factory=list)
    counts_from_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904") in {"1", "true"}

    def end(self, name: str) -> None: ...
    def text(self, said: str) -> None: ...
    def is_full(self) -> bool:
        return False


@dataclass
class _Relations:
    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, name: str) -> None: ...
    def text(self, said: str) -> None: ...
    def is_full(self) -> bool:
        return False


@dataclass
class _Shared:
    """The shared texts that some cell names, by their rank."""

    wanted: set[int]
    texts: dict[int, str] = field(default_factory=dict)
    rank: int = -1
    said: list[str] = field(default_factory=list)
    is_text: bool = False
    is_reading_aid: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.rank, self.said = self.rank + 1, []
        self.is_reading_aid = self.is_reading_aid or name == "rPh"
        self.is_text = name == "t" and not self.is_reading_aid

    def end(self, name: str) -> None:
        if name == "si" and self.rank in self.wanted:
            self.texts[self.rank] = _unescaped("".join(self.said))
        self.is_reading_aid = self.is_reading_aid and name != "rPh"
        self.is_text = False

    def text(self, said: str) -> None:
        if self.is_text and self.rank in self.wanted:
            self.said.append(said)

    def is_full(self) -> bool:
        return len(self.texts) == len(self.wanted)


@dataclass
class _Cells:
    """What a sheet tells, cell by cell; it stops where there are too many lines."""

    found: dict[int, dict[int, Cell]] = field(default_factory=dict)
    shared: dict[tuple[int, int], int] = field(default_factory=dict)
    merged: list[tuple[int, str]] = field(default_factory=list)
    line: int = 0
    column: int = 0
    kind: str = ""
    is_formula: bool = False
    is_value: bool = False
    said: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.line, self.column = int(attributes.get("r") or self.line + 1), -1
        elif name == "c":
            self._begin(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self.is_formula = self.is_formula or name == "f"
        self.is_value = name in {"v", "t"}

    def _begin(self, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self.column = _column(place[1]) if place else self.column + 1
        self.kind, self.is_formula, self.said = attributes.get("t", "n"), False, []

    def _merge(self, cells: str) -> None:
        places = [_PLACE.fullmatch(place) for place in cells.split(":")]
        self.merged.append((max((int(place[2]) for place in places if place), default=0), cells))

    def end(self, name: str) -> None:
        if name == "c":
            self._keep("".join(self.said))
        self.is_value = False

    def text(self, said: str) -> None:
        if self.is_value:
            self.said.append(said)

    def _keep(self, said: str) -> None:
        if self.column >= MOST_COLUMNS or not (said or self.is_formula):
            return
        row = self.found.setdefault(self.line, {})
        if len(self.found) > MOST_ROWS:
            raise too_many()
        if self.is_formula:
            row[self.column] = Cell(said, Kind.FORMULA)
        elif self.kind == "s" and said.isdecimal():
            self.shared[self.line, self.column] = int(said)
        else:
            kind = {"e": Kind.ERROR, "n": Kind.NUMBER}.get(self.kind, Kind.TEXT)
            row[self.column] = Cell(_unescaped(said) if kind is Kind.TEXT else said, kind)

    def is_full(self) -> bool:
        return False

    def rows(self, texts: dict[int, str]) -> tuple[Row, ...]:
        for (line, column), rank in self.shared.items():
            self.found[line][column] = Cell(texts.get(rank, ""))
        return tuple(Row(line, dict(sorted(cells.items()))) for line, cells in sorted(self.found.items()) if cells)


def _column(name: str) -> int:
    rank = 0
    for letter in name:
        rank = rank * 26 + ord(letter) - ord("A") + 1
    return rank - 1


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
