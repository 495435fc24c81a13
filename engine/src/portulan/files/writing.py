"""Told tables as CSV, XLSX, ODS and Parquet: one line for each cell, and nothing that was not told."""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from portulan.disclosure import AtLeast, Band, Between, Suppressed
from portulan.files.extras import needed
from portulan.tables.figures import Figure, FigureBetween, Figures
from portulan.tables.told import ToldTables

Value = str | float | int | None
PLACES = ("table", "row_variable", "row", "column_variable", "column")
NUMBERS = ("people", "weighted", "of_row", "of_column", "of_all", "interval")
BOUNDS = tuple(f"{name}_{end}" for name in NUMBERS for end in ("low", "high"))
FIELDS = (*PLACES, *NUMBERS, "letters", *BOUNDS)
EVERYONE = "all"


def write_tables(told: ToldTables, path: Path) -> None:
    """Write told tables to a file, one line for each cell.

    Parameters
    ----------
    told : ToldTables
        From `tell_tables`: nothing else can be written.
    path : Path
        `.csv`, `.xlsx`, `.ods` or `.parquet`.

    Raises
    ------
    ValueError
        On another kind of file, or if a package is needed that is not installed: says which.
    OSError
        If the file cannot be written.

    Notes
    -----
    Each figure stands as it is told, in words where it is withheld, then as its least and greatest value, so that a
    range can be computed with; both are empty where nothing is told, and equal for a number.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from portulan.disclosure import Table, TablesPlan
    >>> from portulan.tables import Answers, Coverage, Wanted, tell_tables
    >>> answers = Answers.of({"use": ["yes"] * 24 + ["no"] * 2})
    >>> plan = TablesPlan("spring", (answers.variable("use"),), (Table("use", ("use",)),))
    >>> told = tell_tables(answers, plan=plan, wanted=Wanted(coverage=Coverage.CENSUS))
    >>> with TemporaryDirectory() as folder:
    ...     write_tables(told, Path(folder) / "use.csv")
    ...     lines = (Path(folder) / "use.csv").read_text("utf-8").splitlines()
    >>> lines[1].split(",")[:6]
    ['use', 'use', 'no', '', '', '0 to 5']
    """
    if path.suffix.lower() not in WRITERS:
        raise ValueError(f"{path.name}: tables are written to {', '.join(WRITERS)}.")
    WRITERS[path.suffix.lower()](list(lines_of(told)), path)


def lines_of(told: ToldTables) -> Iterator[dict[str, Value]]:
    """One line for each cell, by field."""
    for table in told.tables:
        variables = (*table.axes, "")[:2]
        for cell in table.cells:
            names = (table.name, variables[0], cell.row or EVERYONE, variables[1], cell.column or EVERYONE)
            places: dict[str, Value] = dict(zip(PLACES, names if variables[1] else (*names[:4], ""), strict=True))
            yield places | _figures(cell)


def _figures(cell: Figures) -> dict[str, Value]:
    line: dict[str, Value] = {"letters": None if cell.letters is None else str(cell.letters)}
    for name in NUMBERS:
        told = getattr(cell, name)
        line[name] = None if told is None else str(told)
        line[f"{name}_low"], line[f"{name}_high"] = ends(told)
    return {name: line[name] for name in (*NUMBERS, "letters", *BOUNDS)}


def ends(told: Figure | Between | AtLeast | None) -> tuple[float | None, float | None]:
    """The least and the greatest value of a figure; None where it says nothing of it."""
    match told:
        case Between() | FigureBetween():
            return told.low, told.high
        case AtLeast():
            return told.low, None
        case Suppressed() | Band() | None:
            return None, None
    return told, told


def _write_csv(lines: list[dict[str, Value]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def _write_xlsx(lines: list[dict[str, Value]], path: Path) -> None:
    openpyxl = needed("openpyxl", by=path.name)
    cells = needed("openpyxl.cell", by=path.name)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("tables")
    sheet.append(FIELDS)
    for line in lines:
        sheet.append([_cell(cells.WriteOnlyCell(sheet), line[name]) for name in FIELDS])
    book.save(path)


def _cell(cell: object, value: Value) -> object:
    """A text stays one, though it begins with « = »: an answer is not a formula."""
    cell.value = value  # type: ignore[attr-defined]
    if isinstance(value, str):
        cell.data_type = "s"  # type: ignore[attr-defined]
    return cell


def _write_ods(lines: list[dict[str, Value]], path: Path) -> None:
    odfdo = needed("odfdo", by=path.name)
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("tables")
    table.set_values([list(FIELDS), *([line[name] for name in FIELDS] for line in lines)])
    document.body.append(table)
    document.save(path)


def _write_parquet(lines: list[dict[str, Value]], path: Path) -> None:
    arrow, parquet = needed("pyarrow", by=path.name), needed("pyarrow.parquet", by=path.name)
    fields = [(name, arrow.float64() if name in BOUNDS else arrow.string()) for name in FIELDS]
    parquet.write_table(arrow.Table.from_pylist(lines, schema=arrow.schema(fields)), path)


WRITERS: Mapping[str, Callable[[list[dict[str, Value]], Path], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".ods": _write_ods,
    ".parquet": _write_parquet,
}
