"""`portulan check`: whoever reads a published result can check it, without any of its votes."""

import json

import pytest

from portulan import PublicationPlan, cli, protect_choices
from portulan.results import digest_of

VOTES = {
    "s1": {"agree": 26, "disagree": 0, "pass": 0},
    "s2": {"agree": 2, "disagree": 1, "pass": 0},
    "s3": {"agree": 12, "disagree": 7, "pass": 7},
}


@pytest.fixture
def document():
    told = protect_choices(VOTES, plan=PublicationPlan("spring", tuple(VOTES)), voters=26)
    drawn = {"groups": []}
    return {"result": told.to_plain(), "digest": told.digest(), "map": drawn, "map_digest": digest_of(drawn)}


@pytest.fixture
def check(tmp_path, capsys):
    def run(content, *words):
        path = tmp_path / "result.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        status = cli.main(["check", str(path), *words])
        return status, capsys.readouterr()

    return run


def test_what_was_sealed_holds(document, check):
    status, said = check(document)

    assert (status, said.err) == (0, "")
    assert "3 statements, 2 of them tell something" in said.out
    assert f"Digest {document['digest']}\nThe same as the one published." in said.out
    assert document["map_digest"] in said.out


def test_json_says_the_same(document, check):
    _status, said = check(document, "--json")

    assert json.loads(said.out) == {
        "digest": document["digest"],
        "is_compared": True,
        "rows": 3,
        "told": 2,
        "map_digest": document["map_digest"],
    }


def test_a_result_alone_is_checked_and_says_that_nothing_was_compared(document, check):
    status, said = check(document["result"])

    assert status == 0
    assert "No published digest" in said.out


def test_a_digest_from_elsewhere_comes_first(document, check):
    status, said = check(document, "--digest", "0" * 64)

    assert (status, said.out) == (1, "")
    assert "the digest is another" in said.err


def test_a_changed_number_is_seen(document, check):
    document["result"]["rows"][2]["answers"] = 27

    assert "the digest is another" in check(document)[1].err


def test_a_small_number_told_is_seen_though_its_digest_be_right(document, check):
    """What a program without protection would have published."""
    row = {"item": "s2", "detail": "counts", "answers": 26, "agree": 23, "disagree": 2, "pass": 1}
    document["result"]["rows"][1] = row
    document["digest"] = digest_of(document["result"])

    status, said = check(document)

    assert status == 1
    assert "No votes can have been told like this" in said.err


def test_another_map_is_seen(document, check):
    document["map"]["groups"].append({"size": 3})

    assert "The map is not what was sealed" in check(document)[1].err


@pytest.mark.parametrize(
    "content", ["", "[1]", "{", '{"result": 3}', "[" * 100_000, '{"format": "portulan.choices/1"}']
)
def test_what_is_no_result_is_refused_in_a_sentence(content, check):
    status, said = check(content)

    assert (status, said.out) == (1, "")
    assert said.err.startswith("portulan: ")
