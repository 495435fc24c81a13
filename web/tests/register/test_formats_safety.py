"""What leaves in a table is read and never run, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balises.register.formats.csv_files import read_csv, write_csv
from balises.register.formats.ods import read_ods, write_ods
from balises.register.formats.safety import holdable, neutralised, restored
from balises.register.formats.tables import Sheet
from balises.register.formats.xlsx import read_xlsx, write_xlsx

RUN = ("=", "+", "-", "@", "\t", "\r", "\n")
WORDS = st.sampled_from(
    ["=1+1", "@SUM(A1)", "-2", "+33", "'=x", "''=x", "l’été", "🙂🏽", "שלום", "مرحبا", "\u202eabc", "_x0041_",
     "_x0041_x0042_", "a;b", 'dit "oui"', "deux\nlignes", "  au milieu  ", "<b>&amp;</b>", "]]>", "é\u0301",
     "\u2028", "tab\tici"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=30)), max_size=4).map("".join)
# A table has no empty line, and a text comes from a form: without spaces around, its lines ended one way.
CELLS = TEXTS.map(lambda text: holdable(text).strip())
WRITERS = {
    "csv": (write_csv, read_csv),
    "xlsx": (lambda table: write_xlsx(table, name="Registre"), read_xlsx),
    "ods": (lambda table: write_ods(table, name="Registre"), read_ods),
}


@given(st.text(max_size=40))
def test_a_text_comes_back_from_its_mark(text: str) -> None:
    assert restored(neutralised(text)) == text


@given(TEXTS)
def test_nothing_leaves_that_a_spreadsheet_would_run(text: str) -> None:
    assert not neutralised(text).startswith(RUN)


def test_marks_inside_quotes_cut_no_cell() -> None:
    table = [["clé", "", "", "tab\tici, et là, et là, et là\tici\tici\tici"]]

    assert texts(read_csv(write_csv(table))[0], width=4) == table


@pytest.mark.parametrize("suffix", WRITERS)
@given(table=st.lists(st.lists(CELLS, min_size=3, max_size=3).map(lambda row: ["clé", *row]), min_size=1, max_size=4))
def test_a_table_comes_back_from_its_file(suffix: str, table: list[list[str]]) -> None:
    write, read = WRITERS[suffix]

    (sheet,) = read(write(table))

    assert texts(sheet, width=4) == table


def texts(sheet: Sheet, *, width: int) -> list[list[str]]:
    rows = [[row.cells.get(column) for column in range(width)] for row in sheet.rows]
    return [[restored(cell.text) if cell else "" for cell in row] for row in rows]
