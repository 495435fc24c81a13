from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from balises.accounts.models import User
from balises.organisations import services
from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.shared.errors import Refused
from balises.shared.mail import deliver_letter
from balises.shared.models import Letter
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


def test_a_new_member_is_told_by_letter_how_to_enter_and_whom_to_ask(lead: Member) -> None:
    add(lead)

    letter = Letter.objects.get()
    organisation = lead.organisation
    assert letter.recipient == "personne@exemple.test"
    assert organisation.name in letter.subject
    for told in (
        organisation.name,
        "éducatrice de rue",
        "Évaluateur·rice (remplit la grille au nom d’un siège)",
        f"{settings.BASE_URL}/o/{organisation.slug}\n",
        f"{settings.BASE_URL}/{organisation.slug}/donnees\n",
        f"Qui vous a ajouté\u202f: {lead.function}.",
        f"écrivez à {organisation.contact}.",
    ):
        assert told in letter.body
    assert lead.user.email not in letter.body
    assert "{" not in letter.body


def test_the_letter_is_written_as_it_was_typed_and_not_as_a_page(lead: Member) -> None:
    services.add_member(email="a@exemple.test", function="cheffe d’« Accueil » & co", role=Role.OBSERVER, by=lead)

    assert "cheffe d’« Accueil » & co" in Letter.objects.get().body


def test_the_journal_says_that_a_letter_was_written_and_never_to_which_address(lead: Member) -> None:
    add(lead)

    entry = Entry.objects.get(code="organisations.member_told")
    assert entry.by_function == lead.function
    assert "éducatrice de rue" in entry.subject
    assert "exemple.test" not in entry.subject


def test_the_letter_to_a_new_member_waits_while_the_mail_server_is_down(lead: Member, settings: Any) -> None:
    settings.BALISES_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    add(lead)

    deliver_letter(Letter.objects.get())

    letter = Letter.objects.get()
    assert letter.attempt_count == 1
    assert letter.last_error.startswith("ConnectionRefusedError")
    assert letter.next_attempt_at > timezone.now()


def test_a_refused_member_and_an_invented_one_get_no_letter(lead: Member) -> None:
    with pytest.raises(Refused):
        services.add_member(email=lead.user.email, function="encore", role=Role.LEAD, by=lead)
    services.add_member(email="i@exemple.test", function="inventée", role=Role.OBSERVER, by=lead, is_told=False)

    assert not Letter.objects.exists()
    assert not Entry.objects.filter(code="organisations.member_told").exists()
