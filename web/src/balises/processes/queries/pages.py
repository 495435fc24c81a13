from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.library import queries as library
from balises.organisations.models import Member, Organisation
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.processes import rules
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.phrases import QUESTION_ORIGIN_LABELS, QUESTION_STATE_LABELS
from balises.processes.queries.reading import (
    READY_PROCESS,
    SeatRow,
    body_of,
    brings_of,
    example_of_mandate,
    phases,
    questions,
    seat_row,
    seat_rows,
)
from balises.processes.rules import QuestionOrigin, QuestionState
from balises.shared.errors import Refusal
from balises.shared.http import Crumb, ErrorPage


@dataclass(frozen=True)
class PhaseRow:
    number: int
    title: str
    purpose: str
    starts_on: date
    ends_on: date
    is_current: bool
    acts: tuple[str, ...]
    produces: tuple[str, ...]


@dataclass(frozen=True)
class QuestionRow:
    question: OpenQuestion
    anchor: str
    text: str
    state: str
    origin: str
    raised_on: date
    thread_url: str
    settle_url: str  # "" once it is settled
    deliberate_url: str
    explore_url: str
    decide_url: str


@dataclass(frozen=True)
class StartPage:
    title: str
    crumbs: tuple[Crumb, ...]
    notice: str
    phases: tuple[Mapping[str, Any], ...]
    suggested_title: str
    example: str  # the mandate that was taken over; "" until it is asked for
    example_url: str  # "" once it is there


@dataclass(frozen=True)
class FramePage:
    title: str
    crumbs: tuple[Crumb, ...]
    process: Process
    phases: tuple[PhaseRow, ...]
    seats: tuple[SeatRow, ...]
    must_be_heard: tuple[str, ...]
    may_run: bool
    mandate_url: str
    opinion_url: str
    new_seat_url: str
    agenda_url: str


@dataclass(frozen=True)
class FormPage:
    """A page that is one form about a process."""

    title: str
    crumbs: tuple[Crumb, ...]
    sentence: str


@dataclass(frozen=True)
class SeatPage:
    title: str
    crumbs: tuple[Crumb, ...]
    row: SeatRow
    has_link: bool
    link_url: str
    why_not_link: Refusal | None
    new_member_url: str  # and back here


@dataclass(frozen=True)
class SeatLinkPage:
    """Shown once: nothing of it can be read again."""

    title: str
    address: str
    row: SeatRow
    back_url: str
    contact: str
    notice_url: str


@dataclass(frozen=True)
class AgendaPage:
    title: str
    crumbs: tuple[Crumb, ...]
    process: Process
    open_rows: tuple[QuestionRow, ...]
    settled_rows: tuple[QuestionRow, ...]
    may_run: bool
    ask_url: str


def start_page(organisation: Organisation, *, is_example_asked: bool) -> StartPage:
    edition = library.required_edition(*READY_PROCESS)
    return StartPage(
        title=_("Commencer une démarche en trois mois"),
        crumbs=(home_crumb(organisation), Crumb(_("Commencer"), "")),
        notice=edition.body["notice"],
        phases=tuple(edition.body["phases"]),
        suggested_title=edition.title,
        example=example_of_mandate() if is_example_asked else "",
        example_url=""
        if is_example_asked
        else f"{reverse('processes:start', args=[organisation.slug])}?exemple=mandat",
    )


def frame_page(process: Process, *, member: Member) -> FramePage:
    body, here = body_of(process), _here(process)
    return FramePage(
        title=_("Le cadre : mandat, calendrier, sièges"),
        crumbs=_crumbs(process, _("Cadre")),
        process=process,
        phases=_phase_rows(process, body=body),
        seats=seat_rows(process),
        must_be_heard=tuple(body.get("must_be_heard", ())),
        may_run=may(Role(member.role), Permission.PROCESS_RUN),
        mandate_url=reverse("processes:mandate", args=here),
        opinion_url=reverse("processes:staff_opinion", args=here),
        new_seat_url=reverse("processes:new_seat", args=here),
        agenda_url=reverse("processes:agenda", args=here),
    )


def form_page(process: Process, *, title: str, sentence: str = "") -> FormPage:
    frame = Crumb(_("Cadre"), reverse("processes:frame", args=_here(process)))
    return FormPage(title, (*process_crumbs(process), frame, Crumb(title, "")), sentence)


