import hashlib
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.processes.models import Process, Seat
from balises.register import services as register
from balises.register.models import AIUse
from balises.shared.wording import on_day
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.assessments import PANEL, fill, hand_in, make_assessment, panel_of
from factories.decisions import make_decision, make_proposal
from factories.dossiers import SECRET, make_shared_look
from factories.meetings import make_article
from factories.organisations import make_member, make_organisation
from factories.processes import make_process, make_question
from factories.register import answer_facts, make_answerable_use, make_use, pronounce


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(lead: Member) -> Process:
    return make_process(lead)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def test_a_visitor_is_sent_to_sign_in(db: None) -> None:
    answer = Client().get("/o/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/o/compte/entrer")


def test_a_member_of_one_organisation_goes_straight_to_it(lead: Member) -> None:
    answer = signed_in(lead).get("/o/")

    assert (answer.status_code, answer["Location"]) == (302, f"/o/{lead.organisation.slug}")


def test_a_member_of_two_chooses_and_sees_no_third(lead: Member) -> None:
    second, third = make_organisation(), make_organisation()
    with organisation_scope(second.pk):
        Member.objects.create(organisation=second, user=lead.user, role=Role.OBSERVER, function="autre")

    answer = signed_in(lead).get("/o/")

    assert lead.organisation.name in answer.text
    assert second.name in answer.text
    assert third.name not in answer.text


def test_someone_whose_access_was_closed_is_told_where_to_turn(lead: Member) -> None:
    client = signed_in(lead)
    Member.objects.filter(pk=lead.pk).update(is_active=False)

    answer = client.get("/o/")

    assert answer.status_code == 200
    assert "Aucune pour l’instant." in answer.text
    assert lead.organisation.name not in answer.text


def test_an_empty_organisation_offers_the_ready_process_to_who_may_start_it(lead: Member) -> None:
    observer = make_member(lead.organisation, role=Role.OBSERVER)
    address = f"/o/{lead.organisation.slug}"

    for_lead = signed_in(lead).get(address)
    for_observer = signed_in(observer).get(address)

    assert f'href="{address}/demarche/nouvelle"' in for_lead.text
    assert "Une démarche prête à suivre vous attend" in for_observer.text
    assert f'href="{address}/demarche/nouvelle"' not in for_observer.text


def test_an_organisation_shows_where_its_process_stands(process: Process, lead: Member) -> None:
    answer = signed_in(lead).get(f"/o/{lead.organisation.slug}")

    assert process.title in answer.text
    assert "Nous y sommes" in answer.text
    assert "Proposer les sièges" in answer.text


def test_three_processes_cost_no_more_than_one(process: Process, lead: Member) -> None:
    client, address = signed_in(lead), f"/o/{lead.organisation.slug}"
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(2):
        make_process(lead, title=f"Démarche {number}")

    with CaptureQueriesContext(connection) as three:
        answer = client.get(address)

    assert "Les démarches d’avant" in answer.text
    assert len(three) == len(one)


@pytest.mark.parametrize(
    ("role", "house"),
    [
        (Role.LEAD, {"membres", "journal"}),
        (Role.GUARANTOR, {"garantie", "journal"}),
        (Role.OBSERVER, set()),
    ],
)
def test_each_role_is_shown_the_pages_it_may_open(lead: Member, role: Role, house: set[str]) -> None:
    member = make_member(lead.organisation, role=role)
    base = f"/o/{lead.organisation.slug}"

    answer = signed_in(member).get(base)

    assert {page for page in ("membres", "journal", "garantie") if f'href="{base}/{page}"' in answer.text} == house


@pytest.mark.parametrize(
    ("role", "shown"),
    [(Role.LEAD, True), (Role.FACILITATOR, False), (Role.OBSERVER, False), (Role.GUARANTOR, False)],
)
def test_the_next_act_is_a_button_for_who_may_do_it(process: Process, role: Role, shown: bool) -> None:
    member = make_member(process.organisation, role=role)

    answer = signed_in(member).get(process.get_absolute_url())

    assert answer.status_code == 200
    assert "D’abord, qui est autour de la table" in answer.text
    assert ('class="bouton"' in answer.text) is shown


