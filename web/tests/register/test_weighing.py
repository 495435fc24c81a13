"""What is told of a use, and what a panel answered: the gates that are written down, and what is proposed."""

import pytest
from django.test import Client
from django.utils import timezone

from balises.library.formats import Case, Depth
from balises.library.rules import Answer, Effect, Facts, Nature
from balises.organisations.models import Member, Organisation
from balises.register import queries, services
from balises.register.models import AIUse, Gate, Look
from balises.register.rules import Closing, GateState, LookFacts, Status
from balises.shared.errors import Refused
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories import cases
from factories.organisations import make_member
from factories.register import make_use, start_process

GRID = "framework:grille@1"


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def use(in_scope: Organisation) -> AIUse:
    return make_use(start_process(in_scope))


def look_at(use: AIUse, answers: dict[str, frozenset[Answer]], *, is_whole: bool, by: Member) -> Look:
    node = trace.mark(Kind.ASSESSMENT, "Grille", on=timezone.localdate())
    return services.record_look(use, look=LookFacts(GRID, is_whole, answers), node=node, by=by)


@pytest.mark.parametrize("case", cases.read_cases().cases, ids=lambda case: case.code)
def test_the_register_writes_down_what_the_rules_find(case: Case, use: AIUse, lead: Member) -> None:
    untouched = case.model_copy(update={"framed": (), "closed": ()})
    expected = cases.found_for(untouched, today=timezone.localdate())

    services.describe_facts(use, facts=cases.facts_of(case), by=lead)
    if case.look is not Depth.NONE:
        look_at(use, cases.answers_of(case), is_whole=case.look is Depth.WHOLE, by=lead)

    kept = {(gate.key, gate.nature) for gate in Gate.objects.filter(use=use)}
    standing = queries.standing(AIUse.objects.get(pk=use.pk))
    assert kept == {(key, "legal") for key in expected.legal} | {(key, "chosen") for key in expected.chosen}
    assert sorted(standing.enquiries) == list(expected.waiting)
    assert standing.proposed == expected.status


STOPPED: Facts = {
    **cases.read_cases().usual_facts,
    "moment": ("in_use",),
    "country": ("fr",),
    "body": ("private",),
    "staff_size": ("under_11",),
    "account": ("organisation",),
    "contract": ("no",),
    "personal_data": ("service_users",),
}
REASSURED = {code: frozenset({Answer.YES}) for code in sorted(cases.asked(Depth.WHOLE))}
DONE = Closing("Le contrat est signé.", "Contrat du 3 mars", "Collectif", has_decision=True)


def test_answering_yes_closes_no_legal_gate_before_it_is_recorded(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=STOPPED, by=lead)
    look_at(use, {**REASSURED, "1.1": frozenset({Answer.NO})}, is_whole=True, by=lead)
    stop = Gate.objects.get(use=use, key="1.1:stop")

    with pytest.raises(Refused) as refused:
        services.close_gate(stop, closing=DONE, decision=None, by=lead)
    look_at(use, REASSURED, is_whole=True, by=lead)

    stop.refresh_from_db()
    assert refused.value.refusal.code == "register.cause_is_still_there"
    assert (stop.nature, stop.state, stop.is_still_set_off) == (Nature.LEGAL, GateState.OPEN, False)
    assert queries.standing(use).proposed is Status.SUSPENDED
    services.close_gate(stop, closing=DONE, decision=None, by=lead)
    assert queries.standing(AIUse.objects.get(pk=use.pk)).ceiling is not Status.SUSPENDED


@pytest.mark.parametrize("answer", list(Answer))
def test_no_way_of_answering_closes_a_legal_gate(answer: Answer, use: AIUse, lead: Member) -> None:
    """Only a full grid falls of itself; every other gate, legal ones first, waits for someone to record why."""
    services.describe_facts(use, facts={**STOPPED, "staff_emotions": ("yes",), "decision": ("decides",)}, by=lead)
    look_at(use, {code: frozenset({Answer.NO}) for code in REASSURED}, is_whole=True, by=lead)
    before = set(Gate.objects.filter(use=use, nature=Nature.LEGAL).values_list("key", flat=True))

    look_at(use, {code: frozenset({answer}) for code in REASSURED}, is_whole=True, by=lead)

    closed = set(Gate.objects.filter(use=use, state=GateState.CLOSED).values_list("effect", flat=True))
    assert {"1.1:stop", "g2:stop", "eu-ia-5-f:stop", "fr-lil-47:stop", "eu-rgpd-22:stop", "dpia"} <= before
    assert closed == {Effect.FULL_GRID}
    assert queries.standing(AIUse.objects.get(pk=use.pk)).proposed is Status.SUSPENDED


def test_a_grave_situation_that_nobody_told_is_asked_in_words(use: AIUse, lead: Member, client: Client) -> None:
    """The derived fact has no question of its own; the one behind it has."""
    services.describe_facts(use, facts={"country": ("ch",), "personal_data": ("none",)}, by=lead)
    client.force_login(lead.user)

    answer = client.get(f"/o/{use.organisation.slug}/usages/{use.pk}/portes")

    assert answer.status_code == 200
    assert "L’usage touche-t-il à l’une de ces situations" in answer.text
    assert "severity" in queries.standing(use).enquiries
