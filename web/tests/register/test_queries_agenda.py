"""The report of duties: late first, each with its text and who answers for it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balises.organisations.models import Member, Organisation
from balises.organisations.scoping import organisation_scope
from balises.register import queries, services
from balises.register.models import AIUse, Gate
from balises.register.queries.agenda import ON_A_PAGE
from balises.register.queries.rows import law_lines
from balises.register.rules import Closing, DutyState, Framing, Status
from balises.site.demonstration.weighing import FACTS
from factories.decisions import make_decision, make_seat
from factories.organisations import make_member
from factories.register import make_answerable_use, make_use, pronounce, start_process


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def described(lead: Member) -> AIUse:
    use = make_answerable_use(start_process(lead.organisation), title="Reformuler")
    return services.describe_facts(use, facts=FACTS, by=lead)


def test_open_gates_lines_of_law_and_the_review_are_owed(described: AIUse) -> None:
    rows = queries.duty_rows()

    gates = Gate.objects.filter(use=described).exclude(state="closed").count()
    assert gates > 0
    assert sum(row.what == "Réexaminer l’usage" for row in rows) == 1
    assert len(rows) > gates + 1
    assert any(text.checked_on and text.address for row in rows for text in row.texts)


def test_a_line_of_law_that_a_gate_says_already_is_said_once(described: AIUse) -> None:
    by_gates = {cause["code"] for gate in described.gates.all() for cause in gate.causes}
    told_by_gates = {line.title for line in law_lines("fr") if line.code in by_gates}

    assert told_by_gates
    assert told_by_gates.isdisjoint(row.what for row in queries.duty_rows())


def test_what_is_late_comes_first(described: AIUse, lead: Member) -> None:
    gate = Gate.objects.filter(use=described).first()
    assert gate is not None
    framing = Framing("Direction", timezone.localdate() + timedelta(days=5))
    services.frame_gate(gate, framing=framing, by=lead)
    Gate.objects.filter(pk=gate.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    first, *rest = queries.duty_rows()

    assert (first.state, first.owner, first.is_late) == (DutyState.LATE, "Direction", True)
    assert {row.state for row in rest}.isdisjoint({DutyState.LATE})


def test_what_was_done_is_owed_no_more(described: AIUse, lead: Member) -> None:
    gate = Gate.objects.filter(use=described, effect="notice").first() or Gate.objects.filter(effect="dpia").first()
    assert gate is not None
    before = [row.what for row in queries.duty_rows()]
    closing = Closing("C’est fait", "L’affiche à l’accueil", "Direction")
    services.close_gate(gate, closing=closing, decision=None, by=lead)

    after = [row.what for row in queries.duty_rows()]

    assert len(after) == len(before) - 1


def test_a_use_that_was_refused_owes_its_review_only(described: AIUse) -> None:
    today = timezone.localdate()
    AIUse.objects.filter(pk=described.pk).update(status=Status.REFUSED, pronounced_on=today, pronounced_by="Collectif")

    assert [row.what for row in queries.duty_rows()] == ["Réexaminer l’usage"]


def test_a_request_to_look_again_is_due_until_the_body_pronounces(described: AIUse, lead: Member) -> None:
    use = pronounce(described)
    AIUse.objects.filter(pk=use.pk).update(status=Status.REFUSED)
    before = {row.what for row in queries.duty_rows()}
    services.ask_to_reconsider(use, seat=make_seat(use.process), cause="L’outil a changé.")

    asked = [row for row in queries.duty_rows() if row.what == "Répondre à une demande de réexamen"]
    make_decision(lead.organisation, by=lead, use=use)

    assert "Répondre à une demande de réexamen" not in before
    assert [(row.due_on, row.owner, row.state) for row in asked] == [(use.review_on, "Le collectif", DutyState.DUE)]
    assert "depuis le siège «\u202fSiège des personnes accompagnées\u202f»." in asked[0].says
    assert "Répondre à une demande de réexamen" not in {row.what for row in queries.duty_rows()}


def test_the_report_of_one_use_says_nothing_of_another(described: AIUse) -> None:
    other = make_use(described.process, title="Autre", review_on=timezone.localdate())

    assert {row.use_title for row in queries.duty_rows(other)} == {"Autre"}


def test_the_page_and_its_table_say_the_same(described: AIUse, lead: Member) -> None:
    client = Client()
    client.force_login(lead.user)
    base = f"/o/{lead.organisation.slug}"

    page, one = client.get(f"{base}/devoirs"), client.get(f"{base}/usages/{described.pk}/devoirs")
    table, own = client.get(f"{base}/devoirs.csv"), client.get(f"{base}/usages/{described.pk}/devoirs.csv")

    assert "Réexaminer l’usage" in page.text
    assert "ne remplacent pas un conseil juridique" in page.text
    assert "Pour tous les usages" in one.text
    assert table.content == own.content
    assert '"Réexaminer l’usage"' in table.text


def test_an_empty_report_teaches(organisation: Organisation) -> None:
    client = Client()
    with organisation_scope(organisation.pk):
        client.force_login(make_member(organisation).user)

    text = client.get(f"/o/{organisation.slug}/devoirs").text

    assert "Rien n’est à faire pour l’instant." in text
    assert "Par exemple" in text


def test_the_report_costs_the_same_for_one_use_and_for_three(described: AIUse, lead: Member) -> None:
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            queries.duty_rows()
        counts.append(len(asked))
        more = pronounce(services.describe_facts(make_use(described.process), facts=FACTS, by=lead))
        services.ask_to_reconsider(more, seat=make_seat(more.process), cause="L’outil a changé.")

    assert counts[0] == counts[1]


def test_a_long_report_comes_page_by_page_and_leaves_whole(lead: Member) -> None:
    process = start_process(lead.organisation)
    for number in range(ON_A_PAGE + 1):
        make_use(process, title=f"Usage {number:03}", review_on=timezone.localdate())
    count = len(queries.duty_rows())

    first, second = (queries.duties_page(lead.organisation, at=at) for at in ("", "2"))
    lost = queries.duties_page(lead.organisation, at="là-bas")

    assert (*first.rows, *second.rows) == queries.duty_rows()
    assert (first.previous_url, bool(first.next_url), bool(second.previous_url), second.next_url) == (
        "",
        True,
        True,
        "",
    )
    assert first.place == f"Lignes 1 à {ON_A_PAGE}, sur {count}."
    assert lost.rows == first.rows
    assert first.late_sentence == second.late_sentence


def test_a_text_says_its_country_in_words(described: AIUse) -> None:
    countries = {text.country for row in queries.duty_rows() for text in row.texts}

    assert "Union européenne" in countries
    assert "EU" not in countries
