import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.processes import queries
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.rules import QuestionState, SeatKind
from factories.organisations import make_member, make_organisation
from factories.processes import make_process, make_question, seat_of


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(lead: Member) -> Process:
    return make_process(lead)


@pytest.fixture
def desk(lead: Member) -> Client:
    return signed_in(lead)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def typed(**fields: str) -> dict[str, str]:
    values = {
        "title": "Baliser nos usages",
        "mandate": "Le bureau demande une charte.",
        "deciding_body": "Le collectif",
        "starts_on": "2026-09-07",
    }
    return {**values, **fields}


def test_the_ready_process_is_offered_filled_in(lead: Member, desk: Client) -> None:
    answer = desk.get(f"/o/{lead.organisation.slug}/demarche/nouvelle")

    assert answer.status_code == 200
    assert 'value="Baliser nos usages en trois mois"' in answer.text
    assert f'value="{timezone.localdate().isoformat()}"' in answer.text
    assert "Lever le voile" in answer.text


def test_an_example_of_mandate_is_one_click_away_and_says_it_is_to_be_reread(lead: Member, desk: Client) -> None:
    address = f"/o/{lead.organisation.slug}/demarche/nouvelle"

    before, after = desk.get(address), desk.get(f"{address}?exemple=mandat")

    assert f'href="{address}?exemple=mandat"' in before.text
    assert "proposition à éprouver" not in before.text
    assert "proposition à éprouver" in after.text
    assert unescape(after.text).count(queries.example_of_mandate()) == 1


def test_an_example_left_with_its_brackets_is_not_a_mandate(lead: Member, desk: Client) -> None:
    address = f"/o/{lead.organisation.slug}/demarche/nouvelle?exemple=mandat"

    answer = desk.post(address, typed(mandate=queries.example_of_mandate()))

    assert "[Le bureau, la direction]" in answer.context["form"].errors["mandate"][0]
    assert not Process.objects.exists()


def test_brackets_of_ones_own_are_welcome(lead: Member, desk: Client) -> None:
    answer = desk.post(f"/o/{lead.organisation.slug}/demarche/nouvelle", typed(mandate="Le bureau [élu en mai]."))

    assert answer.status_code == 302


def test_starting_leads_to_the_process(lead: Member, desk: Client) -> None:
    answer = desk.post(f"/o/{lead.organisation.slug}/demarche/nouvelle", typed())

    assert answer.status_code == 302
    assert answer["Location"] == Process.objects.get().get_absolute_url()


def test_a_double_click_starts_one_process_and_keeps_what_was_typed(lead: Member, desk: Client) -> None:
    address = f"/o/{lead.organisation.slug}/demarche/nouvelle"
    desk.post(address, typed())

    answer = desk.post(address, typed(mandate="Un mandat tapé deux fois."))

    assert "Rien n’a été écrit une seconde fois" in answer.text
    assert "Un mandat tapé deux fois." in answer.text
    assert Process.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", ""),
        ("title", "t" * 201),
        ("mandate", ""),
        ("mandate", "m" * 3001),
        ("deciding_body", ""),
        ("starts_on", "demain"),
        ("starts_on", "2026-02-30"),
    ],
)
def test_a_bad_field_is_said_and_nothing_is_written(lead: Member, desk: Client, field: str, words: str) -> None:
    answer = desk.post(f"/o/{lead.organisation.slug}/demarche/nouvelle", typed(**{field: words}))

    assert answer.status_code == 200
    assert "À reprendre avant d’envoyer" in answer.text
    assert "Le collectif" in answer.text or field == "deciding_body"
    assert not Process.objects.exists()


def test_markup_and_other_alphabets_are_shown_as_they_were_typed(lead: Member, desk: Client) -> None:
    desk.post(f"/o/{lead.organisation.slug}/demarche/nouvelle", typed(mandate="<b>Оцінка</b> 🙂"))

    answer = desk.get(f"/o/{lead.organisation.slug}/demarche/{Process.objects.get().pk}/cadre")

    assert "&lt;b&gt;Оцінка&lt;/b&gt; 🙂" in answer.text


