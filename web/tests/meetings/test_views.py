from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from balises.meetings.models import Conclusion, Meeting, Registration
from balises.meetings.queries.links import token_for
from balises.organisations.models import Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.shared.http import activity_token
from balises.shared.models import Letter
from factories.meetings import make_article, make_meeting, make_registration
from factories.organisations import make_member, make_organisation
from factories.register import start_process

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def waiting_mail(settings: Any) -> None:
    """The suite swaps the mail backend; what waits in the database is what is looked at here."""
    settings.EMAIL_BACKEND = "balises.shared.mail.WaitingBackend"


def signed_in(organisation: Organisation, *, role: Role = Role.LEAD) -> Client:
    client = Client()
    client.force_login(make_member(organisation, role=role).user)
    return client


def announced(organisation: Organisation, **fields: object) -> Meeting:
    with organisation_scope(organisation.pk):
        return make_meeting(organisation, **fields)


def linked(organisation: Organisation, **fields: object) -> tuple[Registration, str]:
    with organisation_scope(organisation.pk):
        registration = make_registration(make_meeting(organisation), **fields)
        return registration, f"/p/{organisation.slug}/rencontre/{token_for(registration)}"


def fresh(registration: Registration) -> Registration | None:
    with organisation_scope(registration.meeting.organisation_id):
        return Registration.objects.filter(pk=registration.pk).first()


def posted(client: Client, url: str, **fields: str):  # type: ignore[no-untyped-def]
    return client.post(url, {"activity": activity_token(url), **fields})


def test_a_lead_announces_a_meeting_about_an_article(organisation: Organisation) -> None:
    with organisation_scope(organisation.pk):
        process, article = start_process(organisation), make_article(organisation)
    on = timezone.localdate() + timedelta(days=20)
    said = {"process": process.pk, "title": "Lire l’article", "purpose": "Le lire.", "place": "Salle 2"}
    said |= {"on": on.isoformat(), "starts": "18:00", "ends": "20:00", "about": article.pk}

    answer = signed_in(organisation).post(f"/o/{organisation.slug}/rencontres/nouvelle", said)

    with organisation_scope(organisation.pk):
        meeting = Meeting.objects.get()
    assert answer.status_code == 302
    assert (meeting.about_id, timezone.localtime(meeting.starts_at).hour) == (article.pk, 18)
    assert article.public_address in Client().get(meeting.get_absolute_url()).text


def test_a_form_that_makes_no_sense_comes_back_with_its_words(organisation: Organisation) -> None:
    with organisation_scope(organisation.pk):
        process = start_process(organisation)
    said = {"process": process.pk, "title": "Lire ensemble", "purpose": "Lire.", "place": "Salle 2"}
    said |= {"on": "2020-01-01", "starts": "18:00", "ends": "20:00"}

    answer = signed_in(organisation).post(f"/o/{organisation.slug}/rencontres/nouvelle", said)

    assert answer.status_code == 200
    assert "choisissez une date à venir" in answer.text
    assert "Lire ensemble" in answer.text


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LEAD, 200), (Role.FACILITATOR, 200), (Role.ASSESSOR, 403), (Role.GUARANTOR, 403), (Role.OBSERVER, 403)],
)
def test_only_those_who_run_meetings_see_who_comes(organisation: Organisation, role: Role, status: int) -> None:
    meeting = announced(organisation)
    client = signed_in(organisation, role=role)

    for address in ("", "/nouvelle", f"/{meeting.pk}"):
        assert client.get(f"/o/{organisation.slug}/rencontres{address}").status_code == status


