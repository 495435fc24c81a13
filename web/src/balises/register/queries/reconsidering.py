"""Requests to look at a use again: who may ask, what was asked, where the question is, when the body answered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.processes.models import OpenQuestion, Seat
from balises.processes.rules import QuestionState
from balises.register import rules
from balises.register.models import AIUse, Reconsideration
from balises.register.phrases.reconsidering import QUESTION_STANDINGS
from balises.register.queries.reading import StateMark, state_mark
from balises.register.rules import AskingFacts
from balises.shared.errors import Refusal
from balises.shared.wording import on_day


@dataclass(frozen=True)
class RequestRow:
    """What a seat asked, and what became of it. A seat is named, never a person."""

    sentence: str
    cause: str
    standing: str
    question_url: str  # "" once the body pronounced


@dataclass(frozen=True)
class PronouncedUse:
    """A use a seat may ask to look at again, from its own page."""

    title: str
    sentence: str
    act: str
    url: str


@dataclass(frozen=True)
class Asker:
    """Where somebody asks from: a seat with an account, or by its link."""

    seat: Seat | None
    url: str
    back_url: str
    activity: str = ""  # the token that stands for a cookie, by a link


@dataclass(frozen=True)
class ReconsiderPage:
    title: str
    use: AIUse
    mark: StateMark
    asker: Asker
    why_not: Refusal | None
    rows: tuple[RequestRow, ...]  # what this seat asked before
    who_reads: str
    kept_until: str
    notice_url: str


def asking_facts(use: AIUse, *, seat: Seat | None, cause: str = "") -> AskingFacts:
    has_seat = seat is not None and seat.process_id == use.process_id
    return AskingFacts(has_seat=has_seat, is_pronounced=use.pronounced_on is not None, cause=cause)


def may_ask(use: AIUse, *, seat: Seat | None) -> bool:
    return rules.refusal_to_begin_asking(asking_facts(use, seat=seat)) is None


def requests(use: AIUse) -> QuerySet[Reconsideration]:
    found = Reconsideration.objects.filter(use=use)
    return found.select_related("seat", "question__process__organisation").order_by("-asked_on", "-pk")


def awaited_requests(use: AIUse) -> QuerySet[Reconsideration]:
    """Those the body has not answered."""
    return requests(use).filter(answered_on__isnull=True)


def question_awaited(use: AIUse) -> OpenQuestion | None:
    """The question that waiting requests already put on the agenda, unless it was closed there."""
    last = awaited_requests(use).exclude(question__state=QuestionState.SETTLED).first()
    return last.question if last else None


def request_rows(use: AIUse, *, seat: Seat | None = None) -> tuple[RequestRow, ...]:
    found = requests(use).filter(seat=seat) if seat else requests(use)
    return tuple(_row(request) for request in found)


def request_sentence(request: Reconsideration) -> str:
    said = {"on": on_day(request.asked_on), "seat": request.seat.label}
    return _("Réexamen demandé %(on)s, depuis le siège « %(seat)s ».") % said


def _row(request: Reconsideration) -> RequestRow:
    return RequestRow(
        sentence=request_sentence(request),
        cause=request.cause,
        standing=_standing(request),
        question_url="" if request.answered_on else request.question.get_absolute_url(),
    )


def _standing(request: Reconsideration) -> str:
    if request.answered_on is not None:
        return _("L’instance s’est prononcée de nouveau %(on)s.") % {"on": on_day(request.answered_on)}
    return str(QUESTION_STANDINGS[QuestionState(request.question.state)])


def pronounced_uses(seat: Seat, *, token: str) -> tuple[PronouncedUse, ...]:
    """What the body pronounced on in the seat's process, for who comes by a link."""
    slug = seat.process.organisation.slug
    uses = list(AIUse.objects.filter(process=seat.process_id, pronounced_on__isnull=False).order_by("title"))
    awaited = Reconsideration.objects.filter(use__in=uses, seat=seat, answered_on__isnull=True)
    asked = dict(awaited.order_by("asked_on", "pk").values_list("use", "asked_on"))
    return tuple(
        PronouncedUse(
            title=use.title,
            sentence=_status_sentence(use, asked_on=asked.get(use.pk)),
            act=_("Relire, ou dire autre chose") if use.pk in asked else _("Demander de le regarder de nouveau"),
            url=reverse("register:seat_reconsider", args=[slug, token, use.pk]),
        )
        for use in uses
    )


def _status_sentence(use: AIUse, *, asked_on: date | None) -> str:
    status = state_mark(use.status).label.lower()
    if asked_on is None:
        return _("Statut : %(status)s.") % {"status": status}
    said = {"status": status, "on": on_day(asked_on)}
    return _("Statut : %(status)s. Votre siège a demandé un réexamen %(on)s.") % said


def seat_use(seat: Seat, pk: int) -> AIUse | None:
    """A use of the seat's own process on which the body pronounced; a link shows no draft."""
    found = AIUse.objects.filter(process=seat.process_id, pronounced_on__isnull=False, pk=pk)
    return found.select_related("process", "organisation").first()


def reconsider_page(use: AIUse, *, asker: Asker) -> ReconsiderPage:
    slug = use.organisation.slug
    return ReconsiderPage(
        title=_("Demander que l’on regarde cet usage de nouveau"),
        use=use,
        mark=state_mark(use.status),
        asker=asker,
        why_not=rules.refusal_to_begin_asking(asking_facts(use, seat=asker.seat)),
        rows=request_rows(use, seat=asker.seat) if asker.seat else (),
        who_reads=_(
            "Les membres de l’organisation lisent votre demande, avec l’intitulé de votre siège. "
            "Le public ne la lit pas. Dans un petit groupe, un siège peut suffire à vous reconnaître."
        ),
        kept_until=_("Elle est gardée avec l’usage, tant que l’organisation le suit."),
        notice_url=f"{reverse('organisations:notice', args=[slug])}#sieges",
    )