def test_the_frame_shows_phases_with_their_days_and_who_sits(process: Process, desk: Client, lead: Member) -> None:
    seat = seat_of(process, SeatKind.MANAGEMENT)
    Seat.objects.filter(pk=seat.pk).update(member=lead, preparation="Une heure ensemble")

    answer = desk.get(f"/o/{process.organisation.slug}/demarche/{process.pk}/cadre")

    assert answer.text.count("Ce que l’on fait, ce qui en sort") == 6
    assert lead.function in answer.text
    assert "Préparation\u202f: Une heure ensemble" in answer.text
    assert "À proposer" in answer.text


def test_an_observer_reads_the_frame_and_changes_nothing(process: Process) -> None:
    observer = signed_in(make_member(process.organisation, role=Role.OBSERVER))
    base = f"/o/{process.organisation.slug}"

    frame = observer.get(f"{base}/demarche/{process.pk}/cadre")
    refused = [
        observer.get(f"{base}/demarche/nouvelle"),
        observer.post(f"{base}/demarche/{process.pk}/mandat", typed()),
        observer.post(f"{base}/demarche/{process.pk}/avis", {"opinion": "Non", "on": "2026-09-07"}),
        observer.post(f"{base}/sieges/{seat_of(process, SeatKind.DIRECTION).pk}", {"preparation": "x"}),
        observer.post(f"{base}/sieges/{seat_of(process, SeatKind.SERVICE_USER).pk}/lien"),
        observer.post(f"{base}/demarche/{process.pk}/questions/nouvelle", {"text": "Une question ?"}),
    ]

    assert frame.status_code == 200
    assert "Reprendre le mandat" not in frame.text
    assert {answer.status_code for answer in refused} == {403}


def test_a_stranger_finds_nothing(process: Process) -> None:
    stranger = signed_in(make_member(make_organisation()))

    answer = stranger.get(f"/o/{process.organisation.slug}/demarche/{process.pk}/cadre")

    assert answer.status_code == 404


def test_a_seat_of_another_organisation_is_not_found(process: Process) -> None:
    elsewhere = make_organisation()
    other = signed_in(make_member(elsewhere))

    answer = other.get(f"/o/{elsewhere.slug}/sieges/{seat_of(process, SeatKind.DIRECTION).pk}")

    assert answer.status_code == 404


def test_a_member_of_another_organisation_cannot_be_given_a_seat(process: Process, desk: Client) -> None:
    outsider = make_member(make_organisation(), role=Role.ASSESSOR)
    seat = seat_of(process, SeatKind.DIRECTION)

    answer = desk.post(f"/o/{process.organisation.slug}/sieges/{seat.pk}", {"member": outsider.pk})

    seat.refresh_from_db()
    assert answer.status_code == 200
    assert seat.member is None


def test_a_seat_refused_says_why_and_keeps_what_was_typed(process: Process, desk: Client) -> None:
    guarantor = make_member(process.organisation, role=Role.GUARANTOR)
    seat = seat_of(process, SeatKind.DATA_PROTECTION_OFFICER)
    given = {"member": str(guarantor.pk), "preparation": "Deux heures, en juin"}

    answer = desk.post(f"/o/{process.organisation.slug}/sieges/{seat.pk}", given)

    seat.refresh_from_db()
    assert "ne lui permet pas de remplir une grille" in answer.text
    assert "Deux heures, en juin" in answer.text
    assert seat.member is None


def test_a_seat_saved_leads_to_the_next_one(process: Process, desk: Client, lead: Member) -> None:
    seat = seat_of(process, SeatKind.DIRECTION)

    answer = desk.post(f"/o/{process.organisation.slug}/sieges/{seat.pk}", {"member": lead.pk})

    assert answer["Location"] == f"/o/{process.organisation.slug}/demarche/{process.pk}/cadre#sieges"