def test_a_member_of_another_organisation_finds_nothing(organisation: Organisation) -> None:
    meeting = announced(organisation)
    stranger = make_organisation()

    answers = [
        signed_in(stranger).get(f"/o/{organisation.slug}/rencontres/{meeting.pk}"),
        signed_in(stranger).get(f"/o/{stranger.slug}/rencontres/{meeting.pk}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_addresses_are_shown_to_nobody(organisation: Organisation) -> None:
    registration, _ = linked(organisation, address="nadia@exemple.test", confirmed_at=timezone.now())
    meeting = registration.meeting

    shown = signed_in(organisation).get(f"/o/{organisation.slug}/rencontres/{meeting.pk}").text

    assert "Moins de cinq personnes" in shown
    assert "nadia@exemple.test" not in shown
    assert "nadia@exemple.test" not in Client().get(meeting.get_absolute_url()).text


def test_an_empty_list_teaches(organisation: Organisation, client: Client) -> None:
    assert "Aucune rencontre n’est annoncée" in client.get(f"/{organisation.slug}/rencontres").text
    assert (
        "Aucune rencontre n’est encore annoncée"
        in signed_in(organisation).get(f"/o/{organisation.slug}/rencontres").text
    )


def test_anyone_registers_from_the_public_page_without_a_cookie(organisation: Organisation, client: Client) -> None:
    address = announced(organisation).get_absolute_url()
    shown = client.get(address)

    answer = posted(client, address, address="nadia@exemple.test", name="Nadia")

    assert "Recevoir le lien pour confirmer" in shown.text
    assert f"/{organisation.slug}/donnees#rencontres" in shown.text
    assert len(shown.content) < 20_000
    assert answer.headers["Location"] == f"{address}/demande"
    assert Letter.objects.get().recipient == "nadia@exemple.test"
    assert not client.cookies


def test_an_address_already_registered_gets_the_same_answer(organisation: Organisation, client: Client) -> None:
    registration, _ = linked(organisation, address="nadia@exemple.test", confirmed_at=timezone.now())
    address = registration.meeting.get_absolute_url()

    known = posted(client, address, address="nadia@exemple.test")
    unknown = posted(client, address, address="samir@exemple.test")

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert known.content == unknown.content


def test_a_mistyped_address_comes_back_with_its_sentence(organisation: Organisation, client: Client) -> None:
    address = announced(organisation).get_absolute_url()

    answer = posted(client, address, address="nadia", name="Nadia")

    assert answer.status_code == 200
    assert "À reprendre avant d’envoyer" in answer.text
    assert 'value="Nadia"' in answer.text
    assert not Letter.objects.exists()


def test_a_post_from_elsewhere_or_from_an_old_page_is_refused_in_words(
    organisation: Organisation, client: Client
) -> None:
    address = announced(organisation).get_absolute_url()
    said = {"activity": activity_token(address), "address": "nadia@exemple.test"}

    foreign = client.post(address, said, headers={"Origin": "https://ailleurs.test"})
    null = client.post(address, said, headers={"Origin": "null"})
    stale = client.post(address, {**said, "activity": activity_token("/autre/page")})

    assert [foreign.status_code, null.status_code, stale.status_code] == [403, 403, 409]
    assert "vient d’une autre page" in foreign.text
    assert "restée ouverte trop longtemps" in stale.text
    assert not Letter.objects.exists()


def test_a_page_opened_before_the_meeting_and_sent_after_is_refused_in_words(
    organisation: Organisation, client: Client
) -> None:
    meeting = announced(organisation)
    address = meeting.get_absolute_url()
    with organisation_scope(organisation.pk):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - 3 * HOUR, ends_at=timezone.now() - HOUR)

    answer = posted(client, address, address="nadia@exemple.test")

    assert answer.status_code == 409
    assert "on ne s’y inscrit plus" in answer.text
    assert "Recevoir le lien" not in client.get(address).text


def test_opening_the_link_changes_nothing_and_a_button_confirms(organisation: Organisation, client: Client) -> None:
    registration, address = linked(organisation)

    shown = client.get(address)
    before = fresh(registration)
    answer = posted(client, address, act="confirm")
    after = fresh(registration)

    assert "pas encore confirmée" in shown.text
    assert len(shown.content) < 20_000
    assert before is not None
    assert before.confirmed_at is None
    assert answer.headers["Location"] == address
    assert after is not None
    assert after.confirmed_at is not None
    assert "Vous avez confirmé votre venue" in client.get(address).text
    assert not client.cookies


def test_the_link_cancels_and_erases_and_a_second_click_is_answered(organisation: Organisation, client: Client) -> None:
    registration, address = linked(organisation, confirmed_at=timezone.now())

    posted(client, address, act="cancel")
    cancelled = fresh(registration)
    posted(client, address, act="erase")
    again = posted(client, address, act="erase")

    assert cancelled is not None
    assert cancelled.cancelled_at is not None
    assert fresh(registration) is None
    assert again.status_code == client.get(address).status_code == 410
    assert "Il ne reste rien" in again.text


def test_a_forged_link_opens_nothing(organisation: Organisation, client: Client) -> None:
    registration, _ = linked(organisation)
    forged = signing.Signer(salt="ailleurs").sign(str(registration.pk))

    assert client.get(f"/p/{organisation.slug}/rencontre/{forged}").status_code == 404
    assert client.get(f"/p/{organisation.slug}/rencontre/n-importe-quoi").status_code == 404


def test_a_link_means_nothing_in_another_organisation(organisation: Organisation, client: Client) -> None:
    registration, address = linked(organisation)
    other = make_organisation()

    answer = posted(client, address.replace(f"/{organisation.slug}/", f"/{other.slug}/"), act="erase")

    assert answer.status_code == 410
    assert fresh(registration) is not None


def test_the_calendar_file_can_be_read_back(organisation: Organisation, client: Client) -> None:
    meeting = announced(organisation, title="Lire ensemble")

    answer = client.get(f"{meeting.get_absolute_url()}.ics")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    event = Calendar.from_ical(answer.content).events[0]
    assert (event["summary"], event.start) == ("Lire ensemble", meeting.starts_at.replace(microsecond=0))


def test_a_facilitator_publishes_conclusions_after_the_meeting(organisation: Organisation) -> None:
    meeting = announced(organisation, starts_at=timezone.now() - 3 * HOUR)
    client = signed_in(organisation, role=Role.FACILITATOR)
    address = f"/o/{organisation.slug}/rencontres/{meeting.pk}"
    said = {"kind": "open", "text": "Qui relit le dimanche ?"}

    first = client.post(address, said)
    second = client.post(address, said)

    with organisation_scope(organisation.pk):
        conclusion = Conclusion.objects.get()
    public = Client().get(meeting.get_absolute_url()).text
    assert (first.status_code, second.status_code) == (302, 409)
    assert "déjà enregistrée" in second.text
    assert f'id="conclusion-{conclusion.pk}"' in public
    assert "Qui relit le dimanche" in public


def test_before_the_meeting_the_page_says_why_nothing_can_be_concluded(organisation: Organisation) -> None:
    meeting = announced(organisation)
    client = signed_in(organisation)
    address = f"/o/{organisation.slug}/rencontres/{meeting.pk}"

    shown = client.get(address)
    answer = client.post(address, {"kind": "agreed", "text": "Trop tôt."})

    assert "ses conclusions s’écrivent quand elle a eu lieu" in shown.text
    assert "Publier cette conclusion" not in shown.text
    assert answer.status_code == 409
