"""`portulan agreement` from the outside."""

import json

import pytest

from portulan import cli

HEAD = "assessor,seat,person,told,kept\n"
ROWS = (
    "a,practitioner,p1,no,yes\nb,management,p2,yes,yes\nc,service user,p3,partly,unknown\n"
    "d,service user,p4,no,\n\ne,board,p5,no,yes\n"
)
SCALE = ("--scale", "no,partly,yes", "--aside", "unknown")


@pytest.fixture
def table(tmp_path):
    def written(text=HEAD + ROWS):
        path = tmp_path / "grid.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def test_what_may_leave_the_panel_is_what_is_printed(table, capsys):
    assert cli.main(["agreement", table(), *SCALE]) == 0

    printed = capsys.readouterr()
    assert printed.out == (
        "Coefficient not shown: it would give a small number away.\n"
        "told: contradict, no to yes\n"
        "kept: none, yes to yes, something is not known\n"
    )
    assert printed.err == "portulan: 1 blank lines passed over.\n"


def test_the_panel_itself_sees_its_coefficient_beside_where_it_parts(table, capsys):
    assert cli.main(["agreement", table(), *SCALE, "--panel"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "For the panel only: seats are named."
    assert lines[1].startswith("Krippendorff's alpha: ")
    assert lines[3] == "told: contradict, no to yes (5 answered, 0 aside, 0 not answered)"
    assert "management stands apart on told" in lines


def test_json_says_what_is_withheld_and_that_the_panel_s_own_is_for_it_only(table, capsys):
    assert cli.main(["agreement", table(), *SCALE, "--json"]) == 0
    outside = json.loads(capsys.readouterr().out)
    assert cli.main(["agreement", table(), *SCALE, "--json", "--panel"]) == 0
    inside = json.loads(capsys.readouterr().out)

    assert outside["alpha"] == {"withheld": "complementary"}
    assert outside["criteria"][1]["is_to_look_for"] is True
    assert inside["for"] == "the panel only"
    assert "practitioner" not in json.dumps(outside)


@pytest.mark.parametrize("people", [1, 2])
def test_seats_of_few_people_tell_little(table, capsys, people):
    rows = "".join(f"s{seat},x,p{seat % people},no,yes\n" for seat in range(6))

    assert cli.main(["agreement", table(HEAD + rows), *SCALE]) == 0

    assert capsys.readouterr().out.splitlines()[1:] == [
        f"{name}: not shown: too few people" for name in ("told", "kept")
    ]


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (
            HEAD + "a,x,p1,maybe,yes\n",
            SCALE,
            "grid.csv, line 2, column told: one of no, partly, yes, unknown is needed",
        ),
        (
            "assessor,c\na,7\nb,2\n",
            ("--interval", "1", "5"),
            "line 2, column c: a number from 1 to 5 is needed, not '7'",
        ),
        ("assessor,c\na,x\n", ("--interval", "1", "5"), "a number from 1 to 5 is needed, not 'x'"),
        (HEAD + ROWS + "a,x,p1,no,no\n", SCALE, "column assessor: a name that no other line has is needed, not 'a'"),
        ("who,c\na,no\n", SCALE, "grid.csv, line 1, column assessor: not there"),
        ("assessor\na\n", SCALE, "at least one assessor and one criterion"),
        ("assessor,c\na,no\n", SCALE, "One assessor ('a') agrees with nobody"),
        (HEAD + ROWS, (), "Either --scale or --interval is needed"),
    ],
)
def test_what_cannot_be_read_ends_with_one_sentence_and_one(table, capsys, text, words, said):
    assert cli.main(["agreement", table(text), *words]) == 1

    printed = capsys.readouterr()
    assert said in printed.err
    assert (printed.out, printed.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,no\nb,no\nc,no\n", "No coefficient: all comparable answers are the same."),
        ("a,no\nb,\nc,\n", "No coefficient: no criterion has two answers to compare."),
        ("a,no\nb,yes\n", "No coefficient under three assessors."),
    ],
)
def test_why_there_is_no_coefficient_is_said(table, capsys, rows, said):
    assert cli.main(["agreement", table("assessor,c\n" + rows), *SCALE, "--panel"]) == 0

    assert capsys.readouterr().out.splitlines()[1] == said


def test_numbers_are_read_as_numbers(table, capsys):
    rows = "".join(f"a{who},{1 + who},5\n" for who in range(5))

    assert cli.main(["agreement", table("assessor,c,d\n" + rows), "--interval", "1", "5"]) == 0

    assert capsys.readouterr().out.splitlines()[1:] == ["c: contradict, 1.0 to 5.0", "d: none, 5.0 to 5.0"]
