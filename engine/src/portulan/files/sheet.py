"""A CSV file, checked as far as it can be without knowing its columns: every fault names file, line and column."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Sheet:
    """A CSV file that has passed what can be checked without knowing its columns."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    blank_lines: int

    @classmethod
    def read(cls, path: Path, *, separators: str = ",") -> "Sheet":
        """Rows with the line each begins on; ValueError where it is not a table in UTF-8.

        Of several separators, the one that cuts the first line most often is that of the file.
        """
        text = _text(path)
        lines = list(_lines(path.name, text, separator=_separator_of(text, separators)))
        if not lines:
            raise ValueError(f"{path.name}, line 1: the file is empty; its first line names the columns.")
        (_, header), *rows = lines
        for line, cells in rows:
            if cells and len(cells) != len(header):
                last = header[min(len(cells), len(header)) - 1]
                raise ValueError(
                    f"{path.name}, line {line}, column {last}: {len(cells)} cells where the first line names "
                    f"{len(header)} columns; the file may be cut."
                )
        full = tuple((line, cells) for line, cells in rows if cells)
        return cls(path.name, tuple(header), full, len(rows) - len(full))

    def columns(self, *names: str) -> list[int]:
        """Places of these columns; ValueError on one that is missing or there twice."""
        for name in names:
            if self.header.count(name) != 1:
                found = "twice" if name in self.header else "not there"
                raise ValueError(f"{self.name}, line 1, column {name}: {found}{self._separator()}.")
        return [self.header.index(name) for name in names]

    def _separator(self) -> str:
        other = next(
            (word for mark, word in SEPARATORS.items() if len(self.header) == 1 and mark in self.header[0]), ""
        )
        return f"; the cells are separated by {other}, commas are needed" if other else ""

    def wrong(self, line: int, column: int, needed: str, cell: str) -> ValueError:
        """The error for a cell, to be raised."""
        return ValueError(f"{self.name}, line {line}, column {self.header[column]}: {needed}, not {cell!r}.")


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig", errors="replace")
        header = next(csv.reader([raw.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace")]), [""])
        place = min(len(next(csv.reader([before]), [""]) or [""]), len(header)) - 1
        raise ValueError(
            f"{path.name}, line {line}, column {header[place]}: byte {raw[error.start]:#04x} is not UTF-8; "
            "save the file in UTF-8."
        ) from error


def _separator_of(text: str, separators: str) -> str:
    if len(separators) == 1:
        return separators
    first = text.split("\n", 1)[0]
    return max(separators, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _lines(name: str, text: str, *, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"{name}, line {start}: {error}; the file may be cut.") from error
