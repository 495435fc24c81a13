"""What an organisation may change in its own edition of a grid, as a table of cases."""

import pytest

from balises.library import rules
from balises.library.rules import Act, CriterionChange

WORDS = {"question": "Q", "plain": "P", "why": "W", "guidance": "G"}


def criterion(code: str, *, nature: str = "chosen", dimension: str = "d1") -> dict:  # type: ignore[type-arg]
    return {
        "code": code,
        "dimension": {"code": dimension, "title": dimension},
        "triggers": [{"nature": nature}],
        **WORDS,
    }


BASE = {
    "criteria": [
        criterion("1.1"),
        criterion("1.2", nature="legal"),
        criterion("2.1", dimension="d2"),
        criterion("2.2", dimension="d2"),
    ],
    "red_lines": [{"code": "l1", "text": "Jamais seul.", "criteria": ["2.1", "2.2"]}],
    "robustness": [{"code": "rb-01", "criterion": "2.1"}, {"code": "rb-02", "criterion": None}],
}
REWORDED = {**WORDS, "question": "Autrement ?"}


def change(code: str, act: Act, *, reason: str = "Parce que.", words: dict | None = None) -> CriterionChange:  # type: ignore[type-arg]
    return CriterionChange(code, act, reason, words or {})


@pytest.mark.parametrize(
    ("asked", "dropped", "code"),
    [
        (change("1.1", Act.KEEP), (), None),
        (change("1.1", Act.KEEP, reason=" "), (), "library.change_says_why"),
        (change("1.1", Act.REWORD, words=REWORDED), (), None),
        (change("1.1", Act.REWORD, words=WORDS), (), "library.same_words"),
        (change("1.2", Act.REWORD, words=REWORDED), (), None),
        (change("1.2", Act.DROP), (), "library.legal_criterion"),
        (change("1.1", Act.DROP), (), None),
        (change("2.1", Act.DROP), (), None),
        (change("2.1", Act.DROP), ("2.2",), "library.red_line_left_alone"),
        (change("9.9", Act.DROP), (), "library.unknown_criterion"),
        (change("9.9", Act.REWORD, words=REWORDED), (), "library.unknown_criterion"),
        (change("1.ldr-1", Act.ADD, words=criterion("1.ldr-1")), (), None),
        (change("1.ldr-1", Act.ADD, reason=""), (), "library.change_says_why"),
    ],
)
def test_what_may_become_of_a_criterion(asked: CriterionChange, dropped: tuple[str, ...], code: str | None) -> None:
    refusal = rules.refusal_to_change(asked, base=BASE, dropped=dropped)

    assert (refusal.code if refusal else None) == code


def test_a_composed_grid_keeps_order_codes_and_what_nobody_touched() -> None:
    added = criterion("1.ldr-1")
    changes = [
        change("2.1", Act.DROP),
        change("1.1", Act.REWORD, words=REWORDED),
        change("1.ldr-1", Act.ADD, words=added),
    ]

    body = rules.composed(BASE, changes)

    assert rules.codes(body) == ("1.1", "1.2", "1.ldr-1", "2.2")
    assert body["criteria"][0]["question"] == "Autrement ?"
    assert body["criteria"][1] == BASE["criteria"][1]
    assert body["red_lines"][0]["criteria"] == ["2.2"]
    assert [each["criterion"] for each in body["robustness"]] == [None, None]
    assert rules.codes(BASE) == ("1.1", "1.2", "2.1", "2.2")


def test_differences_name_what_came_what_went_and_what_was_reworded() -> None:
    body = rules.composed(BASE, [change("2.1", Act.DROP), change("1.1", Act.REWORD, words=REWORDED)])

    found = {each.code: each for each in rules.differences(BASE, body)}

    assert {code for code, each in found.items() if each.is_changed} == {"1.1", "2.1"}
    assert found["2.1"].after is None
    assert list(found)[-1] == "2.1"


@pytest.mark.parametrize(
    ("dimension", "slug", "taken", "code"),
    [
        ("d6", "les-deux-rives", (), "6.ldr-1"),
        ("d6", "les-deux-rives", ("6.ldr-1", "6.ldr-4", "6.7"), "6.ldr-5"),
        ("d10", "zibeline", ("6.zibe-1",), "10.zibe-1"),
        ("d6", "CCAS_de_la_Ville_haute", (), "6.cdlv-1"),
        ("gouvernance", "zibeline", (), "gouver.zibe-1"),
    ],
)
def test_a_new_code_is_free_and_tells_whose_it_is(dimension: str, slug: str, taken: tuple[str, ...], code: str) -> None:
    assert rules.next_code(dimension, slug=slug, taken=taken) == code
    assert len(code) <= rules.LONGEST_CODE


@pytest.mark.parametrize(
    ("parents", "is_refused"),
    [
        ({"a@2": "a@1", "a@1": None}, False),
        ({"a@2": "a@2"}, True),
        ({"a@2": "b@1", "b@1": "a@2"}, True),
        ({"a@2": "b@1", "b@1": "c@1", "c@1": "b@1"}, False),  # a circle of others is theirs to mend
        ({}, False),
    ],
)
def test_an_edition_never_comes_from_itself(parents: dict[str, str | None], is_refused: bool) -> None:
    refusal = rules.refusal_to_descend("a@2", parents=parents)

    assert (refusal is not None) is is_refused
    assert refusal is None or refusal.facts["chain"].startswith("a@2 → ")


@pytest.mark.parametrize(
    ("has_changes", "is_from_elsewhere", "is_refused"),
    [(False, False, True), (True, False, False), (False, True, False), (True, True, False)],
)
def test_what_may_be_published(has_changes: bool, is_from_elsewhere: bool, is_refused: bool) -> None:
    found = rules.refusal_to_publish(has_changes=has_changes, is_from_elsewhere=is_from_elsewhere)

    assert (found is not None) is is_refused


def test_a_name_that_has_no_room_and_a_code_that_served_are_refused_with_what_was_expected() -> None:
    long = rules.refusal_to_hold("x" * 21, longest=rules.LONGEST_CODE)
    taken = rules.refusal_to_name("6.ldr-1", taken=("6.ldr-1",), expected="6.ldr-2")

    assert (long is not None, rules.refusal_to_hold("x" * 20, longest=20)) == (True, None)
    assert taken is not None
    assert taken.facts == {"code": "6.ldr-1", "expected": "6.ldr-2"}
    assert rules.refusal_to_name("6.ldr-2", taken=("6.ldr-1",), expected="6.ldr-2") is None
    assert rules.next_number([1, 4, 2]) == 5
