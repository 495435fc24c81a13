"""A decision by consent: what is proposed, asked, objected, rewritten, then sealed."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.decisions import queries, rules
from balises.decisions.models import Clarification, Decision, Objection, Proposal, Wording
from balises.decisions.rules import Draft, Outcome, ProposalState, Ruling, Settlement
from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes.models import Process, Seat
from balises.register import services as register
from balises.register.models import AIUse
from balises.register.rules import Pronouncement
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind


@transaction.atomic
def propose(process: Process, *, draft: Draft, source: Node, use: AIUse | None, by: Member) -> Proposal:
    """Submit a text, drawn from a thing of the chain, to the consent of the deciding body."""
    insist(rules.refusal_to_propose(is_already_proposed=queries.is_proposed(process, draft=draft)))
    today = timezone.localdate()
    proposal = Proposal.objects.create(process=process, source=source, use=use, title=draft.title, opened_on=today)
    Wording.objects.create(proposal=proposal, number=1, text=draft.text, on=today)
    journal.record("decisions.proposed", proposal, by=by)
    return proposal


@transaction.atomic
def ask(proposal: Proposal, *, question: str, by: Member) -> Clarification:
    """Note a question asked to understand."""
    proposal = queries.locked(proposal)
    is_already_asked = proposal.clarifications.filter(question=question).exists()
    insist(rules.refusal_to_ask(queries.proposal_facts(proposal), is_already_asked=is_already_asked))
    clarification = Clarification.objects.create(proposal=proposal, question=question)
    journal.record("decisions.question_noted", proposal, by=by)
    return clarification


@transaction.atomic
def answer(clarification: Clarification, *, text: str, by: Member) -> Clarification:
    """Note the answer to a question, or mend it."""
    proposal = queries.locked(clarification.proposal)
    insist(rules.refusal_to_ask(queries.proposal_facts(proposal), is_already_asked=False))
    clarification.answer = text
    clarification.save(update_fields=["answer"])
    journal.record("decisions.question_answered", proposal, by=by)
    return clarification


@transaction.atomic
def remove_clarification(clarification: Clarification, *, by: Member) -> None:
    proposal = queries.locked(clarification.proposal)
    insist(rules.refusal_to_write(queries.proposal_facts(proposal)))
    clarification.delete()
    journal.record("decisions.question_removed", proposal, by=by)


@transaction.atomic
def hear_objections(proposal: Proposal, *, by: Member) -> Proposal:
    """Close the questions and open the round of objections."""
    proposal = queries.locked(proposal)
    insist(rules.refusal_to_hear_objections(queries.proposal_facts(proposal)))
    journal.record("decisions.objections_heard", proposal, by=by)
    return _move(proposal, to=ProposalState.OBJECTIONS)


@transaction.atomic
def return_to_clarifications(proposal: Proposal, *, by: Member) -> Proposal:
    """Undo the opening of the round: objections already said stay."""
    proposal = queries.locked(proposal)
    insist(rules.refusal_to_return_to_clarifications(queries.proposal_facts(proposal)))
    journal.record("decisions.clarifications_reopened", proposal, by=by)
    return _move(proposal, to=ProposalState.CLARIFYING)


@transaction.atomic
def raise_objection(proposal: Proposal, *, seat: Seat, text: str, by: Member) -> Objection:
    """Note an objection said by a seat."""
    proposal = queries.locked(proposal)
    is_already_said = proposal.objections.filter(seat=seat, text=text).exists()
    insist(rules.refusal_to_object(queries.proposal_facts(proposal), is_already_said=is_already_said))
    objection = Objection.objects.create(proposal=proposal, seat=seat, text=text)
    journal.record("decisions.objection_noted", proposal, by=by)
    return objection


@transaction.atomic
def settle_objection(objection: Objection, *, settlement: Settlement, by: Member) -> Objection:
    """Say what became of an objection; setting it back to « raised » undoes it."""
    proposal = queries.locked(objection.proposal)
    insist(rules.refusal_to_settle(queries.proposal_facts(proposal), settlement=settlement))
    objection.state, objection.what_it_changed = settlement.state, settlement.what_it_changed
    objection.dissent = settlement.dissent
    objection.dissent_consented_on = timezone.localdate() if settlement.dissent else None
    objection.save(update_fields=["state", "what_it_changed", "dissent", "dissent_consented_on"])
    journal.record("decisions.objection_settled", proposal, by=by)
    return objection


@transaction.atomic
def remove_objection(objection: Objection, *, by: Member) -> None:
    proposal = queries.locked(objection.proposal)
    insist(rules.refusal_to_write(queries.proposal_facts(proposal)))
    objection.delete()
    journal.record("decisions.objection_removed", proposal, by=by)


@transaction.atomic
def amend(proposal: Proposal, *, text: str, by: Member) -> Wording:
    """Give the proposal a new wording; the former ones stay as they were. Undoing is one more wording."""
    proposal = queries.locked(proposal)
    last = queries.last_wording(proposal)
    insist(rules.refusal_to_amend(queries.proposal_facts(proposal), is_same=text == last.text))
    wording = Wording.objects.create(proposal=proposal, number=last.number + 1, text=text, on=timezone.localdate())
    journal.record("decisions.amended", proposal, by=by)
    return wording


@transaction.atomic
def decide(proposal: Proposal, *, ruling: Ruling, by: Member) -> Decision:
    """Seal what the body decided; where it adopted a status for a use, the register shows it."""
    proposal = queries.locked(proposal)
    insist(rules.refusal_to_decide(queries.ruling_facts(proposal), ruling=ruling))
    decision = _sealed(proposal, ruling=ruling)
    trace.place(decision.node, address=decision.get_absolute_url())
    if proposal.use is not None and ruling.status is not None:
        said = Pronouncement(ruling.status, decision.body_name, on=ruling.decided_on, review_on=ruling.review_on)
        register.pronounce(proposal.use, said=said, decision=decision.node, by=by)
    _move(proposal, to=ProposalState.SETTLED)
    journal.record("decisions.sealed", proposal, by=by)
    return decision


def _sealed(proposal: Proposal, *, ruling: Ruling) -> Decision:
    record = queries.decision_record(proposal, ruling=ruling)
    return Decision.objects.create(
        proposal=proposal,
        outcome=ruling.outcome,
        status=record.status,
        text=record.text,
        body_name=record.body,
        reasons=record.reasons,
        dissent=list(record.dissent),
        decided_on=ruling.decided_on,
        review_on=ruling.review_on,
        node=_decision_node(proposal, ruling=ruling),
        record=asdict(record),
        digest=rules.digest_of(rules.canonical_decision(record)),
    )


def _decision_node(proposal: Proposal, *, ruling: Ruling) -> Node:
    title = proposal.title
    if ruling.outcome is Outcome.NOT_ADOPTED:
        title = _("Non adoptée : %(title)s") % {"title": title}
    sources = (proposal.source,) if proposal.use is None else (proposal.source, proposal.use.node)
    return trace.mark(Kind.DECISION, title, on=ruling.decided_on, came_from=sources)


def _move(proposal: Proposal, *, to: ProposalState) -> Proposal:
    proposal.state = to
    proposal.save(update_fields=["state"])
    return proposal