def test_what_a_seat_asked_is_brought_before_the_body_from_the_page_of_the_use(process: Process, lead: Member) -> None:
    use = pronounce(make_answerable_use(process))
    asked = register.ask_to_reconsider(use, seat=Seat.objects.filter(process=process).first(), cause="Tout a changé.")
    observer = make_member(process.organisation, role=Role.OBSERVER)

    page, read_only = (signed_in(member).get(use.get_absolute_url()).text for member in (lead, observer))
    decision = make_decision(process.organisation, by=lead, use=use, source=asked.question.node)
    after = signed_in(lead).get(use.get_absolute_url()).text

    where = f"/o/{process.organisation.slug}/decisions/proposer?source={asked.question.node_id}&amp;usage={use.pk}"
    assert where in page
    assert "Tout a changé." in read_only
    assert where not in read_only
    assert where not in after
    assert f"L’instance s’était déjà prononcée {on_day(use.pronounced_on)}\u202f: suspendu." in after
    assert decision.get_absolute_url() in after


def test_the_route_says_what_is_done_and_what_waits(process: Process, lead: Member) -> None:
    make_use(process, title="Traduire")
    make_question(process, lead)

    answer = signed_in(lead).get(process.get_absolute_url())

    assert "1\u00a0usage à regarder" in answer.text
    assert "1\u00a0question à délibérer" in answer.text
    assert answer.text.count("Commencé</p>") == 1  # the agenda: we stand where the use is looked at
    assert answer.text.count('aria-current="step"') == 1


def test_whoever_is_asked_to_answer_reads_it_first_wherever_they_come_in(lead: Member) -> None:
    assessment = make_assessment(lead.organisation, by=lead)
    asked = panel_of(assessment)[0]
    member = make_member(lead.organisation, role=Role.ASSESSOR)
    Seat.objects.filter(pk=asked.seat_id).update(member=member, link_digest="")
    doors = (f"/o/{lead.organisation.slug}", assessment.use.process.get_absolute_url())
    rate = f'href="/o/{lead.organisation.slug}/grilles/{assessment.pk}/coter"'

    for door in doors:
        assert rate in signed_in(member).get(door).text
        assert rate not in signed_in(lead).get(door).text  # who holds no seat of it
    fill(panel_of(assessment)[0])
    hand_in(panel_of(assessment)[0])
    assert all(rate not in signed_in(member).get(door).text for door in doors)


def test_a_use_already_known_is_written_from_an_empty_process(process: Process, lead: Member) -> None:
    write = f'href="/o/{process.organisation.slug}/usages/nouveau"'
    observer = make_member(process.organisation, role=Role.OBSERVER)

    empty = signed_in(lead).get(process.get_absolute_url()).text
    read = signed_in(observer).get(process.get_absolute_url()).text
    make_use(process)

    assert write in empty
    assert write not in read
    assert "La personne qui pilote ou qui anime s’en charge." in read
    assert write not in signed_in(lead).get(process.get_absolute_url()).text


def test_a_use_is_looked_at_again_only_once_it_was_looked_at(process: Process, lead: Member) -> None:
    unseen = signed_in(lead).get(make_use(process).get_absolute_url()).text
    seen = signed_in(lead).get(make_shared_look(lead.organisation, by=lead, kinds=PANEL).use.get_absolute_url()).text

    assert "Le regarder à plusieurs" in unseen
    assert "Le regarder de nouveau à plusieurs" not in unseen
    assert "Le regarder de nouveau à plusieurs" in seen


def test_an_open_question_leads_to_a_deliberation_or_an_exploration(process: Process, lead: Member) -> None:
    question = make_question(process, lead, text="Peut-on dire non ?")
    observer = make_member(process.organisation, role=Role.OBSERVER)
    base = f"/o/{process.organisation.slug}"

    answer = signed_in(lead).get(process.get_absolute_url())
    read_only = signed_in(observer).get(process.get_absolute_url())

    assert f'href="{base}/deliberations/nouvelle?question={question.pk}"' in answer.text
    assert f'href="{base}/cartes/nouvelle?demarche={process.pk}&amp;question={question.pk}"' in answer.text
    assert "Peut-on dire non\u202f?" in read_only.text
    assert "nouvelle?question" not in read_only.text


def test_a_process_names_the_first_questions_and_counts_the_others(process: Process, lead: Member) -> None:
    for number in range(8):
        make_question(process, lead, text=f"Question {number} du collectif ?")

    text = signed_in(lead).get(process.get_absolute_url()).text.split('id="questions"')[1]

    assert "Question 5 du collectif" in text
    assert "Question 6 du collectif" not in text
    assert "Et deux autres, à l’ordre du jour" in text


