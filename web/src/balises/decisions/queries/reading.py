from django.db.models import QuerySet
from django.utils import timezone

from balises.decisions import rules
from balises.decisions.models import Decision, Objection, Proposal, Wording
from balises.decisions.rules import (
    DecisionRecord,
    Draft,
    ObjectionState,
    Outcome,
    ProposalFacts,
    ProposalState,
    Ruling,
    RulingFacts,
)
from balises.processes.models import Process


def locked(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def is_proposed(process: Process, *, draft: Draft) -> bool:
    """Whether the same words are already before the body, undecided."""
    still_open = Proposal.objects.filter(process=process, title=draft.title).exclude(state=ProposalState.SETTLED)
    return still_open.filter(wordings__text=draft.text).exists()


def last_wording(proposal: Proposal) -> Wording:
    return Wording.objects.filter(proposal=proposal).latest("number")


def proposal_facts(proposal: Proposal) -> ProposalFacts:
    return ProposalFacts(
        state=ProposalState(proposal.state),
        unanswered_count=proposal.clarifications.filter(answer="").count(),
        unsettled_count=proposal.objections.filter(state=ObjectionState.RAISED).count(),
    )


def ruling_facts(proposal: Proposal) -> RulingFacts:
    return RulingFacts(
        proposal=proposal_facts(proposal),
        opened_on=proposal.opened_on,
        today=timezone.localdate(),
        is_about_a_use=proposal.use_id is not None,
    )


def decision_record(proposal: Proposal, *, ruling: Ruling) -> DecisionRecord:
    """Everything that the digest will cover, in plain values."""
    wording, process = last_wording(proposal), proposal.process
    return DecisionRecord(
        organisation=process.organisation.name,
        process=process.title,
        body=process.deciding_body,
        title=proposal.title,
        text=wording.text,
        wording_number=wording.number,
        outcome=ruling.outcome,
        reasons=ruling.reasons,
        dissent=_printed_dissent(proposal),
        decided_on=ruling.decided_on.isoformat(),
        review_on=ruling.review_on.isoformat(),
        use=proposal.use.title if proposal.use else "",
        status=ruling.status or "",
    )


def _printed_dissent(proposal: Proposal) -> tuple[dict[str, str], ...]:
    objections = proposal.objections.exclude(dissent="").select_related("seat").order_by("pk")
    return tuple(
        {"seat": each.seat.label, "text": each.dissent, "consented_on": each.dissent_consented_on.isoformat()}
        for each in objections
        if each.dissent_consented_on is not None
    )


def decision_document(decision: Decision) -> bytes:
    """The very bytes whose SHA-256 is the digest."""
    return rules.canonical(decision.record)


def adopted_decisions() -> QuerySet[Decision]:
    """Decisions that adopted something, latest first: a charter stands on them."""
    return Decision.objects.filter(outcome=Outcome.ADOPTED).select_related("proposal", "node")


def settlement_so_far(objection: Objection) -> dict[str, object]:
    """What was already said of an objection, to be mended."""
    return {
        "state": objection.state,
        "what_it_changed": objection.what_it_changed,
        "dissent": objection.dissent,
        "has_consent": objection.dissent_consented_on is not None,
    }
