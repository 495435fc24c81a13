from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.decisions import rules
from balises.decisions.models import Clarification, Decision, Objection, Proposal, Wording
from balises.decisions.phrases import OBJECTION_LABELS, OUTCOME_LABELS, STATE_LABELS
from balises.decisions.queries.reading import last_wording, proposal_facts
from balises.decisions.rules import ObjectionState, Outcome, ProposalState
from balises.organisations.models import Organisation
from balises.processes.models import Process
from balises.register import queries as register
from balises.register.models import AIUse
from balises.register.queries import StateMark, state_mark
from balises.register.rules import Status
from balises.shared.changes import Change, by_paragraph, changes_by_word
from balises.shared.errors import Refusal
from balises.shared.http import Crumb
from balises.trace import queries as trace
from balises.trace.models import Node
from balises.trace.queries import ThreadStep


@dataclass(frozen=True)
class ProposalRow:
    proposal: Proposal
    state: str
    decided_on: date | None


@dataclass(frozen=True)
class ProposalsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[ProposalRow, ...]
    propose_url: str


@dataclass(frozen=True)
class ProposePage:
    title: str
    crumbs: tuple[Crumb, ...]
    has_process: bool
    has_source: bool
    start_url: str


@dataclass(frozen=True)
class ObjectionRow:
    objection: Objection
    state: str
    url: str
    remove_url: str


@dataclass(frozen=True)
class ClarificationRow:
    clarification: Clarification
    url: str
    remove_url: str


@dataclass(frozen=True)
class WordingRow:
    wording: Wording
    paragraphs: tuple[tuple[Change, ...], ...]  # what changed since the one before; empty for the first


@dataclass(frozen=True)
class ProposalUrls:
    """Where each act of a proposal is."""

    ask: str
    hear_objections: str
    back: str
    object: str
    amend: str
    decide: str
    record: str
    use: str  # "" where no use is at stake
    report: str


@dataclass(frozen=True)
class SealedDecision:
    decision: Decision
    outcome: str
    mark: StateMark | None


@dataclass(frozen=True)
class ProposalPage:
    title: str
    crumbs: tuple[Crumb, ...]
    proposal: Proposal
    state: str
    current: Wording
    history: tuple[WordingRow, ...]
    clarifications: tuple[ClarificationRow, ...]
    objections: tuple[ObjectionRow, ...]
    is_clarifying: bool
    is_hearing_objections: bool
    sealed: SealedDecision | None
    why_not_hear_objections: Refusal | None
    why_not_decide: Refusal | None
    urls: ProposalUrls
    thread: tuple[ThreadStep, ...]


@dataclass(frozen=True)
class StepPage:
    """A page of one act on a proposal: rewrite, answer, settle, conclude."""

    title: str
    crumbs: tuple[Crumb, ...]
    proposal: Proposal
    current: Wording
    why_not: Refusal | None
    back_url: str
    ceiling: str = ""  # the most lenient status that open gates allow, where there is a use
    gates_url: str = ""


def proposals_page(organisation: Organisation) -> ProposalsPage:
    decided_on = Decision.objects.filter(proposal=OuterRef("pk")).values("decided_on")[:1]
    proposals = Proposal.objects.select_related("process__organisation").annotate(decided_on=Subquery(decided_on))
    return ProposalsPage(
        title=_("Ce qui est proposé, ce qui est décidé"),
        crumbs=(Crumb(organisation.name, organisation.get_absolute_url()), Crumb(_("Décisions"), "")),
        rows=tuple(
            ProposalRow(each, str(STATE_LABELS[ProposalState(each.state)]), each.decided_on) for each in proposals
        ),
        propose_url=reverse("decisions:propose", args=[organisation.slug]),
    )


def propose_page(organisation: Organisation) -> ProposePage:
    return ProposePage(
        title=_("Proposer une décision"),
        crumbs=(Crumb(_("Décisions"), _list_url(organisation)), Crumb(_("Proposer"), "")),
        has_process=Process.objects.exists(),
        has_source=Node.objects.exists(),
        start_url=organisation.get_absolute_url(),
    )


def asked(address: Mapping[str, str]) -> dict[str, object]:
    """What an address asks a proposal to start from; the use is told, or is the one that the source came from."""
    source, use = address.get("source", ""), address.get("usage", "")
    node = Node.objects.filter(pk=source).first() if source.isdecimal() else None
    behind = register.use_behind(node) if node and not use else None
    return {"source": source, "use": behind.pk if behind else use}