def test_every_link_of_a_new_process_leads_somewhere(process: Process, lead: Member) -> None:
    client = signed_in(lead)
    page = client.get(process.get_absolute_url())

    addresses = {link.split('"')[0] for link in page.text.split('href="')[1:] if link.startswith(("/o/", "/asso"))}
    statuses = {address: client.get(address.replace("&amp;", "&")).status_code for address in addresses}

    assert len(addresses) > 10
    assert {address: status for address, status in statuses.items() if status not in {200, 302}} == {}


def test_a_process_of_another_organisation_is_not_found(process: Process) -> None:
    elsewhere = make_organisation()
    other = signed_in(make_member(elsewhere))

    answer = other.get(f"/o/{elsewhere.slug}/demarche/{process.pk}")

    assert answer.status_code == 404


def test_a_process_shows_the_thread_of_its_latest_article_in_short(process: Process, lead: Member) -> None:
    article = make_article(process.organisation, title="Relire avant de signer")
    decision = trace.mark(Kind.DECISION, "On relit", on=timezone.localdate())
    trace.link(decision, result=article)

    answer = signed_in(lead).get(process.get_absolute_url())

    assert "Relire avant de signer" in answer.text
    assert f'href="/o/{process.organisation.slug}/fil/{article.pk}"' in answer.text
    assert "Il vient de" in answer.text
    assert "Il est devenu" not in answer.text


def chain(*kinds: Kind) -> list[Node]:
    nodes: list[Node] = []
    for kind in kinds:
        came_from = tuple(nodes[-1:])
        nodes.append(trace.mark(kind, f"Titre {kind}", on=timezone.localdate(), came_from=came_from))
    return nodes


def test_a_thread_is_read_both_ways(lead: Member) -> None:
    _card, use, _grid = chain(Kind.CARD, Kind.USE, Kind.ASSESSMENT)

    answer = signed_in(lead).get(f"/o/{lead.organisation.slug}/fil/{use.pk}")

    thread = answer.text.split('class="filiation"')[1]
    assert re.findall(r"Titre \w+", thread) == ["Titre card", "Titre use", "Titre assessment"]
    assert re.search(r'aria-current="true"(?:(?!</li>).)*Titre use', thread, re.DOTALL)
    assert thread.count('aria-current="true"') == 1


def test_a_thread_of_one_says_that_nothing_is_tied_to_it_yet(lead: Member) -> None:
    (node,) = chain(Kind.USE)

    answer = signed_in(lead).get(f"/o/{lead.organisation.slug}/fil/{node.pk}")

    assert "Rien encore" in answer.text


def test_a_thread_of_another_organisation_is_not_found(lead: Member) -> None:
    (node,) = chain(Kind.USE)
    elsewhere = make_organisation()

    answer = signed_in(make_member(elsewhere)).get(f"/o/{elsewhere.slug}/fil/{node.pk}")

    assert answer.status_code == 404


def act_on(use: AIUse, *, by: Member) -> str:
    """The words of the one main button of the use's page, or nothing."""
    answer = signed_in(by).get(use.get_absolute_url())
    assert answer.status_code == 200
    pieces = answer.text.split('class="bouton"')
    assert len(pieces) <= 2
    return pieces[1].split(">")[1].split("<")[0] if len(pieces) == 2 else ""


def test_a_use_asks_to_be_described_then_looked_at(process: Process, lead: Member) -> None:
    use = make_use(process, title="Traduire à l’accueil")

    answer = signed_in(lead).get(use.get_absolute_url())

    assert act_on(use, by=lead) == "Le décrire, fait par fait"
    register.describe_facts(use, facts={"moment": ("planned",)}, by=lead)
    assert act_on(use, by=lead) == "Le regarder à plusieurs"
    assert act_on(use, by=make_member(process.organisation, role=Role.OBSERVER)) == ""
    assert "À instruire" in answer.text
    assert "À écrire avant de publier." in answer.text


def test_a_use_being_looked_at_leads_to_its_grid(lead: Member) -> None:
    assessment = make_assessment(lead.organisation, by=lead)

    assert act_on(assessment.use, by=lead) == "Voir la grille ouverte"


