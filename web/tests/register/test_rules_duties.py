"""Which lines of law bear on a use, and whether one of them asks for an impact assessment."""

from dataclasses import dataclass
from datetime import date

import pytest

from balises.library.rules import Condition, Facts, Truth, parsed
from balises.register.rules import duties, laws_of

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class LineOfLaw:
    code: str
    conditions: tuple[Condition, ...]
    effect: str | None = None
    valid_from: str | None = None


def line(code: str, *given: str, effect: str | None = None, valid_from: str | None = None) -> LineOfLaw:
    return LineOfLaw(code, tuple(map(parsed, given)), effect, valid_from)


FRENCH_LIST = line("fr-list", "country = fr", "personal_data = service_users", effect="dpia")
SWISS_TEST = line("ch-22", "country = ch", "personal_data = service_users", "sensitive_data = yes", effect="dpia")
TO_COME = line("eu-27", "country = fr | be | eu", "ai_act = high_risk", effect="fria", valid_from="2027-12-02")
TALK: Facts = {"country": ("fr",), "personal_data": ("service_users",)}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (TALK, [("fr-list", Truth.YES, ())]),
        ({**TALK, "personal_data": ("staff", "service_users")}, [("fr-list", Truth.YES, ())]),
        ({**TALK, "personal_data": ("none",)}, []),
        ({"country": ("fr",)}, [("fr-list", Truth.UNKNOWN, ("personal_data",))]),
        ({**TALK, "country": ("ch",)}, [("ch-22", Truth.UNKNOWN, ("sensitive_data",))]),
        ({**TALK, "country": ("ch",), "sensitive_data": ("yes",)}, [("ch-22", Truth.YES, ())]),
        ({**TALK, "country": ("be",)}, []),
    ],
)
def test_each_country_has_its_own_way_to_an_impact_assessment(
    facts: Facts, found: list[tuple[str, Truth, tuple[str, ...]]]
) -> None:
    asked = duties((FRENCH_LIST, SWISS_TEST), facts=facts, on=TODAY)

    assert [(duty.code, duty.finding, duty.settles) for duty in asked] == found


def test_a_line_that_waits_for_its_date_asks_for_nothing_yet() -> None:
    later = line("fr-later", "country = fr", effect="dpia", valid_from="2026-12")

    found = [duties((later,), facts=TALK, on=day)[0].is_in_force for day in (TODAY, date(2026, 12, 1))]

    assert found == [False, True]


HIGH_RISK: Facts = {
    **dict.fromkeys(("manipulation", "vulnerability", "social_scoring", "crime_prediction"), ("no",)),
    **dict.fromkeys(("face_scraping", "staff_emotions", "biometric_categories", "intimate_imagery"), ("no",)),
    "country": ("fr",),
    "inference": ("yes",),
    "role": ("deployer",),
    "annex_iii": ("4a",),
    "preparatory": ("no",),
}


def test_a_duty_of_high_risk_holds_where_the_class_is_settled() -> None:
    (duty,) = duties((TO_COME,), facts=HIGH_RISK, on=TODAY)

    assert (duty.code, duty.finding, duty.is_in_force) == ("eu-27", Truth.YES, False)
    assert (duty.effect, duty.valid_from, duty.settles) == ("fria", "2027-12-02", ())


def test_a_duty_of_high_risk_waits_for_what_would_settle_the_class() -> None:
    facts = {name: values for name, values in HIGH_RISK.items() if name != "annex_iii"}

    (duty,) = duties((TO_COME,), facts=facts, on=TODAY)

    assert (duty.finding, duty.settles) == (Truth.UNKNOWN, ("annex_iii", "conversation", "imitation", "publication"))


def test_a_line_that_the_text_itself_leaves_open_asks_for_nothing() -> None:
    """Eligibility, for an association alone: every fact is told, and the regulation still does not say."""
    facts = {**HIGH_RISK, "annex_iii": ("5a",), "body": ("private",), "profiling": ("no",), "decision": ("none",)}
    facts |= dict.fromkeys(("conversation", "imitation", "publication"), ("no",))

    (open_line,) = duties((TO_COME,), facts=facts, on=TODAY)
    (waiting,) = duties((TO_COME,), facts={**facts, "body": ("unknown",)}, on=TODAY)

    assert (open_line.finding, open_line.settles, open_line.is_left_open) == (Truth.UNKNOWN, (), True)
    assert (waiting.finding, waiting.settles, waiting.is_left_open) == (Truth.UNKNOWN, ("body",), False)


def test_a_line_on_grave_situations_waits_for_the_situations() -> None:
    grave = line("fr-grave", "country = fr", "grave = yes")

    (duty,) = duties((grave,), facts={"country": ("fr",)}, on=TODAY)

    assert (duty.finding, duty.settles) == (Truth.UNKNOWN, ("severity",))


def test_a_line_on_forbidden_practices_waits_for_the_one_that_nobody_told() -> None:
    practice = line("qc-practice", "forbidden_practice = yes")

    (duty,) = duties((practice,), facts={**HIGH_RISK, "manipulation": ("unknown",)}, on=TODAY)

    assert (duty.finding, duty.settles) == (Truth.UNKNOWN, ("manipulation",))


def test_a_line_that_is_set_aside_is_not_listed() -> None:
    assert duties((SWISS_TEST,), facts=TALK, on=TODAY) == ()


@pytest.mark.parametrize(
    ("country", "laws"),
    [("fr", ("eu", "fr")), ("be", ("eu", "be")), ("eu", ("eu",)), ("ch", ("ch",)), ("qc", ("qc",))],
)
def test_the_law_of_the_union_comes_with_that_of_its_members(country: str, laws: tuple[str, ...]) -> None:
    assert laws_of(country) == laws
