from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.assessments import queries as assessments
from balises.dossiers import phrases, rules
from balises.dossiers.queries.duties import Deadline, Watchers, current_phase, deadlines, is_table_set, watchers
from balises.dossiers.queries.work import Act, Item, Work, address, work_of
from balises.dossiers.rules import State, Step
from balises.organisations.models import Member, Organisation
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.organisations.scoping import everywhere
from balises.processes import queries as processes
from balises.processes.models import OpenQuestion, Phase, Process
from balises.shared.http import Crumb
from balises.shared.wording import count_words
from balises.trace import queries as trace
from balises.trace.models import Node
from balises.trace.rules import Kind

QUESTIONS_SHOWN = 6  # the agenda has them all


@dataclass(frozen=True)
class RouteStep:
    label: str
    url: str
    state: State
    state_label: str
    sentence: str


@dataclass(frozen=True)
class NextAct:
    """The one next act: what waits, and the button, "" where the reader may not press it."""

    title: str
    sentence: str
    items: tuple[Item, ...]
    button: str
    url: str
    more: str = ""  # how many others wait, where not all are listed
    more_url: str = ""


@dataclass(frozen=True)
class QuestionRow:
    text: str
    url: str
    deliberate_url: str  # "" where the reader may not open one
    explore_url: str


@dataclass(frozen=True)
class ThreadInShort:
    """The latest adopted article: what it came from, what it became."""

    title: str
    url: str
    origins: tuple[trace.ThreadStep, ...]
    outcomes: tuple[trace.ThreadStep, ...]


@dataclass(frozen=True)
class ProcessPage:
    title: str
    crumbs: tuple[Crumb, ...]
    process: Process
    phase: Phase | None
    steps: tuple[RouteStep, ...]
    turns: tuple[assessments.Turn, ...]  # what the reader's own seat is asked to answer, before all else
    next_act: NextAct
    draft_url: str  # to write a use already known, while none is looked at; "" where the reader may not
    questions: tuple[QuestionRow, ...]
    more_questions: str  # how many others the agenda has
    agenda_url: str
    frame_url: str
    deadlines: tuple[Deadline, ...]
    thread: ThreadInShort | None
    watchers: Watchers


class HouseLink(NamedTuple):
    """A page of the house, shown to whoever may open it."""

    label: str
    url: str


@dataclass(frozen=True)
class OrganisationPage:
    title: str
    organisation: Organisation
    current: Process | None
    phase: Phase | None
    steps: tuple[RouteStep, ...]
    turns: tuple[assessments.Turn, ...]
    next_act: NextAct | None
    former: tuple[Process, ...]
    start_url: str  # "" where the reader may not start one
    house: tuple[HouseLink, ...]


@dataclass(frozen=True)
class MinePage:
    title: str
    organisations: tuple[Organisation, ...]


@dataclass(frozen=True)
class ThreadPage:
    title: str
    crumbs: tuple[Crumb, ...]
    kind_label: str
    steps: tuple[trace.ThreadStep, ...]
    is_alone: bool


def mine_page(user_pk: int | None) -> MinePage:
    """Every organisation the person is a member of: the one list that stands above any scope."""
    with everywhere(reason="a person's own memberships span organisations"):
        members = Member.objects.filter(user=user_pk, is_active=True).select_related("organisation")
        found = tuple(member.organisation for member in members.order_by("organisation__name"))
    return MinePage(_("Dans quelle organisation entrez-vous ?"), found)


def organisation_page(organisation: Organisation, *, member: Member) -> OrganisationPage:
    """The process under way in full, the former ones by name: as many queries whatever their number."""
    role = Role(member.role)
    current, *former = [*Process.objects.select_related("organisation")] or [None]
    work = work_of(current) if current else None
    return OrganisationPage(
        title=organisation.name,
        organisation=organisation,
        current=current,
        phase=current_phase(current) if current else None,
        steps=_route(current, work=work) if current and work else (),
        turns=assessments.turns_of(member),
        next_act=_next_act(current, work=work, role=role) if current and work else None,
        former=tuple(former),
        start_url=reverse("processes:start", args=[organisation.slug]) if may(role, Permission.PROCESS_RUN) else "",
        house=_house(organisation, role=role),
    )


def process_page(process: Process, *, member: Member) -> ProcessPage:
    work, role = work_of(process), Role(member.role)
    questions = tuple(processes.open_questions(process))
    return ProcessPage(
        title=process.title,
        crumbs=(processes.home_crumb(process.organisation), Crumb(process.title, "")),
        process=process,
        phase=current_phase(process),
        steps=_route(process, work=work),
        turns=assessments.turns_of(member),
        next_act=_next_act(process, work=work, role=role),
        draft_url=_draft_url(process, work=work, role=role),
        questions=tuple(_question_row(question, role=role) for question in questions[:QUESTIONS_SHOWN]),
        more_questions=_more_questions(len(questions) - QUESTIONS_SHOWN),
        agenda_url=address(process, "processes:agenda", process.pk),
        frame_url=address(process, "processes:frame", process.pk),
        deadlines=deadlines(process),
        thread=_thread_in_short(process),
        watchers=watchers(),
    )


def thread_page(node: Node) -> ThreadPage:
    steps = trace.thread(node)
    return ThreadPage(
        title=node.title,
        crumbs=(processes.home_crumb(node.organisation), Crumb(_("Le fil"), "")),
        kind_label=next(step.kind_label for step in steps if step.is_here),
        steps=steps,
        is_alone=len(steps) == 1,
    )


