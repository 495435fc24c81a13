"""`portulan tables` from the outside: what it prints, and what it says when it cannot."""

import json
import subprocess
import sys
from itertools import product

import pytest

from opinion.production import FOLDER, beside_the_repository
from portulan import cli

ROWS = [("yes", "field", "1.5")] * 24 + [("no", "office", "0.5")] * 20 + [("perhaps", "field", "1.5")] * 2


def written(folder, rows=ROWS, *, name="answers.csv"):
    path = folder / name
    path.write_text("use,role,weight\n" + "".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    return str(path)


def test_a_table_is_printed_as_text(tmp_path, capsys):
    assert cli.main(["tables", written(tmp_path), "--rows", "use", "--census"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "use",
        "                  all",
        "  no              17 to 22  37.0–47.8 %",
        "  yes             24  52.2 %",
        "  other answers   0 to 5  0.0–10.9 %",
        "  all             46",
        "Shares are of columns.",
    ]


def test_a_sample_has_intervals_and_a_census_has_none(tmp_path, capsys):
    path = written(tmp_path, ROWS[:44])

    assert cli.main(["tables", path, "--rows", "use", "--sample"]) == 0
    sample = capsys.readouterr().out
    assert cli.main(["tables", path, "--rows", "use", "--census"]) == 0
    census = capsys.readouterr().out

    assert "  no    20  45.5 %  [31.7–59.9 %]\n" in sample
    assert "  no    20  45.5 %\n" in census
    assert "Wilson" not in census


def test_json_holds_what_is_told_and_nothing_else(tmp_path, capsys):
    assert cli.main(["tables", written(tmp_path), "--rows", "use", "--columns", "role", "--sample", "--json"]) == 0

    plain = json.loads(capsys.readouterr().out)
    assert plain["format"] == "portulan.figures/1"
    assert "perhaps" not in json.dumps(plain)
    assert [table["axes"] for table in plain["tables"]] == [["use", "role"]]


def test_weights_nets_scales_filters_and_values_are_asked_for_by_words(tmp_path, capsys):
    rows = list(product(("never", "often", "daily"), ("field", "office"), ("0.5", "2")))
    path = written(tmp_path, rows * 12)
    words = "--values use=never|often|daily --net use=often|daily --scale use=never|often|daily --only role=field"

    assert cli.main(["tables", path, "--rows", "use", "--sample", "--weight", "weight", *words.split()]) == 0

    said = capsys.readouterr().out
    assert "  often or daily   48  66.7 %" in said
    assert "Shares are of columns, weighted by weight; numbers are respondents.\n" in said
    assert "Scale, all: median 2.0, mean 2.0.\n" in said
    assert "  all              72\n" in said


def test_many_weights_are_to_be_grouped(tmp_path, capsys):
    path = written(tmp_path, [("yes" if n % 3 else "no", "field", f"{1 + n / 100}") for n in range(90)])

    assert cli.main(["tables", path, "--rows", "use", "--sample", "--weight", "weight"]) == 1
    assert "90 different weights; weights are told by classes, at most 20" in capsys.readouterr().err
    words = ["--weight-classes", "3"]
    assert cli.main(["tables", path, "--rows", "use", "--sample", "--weight", "weight", *words]) == 0
    assert "weighted by weight" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (
            ["--rows", "colour", "--census"],
            "answers.csv, line 1, column colour: not there; there are use, role, weight.",
        ),
        (["--census"], "--rows or --ticked is needed"),
        (["--census", "--ticked", "Q2["], "answers.csv, line 1, column Q2[…: no column begins so."),
        (["--rows", "use", "--census", "--weight", "weight"], "--weight belongs to a sample"),
        (["--rows", "use", "--census", "--values", "use=yes|no"], "'perhaps' is not in the order given"),
        (["--rows", "use", "--census", "--to", "nowhere.pdf"], "nowhere.pdf: tables are written to .csv"),
    ],
)
def test_what_cannot_be_told_ends_with_one_sentence_and_one(more, why, tmp_path, capsys):
    assert cli.main(["tables", written(tmp_path), *more]) == 1

    said = capsys.readouterr().err
    assert said.startswith("portulan: ")
    assert said.count("\n") == 1
    assert why in said


@pytest.mark.parametrize(
    "words",
    [
        ["--rows", "use"],
        ["--census", "--colour", "red"],
        ["--rows", "use", "--census", "--sample"],
        ["--rows", "use", "--census", "--net", "use"],
    ],
)
def test_words_that_are_wrong_end_with_two(words, tmp_path):
    with pytest.raises(SystemExit) as ended:
        cli.main(["tables", written(tmp_path), *words])

    assert ended.value.code == 2


def test_tables_are_written_to_a_file_or_to_a_folder(tmp_path, capsys):
    path = written(tmp_path)

    assert cli.main(["tables", path, "--rows", "use", "--census", "--to", str(tmp_path / "out.csv")]) == 0
    assert cli.main(["tables", path, "--rows", "use", "--census", "--to", str(tmp_path / "package")]) == 0

    assert (tmp_path / "out.csv").read_text("utf-8") == (tmp_path / "package/tables.csv").read_text("utf-8")
    assert (tmp_path / "package/datapackage.json").is_file()


def test_limesurvey_is_read_with_its_labels_and_says_who_did_not_finish(tmp_path, capsys):
    codes = "id,submitdate,Q1\n" + "".join(f"{n},{'2026-03-02' if n else ''},A{n % 2}\n" for n in range(41))
    (tmp_path / "codes.csv").write_text(codes, encoding="utf-8")
    (tmp_path / "full.csv").write_text(codes.replace("A0", "Never").replace("A1", "Daily"), encoding="utf-8")
    words = ["--limesurvey", "--labels", str(tmp_path / "full.csv"), "--rows", "Q1", "--census"]

    assert cli.main(["tables", str(tmp_path / "codes.csv"), *words]) == 0

    said = capsys.readouterr()
    assert "  Never   20  50.0 %\n" in said.out
    assert said.err == "portulan: 1 people who did not finish left out.\n"


def test_the_engine_is_loaded_without_numpy():
    code = "import sys, portulan; print([name for name in ('numpy', 'scipy', 'pyarrow') if name in sys.modules])"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@beside_the_repository
def test_boxes_of_a_real_survey_are_told_one_by_one_with_other_among_them(capsys):
    path = FOLDER / "survey/ai-survey-british-columbia-2025.csv"

    assert cli.main(["tables", str(path), "--ticked", "Q4A_", "--sample", "--json"]) == 0

    tables = json.loads(capsys.readouterr().out)["tables"]
    told = {table["name"]: {cell["row"]: cell["people"] for cell in table["cells"]} for table in tables}
    assert len(tables) == 8
    assert told["Healthcare and medicine"]["yes"] == 597
    assert told["Environment and climate"]["yes"] == 177
    assert "yes" in told["Q4A_Sector_AI_making_a_positive_impact_other_OE"]


@beside_the_repository
def test_a_real_survey_is_tabulated_by_the_command_that_is_installed():
    path = FOLDER / "survey/workforce-robotics-survey/WorkerSurveyDataRelease.csv"
    words = ["tables", str(path), "--rows", "Country", "--sample", "--json"]

    run = subprocess.run([sys.executable, "-m", "portulan", *words], capture_output=True, text=True, check=True)

    (table,) = json.loads(run.stdout)["tables"]
    assert [(cell["row"], cell["people"]) for cell in table["cells"]] == [
        ("Australia", 24), ("Canada", 130), ("UK", 101), ("USA", 82), (None, 337),
    ]  # fmt: skip
