"""Hard knocks imagined in a room, on real rows and real pages."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from balises.dossiers.queries.duties import deadlines
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.register import queries, services
from balises.register.models import AIUse, Knock, StressSession
from balises.register.rules import GainFacts, GainKind, Hold, KnockFacts, Margin
from balises.shared.errors import Refused
from factories.assessments import make_process_of
from factories.organisations import make_member
from factories.register import make_use

CARDS = ["st-01", "st-02", "st-03"]


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def use(in_scope: Organisation) -> AIUse:
    return make_use(make_process_of(in_scope), title="Résumer un entretien")


@pytest.fixture
def session(use: AIUse, lead: Member) -> StressSession:
    return services.play_cards(use, cards=CARDS, on=timezone.localdate(), by=lead)


def margin(days: int = 30) -> Margin:
    return Margin("Une liste imprimée chaque vendredi", "Accueil", timezone.localdate() + timedelta(days=days))


def say(session: StressSession, card: str, hold: Hold, *, by: Member, margin: Margin | None = None) -> Knock:
    return services.record_knock(session, card=card, knock=KnockFacts(hold, "Un mot.", margin or Margin()), by=by)


def client_of(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def test_a_session_keeps_its_own_copy_of_the_cards(session: StressSession) -> None:
    session.refresh_from_db()

    assert session.edition == "stress_tests:coups-durs@1"
    assert [card["code"] for card in session.cards] == CARDS
    assert session.cards[0]["title"] == "Panne nationale de trois jours"


def test_what_a_room_says_is_replaced_undone_and_the_session_goes_last(session: StressSession, lead: Member) -> None:
    say(session, "st-01", Hold.HOLDS, by=lead)
    say(session, "st-01", Hold.BREAKS, by=lead, margin=margin())
    with pytest.raises(Refused, match=r"register\.session_has_answers"):
        services.remove_session(session, by=lead)

    kept = [(knock.card, knock.hold, knock.margin_owner) for knock in Knock.objects.all()]
    services.undo_knock(session, card="st-01", by=lead)
    services.remove_session(session, by=lead)

    assert kept == [("st-01", Hold.BREAKS, "Accueil")]
    assert not StressSession.objects.exists()


def test_the_database_wants_a_whole_margin(session: StressSession) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Knock.objects.create(session=session, card="st-01", hold=Hold.BREAKS, margin="Une liste")
    with pytest.raises(IntegrityError), transaction.atomic():
        Knock.objects.create(session=session, card="st-01", hold="cracks")


def test_the_last_room_that_answers_a_card_has_the_word(session: StressSession, use: AIUse, lead: Member) -> None:
    say(session, "st-01", Hold.BREAKS, by=lead)
    say(session, "st-02", Hold.HOLDS, by=lead)
    later = services.play_cards(use, cards=CARDS, on=timezone.localdate(), by=lead)
    say(later, "st-01", Hold.BENDS, by=lead)

    found = {card["code"]: hold for card, hold in queries.standing_knocks(use)}

    assert found == {"st-01": Hold.BENDS, "st-02": Hold.HOLDS}


def test_efficient_but_fragile_is_said_beside_the_gains_and_nothing_is_added_up(
    session: StressSession, use: AIUse, lead: Member
) -> None:
    say(session, "st-01", Hold.BREAKS, by=lead)
    gain = GainFacts(
        kind=GainKind.OBSERVED,
        text="Une heure de moins par semaine",
        said_by="L’équipe",
        is_vendor=False,
        how="Carnet tenu un mois",
        on_whom="Six personnes",
        on=timezone.localdate(),
    )
    before = queries.beside_sentence(use)

    from_register = services.note_gain(use, gain=gain, by=lead)
    page = client_of(lead).get(f"/o/{use.organisation.slug}/usages/{use.pk}/coups-durs").text

    assert before.startswith("Fragile, sans gain noté")
    assert from_register.pk
    assert "Efficace mais fragile" in page
    assert "Une heure de moins par semaine" in page
    assert "Redondance" in page
    assert "Casse" in page
    assert "Pas encore éprouvé" in page


def test_a_margin_is_a_duty_of_the_process_until_it_exists(session: StressSession, use: AIUse, lead: Member) -> None:
    knock = say(session, "st-01", Hold.BENDS, by=lead, margin=margin())

    awaited = [each.text for each in deadlines(use.process)]
    services.create_margin(knock, is_created=True, by=lead)
    created = [each.text for each in deadlines(use.process)]
    services.create_margin(knock, is_created=False, by=lead)
    again = [each.text for each in deadlines(use.process)]

    assert any("Une liste imprimée chaque vendredi" in text for text in awaited)
    assert not any("Une liste imprimée" in text for text in created)
    assert awaited == again


def test_a_session_is_prepared_projected_recorded_and_printed(use: AIUse, in_scope: Organisation) -> None:
    facilitator = client_of(make_member(in_scope, role=Role.FACILITATOR))
    slug, today = in_scope.slug, timezone.localdate().isoformat()
    due_on = (timezone.localdate() + timedelta(days=30)).isoformat()
    start = f"/o/{slug}/usages/{use.pk}/coups-durs/nouvelle"

    few = facilitator.post(start, {"cards": CARDS[:2], "on": today})
    begun = facilitator.post(start, {"cards": CARDS, "on": today})
    session = begun["Location"]
    wall = facilitator.get(f"{session}?vue=salle&carte=2")
    lost = facilitator.get(f"{session}?vue=salle&carte=99")
    told = {"hold": "breaks", "said": "Personne ne sait.", "margin": "Une liste", "owner": "Accueil"}
    half = facilitator.post(f"{session}/cartes/st-02", told)
    whole = facilitator.post(f"{session}/cartes/st-02", {**told, "due_on": due_on})
    paper = facilitator.get(f"{session}?vue=papier")
    read = facilitator.get(session)

    assert (few.status_code, half.status_code) == (422, 422)
    assert "au moins trois cartes" in few.text
    assert "Une marge dit quoi" in half.text
    assert "Le fournisseur double ses prix" in wall.text
    assert "Carte 2 sur 3" in wall.text
    assert "Carte 1 sur 3" in lost.text
    assert whole.status_code == 302
    assert paper.text.count('class="case"') == 9
    assert "Personne ne sait." in read.text
    assert facilitator.get(f"{session}/cartes/st-99").status_code == 404


def test_a_session_of_an_earlier_day_leads_to_itself(session: StressSession, use: AIUse, lead: Member) -> None:
    yesterday = session.on - timedelta(days=1)
    start = f"/o/{use.organisation.slug}/usages/{use.pk}/coups-durs/nouvelle"

    begun = client_of(lead).post(start, {"cards": CARDS, "on": yesterday.isoformat()})

    assert begun["Location"] == StressSession.objects.get(on=yesterday).get_absolute_url()


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER])
def test_those_who_do_not_run_the_room_read_and_write_nothing(
    session: StressSession, in_scope: Organisation, role: Role
) -> None:
    client = client_of(make_member(in_scope, role=role))

    answer = client.post(f"{session.get_absolute_url()}/cartes/st-01", {"hold": "breaks"})

    assert client.get(session.get_absolute_url()).status_code == 200
    assert answer.status_code == 403
    assert not Knock.objects.exists()


def test_a_use_does_not_stand_beside_itself_and_the_other_may_be_taken_back(use: AIUse, lead: Member) -> None:
    other = make_use(use.process, title="Le même, ailleurs")

    with pytest.raises(Refused, match=r"register\.beside_itself"):
        services.name_same_tool(use, other=use, by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        AIUse.objects.filter(pk=use.pk).update(same_tool=use.pk)
    named = services.name_same_tool(use, other=other, by=lead).same_tool
    unnamed = services.name_same_tool(use, other=None, by=lead).same_tool

    assert (named, unnamed) == (other, None)