def test_a_holder_who_is_no_member_yet_is_added_from_the_seat_and_found_there(process: Process, desk: Client) -> None:
    slug, seat = process.organisation.slug, seat_of(process, SeatKind.DIRECTION)
    here = f"/o/{slug}/sieges/{seat.pk}"
    to_add = re.search(r'href="(/o/[^"]+/membres/ajouter[^"]+)"', desk.get(here).text)
    assert to_add is not None

    new = {"email": "nora@exemple.test", "function": "directrice adjointe", "role": "assessor"}
    answer = desk.post(unescape(to_add.group(1)), new)

    assert answer["Location"] == here
    assert "directrice adjointe (nora@exemple.test)" in desk.get(here).text


def test_a_link_is_shown_once_with_its_qr_and_leads_to_the_seat(process: Process, desk: Client) -> None:
    seat = seat_of(process, SeatKind.SERVICE_USER)

    answer = desk.post(f"/o/{process.organisation.slug}/sieges/{seat.pk}/lien")

    found = re.search(r"http://testserver(/p/[^/]+/siege/([\w-]+))", answer.text)
    assert found is not None
    assert queries.seat_for_token(found.group(2)) == seat
    assert 'class="qr"' in answer.text
    assert "no-store" in answer["Cache-Control"]
    again = desk.get(f"/o/{process.organisation.slug}/sieges/{seat.pk}")
    assert found.group(2) not in again.text
    assert Client().get(urlsplit(found.group(0)).path).status_code == 200


def test_a_link_is_made_by_a_post_only(process: Process, desk: Client) -> None:
    seat = seat_of(process, SeatKind.SERVICE_USER)

    answer = desk.get(f"/o/{process.organisation.slug}/sieges/{seat.pk}/lien")

    seat.refresh_from_db()
    assert answer.status_code == 405
    assert seat.link_digest == ""


def test_the_staffs_opinion_is_noted_and_not_ahead_of_time(process: Process, desk: Client) -> None:
    address = f"/o/{process.organisation.slug}/demarche/{process.pk}/avis"
    tomorrow = timezone.localdate() + timedelta(days=1)

    refused = desk.post(address, {"opinion": "Favorable.", "on": tomorrow.isoformat()})
    noted = desk.post(address, {"opinion": "Favorable.", "on": timezone.localdate().isoformat()})

    process.refresh_from_db()
    assert "Un avis se note quand il est rendu" in refused.text
    assert noted.status_code == 302
    assert process.staff_opinion_on == timezone.localdate()


def test_an_empty_agenda_teaches(process: Process, desk: Client) -> None:
    answer = desk.get(f"/o/{process.organisation.slug}/demarche/{process.pk}/questions")

    assert "Aucune question n’attend." in answer.text


def test_a_question_is_asked_found_on_the_agenda_and_settled(process: Process, desk: Client) -> None:
    base = f"/o/{process.organisation.slug}"
    agenda = f"{base}/demarche/{process.pk}/questions"
    desk.post(f"{agenda}/nouvelle", {"text": "Peut-on dire non ?"})
    question = OpenQuestion.objects.get()

    asked = desk.get(agenda)
    chosen = [desk.get(unescape(href)).text for href in re.findall(r'href="([^"]*question=\d+)"', asked.text)]
    desk.post(f"{base}/questions/{question.pk}/clore")

    question.refresh_from_db()
    assert len(chosen) == 2  # a deliberation, or a harvest: each with the question already chosen
    assert [bool(re.search(rf'value="{question.pk}"[^>]*(selected|checked)', page)) for page in chosen] == [True, True]
    assert f'href="{base}/decisions/proposer?source={question.node_id}"' in asked.text
    assert f'id="question-{question.pk}"' in asked.text
    assert question.state == QuestionState.SETTLED
    assert "Ce qu’elle est devenue" in desk.get(agenda).text


def test_a_question_of_another_organisation_cannot_be_settled(process: Process, lead: Member) -> None:
    question = make_question(process, lead)
    elsewhere = make_organisation()
    with organisation_scope(elsewhere.pk):
        other = signed_in(make_member(elsewhere))

    answer = other.post(f"/o/{elsewhere.slug}/questions/{question.pk}/clore")

    question.refresh_from_db()
    assert answer.status_code == 404
    assert question.state == QuestionState.OPEN
