"""Files of answers as they come, and as they come broken: one clear error, or a defined answer."""

import csv
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from opinion.production import FOLDER, beside_the_repository
from portulan.files import extras, read_answers, read_limesurvey
from portulan.files.extras import NeedsExtra, needed

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
ROWS = [("use", "role"), ("yes", "field"), ("no", ""), ("yes", "office")]


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def as_csv(folder):
    return written(folder, "answers.csv", "".join(",".join(row) + "\n" for row in ROWS))


def as_tsv(folder):
    return written(folder, "answers.tsv", "".join("\t".join(row) + "\n" for row in ROWS))


def as_semicolons(folder):
    return written(folder, "answers.csv", "\ufeff" + "".join(";".join(row) + "\r\n" for row in ROWS))


def as_xlsx(folder):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(folder / "answers.xlsx")
    return folder / "answers.xlsx"


def as_parquet(folder):
    columns = {head: [row[place] or None for row in ROWS[1:]] for place, head in enumerate(ROWS[0])}
    parquet.write_table(pa.table(columns), folder / "answers.parquet")
    return folder / "answers.parquet"


def as_sav(folder):
    return REFERENCE / "plain.sav"


@pytest.mark.parametrize("write", [as_csv, as_tsv, as_semicolons, as_xlsx, as_parquet, as_sav])
def test_the_same_answers_come_out_of_every_kind_of_file(write, tmp_path):
    read = read_answers(write(tmp_path))

    assert list(read.columns) == ["use", "role"]
    assert read.answers(["use", "role"]).columns == {
        "use": ("yes", "no", "yes"), "role": ("field", "no answer", "office"),
    }  # fmt: skip
    assert read.lines == (2, 3, 4)


def test_labels_questions_and_missing_values_come_out_of_spss():
    read = read_answers(REFERENCE / "labelled.sav")

    trust = read.column("trust")

    assert trust.question == "How far do you trust it?"
    assert trust.cells == ("1", "2", "9", "97", "")
    assert trust.answers == ("Not at all", "Entirely", "", "", "")
    assert trust.modalities == ("Not at all", "Entirely")
    assert read.column("age").answers == ("31", "40.5", "22", "20", "19")


def test_numbers_and_dates_of_a_sheet_are_codes_and_empty_lines_are_counted(tmp_path):
    book = openpyxl.Workbook()
    for row in [("q", "weight", None), (1, 0.5, None), (None, None, None), (2.0, 1, None)]:
        book.active.append(row)
    book.save(tmp_path / "answers.xlsx")

    read = read_answers(tmp_path / "answers.xlsx")

    assert read.column("q").cells == ("1", "2")
    assert read.lines == (2, 4)
    assert read.sentences() == ("1 blank lines passed over.",)
    assert read.weights("weight") == {"0.5": 0.5, "1": 1.0}


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.csv", "", r"a\.csv, line 1: the file is empty"),
        ("a.csv", "use,role\nyes,field\nno", r"a\.csv, line 3, column use: 1 cells where the first line names 2"),
        ("a.csv", 'use,role\nyes,"fie', r"a\.csv, line 2: unexpected end of data; the file may be cut"),
        ("a.csv", b"use,role\nyes,caf\xe9\n", r"a\.csv, line 2, column role: byte 0xe9 is not UTF-8"),
        ("a.csv", "use,role\né,a\n".encode() + b"\xe9,b\n", r"a\.csv, line 3, column use: byte 0xe9 is not UTF-8"),
        ("a.csv", "use,\nyes,no\n", r"a\.csv, line 1, column 2: the name is empty"),
        ("a.csv", "use;role;b\nyes;field;1\nno,x,y\n", r"a\.csv, line 3, column use: 1 cells where"),
        ("a.xlsx", b"PK\x03\x04cut", r"a\.xlsx: this is not a whole XLSX file"),
        ("a.parquet", b"PAR1cut", r"a\.parquet: this is not a whole Parquet file"),
        ("a.sav", b"$FL2cut", r"a\.sav: this is not a whole SPSS file"),
        ("a.doc", "", r"a\.doc: a file of answers ends in \.csv"),
    ],
)
def test_a_broken_file_ends_with_one_error_that_names_the_place(name, text, why, tmp_path):
    with pytest.raises(ValueError, match=f"^{why}"):
        read_answers(written(tmp_path, name, text))


