from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.library import queries as library
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_in_scope
from balises.processes import rules
from balises.processes.models import OpenQuestion, Phase, Process, Seat
from balises.processes.rules import QuestionState, SeatKind, SittingFacts

READY_PROCESS = ("process", "trois-mois")
QUESTION_LENGTH = 300


@dataclass(frozen=True)
class SeatRow:
    """A seat as the process shows it: who holds it is a function, never a name."""

    seat: Seat
    label: str
    holder: str
    is_held: bool
    is_service_user: bool
    brings: str
    arranged: tuple[str, ...]
    url: str


def locked_organisation() -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation_in_scope())


def locked(process: Process) -> Process:
    return Process.objects.select_for_update().get(pk=process.pk)


def locked_seat(seat: Seat) -> Seat:
    return Seat.objects.select_for_update().get(pk=seat.pk)


def locked_question(question: OpenQuestion) -> OpenQuestion:
    rows = OpenQuestion.objects.select_for_update(of=("self",)).select_related("process__organisation", "node")
    return rows.get(pk=question.pk)


def has_process(title: str, *, starts_on: date) -> bool:
    return Process.objects.filter(title=title, starts_on=starts_on).exists()


def example_of_mandate() -> str:
    """What the ready process offers to take over; nothing where its edition has none."""
    return str(library.required_edition(*READY_PROCESS).body.get("mandate") or "")


def has_seat(process: Process, *, label: str) -> bool:
    return Seat.objects.filter(process=process, label=label).exists()


def sitting_facts(seat: Seat, *, member: Member) -> SittingFacts:
    other = Seat.objects.filter(process=seat.process_id, member=member).exclude(pk=seat.pk).first()
    return SittingFacts(Role(member.role), is_active=member.is_active, other_seat=other.label if other else "")


def seat_for_token(token: str) -> Seat | None:
    """The seat that a link opens, in the organisation in scope."""
    found = Seat.objects.filter(link_digest=rules.link_digest(token)).select_related("process__organisation")
    return found.first()


def seat_held_by(member: Member, *, process: Process) -> Seat | None:
    return Seat.objects.filter(process=process, member=member).first()


def seats(process: Process) -> QuerySet[Seat]:
    return Seat.objects.filter(process=process).select_related("member", "process__organisation").order_by("pk")


def possible_holders() -> QuerySet[Member]:
    """Members who could sit: whether their role lets them is said when they are proposed."""
    return Member.objects.filter(is_active=True).select_related("user").order_by("function", "pk")


def is_held(seat: Seat) -> bool:
    """Someone can answer from this seat: an active member, or whoever has its link."""
    return bool(seat.link_digest) or (seat.member is not None and seat.member.is_active)


def open_questions(process: Process) -> QuerySet[OpenQuestion]:
    """What is on the agenda, settled questions apart."""
    return questions(process).exclude(state=QuestionState.SETTLED)


def questions(process: Process) -> QuerySet[OpenQuestion]:
    found = OpenQuestion.objects.filter(process=process)
    return found.select_related("node", "process__organisation").order_by("pk")


def is_asked(process: Process, *, text: str) -> bool:
    return open_questions(process).filter(text=text).exists()


def seat_rows(process: Process) -> tuple[SeatRow, ...]:
    brings = brings_of(body_of(process))
    return tuple(seat_row(seat, brings=brings) for seat in seats(process))


def phases(process: Process) -> tuple[Phase, ...]:
    return tuple(Phase.objects.filter(process=process).order_by("number"))


def body_of(process: Process) -> Mapping[str, Any]:
    """The edition the process started from, such as process:trois-mois@1."""
    kind, _colon, rest = process.edition.partition(":")
    slug, _at, number = rest.partition("@")
    edition = library.edition(kind, slug, int(number))
    return edition.body if edition else {}


def brings_of(body: Mapping[str, Any]) -> dict[str, str]:
    return {seat["code"]: seat["brings"] for seat in body.get("seats", ())}


def seat_row(seat: Seat, *, brings: Mapping[str, str]) -> SeatRow:
    arranged = (
        (_("Préparation"), seat.preparation),
        (_("Accompagnement"), seat.companion),
        (_("Indemnisation"), seat.compensation),
    )
    return SeatRow(
        seat=seat,
        label=seat.label,
        holder=_holder(seat),
        is_held=is_held(seat),
        is_service_user=seat.kind == SeatKind.SERVICE_USER,
        brings=brings.get(seat.kind, ""),
        arranged=tuple(f"{label} : {words}" for label, words in arranged if words),
        url=reverse("processes:seat", args=[seat.process.organisation.slug, seat.pk]),
    )


def _holder(seat: Seat) -> str:
    if seat.link_digest:
        return _("Par un lien, sans compte")
    if seat.member is None:
        return _("À proposer")
    return seat.member.function if seat.member.is_active else _("À proposer de nouveau : ce membre est parti")
