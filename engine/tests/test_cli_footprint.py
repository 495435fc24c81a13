"""`portulan footprint` from the outside."""

import json

import pytest

from footprint.test_files import FACTORS, FIGURES
from portulan import cli
from portulan.footprint import Span
from portulan.footprint_cli import readable


@pytest.fixture
def file(tmp_path):
    def written(plain):
        path = tmp_path / f"{plain['format'].split('/')[0]}.json"
        path.write_text(json.dumps(plain), encoding="utf-8")
        return str(path)

    return written


def test_about_ten_letters_a_week_as_text(capsys):
    assert cli.main(["footprint", "letter=10/week", "--model", "openai/gpt-4o-mini", "--zone", "FRA"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("In a year, for letter:\n  energy: ")
    assert "From EcoLogits, openai/gpt-4o-mini, version 0.11." in out
    assert "  requests for one letter: 1 to 4 (assumption of this project, not measured; 2026-11-24)\n" in out


def test_a_file_of_ones_own_as_json(file, capsys):
    words = ["footprint", "letter=5-8/week", "email=20/day", "--model", "small", "--factors", file(FACTORS), "--json"]

    assert cli.main(words) == 0

    plain = json.loads(capsys.readouterr().out)["estimate"]
    assert plain["tasks"] == ["letter", "email"]
    assert plain["impacts"]["carbon"] == {"unknown": "The file gives no figure."}
    low = 1e-6 * (5 * 45 * 1 * 300 + 10 * 225 * 1 * 170)
    assert plain["impacts"]["energy"]["low"] == pytest.approx(low)
    assert plain["provenance"]["on"] == "2026-03-01"


def test_what_is_unknown_is_said_in_words(capsys):
    assert cli.main(["footprint", "letter=10/week", "--model", "nobody/nothing"]) == 0

    assert "  energy: unknown: Could not find model `nothing` for nobody provider." in capsys.readouterr().out


def test_published_figures_alone(file, capsys):
    assert cli.main(["footprint", "--figures", file(FIGURES)]) == 0

    out = capsys.readouterr().out
    assert "Published for carbon, side by side:\n  1.14 gCO2e for an answer of 400 tokens: Mistral AI" in out
    assert "  Not to be averaged: they differ in method, per, country.\n" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["letter"], "Volumes and --model are needed together"),
        ([], "Volumes and --model are needed together"),
        (["--model", "a/b"], "Volumes and --model are needed together"),
        (["letter=ten/week", "--model", "a/b"], "'letter=ten/week': letter=10/week is needed"),
        (["poem=10/week", "--model", "a/b"], "tasks are email, letter, summary"),
        (["letter=10/decade", "--model", "a/b"], "periods day, week, month, year"),
        (["letter=8-5/week", "--model", "a/b"], "A range needs 0 <= low <= high"),
        (["letter=10/week", "--model", "ab"], "--model ab: PROVIDER/MODEL is needed"),
        (["letter=10/week", "--model", "a/b", "--factors", "no-such-file.json"], "No such file"),
    ],
)
def test_what_cannot_be_understood_ends_with_one_sentence_and_one(capsys, words, said):
    assert cli.main(["footprint", *words]) == 1

    printed = capsys.readouterr()
    assert said in printed.err
    assert (printed.out, printed.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(0.0044, 0.325, "kWh"), "4.4 to 320 Wh"),
        (Span(3, 1234, "kWh"), "3 to 1200 kWh"),
        (Span(9e-9, 5.2e-7, "kgSbe"), "9 to 520 µgSbe"),
        (Span(0, 3e-10, "kgSbe"), "0 to 0.3 µgSbe"),
        (Span(0, 0, "L"), "0 to 0 µL"),
        (Span(0.018, 0.5, "L"), "18 to 500 mL"),
    ],
)
def test_a_range_is_read_in_one_unit(span, text):
    assert readable(span) == text
