"""`portulan verbatim` from the outside: what it prints, and what it says when it cannot."""

import csv
import json

import pytest

from portulan import cli
from verbatim.answers import on_two_themes

HEAD = ("author", "text", "part", "quotable")


@pytest.fixture
def written(tmp_path):
    def write(answers):
        path = tmp_path / "answers.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEAD)
            writer.writerows((each.author, each.text, each.part, "yes") for each in answers)
        return path

    return write


def test_classes_are_printed_as_text(written, capsys):
    path = written(on_two_themes(gains=10, fears=9))

    assert cli.main(["verbatim", str(path), "--classes", "2"]) == 0

    printed = capsys.readouterr().out.split("\n")
    assert printed[:2] == ["16 to 31 people wrote.", "Words that most wrote:"]
    assert [line for line in printed if line.startswith("Class")] == [
        "Class 1: 8 to 15 people", "Class 2: 8 to 15 people",
    ]  # fmt: skip
    assert sum(line.startswith("  « ") for line in printed) == 16


def test_classes_are_printed_as_json(written, capsys):
    path = written(on_two_themes(gains=10, fears=9))

    assert cli.main(["verbatim", str(path), "--classes", "2", "--mode", "rainette", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["people"] == {"between": [16, 31]}
    assert [each["name"] for each in told["methods"]] == [
        "portulan.verbatim.protect_verbatim", "portulan.verbatim.classify",
    ]  # fmt: skip
    assert told["methods"][1]["parameters"]["mode"] == "rainette"


def test_under_eight_people_nothing_is_printed(written, capsys):
    assert cli.main(["verbatim", str(written(on_two_themes(gains=7, fears=0)))]) == 0
    assert capsys.readouterr().out == "Fewer than 8 people wrote: nothing is told.\n"


def test_what_may_identify_is_printed_with_line_place_and_reason(tmp_path, capsys):
    path, names = tmp_path / "answers.csv", tmp_path / "names.txt"
    path.write_text('author,text\np1,Rien.\np2,"Vu avec Tilleul,\nau 06 39 98 12 34."\n', encoding="utf-8")
    names.write_text("Tilleul\n\n", encoding="utf-8")

    assert cli.main(["verbatim", str(path), "--identifying", "--names", str(names)]) == 0

    assert capsys.readouterr().out.split("\n") == [
        "answers.csv, line 3, characters 8 to 15: name « Tilleul ». Ce nom est dans la liste de votre organisation.",
        "answers.csv, line 3, characters 20 to 34: phone « 06 39 98 12 34 ». "
        "Un numéro de téléphone mène à une personne.",
        "2 passages that may identify, in 2 answers.",
        "",
    ]
    assert cli.main(["verbatim", str(path), "--identifying", "--json"]) == 0
    assert [each["line"] for each in json.loads(capsys.readouterr().out)] == [3]


def test_what_has_no_effect_is_counted_and_said(tmp_path, capsys):
    path = tmp_path / "answers.csv"
    path.write_text("author,text\np1,Un outil.\n\np2,  \np3,\n", encoding="utf-8")

    assert cli.main(["verbatim", str(path)]) == 0

    assert capsys.readouterr().err.split("\n")[-3:] == [
        "portulan: 2 answers without a word left out.", "portulan: 1 blank lines passed over.", "",
    ]  # fmt: skip


def test_people_who_share_no_theme_are_told_as_such(written, capsys):
    assert cli.main(["verbatim", str(written(on_two_themes(gains=9, fears=0)))]) == 0
    assert capsys.readouterr().out.split("\n")[-2] == "No class of 8 people or more."


def test_a_class_that_did_not_agree_is_told_without_quotes(tmp_path, capsys):
    path = tmp_path / "answers.csv"
    rows = (f"{each.author},{each.text}" for each in on_two_themes(gains=10, fears=9))
    path.write_text("\n".join(["author,text", *rows, ""]), encoding="utf-8")

    assert cli.main(["verbatim", str(path), "--classes", "2"]) == 0
    assert capsys.readouterr().out.count("  No quote: fewer than 8 of them agreed to be quoted.\n") == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "answers.csv, line 1: the file is empty"),
        ("author;text\np1;a\n", "answers.csv, line 1, column author: not there; the cells are separated by semicolons"),
        ("author,texte\np1,a\n", "answers.csv, line 1, column text: not there."),
        ("author,text\n ,a\n", "answers.csv, line 2, column author: a name or a code is needed, not ' '."),
        ("author,text,quotable\np1,a,oui\n", "answers.csv, line 2, column quotable: yes, no or nothing is needed"),
        ("author,text\np1\n", "answers.csv, line 2, column author: 1 cells where the first line names 2"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_with_line_and_column(tmp_path, capsys, content, said):
    path = tmp_path / "answers.csv"
    path.write_text(content, encoding="utf-8")

    assert cli.main(["verbatim", str(path)]) == 1
    assert capsys.readouterr().err.startswith(f"portulan: {said}")


def test_a_file_in_another_encoding_is_said(tmp_path, capsys):
    path = tmp_path / "answers.csv"
    path.write_bytes("author,text\np1,\u00e9quipe\n".encode("latin-1"))

    assert cli.main(["verbatim", str(path)]) == 1
    assert capsys.readouterr().err == (
        "portulan: answers.csv, line 2, column text: byte 0xe9 is not UTF-8; save the file in UTF-8.\n"
    )


def test_a_wrong_word_ends_with_two_and_a_wrong_number_with_one(written, capsys):
    path = written(on_two_themes(gains=8, fears=0))

    with pytest.raises(SystemExit) as ended:
        cli.main(["verbatim", str(path), "--mode", "alceste"])
    assert ended.value.code == 2
    assert cli.main(["verbatim", str(path), "--classes", "1"]) == 1
    assert capsys.readouterr().err.endswith("portulan: Classes are 2 or more, not 1.\n")