def seat_page(seat: Seat) -> SeatPage:
    process = seat.process
    row = seat_row(seat, brings=brings_of(body_of(process)))
    frame = Crumb(_("Cadre"), reverse("processes:frame", args=_here(process)))
    return SeatPage(
        title=_("Le siège « %(label)s »") % {"label": seat.label},
        crumbs=(*process_crumbs(process), frame, Crumb(seat.label, "")),
        row=row,
        has_link=bool(seat.link_digest),
        link_url=reverse("processes:seat_link", args=[process.organisation.slug, seat.pk]),
        why_not_link=rules.refusal_to_offer_link(is_held_by_member=seat.member_id is not None),
        new_member_url=f"{reverse('organisations:new_member', args=[process.organisation.slug])}?suite={row.url}",
    )


def seats_url(process: Process) -> str:
    """Where the next seat is filled."""
    return f"{reverse('processes:frame', args=_here(process))}#sieges"


def seat_link_page(seat: Seat, *, address: str) -> SeatLinkPage:
    process = seat.process
    return SeatLinkPage(
        title=_("Votre siège : %(label)s") % {"label": seat.label},
        address=address,
        row=seat_row(seat, brings=brings_of(body_of(process))),
        back_url=seats_url(process),
        contact=process.organisation.contact,
        notice_url=reverse("organisations:notice", args=[process.organisation.slug]),
    )


def broken_link_page(organisation: Organisation, *, kept: tuple[str, ...]) -> ErrorPage:
    """The link of a seat was mistyped, or a newer one replaced it."""
    return ErrorPage(
        title=_("Ce lien n’ouvre pas de siège"),
        sentence=_(
            "Il a été mal recopié, ou un lien plus récent l’a remplacé. "
            "Demandez un nouveau lien à la personne qui vous a remis celui-ci, ou écrivez à %(contact)s."
        )
        % {"contact": organisation.contact},
        action_label=_("Voir comment sont tenues les réponses d’un siège"),
        action_url=f"{reverse('organisations:notice', args=[organisation.slug])}#sieges",
        kept=kept,
    )


def agenda_page(process: Process, *, member: Member) -> AgendaPage:
    rows = [(_question_row(question), question.state) for question in questions(process)]
    return AgendaPage(
        title=_("Ce qui reste à trancher"),
        crumbs=_crumbs(process, _("Questions ouvertes")),
        process=process,
        open_rows=tuple(row for row, state in rows if state != QuestionState.SETTLED),
        settled_rows=tuple(row for row, state in rows if state == QuestionState.SETTLED),
        may_run=may(Role(member.role), Permission.PROCESS_RUN),
        ask_url=reverse("processes:ask", args=_here(process)),
    )


def home_crumb(organisation: Organisation) -> Crumb:
    return Crumb(organisation.name, organisation.get_absolute_url())


def process_crumbs(process: Process) -> tuple[Crumb, ...]:
    """Where pages below a process start from."""
    return (home_crumb(process.organisation), Crumb(process.title, process.get_absolute_url()))


def _crumbs(process: Process, label: str) -> tuple[Crumb, ...]:
    return (*process_crumbs(process), Crumb(label, ""))


def _here(process: Process) -> list[Any]:
    return [process.organisation.slug, process.pk]


def _phase_rows(process: Process, *, body: Mapping[str, Any]) -> tuple[PhaseRow, ...]:
    told = {phase["code"]: phase for phase in body.get("phases", ())}
    today = timezone.localdate()
    return tuple(
        PhaseRow(
            number=phase.number,
            title=phase.title,
            purpose=phase.purpose,
            starts_on=phase.starts_on,
            ends_on=phase.ends_on,
            is_current=phase.starts_on <= today <= phase.ends_on,
            acts=tuple(told.get(phase.code, {}).get("acts", ())),
            produces=tuple(told.get(phase.code, {}).get("produces", ())),
        )
        for phase in phases(process)
    )


def _question_row(question: OpenQuestion) -> QuestionRow:
    slug, state = question.process.organisation.slug, QuestionState(question.state)
    return QuestionRow(
        question=question,
        anchor=f"question-{question.pk}",
        text=question.text,
        state=str(QUESTION_STATE_LABELS[state]),
        origin=str(QUESTION_ORIGIN_LABELS[QuestionOrigin(question.origin)]),
        raised_on=question.raised_on,
        thread_url=reverse("dossiers:thread", args=[slug, question.node_id]),
        settle_url="" if state is QuestionState.SETTLED else reverse("processes:settle", args=[slug, question.pk]),
        deliberate_url=f"{reverse('deliberations:make', args=[slug])}?question={question.pk}",
        explore_url=f"{reverse('cards:new', args=[slug])}?demarche={question.process_id}&question={question.pk}",
        decide_url=f"{reverse('decisions:propose', args=[slug])}?source={question.node_id}",
    )
