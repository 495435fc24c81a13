"""Told tables in every kind of file: the same cells, and no number that was not told."""

import csv
import json

import odfdo
import openpyxl
import pytest
from pyarrow import parquet

from portulan.disclosure import Table, TablesPlan, Variable
from portulan.files import write_package, write_tables
from portulan.files.writing import FIELDS
from portulan.tables import Answers, Coverage, Wanted, tell_tables

FORMULA = "=1+1"


@pytest.fixture(scope="module")
def told():
    asked = Variable("use", (FORMULA, "no", "yes")), Variable("role", ("field", "office"))
    answers = Answers(
        {"use": ("yes",) * 24 + ("no",) * 20 + (FORMULA,) * 3, "role": ("field", "office") * 23 + ("field",)}
    )
    plan = TablesPlan("spring", asked, (Table("use by role", ("use", "role")), Table("use", ("use",))))
    return tell_tables(answers, plan=plan, wanted=Wanted(coverage=Coverage.SAMPLE))


def from_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def from_xlsx(path):
    heads, *rows = openpyxl.load_workbook(path).active.iter_rows()
    assert all(cell.data_type != "f" for row in rows for cell in row)
    return [dict(zip([each.value for each in heads], [each.value for each in row], strict=True)) for row in rows]


def from_ods(path):
    heads, *rows = odfdo.Document(path).body.get_table(0).get_values()
    return [dict(zip(heads, row, strict=True)) for row in rows]


def from_parquet(path):
    return parquet.read_table(path).to_pylist()


@pytest.mark.parametrize(
    ("suffix", "read"), [(".csv", from_csv), (".xlsx", from_xlsx), (".ods", from_ods), (".parquet", from_parquet)]
)
def test_every_cell_is_written_as_it_is_told(suffix, read, told, tmp_path):
    write_tables(told, tmp_path / f"tables{suffix}")

    lines = read(tmp_path / f"tables{suffix}")

    cells = [(table.name, cell) for table in told.tables for cell in table.cells]
    assert len(lines) == len(cells) == 16
    assert tuple(lines[0]) == FIELDS
    for line, (name, cell) in zip(lines, cells, strict=True):
        assert (line["table"], line["row"], str(line["people"])) == (name, cell.row or "all", str(cell.people))
        assert line["of_column"] == str(cell.of_column)
        low = getattr(cell.people, "low", cell.people)
        assert float(line["people_low"]) == low


def test_a_range_is_two_numbers_and_what_is_withheld_none(told, tmp_path):
    write_tables(told, tmp_path / "tables.csv")

    (line,) = [each for each in from_csv(tmp_path / "tables.csv") if each["table"] == "use" and each["row"] == FORMULA]

    assert (line["people"], line["people_low"], line["people_high"]) == ("0 to 5", "0", "5")
    assert (line["interval_low"], line["interval_high"]) == ("", "")
    assert line["interval"].startswith("not shown")


def test_only_four_kinds_of_file_are_written(told, tmp_path):
    with pytest.raises(ValueError, match=r"tables\.pdf: tables are written to \.csv"):
        write_tables(told, tmp_path / "tables.pdf")


def test_a_package_describes_its_columns_its_codes_and_its_protection(told, tmp_path):
    write_package(told, tmp_path / "out")

    package, codebook, report, figures = (
        json.loads((tmp_path / "out" / f"{name}.json").read_text("utf-8"))
        for name in ("datapackage", "codebook", "disclosure", "figures")
    )
    table = package["resources"][0]
    with (tmp_path / "out" / table["path"]).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert [each["name"] for each in table["schema"]["fields"]] == header
    assert all((tmp_path / "out" / each["path"]).is_file() for each in package["resources"])
    assert all(each["description"] for each in table["schema"]["fields"])
    assert codebook["plan"]["variables"][0]["modalities"] == [FORMULA, "no", "yes"]
    assert report["cells"]["all"] == 16
    assert sum(report["cells"][each] for each in ("exact", "range", "withheld", "in_words")) == 16
    assert report["cells"]["range"] > 0
    assert report["digest"] == told.digest()
    assert figures == json.loads(told.to_json())


def test_a_second_package_is_the_same_to_the_byte(told, tmp_path):
    write_package(told, tmp_path / "one")
    write_package(told, tmp_path / "two")

    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
