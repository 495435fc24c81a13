from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from balises.decisions import queries, services
from balises.decisions.models import Clarification, Decision, Objection, Proposal, Wording
from balises.decisions.rules import Draft, ObjectionState, Outcome, ProposalState, Settlement
from balises.organisations.models import Member, Organisation
from balises.register.models import AIUse
from balises.register.rules import Status
from balises.shared.errors import Refused
from balises.trace import queries as thread
from balises.trace.rules import Kind
from factories.decisions import TEXT, make_decision, make_proposal, make_seat, ruling
from factories.organisations import make_member
from factories.register import make_use, start_process


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def proposal(in_scope: Organisation, lead: Member) -> Proposal:
    return make_proposal(in_scope, by=lead)


def settled(state: ObjectionState, **fields: object) -> Settlement:
    return Settlement(**{"state": state, "what_it_changed": "", "dissent": "", "has_consent": False, **fields})


def refusal_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def test_a_double_click_proposes_once(in_scope: Organisation, lead: Member) -> None:
    process = start_process(in_scope)
    first = make_proposal(in_scope, by=lead)
    again = Draft(first.title, TEXT)

    with pytest.raises(Refused) as refused:
        services.propose(first.process, draft=again, source=first.source, use=None, by=lead)
    elsewhere = services.propose(process, draft=again, source=first.source, use=None, by=lead)

    assert refusal_of(refused) == "decisions.already_proposed"
    assert elsewhere.pk != first.pk


def test_a_question_is_asked_answered_and_undone(proposal: Proposal, lead: Member) -> None:
    asked = services.ask(proposal, question="Et au téléphone ?", by=lead)
    with pytest.raises(Refused) as refused:
        services.hear_objections(proposal, by=lead)
    services.answer(asked, text="Aussi.", by=lead)
    services.remove_clarification(services.ask(proposal, question="Et par écrit ?", by=lead), by=lead)

    assert refusal_of(refused) == "decisions.unanswered_question"
    assert services.hear_objections(proposal, by=lead).state == ProposalState.OBJECTIONS
    assert [each.answer for each in Clarification.objects.all()] == ["Aussi."]


def test_the_round_of_objections_can_be_undone(proposal: Proposal, lead: Member) -> None:
    services.hear_objections(proposal, by=lead)

    assert services.return_to_clarifications(proposal, by=lead).state == ProposalState.CLARIFYING


def test_an_objection_left_open_stops_the_decision(proposal: Proposal, lead: Member) -> None:
    services.hear_objections(proposal, by=lead)
    objection = services.raise_objection(proposal, seat=make_seat(proposal.process), text="Trop tard.", by=lead)

    with pytest.raises(Refused) as refused:
        services.decide(proposal, ruling=ruling(), by=lead)
    services.settle_objection(objection, settlement=settled(ObjectionState.WITHDRAWN), by=lead)
    decision = services.decide(proposal, ruling=ruling(), by=lead)

    assert refusal_of(refused) == "decisions.unsettled_objection"
    assert decision.dissent == []


def test_a_maintained_objection_is_printed_with_its_seats_consent(proposal: Proposal, lead: Member) -> None:
    services.hear_objections(proposal, by=lead)
    seat = make_seat(proposal.process)
    printed = services.raise_objection(proposal, seat=seat, text="Trop court.", by=lead)
    silent = services.raise_objection(proposal, seat=seat, text="Ne pas imprimer.", by=lead)
    words = settled(ObjectionState.MAINTAINED, dissent="Sept jours sont trop peu.", has_consent=True)
    services.settle_objection(printed, settlement=words, by=lead)
    services.settle_objection(silent, settlement=settled(ObjectionState.MAINTAINED), by=lead)

    decision = services.decide(proposal, ruling=ruling(), by=lead)

    assert decision.dissent == [
        {
            "seat": "Siège des personnes accompagnées",
            "text": "Sept jours sont trop peu.",
            "consented_on": timezone.localdate().isoformat(),
        }
    ]
    assert "Ne pas imprimer" not in queries.decision_document(decision).decode()


def test_a_settlement_can_be_undone_before_sealing(proposal: Proposal, lead: Member) -> None:
    services.hear_objections(proposal, by=lead)
    objection = services.raise_objection(proposal, seat=make_seat(proposal.process), text="Non.", by=lead)
    words = settled(ObjectionState.MAINTAINED, dissent="Non.", has_consent=True)
    services.settle_objection(objection, settlement=words, by=lead)

    services.settle_objection(objection, settlement=settled(ObjectionState.RAISED), by=lead)

    objection = Objection.objects.get()
    assert (objection.state, objection.dissent, objection.dissent_consented_on) == (ObjectionState.RAISED, "", None)