def _house(organisation: Organisation, *, role: Role) -> tuple[HouseLink, ...]:
    pages = (
        (Permission.REGISTER_SEE, _("Les usages de l’IA que nous regardons"), "register:uses"),
        (Permission.MEMBERS_MANAGE, _("Les membres et leurs rôles"), "organisations:members"),
        (Permission.PROOFS_SEE, _("Ce que vérifie la garante ou le garant"), "boxes:guarantor"),
        (Permission.JOURNAL_SEE, _("Le journal de bord"), "organisations:journal"),
        (Permission.ORGANISATION_SEE, _("Les rencontres ouvertes"), "meetings:public_list"),
    )
    slug = organisation.slug
    return tuple(HouseLink(label, reverse(name, args=[slug])) for needed, label, name in pages if may(role, needed))


_STEP_PAGES = {
    Step.EXPLORE: "cards:collections",
    Step.LOOK: "assessments:assessments",
    Step.DELIBERATE: "deliberations:list",
    Step.DECIDE: "decisions:proposals",
    Step.CHARTER: "charters:draft",
    Step.REGISTER: "register:uses",
    Step.LEARN: "learning:course",
    Step.MEET: "meetings:public_list",
}


def _route(process: Process, *, work: Mapping[Step, Work]) -> tuple[RouteStep, ...]:
    found = rules.states({step: done.progress for step, done in work.items()})
    return tuple(
        RouteStep(
            label=str(phrases.STEP_LABELS[step]),
            url=address(process, _STEP_PAGES[step]),
            state=found[step],
            state_label=_state_label(found[step], is_waiting=bool(work[step].waiting)),
            sentence=_step_sentence(step, work=work[step]),
        )
        for step in Step
    )


def _state_label(state: State, *, is_waiting: bool) -> str:
    if is_waiting and state is not State.HERE:
        return str(phrases.DONE_AND_WAITING if state is State.DONE else phrases.BEGUN)
    return str(phrases.STATE_LABELS[state])


def _step_sentence(step: Step, *, work: Work) -> str:
    """What is finished, then what waits: « 1 récolte close, 2 récoltes en cours »."""
    counts = ((phrases.FINISHED, work.finished_count), (phrases.WAITING, work.waiting_count))
    return ", ".join(words[step] % count for words, count in counts if count)


def _next_act(process: Process, *, work: Mapping[Step, Work], role: Role) -> NextAct:
    step = rules.here({step: done.progress for step, done in work.items()})
    if step is None:
        ask = Act(_("Poser une question"), address(process, "processes:ask", process.pk), Permission.PROCESS_RUN)
        return _act(phrases.CLOSED, items=(), act=ask, role=role)
    is_unbegun = not work[Step.EXPLORE].waiting and not work[Step.LOOK].finished_count
    if step in {Step.EXPLORE, Step.LOOK} and is_unbegun and not is_table_set(process):
        seats = Act(_("Proposer les sièges"), address(process, "processes:frame", process.pk), Permission.PROCESS_RUN)
        return _act(phrases.SET_THE_TABLE, items=(), act=seats, role=role)
    act = _act(phrases.NEXT[step], items=work[step].waiting, act=work[step].act, role=role)
    told = _more_questions(work[step].more_count)
    return replace(act, more=told, more_url=address(process, "processes:agenda", process.pk))


def _draft_url(process: Process, *, work: Mapping[Step, Work], role: Role) -> str:
    """Where the first use is written, should it be known without a harvest of cards."""
    is_empty = not (work[Step.EXPLORE].progress.is_begun or work[Step.LOOK].progress.is_begun)
    return address(process, "register:draft") if is_empty and may(role, Permission.REGISTER_WRITE) else ""


def _more_questions(count: int) -> str:
    """What the agenda has besides those that a page names; nothing where it names them all."""
    more = ngettext("et une autre, à l’ordre du jour", "et %(count)s autres, à l’ordre du jour", max(count, 0))
    return more % {"count": count_words(count)} if count > 0 else ""


def _act(words: phrases.Words, *, items: tuple[Item, ...], act: Act, role: Role) -> NextAct:
    is_theirs = may(role, act.permission)
    return NextAct(
        str(words.title), str(words.sentence), items, act.label if is_theirs else "", act.url if is_theirs else ""
    )


def _question_row(question: OpenQuestion, *, role: Role) -> QuestionRow:
    process = question.process
    deliberate = address(process, "deliberations:make", question=question.pk)
    explore = address(process, "cards:new", demarche=process.pk, question=question.pk)
    return QuestionRow(
        text=question.text,
        url=address(process, "dossiers:thread", question.node_id),
        deliberate_url=deliberate if may(role, Permission.DELIBERATION_RUN) else "",
        explore_url=explore if may(role, Permission.CARDS_RUN) else "",
    )


def _thread_in_short(process: Process) -> ThreadInShort | None:
    articles: QuerySet[Node] = Node.objects.filter(kind=Kind.ARTICLE, is_public=True)
    article = articles.order_by("-on", "-pk").first()
    if article is None:
        return None
    steps = trace.thread(article)
    here = next(index for index, step in enumerate(steps) if step.is_here)
    url = address(process, "dossiers:thread", article.pk)
    return ThreadInShort(article.title, url, steps[:here], steps[here + 1 :])
