"""The guided description: every fact asked once, and nothing asked in vain."""

import pytest

from balises.library.rules import DERIVED, FACTS, Facts, refused_facts
from balises.register.rules import (
    CHECKLIST,
    SECTIONS,
    confirmed,
    is_asked,
    practices,
    proposed_count,
    still_asked,
    still_asked_count,
)


def test_every_fact_is_asked_once_and_no_derived_one_is() -> None:
    asked = [fact for section in SECTIONS.values() for fact in section]

    assert sorted(asked) == sorted(set(FACTS) - DERIVED)


@pytest.mark.parametrize(
    ("fact", "facts", "expected"),
    [
        ("sensitive_data", {"personal_data": ("none",)}, False),
        ("sensitive_data", {"personal_data": ("staff",)}, True),
        ("sensitive_data", {}, True),
        ("preparatory", {"annex_iii": ("none",)}, False),
        ("preparatory", {"annex_iii": ("unknown",)}, True),
        ("staff_evaluation", {"staff_effect": ("no",)}, False),
        ("contract", {"account": ("none",)}, True),
    ],
)
def test_a_question_that_can_change_nothing_is_not_asked(fact: str, facts: Facts, expected: bool) -> None:
    assert is_asked(fact, facts=facts) is expected


def test_not_knowing_is_an_answer() -> None:
    everything = dict.fromkeys((fact for section in SECTIONS.values() for fact in section), ("unknown",))
    without_account = {name: values for name, values in everything.items() if name != "account"}

    assert still_asked(everything) == ()
    assert still_asked(without_account) == ("account",)


@pytest.mark.parametrize(("told", "count"), [(0, 1), (1, 1), (len(CHECKLIST), 0)])
def test_the_checklist_is_one_question(told: int, count: int) -> None:
    others = (fact for section in SECTIONS.values() for fact in section if fact not in CHECKLIST)
    facts = dict.fromkeys((*others, *CHECKLIST[:told]), ("unknown",))

    assert still_asked_count(facts) == count


@pytest.mark.parametrize(
    ("ticked", "expected"),
    [
        (("none",), dict.fromkeys(CHECKLIST, ("no",))),
        (("unknown",), dict.fromkeys(CHECKLIST, ("unknown",))),
        (("staff_emotions",), {**dict.fromkeys(CHECKLIST, ("no",)), "staff_emotions": ("yes",)}),
    ],
)
def test_the_checklist_of_article_5_is_eight_facts(ticked: tuple[str, ...], expected: Facts) -> None:
    facts = practices(ticked)

    assert facts == expected
    assert len(facts) == 8
    assert list(refused_facts(facts)) == []


@pytest.mark.parametrize(
    ("said", "is_confirmed", "expected"),
    [
        ({"account": ("local",)}, False, {"account": ("local",)}),
        ({"account": ("consumer",), "moment": ("trial",)}, False, {"moment": ("trial",)}),
        ({"account": ("consumer",), "moment": ("trial",)}, True, {"account": ("consumer",), "moment": ("trial",)}),
        ({"personal_data": ("staff", "service_users")}, False, {}),
        ({"personal_data": ("staff",)}, False, {"personal_data": ("staff",)}),
    ],
)
def test_a_proposed_answer_left_as_it_was_is_nobodys_until_it_is_confirmed(
    said: Facts, is_confirmed: bool, expected: Facts
) -> None:
    proposed = {"account": ("consumer",), "personal_data": ("service_users", "staff")}

    assert confirmed(said, proposed=proposed, is_confirmed=is_confirmed) == expected


def test_the_checklist_counts_as_one_proposed_answer() -> None:
    assert proposed_count({"account": ("consumer",), **practices(())}) == 2
