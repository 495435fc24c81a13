import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone

from balises.decisions import queries, services
from balises.decisions.models import Decision, Objection, Proposal
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.register.models import AIUse
from balises.register.rules import Status
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories.decisions import make_decision, make_deliberation_node, make_proposal, make_seat
from factories.organisations import make_member, make_organisation
from factories.register import make_gate, make_use, start_process


@pytest.fixture
def lead(organisation: Organisation) -> Member:
    return make_member(organisation)


@pytest.fixture
def room(lead: Member) -> Client:
    client = Client()
    client.force_login(lead.user)
    return client


@pytest.fixture
def proposal(organisation: Organisation, lead: Member) -> Proposal:
    with organisation_scope(organisation.pk):
        return make_proposal(organisation, by=lead)


def deciding(**fields: object) -> dict[str, object]:
    today = timezone.localdate()
    sent = {
        "outcome": "adopted",
        "reasons": "Parce que refuser ne doit rien coûter.",
        "decided_on": today.isoformat(),
        "review_on": (today + timedelta(days=90)).isoformat(),
    }
    return {**sent, **fields}


def test_an_empty_list_of_decisions_teaches(organisation: Organisation, room: Client) -> None:
    assert "Rien n’a encore été proposé." in room.get(f"/o/{organisation.slug}/decisions").text


def test_a_decision_is_taken_by_consent_from_end_to_end(organisation: Organisation, room: Client) -> None:
    base = f"/o/{organisation.slug}/decisions"
    with organisation_scope(organisation.pk):
        process = start_process(organisation)
        source, use, seat = make_deliberation_node(), make_use(process), make_seat(process)
    sent = {"process": process.pk, "source": source.pk, "use": use.pk, "title": "Enregistrer", "text": "Avec accord."}

    address = room.post(f"{base}/proposer", sent)["Location"]
    room.post(f"{address}/question", {"question": "Et au téléphone ?"})
    held_back = room.get(address).text
    with organisation_scope(organisation.pk):
        clarification = Proposal.objects.get().clarifications.get()
    room.post(f"/o/{organisation.slug}/eclaircissements/{clarification.pk}", {"answer": "Aussi."})
    room.post(f"{address}/tour-d-objections")
    room.post(f"{address}/objection", {"seat": seat.pk, "text": "Informer ne suffit pas."})
    room.post(f"{address}/reformuler", {"text": "Avec accord préalable."})
    with organisation_scope(organisation.pk):
        objection = Objection.objects.get()
    settled = {"state": "integrated", "what_it_changed": "Devenue l’accord préalable."}
    room.post(f"/o/{organisation.slug}/objections/{objection.pk}", settled)
    amended = room.get(address).text
    room.post(f"{address}/conclure", deciding(status="to_investigate"))
    sealed = room.get(address).text

    assert "Une question attend sa réponse" in held_back
    assert "<ins> préalable</ins>" in amended
    assert "Devenue l’accord préalable." in amended
    assert "Adoptée." in sealed
    assert "À instruire" in sealed
    report = f'href="/o/{organisation.slug}/usages/{use.pk}/rapport"'
    assert (report in amended, report in sealed) == (False, True)
    with organisation_scope(organisation.pk):
        assert Decision.objects.get().digest in sealed
        assert AIUse.objects.get().status == Status.TO_INVESTIGATE


def test_the_sealed_document_is_served_byte_for_byte(organisation: Organisation, room: Client, lead: Member) -> None:
    with organisation_scope(organisation.pk):
        decision = make_decision(organisation, by=lead)
        address = decision.get_absolute_url()

    document = room.get(f"{address}.json").content

    assert sha256(document).hexdigest() == decision.digest


def test_the_source_of_a_proposal_comes_from_the_address(organisation: Organisation, room: Client) -> None:
    with organisation_scope(organisation.pk):
        start_process(organisation)
        make_deliberation_node("Une autre")
        source = make_deliberation_node("Celle-ci")

    text = room.get(f"/o/{organisation.slug}/decisions/proposer?source={source.pk}").text

    assert f'<option value="{source.pk}" selected>' in text


def test_the_use_of_a_proposal_is_the_one_that_its_source_came_from(organisation: Organisation, room: Client) -> None:
    with organisation_scope(organisation.pk):
        process = start_process(organisation)
        use, other = make_use(process), make_use(process)
        for each in (use, other):
            trace.place(each.node, address=each.get_absolute_url())
        of_one, of_two = (
            trace.mark(Kind.QUESTION, "Faut-il y revenir ?", on=timezone.localdate(), came_from=sources)
            for sources in ((use.node,), (use.node, other.node))
        )
    base = f"/o/{organisation.slug}/decisions/proposer"

    told, untold, doubtful = (
        room.get(f"{base}?source={asked}").text for asked in (of_one.pk, f"{of_one.pk}&usage={other.pk}", of_two.pk)
    )

    chosen = [re.findall(r'<option value="(\d+)" selected>', page)[1:] for page in (told, untold, doubtful)]
    assert chosen == [[str(use.pk)], [str(other.pk)], []]


