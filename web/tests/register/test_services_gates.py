"""Gates opened by what is told and answered, with the shipped grid and law; nothing told ever closes one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balises.library import queries as library
from balises.library.rules import Answer, Effect, Facts, Nature
from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.roles import Role
from balises.register import queries, services
from balises.register.models import AIUse, Gain, Gate, Look
from balises.register.rules import (
    Closing,
    Framing,
    GainFacts,
    GainKind,
    GateState,
    LookFacts,
    Pronouncement,
    Status,
)
from balises.shared.errors import Refused
from balises.site.demonstration.weighing import FACTS
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories.organisations import make_member
from factories.register import make_decision_node, make_use, start_process

GRID = "framework:grille@1"
# A use that calls for as little as a use may: nobody to recognise, nothing decided, nothing new at work.
LIGHT: Facts = {**FACTS, "personal_data": ("none",), "sensitive_data": ("no",), "case_file": ("no",),
                "staff_effect": ("no",)}  # fmt: skip
DONE = Closing("Le compte grand public est fermé.", "Courriel du 3 mars", "Le collectif")


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def use(in_scope: Organisation, lead: Member) -> AIUse:
    return make_use(start_process(in_scope))


def look(use: AIUse, *, by: Member, is_whole: bool = True, others: Answer = Answer.YES, **said: Answer) -> Look:
    """Every criterion answered the same way by everyone, but those that are named (`c1_1=Answer.NO`)."""
    edition = library.required_edition(*library.GRID).body
    codes = [criterion["code"] for criterion in edition["criteria"] if is_whole or criterion.get("quick_scan")]
    named = {name[1:].replace("_", "."): answer for name, answer in said.items()}
    answers = {code: frozenset({named.get(code, others)}) for code in codes}
    node = trace.mark(Kind.ASSESSMENT, "Grille", on=timezone.localdate())
    return services.record_look(use, look=LookFacts(GRID, is_whole, answers), node=node, by=by)


def gates(use: AIUse) -> dict[str, Gate]:
    return {gate.key: gate for gate in Gate.objects.filter(use=use)}


def pronounce(use: AIUse, *, status: Status, by: Member, days: int = 90) -> AIUse:
    today = timezone.localdate()
    said = Pronouncement(status, "Le collectif", on=today, review_on=today + timedelta(days=days))
    return services.pronounce(use, said=said, decision=make_decision_node(), by=by)


def test_facts_outside_the_vocabulary_are_refused_and_nothing_is_written(use: AIUse, lead: Member) -> None:
    with pytest.raises(Refused, match=r"register\.unknown_fact"):
        services.describe_facts(use, facts={"humeur": ("bonne",)}, by=lead)

    assert AIUse.objects.get(pk=use.pk).facts == {}


def test_what_is_told_opens_the_duties_of_law_at_once(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=FACTS, by=lead)

    dpia = gates(use)["dpia"]
    assert (dpia.effect, dpia.nature, dpia.state) == (Effect.DPIA, Nature.LEGAL, GateState.OPEN)
    assert {cause["code"] for cause in dpia.causes} >= {"g1"}
    assert all(cause["closes"] or cause["asked"] for cause in dpia.causes)
    assert Entry.objects.filter(code="register.facts_described").count() == 1


def test_a_fact_nobody_knows_is_asked_for_and_blocks(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts={**LIGHT, "personal_data": ("unknown",)}, by=lead)

    found = queries.standing(AIUse.objects.get(pk=use.pk))

    assert "personal_data" in found.enquiries
    assert found.ceiling is Status.TO_INVESTIGATE


def test_a_use_that_nobody_looked_at_is_to_investigate(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=LIGHT, by=lead)

    assert queries.standing(AIUse.objects.get(pk=use.pk)).proposed is Status.TO_INVESTIGATE


def test_where_all_reassures_the_rules_see_nothing_that_prevents(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=LIGHT, by=lead)
    look(use, by=lead)

    found = queries.standing(AIUse.objects.get(pk=use.pk))

    assert found.enquiries == ()
    assert [gate.key for gate in found.gates if gate.state != GateState.CLOSED] == []
    assert found.proposed is Status.ALLOWED


def test_ten_questions_are_not_enough_where_someone_may_be_recognised(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=FACTS, by=lead)
    look(use, by=lead, is_whole=False)
    asked = gates(use)["full_grid"]

    with pytest.raises(Refused, match=r"register\.cause_is_still_there"):
        services.close_gate(asked, closing=DONE, decision=None, by=lead)
    look(use, by=lead)

    assert asked.state == GateState.OPEN
    assert gates(use)["full_grid"].state == GateState.CLOSED


def test_a_body_never_pronounces_more_leniently_than_an_open_gate_allows(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=LIGHT, by=lead)
    look(use, by=lead, c2_4=Answer.NO)

    with pytest.raises(Refused, match=r"register\.gate_is_open") as refused:
        pronounce(use, status=Status.ALLOWED, by=lead)
    with pytest.raises(Refused, match=r"register\.gate_is_open"):
        pronounce(use, status=Status.ALLOWED_WITH_CONDITIONS, by=lead)
    framing = Framing("Direction du pôle", timezone.localdate() + timedelta(days=30))
    services.frame_gate(gates(use)["2.4:condition"], framing=framing, by=lead)
    pronounce(use, status=Status.ALLOWED_WITH_CONDITIONS, by=lead)

    assert refused.value.refusal.facts["gates"] == ["2.4:condition"]
    assert AIUse.objects.get(pk=use.pk).status == Status.ALLOWED_WITH_CONDITIONS


def test_a_trial_is_reviewed_within_six_months(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=LIGHT, by=lead)
    look(use, by=lead, c2_4=Answer.NO)

    with pytest.raises(Refused, match=r"register\.review_within_six_months"):
        pronounce(use, status=Status.FRAMED_TRIAL, by=lead, days=200)
    pronounce(use, status=Status.FRAMED_TRIAL, by=lead, days=150)

    assert AIUse.objects.get(pk=use.pk).status == Status.FRAMED_TRIAL


def test_a_legal_stop_falls_with_its_cause_and_never_with_words_alone(use: AIUse, lead: Member) -> None:
    deciding = {**LIGHT, "decision": ("decides",)}
    services.describe_facts(use, facts=deciding, by=lead)
    look(use, by=lead, c2_1=Answer.NO)
    stop = gates(use)["2.1:stop"]

    with pytest.raises(Refused, match=r"register\.cause_is_still_there"):
        services.close_gate(stop, closing=DONE, decision=None, by=lead)
    look(use, by=lead)  # everyone now says yes: the cause is gone, and nothing closes of itself
    after = gates(use)["2.1:stop"]

    assert (stop.nature, stop.state) == (Nature.LEGAL, GateState.OPEN)
    assert (after.state, after.is_still_set_off) == (GateState.OPEN, False)
    services.close_gate(after, closing=DONE, decision=None, by=lead)
    assert gates(use)["2.1:stop"].state == GateState.CLOSED


def test_a_red_line_of_ones_own_is_lifted_by_a_collective_decision_only(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts={**LIGHT, "account": ("consumer",), "contract": ("no",),
                                        "personal_data": ("service_users",)}, by=lead)  # fmt: skip
    look(use, by=lead, c1_1=Answer.NO)
    stop = gates(use)["1.1:stop"]
    decision = trace.mark(Kind.DECISION, "Décision", on=timezone.localdate())

    with pytest.raises(Refused, match=r"register\.red_line_needs_a_decision"):
        services.close_gate(stop, closing=DONE, decision=None, by=lead)
    decided = Closing(DONE.cause, DONE.evidence, DONE.body, has_decision=True)
    services.close_gate(stop, closing=decided, decision=decision, by=lead)

    assert stop.nature == Nature.CHOSEN
    assert gates(use)["1.1:stop"].decision_node == decision


def test_a_closing_is_undone_and_stays_in_the_journal(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=FACTS, by=lead)
    closed = services.close_gate(gates(use)["dpia"], closing=DONE, decision=None, by=lead)

    services.reopen_gate(closed, by=lead)

    assert (gates(use)["dpia"].state, gates(use)["dpia"].closed_on) == (GateState.OPEN, None)
    assert Entry.objects.filter(code__in=["register.gate_closed", "register.gate_reopened"]).count() == 2


def test_telling_the_same_again_changes_nothing(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=FACTS, by=lead)
    services.close_gate(gates(use)["dpia"], closing=DONE, decision=None, by=lead)
    before = {key: (gate.state, gate.opened_on) for key, gate in gates(use).items()}

    services.describe_facts(use, facts=FACTS, by=lead)

    assert {key: (gate.state, gate.opened_on) for key, gate in gates(use).items()} == before


def test_a_new_cause_opens_a_closed_gate_again(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=FACTS, by=lead)
    services.close_gate(gates(use)["dpia"], closing=DONE, decision=None, by=lead)

    look(use, by=lead, c1_3=Answer.NO)  # where data circulate is not known to be safe: a reason of its own

    assert gates(use)["dpia"].state == GateState.OPEN


@pytest.mark.parametrize("is_by_a_cause", [True, False])
def test_a_gate_opens_again_as_it_stood_whatever_opens_it(use: AIUse, lead: Member, is_by_a_cause: bool) -> None:
    services.describe_facts(use, facts=FACTS, by=lead)
    framing = Framing("Direction", timezone.localdate() + timedelta(days=30))
    framed = services.frame_gate(gates(use)["dpia"], framing=framing, by=lead)
    decision = trace.mark(Kind.DECISION, "Décision", on=timezone.localdate())
    closed = services.close_gate(framed, closing=DONE, decision=decision, by=lead)

    if is_by_a_cause:
        look(use, by=lead, c1_3=Answer.NO)
    else:
        services.reopen_gate(closed, by=lead)

    again = gates(use)["dpia"]
    assert (again.state, again.owner, again.due_on) == (GateState.FRAMED, framing.owner, framing.due_on)
    assert (again.closed_on, again.decision_node) == (None, None)


def test_a_look_keeps_answers_and_never_who_gave_them(use: AIUse, lead: Member) -> None:
    kept = look(use, by=lead, c1_1=Answer.NO)

    assert kept.answers["1.1"] == ["no"]
    assert {field.name for field in Look._meta.get_fields()} == {
        "id", "use", "edition", "is_whole", "answers", "node", "on",
    }  # fmt: skip


def test_the_database_refuses_a_gate_closed_without_a_reason(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=FACTS, by=lead)

    with pytest.raises(IntegrityError, match="closed_gate_says_why"), transaction.atomic():
        Gate.objects.filter(use=use).update(state=GateState.CLOSED, closed_on=timezone.localdate())


def test_a_gain_is_noted_once_and_moves_no_gate(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=LIGHT, by=lead)
    look(use, by=lead, c2_4=Answer.NO)
    before = queries.standing(AIUse.objects.get(pk=use.pk)).proposed
    gain = GainFacts(
        GainKind.OBSERVED, "Dix heures", "Le collectif", False, "Relevé", "Une équipe", timezone.localdate()
    )

    services.note_gain(use, gain=gain, by=lead)
    services.note_gain(use, gain=gain, by=lead)

    assert Gain.objects.count() == 1
    assert queries.standing(AIUse.objects.get(pk=use.pk)).proposed is before


def test_an_observed_gain_says_how_and_on_whom(use: AIUse, lead: Member) -> None:
    gain = GainFacts(GainKind.OBSERVED, "Dix heures", "Le collectif", False, "", "", timezone.localdate())

    with pytest.raises(Refused, match=r"register\.observed_gain_says_how"):
        services.note_gain(use, gain=gain, by=lead)


def test_the_grid_is_read_once_and_what_came_with_the_use_is_not_asked_again(use: AIUse, lead: Member) -> None:
    services.describe_facts(use, facts=FACTS, by=lead)
    look(use, by=lead, is_whole=False, c1_1=Answer.NO)
    whole = AIUse.objects.select_related("organisation").prefetch_related("gates", "looks").get()

    with CaptureQueriesContext(connection) as asked:
        queries.gates_to_keep(whole)
        kept = len(asked)
        queries.gates_page(whole, role=Role.LEAD)
        queries.open_inquiries(whole, criteria=["1.1"])

    texts = [query["sql"] for query in asked]
    assert [sum("'framework'" in text for text in part) for part in (texts[:kept], texts[kept:])] == [1, 1]
    assert not any('FROM "register_gate"' in text for text in texts)
    assert not any('FROM "organisations_organisation"' in text for text in texts)
