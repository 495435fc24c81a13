from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.assessments.models import Assessment
from balises.assessments.rules import AssessmentState
from balises.cards.models import CardCollection
from balises.cards.rules import CollectionState
from balises.charters.models import Article, CharterVersion
from balises.decisions.models import Decision, Proposal
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import DeliberationState
from balises.dossiers import rules
from balises.dossiers.phrases import ACTS, CLOSED, FINISHED, STARTED, STATE_LABELS, STEP_LABELS
from balises.dossiers.rules import Progress, State, Step
from balises.learning.models import Citation
from balises.meetings.models import Conclusion, Meeting
from balises.organisations.models import Member, Organisation
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.organisations.scoping import everywhere
from balises.processes.models import OpenQuestion, Process
from balises.processes.queries import open_questions
from balises.register.models import AIUse
from balises.register.queries import state_mark
from balises.shared.http import Crumb
from balises.trace import queries as trace
from balises.trace.models import Node
from balises.trace.rules import Kind

NEAR_DAYS = 30


@dataclass(frozen=True)
class RouteStep:
    label: str
    url: str
    state: State
    state_label: str
    sentence: str


@dataclass(frozen=True)
class NextAct:
    title: str
    sentence: str
    button: str
    url: str


@dataclass(frozen=True)
class Deadline:
    on: date
    text: str
    source: str
    is_near: bool


@dataclass(frozen=True)
class ProcessPage:
    title: str
    crumbs: tuple[Crumb, ...]
    process: Process
    steps: tuple[RouteStep, ...]
    next_act: NextAct
    questions: tuple[OpenQuestion, ...]
    deadlines: tuple[Deadline, ...]
    thread: tuple[trace.ThreadStep, ...]
    thread_url: str
    watchers: tuple[str, ...]


class HouseLink(NamedTuple):
    """A page of the house, shown to whoever may open it."""

    label: str
    url: str


@dataclass(frozen=True)
class OrganisationPage:
    title: str
    organisation: Organisation
    processes: tuple[Process, ...]
    house: tuple[HouseLink, ...]


@dataclass(frozen=True)
class MinePage:
    organisations: tuple[Organisation, ...]


@dataclass(frozen=True)
class ThreadPage:
    title: str
    crumbs: tuple[Crumb, ...]
    kind_label: str
    steps: tuple[trace.ThreadStep, ...]
    origin_count: int
    outcome_count: int


@dataclass(frozen=True)
class UsePage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    status_label: str
    assessments: tuple[Assessment, ...]
    thread: tuple[trace.ThreadStep, ...]


def organisations_of(user_pk: int | None) -> tuple[Organisation, ...]:
    """Every organisation the person is a member of: the one list that stands above any scope."""
    with everywhere(reason="a person's own memberships span organisations"):
        members = Member.objects.filter(user=user_pk, is_active=True).select_related("organisation")
        return tuple(member.organisation for member in members.order_by("organisation__name"))


def organisation_page(organisation: Organisation, *, role: Role) -> OrganisationPage:
    house = (
        (Permission.MEMBERS_MANAGE, _("Les membres et leurs rôles"), "organisations:members"),
        (Permission.PROOFS_SEE, _("Ce que vérifie la garante ou le garant"), "boxes:guarantor"),
        (Permission.JOURNAL_SEE, _("Le journal de bord"), "organisations:journal"),
    )
    links = [
        HouseLink(label, reverse(name, args=[organisation.slug])) for needed, label, name in house if may(role, needed)
    ]
    return OrganisationPage(organisation.name, organisation, tuple(Process.objects.all()), tuple(links))


def process_page(process: Process) -> ProcessPage:
    progress = _progress(process)
    found = rules.states(progress)
    node = _longest_thread_end(process.organisation)
    return ProcessPage(
        title=process.title,
        crumbs=(_home(process.organisation), Crumb(process.title, "")),
        process=process,
        steps=tuple(_route_step(step, found[step], progress[step], process=process) for step in Step),
        next_act=_next_act(rules.here(found), process),
        questions=tuple(open_questions(process).select_related("node")),
        deadlines=_deadlines(process),
        thread=trace.thread(node) if node else (),
        thread_url=reverse("dossiers:thread", args=[process.organisation.slug, node.pk]) if node else "",
        watchers=_watchers(),
    )