@pytest.mark.parametrize("source", ["", "rien", "9" * 30, "-1"])
def test_a_source_that_is_none_of_ours_asks_for_nothing(organisation: Organisation, room: Client, source: str) -> None:
    with organisation_scope(organisation.pk):
        start_process(organisation)
        make_deliberation_node()

    assert room.get(f"/o/{organisation.slug}/decisions/proposer?source={source}").status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcome": ""}, "Issue"),
        ({"reasons": ""}, "Raisons"),
        ({"review_on": "2020-01-01"}, "La date de réexamen doit être à venir"),
        ({"decided_on": "2999-01-01"}, "ne peut pas être à venir"),
        ({"decided_on": "hier"}, "Date de la décision"),
        ({"reasons": "x" * 3001}, "3000"),
    ],
)
def test_a_form_sent_back_says_what_to_mend_and_seals_nothing(
    organisation: Organisation, room: Client, lead: Member, proposal: Proposal, fields: dict[str, str], sentence: str
) -> None:
    with organisation_scope(organisation.pk):
        services.hear_objections(proposal, by=lead)
        address = proposal.get_absolute_url()

    answer = room.post(f"{address}/conclure", {**deciding(), **fields})

    assert answer.status_code == 200
    assert "À reprendre avant d’envoyer" in answer.text
    assert sentence in answer.text
    with organisation_scope(organisation.pk):
        assert not Decision.objects.exists()


def test_a_status_is_asked_where_there_is_a_use(organisation: Organisation, room: Client, lead: Member) -> None:
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))
        proposal = services.hear_objections(make_proposal(organisation, by=lead, use=use), by=lead)
        address = proposal.get_absolute_url()

    answer = room.post(f"{address}/conclure", deciding(status="none"))

    assert "dites le statut que l’instance lui donne" in answer.text


def test_a_status_that_an_open_gate_forbids_is_greyed_with_its_reason_and_still_refused(
    organisation: Organisation, room: Client, lead: Member
) -> None:
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))
        make_gate(use, key="1.1:condition", says=("Un compte de l’organisation.",))
        proposal = services.hear_objections(make_proposal(organisation, by=lead, use=use), by=lead)
        address, forbidden = proposal.get_absolute_url(), list(queries.statuses_refused(proposal))

    page = room.get(f"{address}/conclure").text
    refused = room.post(f"{address}/conclure", deciding(status=Status.ALLOWED))

    greyed = re.findall(r'<option value="(\w+)" disabled>([^<]+)</option>', page)
    assert [value for value, _words in greyed] == forbidden != []
    assert all(words.endswith("(des portes ouvertes ne le permettent pas)") for _value, words in greyed)
    assert '<option value="suspended">' in page
    assert refused.status_code == 409
    with organisation_scope(organisation.pk):
        assert not Decision.objects.exists()


def test_concluding_too_early_says_why(organisation: Organisation, room: Client, proposal: Proposal) -> None:
    with organisation_scope(organisation.pk):
        address = proposal.get_absolute_url()

    page = room.get(f"{address}/conclure").text
    refused = room.post(f"{address}/conclure", deciding(reasons="Des raisons que l’on garde."))

    assert "Le tour d’objections n’a pas eu lieu" in page
    assert "disabled" in page
    assert refused.text.count("Le tour d’objections n’a pas eu lieu") > 1  # beside the button, and in the form
    assert "Des raisons que l’on garde." in refused.text
    with organisation_scope(organisation.pk):
        assert not Decision.objects.exists()


@pytest.mark.parametrize("text", ["<b>gras</b> & co", "Ω ж 你好 مرحبا", "🤖" * 20, "« accords » : l’été"])
def test_any_alphabet_is_shown_as_it_was_typed(
    organisation: Organisation, room: Client, proposal: Proposal, text: str
) -> None:
    with organisation_scope(organisation.pk):
        address = proposal.get_absolute_url()

    room.post(f"{address}/question", {"question": text})
    page = room.get(address).text

    assert "<b>gras" not in page
    with organisation_scope(organisation.pk):
        assert proposal.clarifications.get().question == text


def test_an_objection_without_a_seat_is_sent_back_with_its_words(
    organisation: Organisation, room: Client, lead: Member, proposal: Proposal
) -> None:
    with organisation_scope(organisation.pk):
        services.hear_objections(proposal, by=lead)
        address = proposal.get_absolute_url()

    answer = room.post(f"{address}/objection", {"seat": "", "text": "Mes mots restent là."})

    assert "Mes mots restent là." in answer.text
    assert 'class="champ erreur"' in answer.text


def test_a_seat_of_another_process_cannot_object(
    organisation: Organisation, room: Client, lead: Member, proposal: Proposal
) -> None:
    with organisation_scope(organisation.pk):
        services.hear_objections(proposal, by=lead)
        stranger = make_seat(start_process(organisation))
        address = proposal.get_absolute_url()

    room.post(f"{address}/objection", {"seat": stranger.pk, "text": "Non."})

    with organisation_scope(organisation.pk):
        assert not Objection.objects.exists()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER])
def test_others_read_and_only_the_lead_writes(organisation: Organisation, proposal: Proposal, role: Role) -> None:
    client = Client()
    client.force_login(make_member(organisation, role=role).user)
    with organisation_scope(organisation.pk):
        address = proposal.get_absolute_url()

    assert client.get(address).status_code == 200
    assert client.get(f"{address}/conclure").status_code == 403
    assert client.post(f"{address}/tour-d-objections").status_code == 403


def test_another_organisation_finds_nothing(proposal: Proposal) -> None:
    other = make_organisation()
    client = Client()
    client.force_login(make_member(other).user)

    assert client.get(f"/o/{other.slug}/decisions/{proposal.pk}").status_code == 404