def test_each_wording_stays_and_the_last_one_is_decided(proposal: Proposal, lead: Member) -> None:
    services.amend(proposal, text="Un texte meilleur.", by=lead)
    with pytest.raises(Refused) as refused:
        services.amend(proposal, text="Un texte meilleur.", by=lead)
    services.hear_objections(proposal, by=lead)

    decision = services.decide(proposal, ruling=ruling(), by=lead)

    assert refusal_of(refused) == "decisions.same_wording"
    assert [wording.text for wording in Wording.objects.order_by("number")] == [TEXT, "Un texte meilleur."]
    assert (decision.text, decision.record["wording_number"]) == ("Un texte meilleur.", 2)


def test_a_decision_names_the_body_of_the_mandate_and_its_digest_can_be_recomputed(
    in_scope: Organisation, lead: Member
) -> None:
    decision = Decision.objects.get(pk=make_decision(in_scope, by=lead).pk)

    document = queries.decision_document(decision)

    assert decision.body_name == decision.proposal.process.deciding_body
    assert decision.digest == sha256(document).hexdigest()
    assert decision.record["reasons"] == decision.reasons


def test_the_digest_survives_a_change_of_names_around_it(in_scope: Organisation, lead: Member) -> None:
    decision = make_decision(in_scope, by=lead)
    in_scope.name = "Un autre nom"
    in_scope.save()

    assert Decision.objects.get().digest == sha256(queries.decision_document(decision)).hexdigest()


def test_an_adopted_decision_pronounces_the_status_of_its_use(in_scope: Organisation, lead: Member) -> None:
    use = make_use(start_process(in_scope))
    decision = make_decision(in_scope, by=lead, use=use, status=Status.SUSPENDED)

    use = AIUse.objects.get(pk=use.pk)
    assert (use.status, use.pronounced_by) == (Status.SUSPENDED, decision.body_name)
    assert (use.pronounced_on, use.review_on) == (decision.decided_on, decision.review_on)
    assert [step.kind for step in thread.thread(decision.node)] == [Kind.USE, Kind.DELIBERATION, Kind.DECISION]


def test_what_is_not_adopted_leaves_the_use_as_it_was(in_scope: Organisation, lead: Member) -> None:
    use = make_use(start_process(in_scope))

    decision = make_decision(in_scope, by=lead, use=use, outcome=Outcome.NOT_ADOPTED, status=None)

    assert AIUse.objects.get(pk=use.pk).status == Status.TO_INVESTIGATE
    assert decision.node.title.startswith("Non adoptée")


def test_deciding_twice_is_refused_in_words(in_scope: Organisation, lead: Member) -> None:
    decision = make_decision(in_scope, by=lead)

    with pytest.raises(Refused) as refused:
        services.decide(decision.proposal, ruling=ruling(), by=lead)

    assert refusal_of(refused) == "decisions.sealed"
    assert Decision.objects.count() == 1


def test_after_sealing_nothing_around_the_decision_moves(in_scope: Organisation, lead: Member) -> None:
    proposal = make_proposal(in_scope, by=lead)
    asked = services.ask(proposal, question="Pourquoi ?", by=lead)
    services.answer(asked, text="Parce que.", by=lead)
    services.hear_objections(proposal, by=lead)
    objection = services.raise_objection(proposal, seat=make_seat(proposal.process), text="Non.", by=lead)
    services.settle_objection(objection, settlement=settled(ObjectionState.WITHDRAWN), by=lead)
    services.decide(proposal, ruling=ruling(), by=lead)

    acts = [
        lambda: services.answer(asked, text="Autre.", by=lead),
        lambda: services.remove_clarification(asked, by=lead),
        lambda: services.settle_objection(objection, settlement=settled(ObjectionState.RAISED), by=lead),
        lambda: services.remove_objection(objection, by=lead),
        lambda: services.amend(proposal, text="Autre.", by=lead),
        lambda: services.return_to_clarifications(proposal, by=lead),
        lambda: services.hear_objections(proposal, by=lead),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refusal_of(refused) == "decisions.sealed"


@pytest.mark.parametrize("model", [Decision, Wording])
def test_the_database_refuses_to_touch_what_is_sealed(
    in_scope: Organisation, lead: Member, model: type[Decision] | type[Wording]
) -> None:
    make_decision(in_scope, by=lead)

    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        model.objects.update(text="Autre chose.")
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert model.objects.get().text == TEXT


def test_the_database_refuses_a_dissent_without_consent(proposal: Proposal) -> None:
    objection = Objection.objects.create(proposal=proposal, seat=make_seat(proposal.process), text="Non.")

    with pytest.raises(DatabaseError, match="dissent_has_its_consent"), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(dissent="Non.", state=ObjectionState.MAINTAINED)


def test_a_decision_before_its_proposal_is_refused(proposal: Proposal, lead: Member) -> None:
    services.hear_objections(proposal, by=lead)
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(Refused) as refused:
        services.decide(proposal, ruling=ruling(decided_on=yesterday), by=lead)

    assert refusal_of(refused) == "decisions.before_the_proposal"
