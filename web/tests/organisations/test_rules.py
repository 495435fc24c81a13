import pytest

from balises.organisations import rules
from balises.organisations.roles import GRANTS, Role, may
from balises.organisations.rules import RESERVED_SLUGS, ChangeFacts


@pytest.mark.parametrize(
    ("facts", "is_refused"),
    [
        (ChangeFacts(is_lead=True, stays_lead=False, other_lead_count=0), True),
        (ChangeFacts(is_lead=True, stays_lead=False, other_lead_count=1), False),
        (ChangeFacts(is_lead=True, stays_lead=True, other_lead_count=0), False),
        (ChangeFacts(is_lead=False, stays_lead=False, other_lead_count=0), False),
        (ChangeFacts(is_lead=False, stays_lead=True, other_lead_count=0), False),
    ],
)
def test_somebody_can_always_run_the_process(facts: ChangeFacts, is_refused: bool) -> None:
    assert (rules.refusal_to_change(facts) is not None) is is_refused


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_the_first_parts_of_our_own_addresses_are_kept(slug: str) -> None:
    refusal = rules.refusal_to_name(slug)

    assert refusal is not None
    assert refusal.facts == {"slug": slug}


def test_any_other_address_is_free() -> None:
    assert rules.refusal_to_name("les-tilleuls") is None


@pytest.mark.parametrize(("is_already_member", "is_refused"), [(True, True), (False, False)])
def test_a_person_is_a_member_once(is_already_member: bool, is_refused: bool) -> None:
    assert (rules.refusal_to_add(is_already_member=is_already_member) is not None) is is_refused


def test_who_checks_the_promises_holds_no_power_over_answers() -> None:
    read_by_everyone = GRANTS[Role.OBSERVER]

    assert {str(permission) for permission in GRANTS[Role.GUARANTOR] - read_by_everyone} == {
        "proofs.see",
        "journal.see",
    }
    assert not any(may(Role.FACILITATOR, p) for p in GRANTS[Role.LEAD] if str(p) in {"cards.read", "members.manage"})
