import pytest

from balises.accounts.models import User
from balises.organisations import services
from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.shared.errors import Refused
from factories.organisations import make_member, make_organisation


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


def add(lead: Member, email: str = "Personne@Exemple.test") -> Member:
    return services.add_member(email=email, function="éducatrice de rue", role=Role.ASSESSOR, by=lead)


def test_a_newcomer_can_sign_in_and_the_journal_names_a_function(lead: Member) -> None:
    member = add(lead)

    assert member.user.email == "personne@exemple.test"
    assert not member.user.has_usable_password()
    entry = Entry.objects.get(code="organisations.member_added")
    assert entry.by_function == lead.function
    assert "exemple.test" not in entry.subject


def test_the_same_address_is_refused_whatever_its_capitals(lead: Member) -> None:
    add(lead)

    with pytest.raises(Refused) as refused:
        add(lead, "PERSONNE@exemple.test")

    assert refused.value.refusal.code == "organisations.already_member"
    assert Member.objects.count() == 2


def test_one_person_may_belong_to_two_organisations_with_one_account(lead: Member) -> None:
    add(lead)
    elsewhere = make_organisation()
    other_lead = make_member(elsewhere)

    with organisation_scope(elsewhere.pk):
        add(other_lead)

    assert User.objects.filter(email="personne@exemple.test").count() == 1


@pytest.mark.parametrize(("role", "is_active"), [(Role.OBSERVER, True), (Role.LEAD, False)])
def test_the_last_lead_neither_steps_down_nor_leaves(lead: Member, role: Role, is_active: bool) -> None:
    gone = make_member(lead.organisation)
    Member.objects.filter(pk=gone.pk).update(is_active=False)  # a lead who left does not count

    with pytest.raises(Refused) as refused:
        services.change_member(lead, function=lead.function, role=role, is_active=is_active, by=lead)

    lead.refresh_from_db()
    assert refused.value.refusal.code == "organisations.last_lead"
    assert (lead.role, lead.is_active) == (Role.LEAD, True)


def test_of_two_leads_one_may_step_down(lead: Member) -> None:
    second = make_member(lead.organisation)

    services.change_member(lead, function="retraitée", role=Role.OBSERVER, is_active=True, by=second)

    lead.refresh_from_db()
    assert (lead.role, lead.function) == (Role.OBSERVER, "retraitée")


def test_a_lead_who_left_may_come_back_as_something_else(lead: Member) -> None:
    gone = make_member(lead.organisation)
    Member.objects.filter(pk=gone.pk).update(is_active=False)

    services.change_member(gone, function="de retour", role=Role.ASSESSOR, is_active=True, by=lead)

    gone.refresh_from_db()
    assert (gone.role, gone.is_active) == (Role.ASSESSOR, True)
