"""A seat asks that a use be looked at again: with an account, or by its link."""

import pytest
from django.test import Client
from django.utils import timezone

from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.processes import services as processes
from balises.processes.models import Seat
from balises.register import services
from balises.register.models import AIUse, Reconsideration
from balises.shared.http import activity_token
from balises.shared.wording import on_day
from factories.decisions import make_decision, make_seat
from factories.organisations import make_member, make_organisation
from factories.register import make_answerable_use, make_use, pronounce, start_process

CAUSE = "L’outil garde maintenant les enregistrements."
ASK = "Demander un réexamen"


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def use(lead: Member) -> AIUse:
    return pronounce(make_answerable_use(start_process(lead.organisation), title="Trier des demandes"))


@pytest.fixture
def seat(use: AIUse) -> Seat:
    return make_seat(use.process)


@pytest.fixture
def bare() -> Client:
    """A browser that keeps nothing, checked for forgery like any other."""
    return Client(enforce_csrf_checks=True)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def sit(member: Member, *, use: AIUse) -> Seat:
    seat = make_seat(use.process, label="Terrain")
    Seat.objects.filter(pk=seat.pk).update(member=member)
    return seat


def own_url(use: AIUse) -> str:
    return f"/o/{use.organisation.slug}/usages/{use.pk}/reexamen"


def seat_url(use: AIUse, *, token: str) -> str:
    return f"/p/{use.organisation.slug}/siege/{token}/usages/{use.pk}/reexamen"


def test_a_member_with_a_seat_asks_from_the_page_of_the_use(use: AIUse, lead: Member) -> None:
    member = make_member(lead.organisation, role=Role.ASSESSOR)
    sit(member, use=use)
    client = signed_in(member)
    before = client.get(use.get_absolute_url())

    form, answer = client.get(own_url(use)), client.post(own_url(use), {"cause": CAUSE})

    page = client.get(use.get_absolute_url()).text
    assert own_url(use) in before.text
    assert "seule l’instance qui décide se prononce" in form.text
    assert "Le public ne la lit pas." in form.text
    assert (answer.status_code, answer["Location"]) == (302, use.get_absolute_url())
    asked = f"Réexamen demandé {on_day(timezone.localdate())}, depuis le siège «\u00a0Terrain\u00a0»."
    assert asked in page.replace("\u202f", "\u00a0")
    assert CAUSE in page
    assert "La question est à l’ordre du jour de la démarche." in page
    assert Reconsideration.objects.get().question.get_absolute_url() in page


def test_who_holds_no_seat_is_offered_nothing_and_told_why(use: AIUse, lead: Member) -> None:
    client = signed_in(lead)

    page, form, sent = (
        client.get(use.get_absolute_url()),
        client.get(own_url(use)),
        client.post(own_url(use), {"cause": CAUSE}),
    )

    assert ASK not in page.text
    assert "Seul un siège de la démarche peut demander un réexamen." in form.text
    assert "<textarea" not in form.text
    assert sent.status_code == 409
    assert CAUSE in sent.text
    assert not Reconsideration.objects.exists()


def test_a_use_nobody_pronounced_on_offers_no_request(use: AIUse, lead: Member) -> None:
    sit(lead, use=use)
    other = make_use(use.process)

    page, form = signed_in(lead).get(other.get_absolute_url()), signed_in(lead).get(own_url(other))

    assert ASK not in page.text
    assert "il n’y a pas de statut à revoir" in form.text


@pytest.mark.parametrize(
    ("cause", "said"),
    [("", "Dites ce qui a changé, ou ce que vous avez vu"), ("  ", "Dites ce qui a changé"), ("x" * 1501, "1500")],
)
def test_a_bad_cause_is_refused_beside_its_field(use: AIUse, lead: Member, cause: str, said: str) -> None:
    sit(lead, use=use)

    answer = signed_in(lead).post(own_url(use), {"cause": cause})

    assert answer.status_code == 422
    assert said in answer.text
    assert cause.strip() in answer.text
    assert not Reconsideration.objects.exists()


