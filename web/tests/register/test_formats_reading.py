"""Files that come from anywhere: what cannot be read says where, and what was expected."""

import json
import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from balises.register.formats.csv_files import write_csv
from balises.register.formats.ods import write_ods
from balises.register.formats.opened import BIGGEST_UNFOLDED
from balises.register.formats.reading import read_file
from balises.register.formats.tables import File, Table
from balises.register.formats.xlsx import write_xlsx
from balises.register.rules import MOST_LINES
from balises.shared.errors import Refused
from balises.shared.wording import sentence_for

TITLES = ["Titre", "Finalité", "Date de réexamen"]
WRITERS = {
    "csv": write_csv,
    "xlsx": lambda table: write_xlsx(table, name="Registre"),
    "ods": lambda table: write_ods(table, name="Registre"),
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read_file(content)
    return refused.value.refusal.code.removeprefix("register."), sentence_for(refused.value.refusal)


def xlsx(sheet_data: str, *, after: str = "", shared: str = "") -> bytes:
    """A workbook of ours with another sheet: what a spreadsheet would write."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(write_xlsx([["x"]], name="Feuille"))) as ours, zipfile.ZipFile(out, "w") as archive:
        for part in ours.namelist():
            if part != "xl/worksheets/sheet1.xml":
                archive.writestr(part, ours.read(part))
        body = f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData>{after}</worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", body)
        if shared:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
    return out.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{cell("A1", "Titre")}{cell("B1", "Finalité")}{cell("C1", "Date de réexamen")}</row>'


def titles(file: File) -> list[str]:
    return [line.values["title"] for line in file.lines]


@pytest.mark.parametrize("suffix", WRITERS)
def test_columns_come_in_any_order_under_a_name_or_a_code(suffix: str) -> None:
    table = [["Registre de 2026", "", ""], ["FINALITE", "owner", "titre"], ["Écrire", "Direction", "Un usage"]]

    (line,) = read_file(WRITERS[suffix](table)).lines

    assert line.values == {"purpose": "Écrire", "owner": "Direction", "title": "Un usage"}
    assert line.place("owner") in {"Feuille « Registre », cellule B3", "Ligne 3, colonne 2"}


@pytest.mark.parametrize("suffix", WRITERS)
def test_too_many_lines_are_refused_before_they_weigh(suffix: str) -> None:
    content = WRITERS[suffix]([TITLES, *([f"Usage {n}", "x" * 40, ""] for n in range(50_000))])
    tracemalloc.start()
    started = time.perf_counter()

    code, sentence = refusal(content)
    took, (_now, most) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (code, str(MOST_LINES) in sentence) == ("file_has_too_many_lines", True)
    assert took < 5
    assert most < 80 * 1024 * 1024


def test_the_last_line_allowed_comes_in() -> None:
    table: Table = [TITLES, *([f"Usage {n}", "", ""] for n in range(MOST_LINES))]

    assert len(read_file(write_csv(table)).lines) == MOST_LINES
    assert refusal(write_csv([*table, ["Un de trop", "", ""]]))[0] == "file_has_too_many_lines"


def test_a_bomb_is_counted_and_not_unfolded() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b"0" * (BIGGEST_UNFOLDED + 1))

    assert refusal(out.getvalue())[0] == "file_is_too_big"


def test_a_bomb_that_lies_about_its_size_is_not_unfolded_either() -> None:
    content = bytearray(write_xlsx([["Titre"], *[["x" * 30_000]] * 30], name="Registre"))
    place = content.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24  # the size that the central directory announces
    content[place : place + 4] = (10).to_bytes(4, "little")

    assert refusal(bytes(content))[0] == "file_is_broken"


def test_entities_are_refused_whole() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"{bomb}<x>&b;</x>")

    assert refusal(out.getvalue())[0] == "file_is_broken"


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"", "file_is_empty", "vide"),
        (b"\x00\x01\x02 pas un registre", "file_is_unknown", ".xlsx"),
        (b"PK\x03\x04 coup\xe9", "file_is_broken", "abîmé"),
        ("Titre;Finalité\nUn été;x\n".encode("cp1252"), "file_is_not_unicode", "Ligne 1"),
        ("Titre;Finalite\nUn été;x\n".encode("cp1252"), "file_is_not_unicode", "Ligne 2"),
        (b"nom;adresse\na;b\n", "file_has_no_header", "Titre"),
        ("Titre;Finalité;titre\na;b;c\n".encode(), "file_has_two_columns", "Ligne 1"),
        (b'{"entries": [', "file_is_not_json", "Ligne 1"),
        (b'{"autre": 1}', "file_says_no_entry", "entries"),
        (b"[" * 100_000, "file_is_broken", "abîmé"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_was_expected(content: bytes, code: str, told: str) -> None:
    found, sentence = refusal(content)

    assert found == code
    assert told in sentence


def test_merged_cells_are_refused_below_the_titles_and_not_above() -> None:
    above = f'<row r="1">{cell("A1", "Registre")}</row><row r="2">{cell("A2", "Titre")}{cell("B2", "Finalité")}</row>'
    line = f'<row r="3">{cell("A3", "Un usage")}{cell("B3", "Écrire")}</row>'
    merged = '<mergeCells count="1"><mergeCell ref="%s"/></mergeCells>'

    read = read_file(xlsx(above + line, after=merged % "A1:B1"))
    code, sentence = refusal(xlsx(above + line, after=merged % "A3:A4"))

    assert titles(read) == ["Un usage"]
    assert code == "file_has_merged_cells"
    assert "A3:A4" in sentence


def test_merged_cells_of_an_ods_are_refused() -> None:
    content = write_ods([TITLES, ["Un usage", "Écrire", ""]], name="Registre")
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as ours, zipfile.ZipFile(out, "w") as archive:
        for part in ours.namelist():
            text = ours.read(part).decode()
            spanned = 'table:number-rows-spanned="2" office:value-type="string"><text:p>Un usage'
            archive.writestr(part, text.replace('office:value-type="string"><text:p>Un usage', spanned))

    code, sentence = refusal(out.getvalue())

    assert (code, "A2:A3" in sentence) == ("file_has_merged_cells", True)


def test_formulas_errors_and_what_no_one_sees_keep_their_line_out() -> None:
    lines = (
        f'<row r="2"><c r="A2" t="str"><f>1+1</f><v>2</v></c>{cell("B2", "x")}</row>'
        f'<row r="3">{cell("A3", "Bon")}<c r="B3" t="e"><v>#N/A</v></c></row>'
        f'<row r="4">{cell("A4", "Bon_x0007_")}</row><row r="5">{cell("A5", "Gardé")}</row>'
    )

    read = read_file(xlsx(HEAD + lines))

    assert [(problem.where, problem.refusal.code) for problem in read.problems] == [
        ("Feuille « Feuille », cellule A2", "register.import_is_formula"),
        ("Feuille « Feuille », cellule B3", "register.import_is_error"),
        ("Feuille « Feuille », cellule A4", "register.import_is_control"),
    ]
    assert titles(read) == ["Gardé"]


def test_shared_texts_and_days_as_numbers_are_read() -> None:
    line = '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2"><v>46477</v></c></row>'
    shared = "<si><t>Autre</t></si><si><r><t>Un </t></r><r><t>usage</t></r><rPh><t>lu</t></rPh></si>"

    (entry,) = read_file(xlsx(HEAD + line, shared=shared)).lines

    assert entry.values == {"title": "Un usage", "purpose": "", "review_on": "2027-03-31"}


def test_an_entry_of_json_that_is_not_one_keeps_its_place() -> None:
    document = {"entries": [{"title": "Bon"}, {"title": 3}, "texte", {"title": "x", "gaps": []}]}

    read = read_file(json.dumps(document).encode())

    assert titles(read) == ["Bon"]
    assert [problem.where for problem in read.problems] == [
        "Fiche 2, champ « title »",
        "Fiche 3",
        "Fiche 4, champ « gaps »",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tiers", "internal"),
        ("tiers", {"provider": ["internal"]}),
        ("gaps", {"provider": "plus tard"}),
        ("gaps", {"provider": {"because": "Le marché est en cours.", "until": 20270331}}),
        ("gaps", {"provider": {"because": 3, "until": "2027-03-31"}}),
        ("aside", {"atrs": "Du temps"}),
        ("aside", []),
        ("aside", None),
    ],
)
def test_an_entry_of_json_of_another_shape_says_where_and_what_was_expected(field: str, value: object) -> None:
    read = read_file(json.dumps({"entries": [{"title": "Bon"}, {"title": "Mauvais", field: value}]}).encode())

    assert titles(read) == ["Bon"]
    assert [problem.where for problem in read.problems] == [f"Fiche 2, champ « {field} »"]
    assert f"« {field} » n’a pas la forme attendue. On attend : {{" in sentence_for(read.problems[0].refusal)


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "x", "gaps": {"provider": {"because": "plus\0tard", "until": "2027-03-31"}}},
        {"title": "x", "aside": {"atrs": {"na\0me": ["profond"]}}},
        {"name": "x", "goal": "un\0but"},
    ],
)
def test_what_cannot_be_kept_is_refused_wherever_an_entry_of_json_holds_it(entry: dict[str, object]) -> None:
    read = read_file(json.dumps([entry]).encode())

    assert [problem.refusal.code for problem in read.problems] == ["register.import_is_control"]
