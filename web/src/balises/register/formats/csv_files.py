"""CSV as the spreadsheets of this country open it: UTF-8 with its mark, semicolons, everything between quotes."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice

from balises.register.formats.safety import holdable, neutralised
from balises.register.formats.tables import MOST_COLUMNS, MOST_ROWS, Cell, Row, Sheet, Table, too_many
from balises.shared.errors import Refusal, Refused

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = ";,\t"
_LONGEST_CELL = 200_000
_LINES_BEFORE_TITLES = 30


def write_csv(table: Table) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[neutralised(holdable(text)) for text in row] for row in table])
    return out.getvalue().encode("utf-8-sig")


def read_csv(content: bytes) -> tuple[Sheet, ...]:
    text = _decoded(content)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = tuple(_rows(text))
    except csv.Error as error:
        raise Refused(Refusal("register.file_is_broken")) from error
    return (Sheet("", rows),)


def _rows(text: str) -> Iterator[Row]:
    lines = csv.reader(StringIO(text, newline=""), delimiter=_separator(text))
    for count, row in enumerate(lines, start=1):
        if count > MOST_ROWS:
            raise too_many()
        cells = {column: Cell(value) for column, value in enumerate(row[:MOST_COLUMNS]) if value}
        if cells:
            yield Row(count, cells)


def _separator(text: str) -> str:
    """The one that cuts the line of titles, or a line above it, into most cells; what stands in quotes cuts nothing."""
    return max(_SEPARATORS, key=lambda mark: _widest(text, mark))


def _widest(text: str, mark: str) -> int:
    widest = 0
    with suppress(csv.Error):  # a quote that closes before another mark: the lines seen until there decide
        for row in islice(csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True), _LINES_BEFORE_TITLES):
            widest = max(widest, len(row))
    return widest


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(Refusal("register.file_is_not_unicode", {"line": line})) from error