def test_a_seat_asks_by_its_link_without_an_account_or_a_cookie(
    use: AIUse, seat: Seat, lead: Member, bare: Client
) -> None:
    token = processes.offer_seat_link(seat, by=lead)
    url, home = seat_url(use, token=token), f"/p/{use.organisation.slug}/siege/{token}"
    shown, form = bare.get(home), bare.get(url)

    answer = bare.post(url, {"cause": CAUSE, "activity": activity_token(url)})

    after, told = bare.get(home), bare.get(url)
    assert url in shown.text
    assert "Ce que votre siège a déjà demandé" not in form.text
    assert (answer.status_code, answer["Location"]) == (302, url)
    assert Reconsideration.objects.get().seat == seat
    assert f"Votre siège a demandé un réexamen {on_day(timezone.localdate())}." in after.text
    assert CAUSE in told.text
    assert "/o/" not in told.text
    assert not any(each.cookies for each in (shown, form, answer, after, told))


def test_a_seat_by_link_reads_its_own_requests_only(use: AIUse, seat: Seat, lead: Member, bare: Client) -> None:
    services.ask_to_reconsider(use, seat=make_seat(use.process, label="Encadrement"), cause="Rien de grave.")
    token = processes.offer_seat_link(seat, by=lead)

    pages = bare.get(seat_url(use, token=token)).text + bare.get(f"/p/{use.organisation.slug}/siege/{token}").text

    assert "Rien de grave." not in pages
    assert "Encadrement" not in pages


def test_a_link_opens_what_was_pronounced_in_its_own_process_only(
    use: AIUse, seat: Seat, lead: Member, bare: Client
) -> None:
    token = processes.offer_seat_link(seat, by=lead)
    elsewhere = pronounce(make_answerable_use(start_process(lead.organisation), title="Ailleurs"))
    draft = make_use(use.process, title="Brouillon")

    home = bare.get(f"/p/{use.organisation.slug}/siege/{token}")
    answers = [bare.get(seat_url(each, token=token)) for each in (elsewhere, draft)]
    broken = bare.get(seat_url(use, token="faux"))

    assert "Trier des demandes" in home.text
    assert "Ailleurs" not in home.text
    assert "Brouillon" not in home.text
    assert [answer.status_code for answer in (*answers, broken)] == [404, 404, 404]
    assert "Ce lien n’ouvre pas de siège" in broken.text


def test_a_post_by_link_without_its_own_token_writes_nothing(
    use: AIUse, seat: Seat, lead: Member, bare: Client
) -> None:
    url = seat_url(use, token=processes.offer_seat_link(seat, by=lead))

    stale = bare.post(url, {"cause": CAUSE, "activity": activity_token(f"{url}/autre")})

    assert stale.status_code == 409
    assert not Reconsideration.objects.exists()


def test_the_page_of_the_use_says_when_the_body_answered(use: AIUse, seat: Seat, lead: Member) -> None:
    services.ask_to_reconsider(use, seat=seat, cause=CAUSE)
    client = signed_in(lead)
    waiting = client.get(use.get_absolute_url()).text

    decision = make_decision(lead.organisation, by=lead, use=use)

    answered = client.get(use.get_absolute_url()).text
    told = f"L’instance s’est prononcée de nouveau {on_day(decision.decided_on)}."
    assert told not in waiting
    assert told in answered
    assert CAUSE in answered


def test_the_public_entry_says_nothing_of_a_request(use: AIUse, seat: Seat, lead: Member, client: Client) -> None:
    services.publish_entry(use, came_from=(), by=lead)
    services.ask_to_reconsider(use, seat=seat, cause=CAUSE)

    base = f"/{use.organisation.slug}/registre"
    texts = [client.get(f"{base}/{use.slug}{suffix}").text for suffix in ("", ".json")]

    assert "Trier des demandes" in texts[0]
    assert not any(CAUSE in text or "Réexamen demandé" in text or seat.label in text for text in texts)


def test_another_organisation_finds_neither_the_form_nor_the_request(use: AIUse, seat: Seat) -> None:
    services.ask_to_reconsider(use, seat=seat, cause=CAUSE)
    other = make_organisation()
    with organisation_scope(other.pk):
        stranger = make_member(other)
    client = signed_in(stranger)

    answers = [client.get(own_url(use)), client.get(f"/o/{other.slug}/usages/{use.pk}/reexamen")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not any(CAUSE in answer.text for answer in answers)
