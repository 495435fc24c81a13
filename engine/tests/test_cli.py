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
    assert cli.main(["map", str(folder)]) == 0

    printed = capsys.readouterr()
    assert printed.out.startswith("20 participants, 160 votes on 8 statements, 0 of them out.\nGroup 0: 10 people\n")
    assert "  agree with s0: 10 of 10\n" in printed.out
    assert printed.err == "portulan: 1 earlier votes replaced by a later one of the same person.\n"


def test_the_map_is_printed_as_json_and_the_members_are_written(folder, tmp_path, capsys):
    assert cli.main(["map", str(folder), "--json", "--members", str(tmp_path / "members.csv")]) == 0

    plain = json.loads(capsys.readouterr().out)
    with (tmp_path / "members.csv").open(encoding="utf-8") as file:
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
    words = [sys.executable, "-m", "portulan", "map", str(FOLDER / "polis/london.youth.policing"), "--json"]
    run = subprocess.run(words, capture_output=True, text=True, check=True)

    plain = json.loads(run.stdout)
    assert (plain["participants"], plain["votes"], len(plain["statements"])) == (26, 638, 36)