def proposal_page(proposal: Proposal) -> ProposalPage:
    facts, wordings = proposal_facts(proposal), tuple(proposal.wordings.order_by("number"))
    decision = Decision.objects.filter(proposal=proposal).select_related("node").first()
    return ProposalPage(
        title=proposal.title,
        crumbs=_crumbs(proposal, ""),
        proposal=proposal,
        state=str(STATE_LABELS[facts.state]),
        current=wordings[-1],
        history=_history(wordings),
        clarifications=_clarification_rows(proposal),
        objections=_objection_rows(proposal),
        is_clarifying=facts.state is ProposalState.CLARIFYING,
        is_hearing_objections=facts.state is ProposalState.OBJECTIONS,
        sealed=_sealed(decision) if decision else None,
        why_not_hear_objections=rules.refusal_to_hear_objections(facts),
        why_not_decide=rules.refusal_to_conclude(facts),
        urls=_urls(proposal),
        thread=trace.thread(decision.node if decision else proposal.source),
    )


def step_page(proposal: Proposal, *, title: str) -> StepPage:
    """A page of one act, which says why it may not happen now."""
    return StepPage(
        title=title,
        crumbs=_crumbs(proposal, title),
        proposal=proposal,
        current=last_wording(proposal),
        why_not=rules.refusal_to_write(proposal_facts(proposal)),
        back_url=proposal.get_absolute_url(),
    )


def deciding_page(proposal: Proposal) -> StepPage:
    page = step_page(proposal, title=_("Conclure et sceller"))
    page = replace(page, why_not=rules.refusal_to_conclude(proposal_facts(proposal)))
    if proposal.use is None:
        return page
    gates = reverse("register:gates", args=[proposal.process.organisation.slug, proposal.use_id])
    return replace(page, ceiling=register.ceiling_sentence(proposal.use), gates_url=gates)


def statuses_refused(proposal: Proposal) -> tuple[Status, ...]:
    return register.statuses_refused(proposal.use) if proposal.use is not None else ()


def _list_url(organisation: Organisation) -> str:
    return reverse("decisions:proposals", args=[organisation.slug])


def _crumbs(proposal: Proposal, title: str) -> tuple[Crumb, ...]:
    crumbs = (Crumb(_("Décisions"), _list_url(proposal.process.organisation)),)
    if not title:
        return (*crumbs, Crumb(proposal.title, ""))
    return (*crumbs, Crumb(proposal.title, proposal.get_absolute_url()), Crumb(title, ""))


def _history(wordings: tuple[Wording, ...]) -> tuple[WordingRow, ...]:
    """The wordings, latest first, each with what changed since the one before."""
    rows = [
        WordingRow(after, by_paragraph(changes_by_word(before.text, after.text)))
        for before, after in pairwise(wordings)
    ]
    return tuple(reversed([WordingRow(wordings[0], ()), *rows]))


def _clarification_rows(proposal: Proposal) -> tuple[ClarificationRow, ...]:
    slug = proposal.process.organisation.slug
    return tuple(
        ClarificationRow(
            clarification=each,
            url=reverse("decisions:answer", args=[slug, each.pk]),
            remove_url=reverse("decisions:remove_clarification", args=[slug, each.pk]),
        )
        for each in proposal.clarifications.all()
    )


def _objection_rows(proposal: Proposal) -> tuple[ObjectionRow, ...]:
    slug = proposal.process.organisation.slug
    return tuple(
        ObjectionRow(
            objection=each,
            state=str(OBJECTION_LABELS[ObjectionState(each.state)]),
            url=reverse("decisions:settle", args=[slug, each.pk]),
            remove_url=reverse("decisions:remove_objection", args=[slug, each.pk]),
        )
        for each in proposal.objections.select_related("seat")
    )


def _sealed(decision: Decision) -> SealedDecision:
    return SealedDecision(
        decision=decision,
        outcome=str(OUTCOME_LABELS[Outcome(decision.outcome)]),
        mark=state_mark(decision.status) if decision.status else None,
    )


def decisions_about(use: AIUse) -> tuple[SealedDecision, ...]:
    """What was decided of that use, latest first."""
    found = Decision.objects.filter(proposal__use=use).select_related("proposal__process__organisation")
    return tuple(_sealed(decision) for decision in found)


def proposals_about(use: AIUse) -> tuple[Proposal, ...]:
    """What is before the body about that use, undecided."""
    return tuple(Proposal.objects.filter(use=use).exclude(state=ProposalState.SETTLED))


def _urls(proposal: Proposal) -> ProposalUrls:
    args = [proposal.process.organisation.slug, proposal.pk]
    about = [proposal.process.organisation.slug, proposal.use_id]
    return ProposalUrls(
        ask=reverse("decisions:ask", args=args),
        hear_objections=reverse("decisions:hear_objections", args=args),
        back=reverse("decisions:return_to_clarifications", args=args),
        object=reverse("decisions:object", args=args),
        amend=reverse("decisions:amend", args=args),
        decide=reverse("decisions:decide", args=args),
        record=reverse("decisions:record", args=args),
        use=reverse("dossiers:use", args=about) if proposal.use_id else "",
        report=reverse("dossiers:report", args=about) if proposal.use_id else "",
    )