def test_a_use_before_the_body_leads_to_the_proposal(process: Process, lead: Member) -> None:
    use = make_use(process)
    proposal = make_proposal(process.organisation, by=lead, use=use)

    answer = signed_in(lead).get(use.get_absolute_url())

    assert act_on(use, by=lead) == "Suivre la proposition"
    assert proposal.title in answer.text


def test_a_use_with_a_status_asks_for_its_entry_then_shows_it(process: Process, lead: Member) -> None:
    use = make_use(process, **vars(answer_facts()))
    make_decision(process.organisation, by=lead, use=use)
    before = act_on(use, by=lead)
    register.publish_entry(use, came_from=(), by=lead)

    page = signed_in(lead).get(use.get_absolute_url())

    assert before == "Compléter et publier sa fiche"
    assert act_on(use, by=lead) == "Lire sa fiche publique"
    assert f"/{use.organisation.slug}/registre/{use.slug}" in page.text
    assert "décision scellée" in page.text


def test_a_use_of_another_organisation_is_not_found(process: Process) -> None:
    use = make_use(process)
    elsewhere = make_organisation()

    answer = signed_in(make_member(elsewhere)).get(f"/o/{elsewhere.slug}/usages/{use.pk}")

    assert answer.status_code == 404


def test_a_use_leads_to_its_report_and_the_report_to_its_other_forms(process: Process, lead: Member) -> None:
    use = make_use(process, title="Traduire à l’accueil")
    client, base = signed_in(lead), f"{use.get_absolute_url()}/rapport"

    shown, whole, brief = client.get(use.get_absolute_url()), client.get(base), client.get(f"{base}/bref")

    assert f'href="{base}"' in shown.text
    assert [f'href="{base}{form}"' in whole.text for form in ("/bref", ".pdf", ".odt", ".docx")] == [True] * 4
    assert [f'href="{base}{form}"' in brief.text for form in ("", "/bref.pdf", "/bref.odt", "/bref.docx")] == [True] * 4
    assert whole.text.count("<h1>") == brief.text.count("<h1>") == 1


def test_a_report_says_no_more_to_a_seat_of_the_panel_than_to_anyone(lead: Member) -> None:
    assessment = make_shared_look(lead.organisation, by=lead, kinds=PANEL)
    inside, outside = (make_member(lead.organisation, role=role) for role in (Role.ASSESSOR, Role.OBSERVER))
    seat = Seat.objects.filter(pk=panel_of(assessment)[0].seat_id)
    seat.update(member=inside, link_digest="")
    grid, report = assessment.get_absolute_url(), f"{assessment.use.get_absolute_url()}/rapport"
    assert SECRET in signed_in(inside).get(grid).text

    answers = [signed_in(member).get(f"{report}.json") for member in (lead, inside, outside)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1
    assert SECRET not in signed_in(inside).get(report).text


@pytest.mark.parametrize(
    ("form", "media_type", "begins"),
    [
        (".pdf", "application/pdf", b"%PDF-"),
        (".odt", "application/vnd.oasis.opendocument.text", b"PK"),
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        (".json", "application/json; charset=utf-8", b"{"),
        ("/bref.pdf", "application/pdf", b"%PDF-"),
        ("/bref.odt", "application/vnd.oasis.opendocument.text", b"PK"),
        ("/bref.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    ],
)
def test_each_form_of_a_report_says_what_it_is(
    process: Process, lead: Member, form: str, media_type: str, begins: bytes
) -> None:
    use = make_use(process, title="Traduire à l’accueil", slug="traduire")

    answer = signed_in(lead).get(f"{use.get_absolute_url()}/rapport{form}")

    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert answer.content.startswith(begins)
    name = "rapport-bref" if "bref" in form else "rapport"
    if form != ".json":
        assert answer["Content-Disposition"] == f'inline; filename="{name}-traduire{form.removeprefix("/bref")}"'


def test_the_digest_of_the_downloaded_document_is_the_one_the_report_prints(process: Process, lead: Member) -> None:
    use = make_use(process, title="Traduire à l’accueil")
    client, base = signed_in(lead), f"{use.get_absolute_url()}/rapport"

    digest = hashlib.sha256(client.get(f"{base}.json").content).hexdigest()

    assert digest in client.get(base).text
    assert digest in client.get(f"{base}/bref").text
