"""ODS, the part of it that a table needs: texts, their lines, and cells said once for many."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from balises.register.formats.opened import broken, listen, opened
from balises.register.formats.safety import holdable, neutralised
from balises.register.formats.tables import MOST_COLUMNS, MOST_ROWS, Cell, Kind, Row, Sheet, Table, letters, too_many

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_ods(table: Table, *, name: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MIMETYPE, ZIP_STORED)  # first and bare: that is how the format is known
        archive.writestr("META-INF/manifest.xml", _HEAD + _MANIFEST)
        archive.writestr("content.xml", _HEAD + _content(table, name=name))
    return out.getvalue()


def _content(table: Table, *, name: str) -> str:
    rows = "".join(f"<table:table-row>{_cells(row)}</table:table-row>" for row in table)
    return (
        f'<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" '
        f'xmlns:text="{_NAMES}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(name)}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _cells(row: Iterable[str]) -> str:
    return "".join(_cell(neutralised(holdable(text))) for text in row)


def _cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _spaced(line: str) -> str:
    """Several spaces count for one, and a tab for none, unless they are said as such."""
    told = escape(line).replace("\t", "<text:tab/>")
    return told.replace(" ", "<text:s/>") if "  " in line or line != line.strip() else told


def read_ods(content: bytes) -> tuple[Sheet, ...]:
    archive = opened(content)
    if "content.xml" not in archive.namelist():
        raise broken()
    heard = _Content()
    listen(archive, "content.xml", heard)
    return tuple(heard.sheets)


@dataclass
class _Content:
    """Every sheet of a document. What is said once for many lines is counted, and unfolded where it speaks."""

    sheets: list[Sheet] = field(default_factory=list)
    name: str = ""
    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)
    line: int = 0
    column: int = 0
    times_row: int = 1
    times: int = 1
    cells: dict[int, Cell] = field(default_factory=dict)
    kind: Kind = Kind.TEXT
    value: str = ""
    spans: tuple[int, int] = (1, 1)
    paragraphs: list[str] = field(default_factory=list)
    in_cell: bool = False
    depth_aside: int = 0  # inside a comment on a cell

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.name, self.rows, self.merged, self.line = attributes.get("name", ""), [], [], 0
        elif name == "table-row":
            self.line, self.column, self.cells = self.line + 1, 0, {}
            self.times_row = int(attributes.get("number-rows-repeated", "1"))
        elif name in {"table-cell", "covered-table-cell"}:
            self._begin(attributes)
        else:
            self._inside(name, attributes)

    def _begin(self, attributes: dict[str, str]) -> None:
        self.in_cell, self.paragraphs = True, []
        self.times = int(attributes.get("number-columns-repeated", "1"))
        across, down = attributes.get("number-columns-spanned", "1"), attributes.get("number-rows-spanned", "1")
        self.spans = (int(across), int(down))
        kind = attributes.get("value-type", "")
        self.value = attributes.get("date-value", "")[:10]
        self.kind = Kind.FORMULA if "formula" in attributes else Kind.TEXT
        if kind in {"float", "currency", "percentage"} and self.kind is Kind.TEXT:
            self.kind, self.value = Kind.NUMBER, attributes.get("value", "")

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        self.depth_aside += name == "annotation"
        if not self.in_cell or self.depth_aside:
            return
        if name == "p":
            self.paragraphs.append("")
        elif name in {"s", "tab", "line-break"} and self.paragraphs:
            count = min(int(attributes.get("c", "1")), MOST_COLUMNS)
            self.paragraphs[-1] += {"s": " " * count, "tab": "\t", "line-break": "\n"}[name]

    def text(self, said: str) -> None:
        if self.in_cell and self.paragraphs and not self.depth_aside:
            self.paragraphs[-1] += said

    def end(self, name: str) -> None:
        self.depth_aside -= name == "annotation"
        if name in {"table-cell", "covered-table-cell"}:
            self._keep()
        elif name == "table-row":
            self._keep_row()
        elif name == "table":
            self.sheets.append(Sheet(self.name, tuple(self.rows), tuple(self.merged)))

    def _keep(self) -> None:
        cell = Cell(self.value or "\n".join(self.paragraphs), self.kind)
        if self.spans != (1, 1):
            self._merge()
        if cell.text or cell.kind is Kind.FORMULA:
            last = min(self.column + self.times, MOST_COLUMNS)
            self.cells |= dict.fromkeys(range(self.column, last), cell)
        self.column, self.in_cell = self.column + self.times, False

    def _merge(self) -> None:
        across, down = self.spans
        last = self.line + down - 1
        place = f"{letters(self.column)}{self.line}:{letters(self.column + across - 1)}{last}"
        self.merged.append((last, place))

    def _keep_row(self) -> None:
        if self.cells:
            if len(self.rows) + self.times_row > MOST_ROWS:
                raise too_many()
            self.rows += [Row(self.line + again, self.cells) for again in range(self.times_row)]
        self.line += self.times_row - 1

    def is_full(self) -> bool:
        return False
