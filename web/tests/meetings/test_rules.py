from datetime import UTC, date, datetime, timedelta

import pytest

from balises.meetings import rules
from balises.meetings.rules import ConclusionFacts, PlanFacts

NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (PlanFacts(NOON + HOUR, NOON + 2 * HOUR, NOON), None),
        (PlanFacts(NOON + HOUR, NOON + HOUR, NOON), "meetings.ends_before_it_starts"),
        (PlanFacts(NOON + 2 * HOUR, NOON + HOUR, NOON), "meetings.ends_before_it_starts"),
        (PlanFacts(NOON, NOON + HOUR, NOON), "meetings.starts_in_the_past"),
        (PlanFacts(NOON + timedelta(days=729), NOON + timedelta(days=730), NOON), None),
        (PlanFacts(NOON + timedelta(days=731), NOON + timedelta(days=732), NOON), "meetings.starts_too_far"),
        (PlanFacts(NOON + HOUR, NOON + 2 * HOUR, NOON, is_already_planned=True), "meetings.already_planned"),
    ],
)
def test_a_meeting_is_announced_once_and_beforehand(facts: PlanFacts, code: str | None) -> None:
    refusal = rules.refusal_to_plan(facts)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [(NOON + HOUR, None), (NOON, "meetings.registration_closed"), (NOON - HOUR, "meetings.registration_closed")],
)
def test_registration_closes_when_the_meeting_begins(starts_at: datetime, code: str | None) -> None:
    refusal = rules.refusal_to_register(starts_at=starts_at, now=NOON)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (ConclusionFacts("Oui", NOON, NOON), None),
        (ConclusionFacts("Oui", NOON + HOUR, NOON), "meetings.not_held_yet"),
        (ConclusionFacts("  ", NOON, NOON), "meetings.nothing_concluded"),
        (ConclusionFacts("Oui", NOON, NOON, is_already_recorded=True), "meetings.already_recorded"),
    ],
)
def test_a_conclusion_is_recorded_once_and_afterwards(facts: ConclusionFacts, code: str | None) -> None:
    refusal = rules.refusal_to_conclude(facts)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("last_asked_at", "is_due"),
    [(None, True), (NOON, False), (NOON - timedelta(minutes=9), False), (NOON - timedelta(minutes=10), True)],
)
def test_one_letter_leaves_in_ten_minutes(last_asked_at: datetime | None, is_due: bool) -> None:
    assert rules.is_letter_due(last_asked_at=last_asked_at, now=NOON) is is_due


@pytest.mark.parametrize(("count", "said"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (23, 20)])
def test_counts_go_by_fives(count: int, said: int) -> None:
    assert rules.by_fives(count) == said


def test_registrations_are_kept_for_thirty_days_after_the_meeting() -> None:
    assert rules.erased_on(date(2026, 12, 3)) == date(2027, 1, 2)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Que change l’article 3 ?", "que-change-l-article-3"),
        ("Œuvrer à l’accueil", "oeuvrer-a-l-accueil"),
        ("？", "rencontre"),
        ("a" * 80, "a" * 50),
    ],
)
def test_a_title_gives_an_address(title: str, slug: str) -> None:
    assert rules.slug_of(title) == slug
