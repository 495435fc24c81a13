"""A file that comes in: which it is, which layout its columns follow, and one line for each entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from balises.register import rules
from balises.register.formats import columns
from balises.register.formats.csv_files import read_csv
from balises.register.formats.exchange import ALGORITMEREGISTER, ATRS, Layout
from balises.register.formats.inventory import INVENTORY
from balises.register.formats.json_files import read_json
from balises.register.formats.ods import read_ods
from balises.register.formats.opened import BIGGEST_FILE, too_big
from balises.register.formats.safety import UNSEEN, one_way_of_lines, restored
from balises.register.formats.tables import OWN, ROOM_ABOVE, Cell, File, Kind, Row, Sheet, too_many, where_is
from balises.register.formats.xlsx import read_xlsx
from balises.register.phrases.fields import COLUMN_LABELS
from balises.register.rules import MOST_LINES, EntryLine, Problem
from balises.shared.errors import Refusal, Refused

LAYOUTS: Mapping[str, Layout] = {layout.code: layout for layout in (ALGORITMEREGISTER, ATRS, INVENTORY)}
_ZIP, _ODS_MARK = b"PK\x03\x04", b"application/vnd.oasis.opendocument.spreadsheet"
_LINKS = {"status", "visibility"}
_DERIVED = {"ai_act", "conditions", "condition_texts", "published_on"}  # said by us; nobody tells us


@dataclass(frozen=True)
class _Header:
    """The line of titles: which column holds what, and whose titles these are."""

    row: Row
    layout: str
    columns: Mapping[int, str]


def read_file(content: bytes) -> File:
    """Any register in any of its formats, known by its content and never by its name alone."""
    if not content.strip():
        raise Refused(Refusal("register.file_is_empty"))
    if len(content) > BIGGEST_FILE:
        raise too_big()
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"["}:
        return read_json(content)
    return _table(_sheets(content))


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    if content.startswith(_ZIP):
        return read_ods(content) if _ODS_MARK in content[:200] else read_xlsx(content)
    if b"\x00" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(Refusal("register.file_is_unknown"))
    return read_csv(content)


def _table(sheets: tuple[Sheet, ...]) -> File:
    """The first sheet that has a line of titles."""
    for sheet in sheets:
        header = _header(sheet)
        if header is not None:
            return _entries(sheet, header)
    raise Refused(Refusal("register.file_has_no_header", {"title": str(COLUMN_LABELS["title"])}))


def _header(sheet: Sheet) -> _Header | None:
    for row in sheet.rows[:ROOM_ABOVE]:
        said = {column: rules.plain(_bare(cell.text)) for column, cell in row.cells.items()}
        known = {layout: _known(said, titles) for layout, titles in _titles().items()}
        layout = max(known, key=lambda each: len(known[each]))  # a title or two may be said by several
        found = known[layout]
        if _titles_of_use(layout) & set(found.values()):
            return _Header(row, layout, _without_twins(sheet, row, found) | _unknown(row, found, layout))
    return None


def _known(said: Mapping[int, str], titles: Mapping[str, str]) -> dict[int, str]:
    return {column: titles[text] for column, text in said.items() if text in titles}


def _titles_of_use(layout: str) -> set[str]:
    """The columns that may hold the title of a use."""
    if layout == OWN:
        return {"title"}
    return {each.name for each in LAYOUTS[layout].fields if each.ours == "title"}


def _titles() -> dict[str, dict[str, str]]:
    """For each layout, how a title of column may be written, and what it is the title of."""
    found = {OWN: {called: name for name, called in columns.titles()}}
    for code, layout in LAYOUTS.items():
        named = {rules.plain(each.name.partition(" ")[2]): each.name for each in reversed(layout.fields)}
        found[code] = {**(named if code == ATRS.code else {}), **{rules.plain(e.name): e.name for e in layout.fields}}
    return found


def _without_twins(sheet: Sheet, row: Row, found: dict[int, str]) -> dict[int, str]:
    twins = [column for column, name in found.items() if list(found.values()).count(name) > 1]
    if twins:
        facts = {"where": where_is(sheet, line=row.number), "column": row.cells[twins[0]].text[:60]}
        raise Refused(Refusal("register.file_has_two_columns", facts))
    return found


def _unknown(row: Row, found: Mapping[int, str], layout: str) -> dict[int, str]:
    """Columns that nobody knows are kept aside with what came in an exchange format, and left out of our own."""
    if layout == OWN:
        return {}
    return {column: _bare(cell.text) for column, cell in row.cells.items() if column not in found}


def _entries(sheet: Sheet, header: _Header) -> File:
    _refuse_merged(sheet, header.row)
    rows = [row for row in sheet.rows if row.number > header.row.number]
    if len(rows) > MOST_LINES:
        raise too_many()
    problems = [problem for row in rows for problem in _unreadable(sheet, header, row)]
    lines = [_line(sheet, header, row) for row in rows if not any(_unreadable(sheet, header, row))]
    return File(header.layout, tuple(lines), tuple(problems))


def _refuse_merged(sheet: Sheet, header: Row) -> None:
    for last, cells in sheet.merged:
        if last >= header.number:
            where = where_is(replace(sheet, name=sheet.name or "?"), line=last)
            raise Refused(Refusal("register.file_has_merged_cells", {"where": f"{where} ({cells})"}))


def _unreadable(sheet: Sheet, header: _Header, row: Row) -> Iterator[Problem]:
    for column, cell in row.cells.items():
        if column not in header.columns:
            continue
        where = where_is(sheet, line=row.number, column=column)
        if cell.kind is Kind.FORMULA:
            yield Problem(where, Refusal("register.import_is_formula"))
        elif cell.kind is Kind.ERROR:
            yield Problem(where, Refusal("register.import_is_error"))
        elif UNSEEN.search(one_way_of_lines(cell.text)):
            yield Problem(where, Refusal("register.import_is_control"))


def _line(sheet: Sheet, header: _Header, row: Row) -> EntryLine:
    where = where_is(sheet, line=row.number)
    cells = {name: where_is(sheet, line=row.number, column=column) for column, name in header.columns.items()}
    told = {name: _told(row.cells.get(column), name, sheet=sheet) for column, name in header.columns.items()}
    if header.layout != OWN:
        layout = LAYOUTS[header.layout]
        values, aside = layout.read(told)
        places = {each.ours: cells[each.name] for each in reversed(layout.fields) if each.ours and each.name in cells}
        return EntryLine(where, values, aside={layout.code: aside} if aside else {}, cells=places)
    return _own_line(where, told, cells)


def _own_line(where: str, told: dict[str, str], cells: Mapping[str, str]) -> EntryLine:
    gaps = columns.gaps_in(told.pop("gaps")) if "gaps" in told else None
    tiers = columns.tiers_in(told.pop("internal")) if "internal" in told else None
    values = {name: columns.code_of(name, text) if name in _LINKS else text for name, text in told.items()}
    kept = {name: text for name, text in values.items() if name not in _DERIVED}
    return EntryLine(where, kept, gaps=gaps, tiers=tiers, cells=cells)


def _told(cell: Cell | None, name: str, *, sheet: Sheet) -> str:
    if cell is None:
        return ""
    if cell.kind is Kind.NUMBER and name.endswith("_on"):
        return _day(cell.text, zero=sheet.day_zero)
    return _bare(cell.text)


def _day(number: str, *, zero: date) -> str:
    """A spreadsheet keeps a day as a count of days."""
    try:
        return (zero + timedelta(days=int(float(number)))).isoformat()
    except (ValueError, OverflowError):
        return number


def _bare(text: str) -> str:
    return restored(one_way_of_lines(text).strip())
