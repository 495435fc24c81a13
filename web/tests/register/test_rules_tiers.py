"""Two tiers: what may be kept inside, and what is said of what is missing."""

from datetime import date

import pytest

from balises.register.rules import (
    ALWAYS_PUBLIC,
    DutyFacts,
    DutyState,
    EntryField,
    Gap,
    Tier,
    internal_fields,
    refusal_to_choose_tiers,
    sort_key,
    state_of,
    tier_of,
)

TODAY = date(2026, 11, 24)
TO_COME = Gap("Le marché est en cours", date(2027, 1, 31))


@pytest.mark.parametrize(
    ("field", "tiers", "tier"),
    [
        (EntryField.TOOL, {}, Tier.PUBLIC),
        (EntryField.TOOL, {"tool": "internal"}, Tier.INTERNAL),
        (EntryField.INFORMATION, {}, Tier.INTERNAL),
        (EntryField.INFORMATION, {"information": "public"}, Tier.PUBLIC),
        (EntryField.OWNER, {"owner": "internal"}, Tier.PUBLIC),
    ],
)
def test_each_field_has_a_tier(field: EntryField, tiers: dict[str, str], tier: Tier) -> None:
    assert tier_of(field, tiers=tiers) is tier


def test_what_an_entry_answers_with_is_never_kept_inside() -> None:
    everything = {str(field): "internal" for field in EntryField}

    assert set(internal_fields(everything)).isdisjoint(ALWAYS_PUBLIC)


@pytest.mark.parametrize(
    ("tiers", "gaps", "code"),
    [
        ({"tool": "internal"}, {"provider": TO_COME}, None),
        ({"owner": "internal"}, {}, "register.field_is_always_public"),
        ({"tool": "secret"}, {}, "register.field_is_always_public"),
        ({}, {"title": TO_COME}, "register.gap_says_why"),
        ({}, {"provider": Gap(" ", date(2027, 1, 31))}, "register.gap_says_why"),
        ({}, {"provider": Gap("En cours", TODAY)}, "register.gap_is_past"),
        ({}, {"provider": Gap("En cours", date(2226, 12, 1))}, "register.day_is_too_far"),
    ],
)
def test_a_choice_is_refused_with_its_reason(tiers: dict[str, str], gaps: dict[str, Gap], code: str | None) -> None:
    refusal = refusal_to_choose_tiers(tiers, gaps=gaps, today=TODAY)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("duty", "state"),
    [
        (DutyFacts(date(2026, 11, 23)), DutyState.LATE),
        (DutyFacts(TODAY), DutyState.DUE),
        (DutyFacts(None), DutyState.UNDATED),
        (DutyFacts(None, is_certain=False), DutyState.TO_LEARN),
        (DutyFacts(None, is_in_force=False), DutyState.TO_COME),
        (DutyFacts(date(2026, 1, 1), is_certain=False), DutyState.LATE),
    ],
)
def test_each_duty_has_a_state(duty: DutyFacts, state: DutyState) -> None:
    assert state_of(duty, today=TODAY) is state


def test_what_is_late_comes_first_then_by_date() -> None:
    duties = [DutyFacts(None), DutyFacts(date(2027, 1, 1)), DutyFacts(date(2026, 1, 1)), DutyFacts(date(2026, 12, 1))]

    ordered = sorted(duties, key=lambda duty: sort_key(state_of(duty, today=TODAY), due_on=duty.due_on))

    assert [duty.due_on for duty in ordered] == [date(2026, 1, 1), date(2026, 12, 1), date(2027, 1, 1), None]
