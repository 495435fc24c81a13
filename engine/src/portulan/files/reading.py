"""Answers from CSV, XLSX, Parquet and SPSS files."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from portulan.files.dataset import Column, Dataset, column_names
from portulan.files.extras import needed
from portulan.files.sheet import Sheet

SEPARATORS = ",;\t"
BLANK = "blank lines passed over"
ALIKE = "columns named as another told apart by a number"


def read_answers(path: Path) -> Dataset:
    """Read a file of answers: one row for each person, one column for each question.

    Parameters
    ----------
    path : Path
        `.csv` or `.tsv` (UTF-8; commas, semicolons or tabs), `.xlsx` (the first sheet), `.parquet`, or `.sav` (SPSS).

    Returns
    -------
    Dataset
        Codes as text, whole numbers without decimals; what SPSS declares missing is no answer. Labels and questions
        where the file has them.

    Raises
    ------
    ValueError
        On any other kind of file, or one that is cut, of another encoding, or has a column without a name: names
        file, line and column. If a package is needed that is not installed: says which.
    OSError
        If the file cannot be opened.

    Notes
    -----
    `.xlsx`, `.parquet` and `.sav` need the extra `tables`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "answers.csv"
    ...     _ = path.write_text("use;role\\nyes;field\\nno;\\n", encoding="utf-8")
    ...     read_answers(path).column("role").answers
    ('field', '')
    """
    if path.suffix.lower() not in READERS:
        raise ValueError(f"{path.name}: a file of answers ends in {', '.join(READERS)}.")
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file.")
    return READERS[path.suffix.lower()](path)


def dataset_of(sheet: Sheet) -> Dataset:
    """The columns of a sheet."""
    names = column_names(sheet.header, file=sheet.name)
    cells = list(zip(*(cells for _, cells in sheet.rows), strict=True)) or [()] * len(names)
    columns = {name: Column(name, column) for name, column in zip(names, cells, strict=True)}
    alike = sum(name != head for name, head in zip(names, sheet.header, strict=True))
    said = {BLANK: sheet.blank_lines, ALIKE: alike}
    return Dataset(sheet.name, columns, tuple(line for line, _ in sheet.rows), said)


def as_text(value: Any) -> str:
    """A code as text: nothing for what is missing, no decimals for a whole number."""
    if value is None or value != value:  # not a number
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _read_csv(path: Path) -> Dataset:
    return dataset_of(Sheet.read(path, separators=SEPARATORS))


def _read_xlsx(path: Path) -> Dataset:
    openpyxl = needed("openpyxl", by=path.name)
    broken = (KeyError, OSError, ValueError, EOFError, BadZipFile, zlib.error, ParseError)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [[as_text(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    except (*broken, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise ValueError(f"{path.name}: this is not a whole XLSX file.") from error
    return _from_rows(path.name, rows)


def _from_rows(name: str, rows: list[list[str]]) -> Dataset:
    if not rows or not any(rows[0]):
        raise ValueError(f"{name}, line 1: the sheet is empty; its first line names the columns.")
    width = max(place for place, head in enumerate(rows[0]) if head) + 1
    for line, row in enumerate(rows[1:], 2):
        beyond = [place for place, cell in enumerate(row) if place >= width and cell]
        if beyond:
            raise ValueError(f"{name}, line {line}, column {beyond[0] + 1}: a cell where line 1 names no column.")
    full = [(line, (row + [""] * width)[:width]) for line, row in enumerate(rows[1:], 2) if any(row)]
    return dataset_of(Sheet(name, tuple(rows[0][:width]), tuple(full), len(rows) - 1 - len(full)))


def _read_parquet(path: Path) -> Dataset:
    parquet, arrow = needed("pyarrow.parquet", by=path.name), needed("pyarrow", by=path.name)
    try:
        table = parquet.read_table(path)
    except arrow.ArrowInvalid as error:
        raise ValueError(f"{path.name}: this is not a whole Parquet file.") from error
    columns = {name: tuple(as_text(each) for each in table[name].to_pylist()) for name in table.column_names}
    return _from_columns(path.name, columns, count=table.num_rows)


def _read_sav(path: Path) -> Dataset:
    pyreadstat = needed("pyreadstat", by=path.name)
    try:
        found, meta = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
    except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: this is not a whole SPSS file ({error}).") from error
    cells = {name: tuple(as_text(each) for each in values) for name, values in found.items()}
    read = _from_columns(path.name, cells, count=meta.number_rows or len(next(iter(cells.values()), ())))
    return Dataset(read.name, {name: _labelled(each, meta) for name, each in read.columns.items()}, read.lines)


def _labelled(column: Column, meta: Any) -> Column:
    labels = {as_text(code): label for code, label in meta.variable_value_labels.get(column.name, {}).items()}
    missing = frozenset(_missing(column, labels, meta.missing_ranges.get(column.name, [])))
    question = meta.column_names_to_labels.get(column.name) or ""
    return Column(column.name, column.cells, question, labels, missing, has_codebook=bool(labels))


def _missing(column: Column, labels: Mapping[str, str], ranges: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Codes that SPSS declares missing, one by one or from one number to another."""
    for bounds in ranges:
        low, high = bounds["lo"], bounds["hi"]
        for code in {*column.cells, *labels}:
            if code == as_text(low) or (not isinstance(low, str) and _is_between(code, low, high)):
                yield code


def _is_between(code: str, low: float, high: float) -> bool:
    try:
        return low <= float(code) <= high
    except ValueError:
        return False


def _from_columns(name: str, columns: Mapping[str, tuple[str, ...]], *, count: int) -> Dataset:
    column_names(list(columns), file=name)
    read = {head: Column(head, cells) for head, cells in columns.items()}
    return Dataset(name, read, tuple(range(2, count + 2)))


READERS: Mapping[str, Callable[[Path], Dataset]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".xlsx": _read_xlsx,
    ".parquet": _read_parquet,
    ".sav": _read_sav,
}
