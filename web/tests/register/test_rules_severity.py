"""The facts that follow from the others, and what to ask where they are not known."""

from datetime import date

import pytest

from balises.library.rules import Facts, Truth
from balises.register.rules import AiAct, is_forbidden_practice, is_grave, to_be_told, with_derived
from balises.register.rules.routing import PRACTICES

TODAY = date(2026, 11, 24)
NAMES = tuple(str(fact) for _letter, fact, _since in PRACTICES)
NONE: Facts = dict.fromkeys(NAMES, ("no",))


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (("none",), Truth.NO),
        (("asylum",), Truth.YES),
        (("child_protection", "violence"), Truth.YES),
        (("unknown",), Truth.UNKNOWN),
        ((), Truth.UNKNOWN),
    ],
)
def test_a_situation_is_grave_where_one_is_named(severity: tuple[str, ...], expected: Truth) -> None:
    assert is_grave({"severity": severity}) is expected


@pytest.mark.parametrize("name", NAMES)
def test_each_practice_is_enough_wherever_we_are(name: str) -> None:
    elsewhere = {**NONE, name: ("yes",), "country": ("qc",), "inference": ("no",)}

    assert is_forbidden_practice(elsewhere) is Truth.YES
    assert is_forbidden_practice({**NONE, name: ("unknown",)}) is Truth.UNKNOWN
    assert is_forbidden_practice(NONE) is Truth.NO


def test_what_follows_is_added_and_what_was_told_stays() -> None:
    told = {**NONE, "country": ("ch",), "severity": ("asylum",), "manipulation": ("yes",)}

    found = with_derived(told, on=TODAY)

    assert {name: found[name] for name in told} == told
    assert set(found) - set(told) == {"ai_act", "grave", "forbidden_practice"}
    assert (found["ai_act"], found["grave"], found["forbidden_practice"]) == (("outside",), ("yes",), ("yes",))


def test_a_doubt_between_light_classes_is_no_doubt_about_a_high_risk() -> None:
    light = {**NONE, "country": ("fr",), "inference": ("yes",), "role": ("deployer",), "annex_iii": ("none",)}

    assert with_derived(light, on=TODAY)["ai_act"] == (AiAct.TRANSPARENCY,)
    assert with_derived({**light, "annex_iii": ("unknown",)}, on=TODAY)["ai_act"] == (AiAct.UNCERTAIN,)


@pytest.mark.parametrize(
    ("name", "facts", "expected"),
    [
        ("account", {}, ("account",)),
        ("grave", {}, ("severity",)),
        ("forbidden_practice", {}, NAMES),
        ("forbidden_practice", {**NONE, "manipulation": ("unknown",)}, ("manipulation",)),
    ],
)
def test_nobody_is_asked_a_fact_that_follows_from_others(name: str, facts: Facts, expected: tuple[str, ...]) -> None:
    assert to_be_told(name, facts=facts) == expected
