"""What each step of the chain has finished, and what waits there, read from what exists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.assessments.models import Assessment
from balises.assessments.rules import AssessmentState
from balises.cards.models import CardCollection
from balises.cards.rules import CollectionState
from balises.charters.models import Article, CharterVersion
from balises.decisions.models import Decision, Proposal
from balises.decisions.rules import Outcome, ProposalState
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import DeliberationState
from balises.dossiers import phrases
from balises.dossiers.rules import Progress, Step
from balises.learning.models import Citation
from balises.meetings.models import Conclusion, Meeting
from balises.organisations.permissions import Permission
from balises.processes.models import OpenQuestion, Process
from balises.processes.rules import QuestionState
from balises.register.models import AIUse
from balises.shared.wording import day
from balises.trace.models import Link, Node
from balises.trace.rules import Kind

_ENDED = (DeliberationState.CLOSED, DeliberationState.ON_PAPER)
QUESTIONS_LISTED = 12  # a process page names the first ones; the agenda has them all


@dataclass(frozen=True)
class Item:
    """One thing that waits for someone."""

    label: str
    url: str
    sentence: str


@dataclass(frozen=True)
class Act:
    """A button, and what one must be allowed to do for it to be shown."""

    label: str
    url: str
    permission: Permission


@dataclass(frozen=True)
class Work:
    finished_count: int
    waiting: tuple[Item, ...]
    act: Act
    more_count: int = 0  # that wait too, and are listed elsewhere

    @property
    def waiting_count(self) -> int:
        return len(self.waiting) + self.more_count

    @property
    def progress(self) -> Progress:
        return Progress(self.finished_count, self.waiting_count)


def work_of(process: Process) -> dict[Step, Work]:
    return {step: read(process) for step, read in _READERS.items()}


def address(process: Process, name: str, *args: Any, **asked: Any) -> str:
    """An address in the process's organisation, with what the page is asked to start from."""
    url = reverse(name, args=[process.organisation.slug, *args])
    return f"{url}?{'&'.join(f'{key}={value}' for key, value in asked.items())}" if asked else url


def _explore(process: Process) -> Work:
    collections = CardCollection.objects.filter(process=process).select_related("process__organisation").order_by("-pk")
    drafted = Link.objects.filter(source=OuterRef("node"), result__kind=Kind.USE)
    found = list(collections.annotate(is_read=Exists(drafted)))
    waiting = [
        Item(collection.title, collection.get_absolute_url(), str(phrases.COLLECTION_STATES[CollectionState(state)]))
        for collection in found
        if (state := collection.state) in phrases.COLLECTION_STATES
        and not (state == CollectionState.CLOSED and collection.is_read)
    ]
    act = Act(_("Préparer une récolte"), address(process, "cards:new", demarche=process.pk), Permission.CARDS_RUN)
    if waiting:
        act = Act(_("Reprendre la récolte"), waiting[0].url, Permission.PROCESS_SEE)
    return Work(sum(c.state == CollectionState.CLOSED for c in found), tuple(waiting), act)


def _look(process: Process) -> Work:
    grids = Assessment.objects.filter(use__process=process).values_list("use", "state", "pk").order_by("pk")
    shared = [use for use, state, _pk in grids if state == AssessmentState.SHARED]
    going = {use: pk for use, state, pk in grids if state == AssessmentState.OPEN}
    uses = AIUse.objects.filter(process=process).exclude(pk__in=shared).select_related("organisation").order_by("pk")
    waiting = tuple(
        Item(use.title, use.get_absolute_url(), str(phrases.GRID_OPEN if use.pk in going else phrases.GRID_MISSING))
        for use in uses
    )
    return Work(len(shared), waiting, _act_to_look(process, unseen=[u.pk for u in uses if u.pk not in going]))


def _act_to_look(process: Process, *, unseen: list[int]) -> Act:
    if unseen:
        return Act(_("Ouvrir une grille"), address(process, "assessments:open", unseen[0]), Permission.ASSESSMENT_RUN)
    return Act(_("Voir les grilles"), address(process, "assessments:assessments"), Permission.PROCESS_SEE)


def _deliberate(process: Process) -> Work:
    found = list(Deliberation.objects.filter(process=process).select_related("process__organisation").order_by("-pk"))
    going = [deliberation for deliberation in found if deliberation.state not in _ENDED]
    asked = OpenQuestion.objects.filter(process=process, state=QuestionState.OPEN).order_by("pk")
    prepared = [deliberation.question_id for deliberation in found]  # a question is taken up at opening only
    unprepared = asked.exclude(pk__in=prepared)
    questions = list(unprepared.select_related("process__organisation")[:QUESTIONS_LISTED])
    more_count = unprepared.count() - len(questions)
    waiting = [Item(d.title, d.get_absolute_url(), str(phrases.DELIBERATION_UNDER_WAY)) for d in going]
    waiting += [Item(q.text, q.get_absolute_url(), str(phrases.QUESTION_OPEN)) for q in questions]
    if going:
        act = Act(_("Suivre la délibération"), waiting[0].url, Permission.PROCESS_SEE)
    elif questions:
        make = address(process, "deliberations:make", question=questions[0].pk)
        act = Act(_("Ouvrir une délibération"), make, Permission.DELIBERATION_RUN)
    else:
        act = Act(_("Poser une question"), address(process, "processes:ask", process.pk), Permission.PROCESS_RUN)
    return Work(len(found) - len(going), tuple(waiting), act, more_count)