def thread_page(organisation: Organisation, node: Node) -> ThreadPage:
    steps = trace.thread(node)
    return ThreadPage(
        title=node.title,
        crumbs=(_home(organisation), Crumb(_("Le fil"), "")),
        kind_label=next(step.kind_label for step in steps if step.is_here),
        steps=steps,
        origin_count=len(trace.origins(node)),
        outcome_count=len(trace.outcomes(node)),
    )


def use_page(use: AIUse) -> UsePage:
    return UsePage(
        title=use.title,
        crumbs=(
            _home(use.organisation),
            Crumb(use.process.title, use.process.get_absolute_url()),
            Crumb(use.title, ""),
        ),
        use=use,
        status_label=state_mark(use.status).label,
        assessments=tuple(use.assessments.all()),
        thread=trace.thread(use.node),
    )


def _progress(process: Process) -> dict[Step, Progress]:
    """One pair of counts a step; a count is of things, never of people."""
    collections = CardCollection.objects.filter(process=process)
    uses = AIUse.objects.filter(process=process)
    deliberations = Deliberation.objects.filter(process=process)
    ended = (DeliberationState.CLOSED, DeliberationState.ON_PAPER)
    return {
        Step.EXPLORE: Progress(collections.count(), collections.filter(state=CollectionState.CLOSED).count()),
        Step.LOOK: Progress(
            uses.count(), Assessment.objects.filter(use__process=process, state=AssessmentState.SHARED).count()
        ),
        Step.DELIBERATE: Progress(open_questions(process).count(), deliberations.filter(state__in=ended).count()),
        Step.DECIDE: Progress(
            Proposal.objects.filter(process=process).count(),
            Decision.objects.filter(proposal__process=process).count(),
        ),
        Step.CHARTER: Progress(
            Article.objects.count(), CharterVersion.objects.filter(decision__proposal__process=process).count()
        ),
        Step.REGISTER: Progress(uses.count(), uses.filter(published_on__isnull=False, withdrawn_on=None).count()),
        Step.LEARN: Progress(
            Node.objects.filter(kind=Kind.ARTICLE).count(), Citation.objects.values("module").distinct().count()
        ),
        Step.MEET: Progress(
            Meeting.objects.filter(process=process).count(), Conclusion.objects.filter(meeting__process=process).count()
        ),
    }


def _route_step(step: Step, state: State, progress: Progress, *, process: Process) -> RouteStep:
    if progress.finished_count:
        sentence = FINISHED[step] % progress.finished_count
    else:
        sentence = STARTED[step] % progress.started_count if progress.started_count else ""
    url = reverse(ACTS[step].url_name, args=[process.organisation.slug])
    return RouteStep(str(STEP_LABELS[step]), url, state, str(STATE_LABELS[state]), sentence)


def _next_act(step: Step | None, process: Process) -> NextAct:
    slug = process.organisation.slug
    if step is None:
        url = reverse(CLOSED.url_name, args=[slug, process.pk])
        return NextAct(str(CLOSED.title), str(CLOSED.sentence), str(CLOSED.button), f"{url}#ordre-du-jour")
    act = ACTS[step]
    return NextAct(str(act.title), str(act.sentence), str(act.button), reverse(act.url_name, args=[slug]))


def _deadlines(process: Process) -> tuple[Deadline, ...]:
    """What falls due: reviews of uses and of decisions, soonest first."""
    uses = AIUse.objects.filter(process=process, review_on__isnull=False)
    decisions = Decision.objects.filter(proposal__process=process).select_related("proposal")
    rows = [(use.review_on, _("Réexaminer l’usage « %s ».") % use.title, _("Fiche du registre")) for use in uses]
    rows += [
        (decision.review_on, _("Revoir la décision « %s ».") % decision.proposal.title, _("Décision scellée"))
        for decision in decisions
    ]
    return tuple(_deadline(*row) for row in sorted(rows))


def _deadline(on: date, text: str, source: str) -> Deadline:
    return Deadline(on, text, source, is_near=on <= timezone.localdate() + timedelta(days=NEAR_DAYS))


def _longest_thread_end(organisation: Organisation) -> Node | None:
    """The article whose thread the page shows: the latest adopted."""
    return Node.objects.filter(kind=Kind.ARTICLE, is_public=True).order_by("-on", "-pk").first()


def _watchers() -> tuple[str, ...]:
    guarantors: Iterable[Member] = Member.objects.filter(role=Role.GUARANTOR, is_active=True)
    return tuple(member.function for member in guarantors)


def _home(organisation: Organisation) -> Crumb:
    return Crumb(organisation.name, organisation.get_absolute_url())
