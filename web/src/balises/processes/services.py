"""What can happen in a process: it starts, its seats are held, its staff's opinion is noted, its agenda lives."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from balises.library import queries as library
from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes import queries, rules
from balises.processes.models import OpenQuestion, Phase, Process, Seat
from balises.processes.rules import QuestionOrigin, QuestionState, SeatKind
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind

LINK_BYTES = 32


@dataclass(frozen=True)
class SeatFilling:
    """Who holds a seat (a member, or nobody yet: then a link), and what was arranged for them."""

    member: Member | None = None
    preparation: str = ""
    companion: str = ""
    compensation: str = ""


@transaction.atomic
def start_process(*, title: str, mandate: str, deciding_body: str, starts_on: date, by: Member) -> Process:
    """Start from the ready process: its six phases on the calendar, its seats to fill."""
    organisation = queries.locked_organisation()
    insist(rules.refusal_to_start(is_already_started=queries.has_process(title, starts_on=starts_on)))
    insist(rules.refusal_to_begin(starts_on, today=timezone.localdate()))
    edition = library.required_edition(*queries.READY_PROCESS)
    insist(rules.refusal_to_mandate(mandate, example=queries.example_of_mandate()))
    process = Process.objects.create(
        organisation=organisation,
        title=title,
        mandate=mandate,
        deciding_body=deciding_body,
        edition=edition.reference,
        starts_on=starts_on,
    )
    _lay_out(process, body=edition.body)
    journal.record("processes.started", process, by=by)
    return process


def _lay_out(process: Process, *, body: Mapping[str, Any]) -> None:
    for number, phase in enumerate(body["phases"], start=1):
        span = rules.phase_span(process.starts_on, week_from=phase["week_from"], week_to=phase["week_to"])
        words = {name: phase[name] for name in ("code", "title", "purpose")}
        Phase.objects.create(process=process, number=number, **words, **asdict(span))
    for seat in body["seats"]:
        Seat.objects.create(process=process, kind=seat["code"], label=seat["title"])


@transaction.atomic
def describe_process(process: Process, *, title: str, mandate: str, deciding_body: str, by: Member) -> Process:
    process = queries.locked(process)
    insist(rules.refusal_to_mandate(mandate, example=queries.example_of_mandate()))
    process.title, process.mandate, process.deciding_body = title, mandate, deciding_body
    process.save(update_fields=["title", "mandate", "deciding_body"])
    journal.record("processes.described", process, by=by)
    return process


@transaction.atomic
def record_staff_opinion(process: Process, *, opinion: str, on: date, by: Member) -> Process:
    process = queries.locked(process)
    insist(rules.refusal_to_record_opinion(on, today=timezone.localdate()))
    process.staff_opinion, process.staff_opinion_on = opinion, on
    process.save(update_fields=["staff_opinion", "staff_opinion_on"])
    journal.record("processes.staff_opinion_recorded", process, by=by)
    return process


@transaction.atomic
def add_seat(process: Process, *, kind: SeatKind, label: str, by: Member) -> Seat:
    """One more place in the collective, such as a second practitioner."""
    process = queries.locked(process)
    insist(rules.refusal_to_add_seat(is_already_there=queries.has_seat(process, label=label), label=label))
    seat = Seat.objects.create(process=process, kind=kind, label=label)
    journal.record("processes.seat_added", seat, by=by)
    return seat


@transaction.atomic
def fill_seat(seat: Seat, *, filling: SeatFilling, by: Member) -> Seat:
    """Give a seat to a member, or free it; a link that stood for an account dies when a member sits."""
    queries.locked(seat.process)
    seat = queries.locked_seat(seat)
    if filling.member is not None:
        insist(rules.refusal_to_sit(queries.sitting_facts(seat, member=filling.member)))
        seat.link_digest = ""
    seat.member, seat.preparation = filling.member, filling.preparation
    seat.companion, seat.compensation = filling.companion, filling.compensation
    seat.save(update_fields=["member", "link_digest", "preparation", "companion", "compensation"])
    journal.record("processes.seat_filled", seat, by=by)
    return seat


@transaction.atomic
def offer_seat_link(seat: Seat, *, by: Member) -> str:
    """Make the link that stands for an account; returned once, and the former one stops working."""
    seat = queries.locked_seat(seat)
    insist(rules.refusal_to_offer_link(is_held_by_member=seat.member_id is not None))
    token = secrets.token_urlsafe(LINK_BYTES)
    seat.link_digest = rules.link_digest(token)
    seat.save(update_fields=["link_digest"])
    journal.record("processes.seat_link_offered", seat, by=by)
    return token


@transaction.atomic
def ask(process: Process, *, text: str, by: Member) -> OpenQuestion:
    """Put a question of one's own on the agenda."""
    process = queries.locked(process)
    insist(rules.refusal_to_raise(text))
    insist(rules.refusal_to_ask_again(is_already_asked=queries.is_asked(process, text=text)))
    node = trace.mark(Kind.QUESTION, text, on=timezone.localdate())
    return raise_question(process, text=text, origin=QuestionOrigin.LEAD, node=node, by=by)


@transaction.atomic
def raise_question(
    process: Process, *, text: str, origin: QuestionOrigin, node: Node, by: Member | None = None
) -> OpenQuestion:
    """Put a question on the process's one agenda. A node raises one question: raised twice, it is the same."""
    process = queries.locked(process)
    insist(rules.refusal_to_raise(text))
    question, is_new = OpenQuestion.objects.get_or_create(
        process=process,
        node=node,
        defaults={"text": text[: queries.QUESTION_LENGTH], "origin": origin, "raised_on": timezone.localdate()},
    )
    if is_new:
        if not node.address:  # a node of its own; a meeting's conclusion already has its place
            trace.place(node, address=question.get_absolute_url())
        journal.record("processes.question_raised", question, by=by)
    return question


@transaction.atomic
def take_up(question: OpenQuestion, *, by: Member | None = None) -> OpenQuestion:
    """A deliberation or an exploration takes the question up; a second one may."""
    question = queries.locked_question(question)
    insist(rules.refusal_to_take_up(QuestionState(question.state)))
    return _move(question, state=QuestionState.TAKEN_UP, code="processes.question_taken_up", by=by)


@transaction.atomic
def settle(question: OpenQuestion, *, by: Member | None = None) -> OpenQuestion:
    question = queries.locked_question(question)
    return _move(question, state=QuestionState.SETTLED, code="processes.question_settled", by=by)


def _move(question: OpenQuestion, *, state: QuestionState, code: str, by: Member | None) -> OpenQuestion:
    """Said twice, it is written once."""
    if question.state == state:
        return question
    question.state = state
    question.save(update_fields=["state"])
    journal.record(code, question, by=by)
    return question
