"""`portulan map` from the outside: what it prints, and what it says when it cannot."""

import csv
import json
import subprocess
import sys
import time

import pytest

from opinion.production import FOLDER, beside_the_repository
from portulan import cli

HEAD = "timestamp,datetime,comment-id,voter-id,vote\n"


@pytest.fixture
def folder(tmp_path):
    rows = [
        f"{person},,s{statement},p{person},{1 if (person < 10) == (statement < 4) else -1}\n"
        for person in range(20) for statement in range(8)
    ]  # fmt: skip
    (tmp_path / "votes.csv").write_text(HEAD + "".join([*rows, rows[0]]), encoding="utf-8")
    return tmp_path


def test_the_map_is_printed_as_text(folder, capsys):
    assert cli.main(["map", str(folder), "--profile", "polis"]) == 0

    printed = capsys.readouterr()
    assert printed.out.startswith("20 participants, 160 votes on 8 statements, 0 out.\nGroup 0: 10 people\n")
    assert "  agree with s0: 10 of 10\n" in printed.out
    assert printed.err == "portulan: 1 earlier votes replaced by a later one of the same person.\n"


def test_the_map_is_printed_as_json_and_the_members_are_written(folder, tmp_path, capsys):
    members_file = tmp_path / "members.csv"

    assert cli.main(["map", str(folder), "--profile", "polis", "--json", "--members", str(members_file)]) == 0

    plain = json.loads(capsys.readouterr().out)
    with members_file.open(encoding="utf-8") as file:
        members = list(csv.DictReader(file))
    assert [group["size"] for group in plain["groups"]] == [10, 10]
    assert len(members) == 20
    assert {row["group"] for row in members} == {"0", "1"}


def test_what_cannot_be_read_ends_with_one_sentence_and_one(tmp_path, capsys):
    (tmp_path / "votes.csv").write_text(HEAD + "1,,s1,ana,7\n", encoding="utf-8")

    assert cli.main(["map", str(tmp_path)]) == 1

    assert capsys.readouterr().err == (
        "portulan: votes.csv, line 2, column vote: a vote is 1 (agree), 0 (pass) or -1 (disagree), not '7'.\n"
    )


def test_words_that_are_wrong_end_with_two(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["draw"])

    assert ended.value.code == 2


def test_what_takes_longer_than_a_second_says_so_and_what_does_not_is_silent(capsys, monkeypatch):
    monkeypatch.setattr(cli, "SILENCE_SECONDS", 0.05)

    with cli._progress("Waiting"):
        time.sleep(0.2)
    with cli._progress("Passing"):
        pass

    said = capsys.readouterr().err
    assert "portulan: Waiting, 0 s…\n" in said
    assert "Passing" not in said


@beside_the_repository
def test_a_real_conversation_is_mapped_by_the_command_that_is_installed():
    words = [
        sys.executable,
        "-m",
        "portulan",
        "map",
        str(FOLDER / "polis/london.youth.policing"),
        "--profile",
        "polis",
        "--json",
    ]
    run = subprocess.run(words, capture_output=True, text=True, check=True)

    plain = json.loads(run.stdout)
    assert (plain["participants"], plain["votes"], len(plain["statements"])) == (26, 638, 36)


def test_by_default_the_map_is_the_one_that_may_be_shown(folder, capsys):
    assert cli.main(["map", str(folder)]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "At least 20 voters, 8 statements."
    assert [line for line in said if line.startswith("Group")] == [
        "Group 0: 8 to 15 people, stability 1.0", "Group 1: 8 to 15 people, stability 1.0",
    ]  # fmt: skip
    assert "Two halves of the statements agree to 1.0 of 1: enough for groups to hold." in said
    assert "What gathers:" not in said
    assert len(said[said.index("What divides:") :]) == 6


def test_what_may_be_shown_is_printed_as_json_with_what_is_withheld_in_it(folder, capsys):
    assert cli.main(["map", str(folder), "--json"]) == 0

    plain = json.loads(capsys.readouterr().out)
    assert plain["participants"] == {"at_least": 20}
    assert plain["components"] == {"withheld": "complementary"}
    assert [group["size"] for group in plain["groups"]] == [{"between": [8, 15]}] * 2


def test_fewer_than_sixteen_voters_have_no_map(tmp_path, capsys):
    rows = "".join(f"1,,s{each % 5},p{each // 5},1\n" for each in range(75))
    (tmp_path / "votes.csv").write_text(HEAD + rows, encoding="utf-8")

    assert cli.main(["map", str(tmp_path)]) == 0

    assert capsys.readouterr().out == "At least 15 voters, 5 statements.\nNo map under 16 voters.\n"


def test_a_conversation_without_groups_says_what_gathers(tmp_path, capsys):
    rows = "".join(f"1,,s{each % 5},p{each // 5},1\n" for each in range(100))
    (tmp_path / "votes.csv").write_text(HEAD + rows, encoding="utf-8")

    assert cli.main(["map", str(tmp_path)]) == 0

    said = capsys.readouterr().out
    assert said.startswith("At least 20 voters, 5 statements.\nNo groups that hold.\nWhat gathers:\n  agree with s0\n")


def test_members_are_never_named_beside_what_may_be_shown(folder, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["map", str(folder), "--members", str(tmp_path / "members.csv")])

    assert ended.value.code == 2
    assert "--members names people" in capsys.readouterr().err
    assert not (tmp_path / "members.csv").exists()


def test_a_conversation_without_a_vote_has_nothing_to_tell(tmp_path, capsys):
    (tmp_path / "votes.csv").write_text(HEAD, encoding="utf-8")

    assert cli.main(["map", str(tmp_path)]) == 1
    assert cli.main(["map", str(tmp_path), "--profile", "polis", "--json"]) == 0

    assert "there is nothing to tell" in capsys.readouterr().err