def _decide(process: Process) -> Work:
    proposals = Proposal.objects.filter(process=process).select_related("process__organisation")
    going = list(proposals.exclude(state=ProposalState.SETTLED))
    ended = Deliberation.objects.filter(process=process, state__in=_ENDED).exclude(node__in=proposals.values("source"))
    heard = list(ended.select_related("process__organisation").order_by("-pk"))
    waiting = [Item(p.title, p.get_absolute_url(), str(phrases.PROPOSAL_UNDER_WAY)) for p in going]
    waiting += [Item(d.title, d.get_absolute_url(), str(phrases.DELIBERATION_CLOSED)) for d in heard]
    source = {"source": heard[0].node_id} if heard else {}
    act = Act(
        _("Soumettre une proposition"), address(process, "decisions:propose", **source), Permission.DECISION_WRITE
    )
    if going:
        act = Act(_("Suivre la proposition"), waiting[0].url, Permission.PROCESS_SEE)
    return Work(Decision.objects.filter(proposal__process=process).count(), tuple(waiting), act)


def _charter(process: Process) -> Work:
    written = Article.objects.filter(decision__isnull=False).values("decision")
    versions = CharterVersion.objects.filter(decision__proposal__process=process)
    adopted = Decision.objects.filter(proposal__process=process, outcome=Outcome.ADOPTED)
    unwritten = adopted.exclude(pk__in=written).exclude(pk__in=versions.values("decision"))
    rows = unwritten.select_related("proposal__process__organisation").order_by("-pk")
    draft = address(process, "charters:draft")
    waiting = [Item(d.proposal.title, d.get_absolute_url(), str(phrases.DECISION_UNWRITTEN)) for d in rows]
    drafted = Article.objects.filter(node__isnull=True, decision__proposal__process=process)
    waiting += [Item(article.title, draft, str(phrases.ARTICLE_DRAFTED)) for article in drafted]
    return Work(versions.count(), tuple(waiting), Act(_("Ouvrir le projet de charte"), draft, Permission.CHARTER_SEE))


def _register(process: Process) -> Work:
    uses = AIUse.objects.filter(process=process).select_related("organisation").order_by("pk")
    unsaid = list(uses.filter(pronounced_on__isnull=False, published_on__isnull=True))
    waiting = tuple(Item(use.title, use.get_absolute_url(), str(phrases.ENTRY_MISSING)) for use in unsaid)
    act = Act(_("Voir les usages"), address(process, "register:uses"), Permission.REGISTER_SEE)
    if unsaid:
        url = address(process, "register:describe", unsaid[0].pk)
        act = Act(_("Compléter et publier la fiche"), url, Permission.REGISTER_WRITE)
    return Work(uses.filter(published_on__isnull=False, withdrawn_on__isnull=True).count(), waiting, act)


def _learn(process: Process) -> Work:
    versions = CharterVersion.objects.filter(decision__proposal__process=process).values_list(
        "article_nodes", flat=True
    )
    articles = Node.objects.filter(pk__in={pk for keys in versions for pk in keys})
    cited = Citation.objects.filter(article__in=articles).values("module", "page").distinct().count()
    waiting = () if cited else tuple(Item(a.title, a.address, str(phrases.ARTICLE_UNTAUGHT)) for a in articles)
    return Work(cited, waiting, Act(_("Ouvrir le cours"), address(process, "learning:course"), Permission.COURSE_SEE))


def _meet(process: Process) -> Work:
    concluded = Exists(Conclusion.objects.filter(meeting=OuterRef("pk")))
    meetings = Meeting.objects.filter(process=process).select_related("organisation").annotate(is_concluded=concluded)
    waiting = [meeting for meeting in meetings.order_by("starts_at") if not meeting.is_concluded]
    act = Act(_("Annoncer une rencontre"), address(process, "meetings:plan"), Permission.MEETING_RUN)
    if waiting:
        run = address(process, "meetings:run", waiting[0].pk)
        act = Act(_("Préparer la rencontre"), run, Permission.MEETING_RUN)
    items = tuple(Item(m.title, m.get_absolute_url(), _when(m)) for m in waiting)
    return Work(len(meetings) - len(waiting), items, act)


def _when(meeting: Meeting) -> str:
    if meeting.starts_at <= timezone.now():
        return str(phrases.MEETING_HELD)
    return str(phrases.MEETING_COMING) % day(meeting.starts_at)


_READERS: Mapping[Step, Callable[[Process], Work]] = {
    Step.EXPLORE: _explore,
    Step.LOOK: _look,
    Step.DELIBERATE: _deliberate,
    Step.DECIDE: _decide,
    Step.CHARTER: _charter,
    Step.REGISTER: _register,
    Step.LEARN: _learn,
    Step.MEET: _meet,
}
