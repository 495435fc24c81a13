from datetime import date

import pytest

from balises.organisations.roles import Role
from balises.processes import rules
from balises.processes.rules import QuestionState, SittingFacts, Span


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (SittingFacts(Role.ASSESSOR, is_active=True, other_seat=""), None),
        (SittingFacts(Role.LEAD, is_active=True, other_seat=""), None),
        (SittingFacts(Role.ASSESSOR, is_active=False, other_seat=""), "processes.member_has_left"),
        (SittingFacts(Role.GUARANTOR, is_active=True, other_seat=""), "processes.role_cannot_rate"),
        (SittingFacts(Role.OBSERVER, is_active=True, other_seat=""), "processes.role_cannot_rate"),
        (SittingFacts(Role.ASSESSOR, is_active=True, other_seat="Terrain"), "processes.member_has_a_seat"),
    ],
)
def test_who_may_sit(facts: SittingFacts, code: str | None) -> None:
    refusal = rules.refusal_to_sit(facts)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (rules.refusal_to_start(is_already_started=False), None),
        (rules.refusal_to_start(is_already_started=True), "processes.already_started"),
        (rules.refusal_to_add_seat(is_already_there=True, label="Terrain"), "processes.seat_is_there"),
        (rules.refusal_to_mandate("Le bureau demande.", example="[Qui] demande [quoi]."), None),
        (rules.refusal_to_mandate("Le bureau [élu] demande.", example="[Qui] demande [quoi]."), None),
        (
            rules.refusal_to_mandate("Le bureau demande [quoi].", example="[Qui] demande [quoi]."),
            "processes.mandate_has_blanks",
        ),
        (rules.refusal_to_mandate("Le bureau [quoi].", example=""), None),
        (rules.refusal_to_offer_link(is_held_by_member=False), None),
        (rules.refusal_to_offer_link(is_held_by_member=True), "processes.seat_is_held"),
        (rules.refusal_to_record_opinion(date(2026, 9, 1), today=date(2026, 9, 1)), None),
        (rules.refusal_to_record_opinion(date(2026, 9, 2), today=date(2026, 9, 1)), "processes.opinion_in_the_future"),
        (rules.refusal_to_record_opinion(date(2017, 9, 1), today=date(2026, 9, 1)), None),
        (rules.refusal_to_record_opinion(date(1, 1, 1), today=date(2026, 9, 1)), "processes.opinion_too_old"),
        (rules.refusal_to_raise("Une question ?"), None),
        (rules.refusal_to_raise("  \n"), "processes.empty_question"),
        (rules.refusal_to_ask_again(is_already_asked=True), "processes.already_asked"),
        (rules.refusal_to_take_up(QuestionState.OPEN), None),
        (rules.refusal_to_take_up(QuestionState.TAKEN_UP), None),
        (rules.refusal_to_take_up(QuestionState.SETTLED), "processes.question_settled"),
    ],
)
def test_what_may_happen_now(refusal: object, code: str | None) -> None:
    assert getattr(refusal, "code", None) == code


@pytest.mark.parametrize(
    ("weeks", "span"),
    [
        ((1, 2), Span(date(2026, 9, 7), date(2026, 9, 20))),
        ((3, 4), Span(date(2026, 9, 21), date(2026, 10, 4))),
        ((12, 13), Span(date(2026, 11, 23), date(2026, 12, 6))),
    ],
)
def test_a_phase_covers_its_weeks_from_the_first_day(weeks: tuple[int, int], span: Span) -> None:
    assert rules.phase_span(date(2026, 9, 7), week_from=weeks[0], week_to=weeks[1]) == span


def test_the_digest_of_a_link_does_not_hold_the_link() -> None:
    token = "un-lien-de-siege"

    digest = rules.link_digest(token)

    assert len(digest) == 64
    assert token not in digest
    assert digest != rules.link_digest(token + "x")


@pytest.mark.parametrize(
    ("starts_on", "code"),
    [
        (date(2030, 1, 1), None),
        (date(2034, 12, 30), None),
        (date(2025, 1, 2), None),
        (date(2036, 1, 1), "processes.starts_too_far"),
        (date(9999, 12, 31), "processes.starts_too_far"),
        (date(1, 1, 1), "processes.starts_too_far"),
    ],
)
def test_a_process_begins_within_five_years(starts_on: date, code: str | None) -> None:
    refusal = rules.refusal_to_begin(starts_on, today=date(2030, 1, 1))

    assert (refusal and refusal.code) == code