def test_a_sheet_cut_in_half_is_not_read(tmp_path):
    path = as_xlsx(tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(ValueError, match=r"answers\.xlsx: this is not a whole XLSX file"):
        read_answers(path)


def test_a_name_that_is_there_twice_is_told_apart_and_said(tmp_path):
    read = read_answers(written(tmp_path, "a.csv", "use,use,use\nyes,no,yes\n"))

    assert [(each.name, each.cells) for each in read.columns.values()] == [
        ("use", ("yes",)), ("use (2)", ("no",)), ("use (3)", ("yes",)),
    ]  # fmt: skip
    assert read.sentences() == ("2 columns named as another told apart by a number.",)


def test_an_empty_sheet_and_a_cell_outside_the_table_are_said(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "empty.xlsx")
    book.active.append(("q",))
    book.active.append((1, "beside"))
    book.save(tmp_path / "beside.xlsx")

    with pytest.raises(ValueError, match=r"empty\.xlsx, line 1: the sheet is empty"):
        read_answers(tmp_path / "empty.xlsx")
    with pytest.raises(ValueError, match=r"beside\.xlsx, line 2, column 2: a cell where line 1 names no column"):
        read_answers(tmp_path / "beside.xlsx")


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_answers(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("cell", ["0", "-1", "inf", "-inf", "nan", "", "heavy"])
def test_a_weight_that_cannot_be_is_named_with_its_line_and_column(cell, tmp_path):
    read = read_answers(written(tmp_path, "a.csv", f"use,weight\nyes,1\nno,{cell}\n"))

    with pytest.raises(ValueError, match=r"^a\.csv, line 3, column weight: a weight is above zero and finite, not"):
        read.weights("weight")


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    with pytest.raises(ValueError, match=r"answers\.csv, line 1, column colour: not there; there are use, role"):
        read_answers(as_csv(tmp_path)).column("colour")


def test_two_thousand_columns_are_read(tmp_path):
    heads = ",".join(f"q{place}" for place in range(2000))
    rows = "".join(",".join("yn"[place % 2] for place in range(2000)) + "\n" for _ in range(30))

    read = read_answers(written(tmp_path, "wide.csv", f"{heads}\n{rows}"))

    assert len(read.columns) == 2000
    assert read.column("q1999").cells == ("n",) * 30


def test_a_package_that_is_not_installed_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)

    with pytest.raises(
        NeedsExtra, match=r"answers\.xlsx: this kind of file needs openpyxl; install portulan\[tables\]"
    ):
        needed("openpyxl", by="answers.xlsx")


CODES = (
    '"id","submitdate","Q1","Q2[SQ001]","Q2[SQ002]","Q2[other]"\n"1","2026-03-02","A1","Y","",""\n'
    '"2","","A2","","Y",""\n"3","2026-03-03","A2","","","else"\n"4","2026-03-03","A1","","Y",""\n'
)
FULL = CODES.replace('"A1"', '"Never"').replace('"A2"', '"Every day"').replace('"Y"', '"Yes"')


def test_limesurvey_has_codes_labels_ticked_boxes_and_people_who_did_not_finish(tmp_path):
    read = read_limesurvey(written(tmp_path, "codes.csv", CODES), labels=written(tmp_path, "full.csv", FULL))

    assert read.column("Q1").cells == ("A1", "A2", "A1")
    assert read.column("Q1").answers == ("Never", "Every day", "Never")
    assert read.column("Q1").modalities == ()  # only what was answered has a label
    assert read.column("Q2[SQ001]").cells == ("Y", "", "N")
    assert read.column("Q2[SQ002]").cells == ("N", "", "Y")
    assert read.column("Q2[other]").cells == ("", "else", "")
    assert read.lines == (2, 4, 5)
    assert read.sentences() == ("1 people who did not finish left out.",)


def test_limesurvey_without_labels_has_codes(tmp_path):
    read = read_limesurvey(written(tmp_path, "codes.csv", CODES.replace(",", ";")))

    assert read.column("Q1").answers == ("A1", "A2", "A1")
    assert read.column("Q1").modalities == ()


@pytest.mark.parametrize(
    ("full", "why"),
    [
        (FULL.replace('"Q1"', '"Q9"'), r"full\.csv, line 1, column Q1: codes\.csv has other columns"),
        (FULL.replace('"4",', '"5",'), r"full\.csv, column id: not the people of codes\.csv"),
        (
            FULL.replace('"4","2026-03-03","Never"', '"4","2026-03-03","Often"'),
            r"full\.csv, line 5, column Q1: 'A1' is 'Often' here, 'Never' above",
        ),
    ],
)
def test_two_exports_that_do_not_go_together_are_refused(full, why, tmp_path):
    with pytest.raises(ValueError, match=why):
        read_limesurvey(written(tmp_path, "codes.csv", CODES), labels=written(tmp_path, "full.csv", full))


@beside_the_repository
@pytest.mark.parametrize(
    ("name", "people", "columns"),
    [
        ("survey/ai-survey-british-columbia-2025.csv", 1001, 68),
        ("survey/workforce-robotics-survey/WorkerSurveyDataRelease.csv", 337, 40),
    ],
)
def test_real_surveys_are_read_as_they_are(name, people, columns):
    read = read_answers(FOLDER / name)

    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert (len(read.lines), len(read.columns)) == (people, columns)
    assert [each.cells[-1] for each in read.columns.values()] == rows[-1]
