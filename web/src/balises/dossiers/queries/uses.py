"""A use of AI, and all that is known of it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.assessments.models import Assessment
from balises.assessments.rules import AssessmentState, Depth
from balises.decisions.models import Proposal
from balises.decisions.rules import ProposalState
from balises.dossiers import phrases, rules
from balises.dossiers.queries.work import Act, address
from balises.dossiers.rules import UseAct, UseStanding
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.processes import queries as processes
from balises.register import queries as register
from balises.register.models import AIUse
from balises.shared.http import Crumb
from balises.shared.wording import day, on_day
from balises.trace import queries as trace


@dataclass(frozen=True)
class KnownRow:
    """A grid or a text about the use."""

    title: str
    url: str
    sentence: str


@dataclass(frozen=True)
class UsePage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    visibility: str
    mark: register.StateMark
    former: str  # what the body had said before, "" where it pronounced once
    facts: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    grids: tuple[KnownRow, ...]
    proposals: tuple[KnownRow, ...]
    public_url: str
    act: Act | None  # nothing where the reader may not
    describe_url: str
    gates_url: str
    gains_url: str
    robustness_url: str
    same_tool_url: str  # "" where the reader may not
    report_url: str
    look_url: str  # "" where the reader may not open a grid, one is open, or the act says it already
    requests: tuple[register.RequestRow, ...]  # to look at it again, with what became of each
    reconsider_url: str  # "" where the reader holds no seat, or nothing is pronounced
    thread: tuple[trace.ThreadStep, ...]
    thread_url: str


def use_page(use: AIUse, *, member: Member) -> UsePage:
    role = Role(member.role)
    grids = list(Assessment.objects.filter(use=use).select_related("use__organisation").order_by("-pk"))
    proposals = list(Proposal.objects.filter(use=use).select_related("process__organisation", "decision"))
    act = _act(use, grids=grids, proposals=proposals)
    describe, may_write = address(use.process, "register:describe", use.pk), may(role, Permission.REGISTER_WRITE)
    return UsePage(
        title=use.title,
        crumbs=(*processes.process_crumbs(use.process), Crumb(use.title, "")),
        use=use,
        visibility=register.visibility_label(use.visibility),
        mark=register.state_mark(use.status),
        former=register.former_sentence(use),
        facts=_facts(use),
        answers=_answers(use),
        grids=tuple(_grid_row(grid) for grid in grids),
        proposals=tuple(_proposal_row(proposal) for proposal in proposals),
        public_url=register.entry_url(use) if use.is_published else "",
        act=act if may(role, act.permission) else None,
        describe_url=describe if may_write else "",
        gates_url=address(use.process, "register:gates", use.pk),
        same_tool_url=address(use.process, "register:same_tool", use.pk)
        if may(role, Permission.REGISTER_WRITE)
        else "",
        robustness_url=address(use.process, "register:robustness", use.pk),
        gains_url=address(use.process, "register:gains", use.pk),
        report_url=address(use.process, "dossiers:report", use.pk),
        look_url=_look_url(use, role=role, grids=grids, act=act),
        requests=register.request_rows(use),
        reconsider_url=_reconsider_url(use, member=member),
        thread=trace.thread(use.node),
        thread_url=address(use.process, "dossiers:thread", use.node_id),
    )


def _act(use: AIUse, *, grids: list[Assessment], proposals: list[Proposal]) -> Act:
    """The one next act on the use, with the permission it needs."""
    going = [grid for grid in grids if grid.state == AssessmentState.OPEN]
    shared = [grid for grid in grids if grid.state == AssessmentState.SHARED]
    open_proposals = [proposal for proposal in proposals if proposal.state != ProposalState.SETTLED]
    request = register.awaited_requests(use).first()
    next_act = rules.next_act(
        UseStanding(
            is_described=bool(use.facts),
            is_looked_at=bool(shared),
            has_open_grid=bool(going),
            has_open_proposal=bool(open_proposals),
            has_request=request is not None,
            is_pronounced=use.pronounced_on is not None,
            is_published=use.is_published,
        )
    )
    label = str(phrases.USE_ACTS[next_act])
    if next_act is UseAct.ANSWER:
        return Act(label, going[0].get_absolute_url(), Permission.PROCESS_SEE)
    if next_act is UseAct.CONSENT:
        return Act(label, open_proposals[0].get_absolute_url(), Permission.PROCESS_SEE)
    if request is not None and next_act is UseAct.RECONSIDER:
        return _act_to_propose(use, label=label, source=request.question.node_id)
    return _act_on_use(use, label=label, next_act=next_act, shared=shared)


def _act_on_use(use: AIUse, *, label: str, next_act: UseAct, shared: list[Assessment]) -> Act:
    if next_act is UseAct.PROPOSE:
        return _act_to_propose(use, label=label, source=shared[0].node_id)
    if next_act is UseAct.PUBLISH:
        return Act(label, address(use.process, "register:describe", use.pk), Permission.REGISTER_WRITE)
    if next_act is UseAct.DESCRIBE:
        return Act(label, address(use.process, "register:facts", use.pk), Permission.REGISTER_WRITE)
    if next_act is UseAct.REVIEW:
        return Act(label, register.entry_url(use), Permission.REGISTER_SEE)
    url = reverse("assessments:open", args=[use.organisation.slug, use.pk])
    return Act(label, url, Permission.ASSESSMENT_RUN)


def _act_to_propose(use: AIUse, *, label: str, source: int) -> Act:
    url = address(use.process, "decisions:propose", source=source, usage=use.pk)
    return Act(label, url, Permission.DECISION_WRITE)


def _look_url(use: AIUse, *, role: Role, grids: list[Assessment], act: Act) -> str:
    url = reverse("assessments:open", args=[use.organisation.slug, use.pk])
    is_open = any(grid.state == AssessmentState.OPEN for grid in grids)
    return "" if is_open or act.url == url or not may(role, Permission.ASSESSMENT_RUN) else url


def _reconsider_url(use: AIUse, *, member: Member) -> str:
    seat = processes.seat_held_by(member, process=use.process)
    return address(use.process, "register:reconsider", use.pk) if register.may_ask(use, seat=seat) else ""


def _facts(use: AIUse) -> tuple[tuple[str, str], ...]:
    return (
        (_("Finalité"), use.purpose),
        (_("Genre d’outil"), use.tool),
        (_("Informations confiées à l’outil"), use.information),
        (_("Personnes concernées"), use.people_concerned),
    )


def _answers(use: AIUse) -> tuple[tuple[str, str], ...]:
    """Who answers for the use; what is not written yet says so."""
    missing = _("À écrire avant de publier.")
    return (
        (_("Fonction responsable"), use.owner or missing),
        (_("Contact humain"), use.human_contact or missing),
        (_("Comment refuser"), use.how_to_refuse or missing),
        (_("Comment contester"), use.how_to_contest or missing),
        (_("Réexamen"), on_day(use.review_on) if use.review_on else missing),
    )


def _grid_row(grid: Assessment) -> KnownRow:
    title = str(phrases.GRID_TITLES[Depth(grid.depth)]) % {"day": day(grid.opened_on)}
    if grid.shared_on is None:
        return KnownRow(title, grid.get_absolute_url(), str(phrases.GRID_OPEN))
    return KnownRow(title, grid.get_absolute_url(), _("mise en commun %(day)s") % {"day": on_day(grid.shared_on)})


def _proposal_row(proposal: Proposal) -> KnownRow:
    if proposal.state != ProposalState.SETTLED:
        return KnownRow(proposal.title, proposal.get_absolute_url(), str(phrases.PROPOSAL_UNDER_WAY))
    said = _("décision scellée %(day)s") % {"day": on_day(proposal.decision.decided_on)}
    return KnownRow(proposal.title, proposal.get_absolute_url(), said)
