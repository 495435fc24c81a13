"""What can happen to a deliberation: made, written, opened, voted on, closed, sealed."""

import datetime
from collections.abc import Callable, Sequence
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from balises.analyses import services as analyses
from balises.analyses.rules import CastVote
from balises.boxes import services as boxes
from balises.boxes.models import Box
from balises.boxes.services import OpenedEnvelope
from balises.deliberations import queries, rules
from balises.deliberations.models import Deliberation, Statement
from balises.deliberations.rules import Conversation, DeliberationState, Vote
from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes import queries as agenda
from balises.processes import services as processes
from balises.processes.models import OpenQuestion
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.rules import Kind


@transaction.atomic
def make_deliberation(question: OpenQuestion, *, title: str, by: Member) -> Deliberation:
    """Start a draft from an open question."""
    question = agenda.locked_question(question)  # or two clicks would make two drafts
    insist(rules.refusal_to_make(is_already_there=queries.has_draft(question, title=title)))
    deliberation = Deliberation.objects.create(
        process=question.process,
        question=question,
        title=title,
        node=trace.mark(Kind.DELIBERATION, title, on=timezone.localdate(), came_from=(question.node,)),
    )
    trace.place(deliberation.node, address=deliberation.get_absolute_url())
    journal.record("deliberations.made", deliberation, by=by)
    return deliberation


@transaction.atomic
def bring_in(question: OpenQuestion, *, title: str, conversation: Conversation, by: Member) -> Deliberation:
    """Write a conversation held elsewhere as a closed deliberation: counted and sealed at once, no vote is kept."""
    question = agenda.locked_question(question)
    is_already_there = queries.has_brought_in(conversation.statements)
    insist(rules.refusal_to_bring_in(conversation, is_already_there=is_already_there))
    deliberation = make_deliberation(question, title=title, by=by)
    numbered = list(enumerate(conversation.statements, start=1))
    Statement.objects.bulk_create(Statement(deliberation=deliberation, number=n, text=text) for n, text in numbered)
    items = [str(number) for number, _text in numbered]
    deliberation.plan = analyses.make_plan(name=f"deliberation-{deliberation.pk}", items=items)
    deliberation.held_elsewhere = conversation.told(on=timezone.localdate())
    deliberation.opened_on = conversation.first_on
    deliberation.save(update_fields=["plan", "held_elsewhere", "opened_on"])
    _seal(deliberation, votes=conversation.votes)
    processes.take_up(question)
    _finish(deliberation, state=DeliberationState.CLOSED, on=conversation.last_on)
    journal.record("deliberations.brought_in", deliberation, by=by)
    return deliberation


@transaction.atomic
def rename_deliberation(deliberation: Deliberation, *, title: str, by: Member) -> Deliberation:
    deliberation = queries.locked(deliberation)
    insist(rules.refusal_to_edit(DeliberationState(deliberation.state)))
    deliberation.title = title
    deliberation.save(update_fields=["title"])
    trace.rename(deliberation.node, title=title, on=deliberation.node.on)
    journal.record("deliberations.renamed", deliberation, by=by)
    return deliberation


@transaction.atomic
def add_statement(deliberation: Deliberation, *, text: str, dilemma: str = "", by: Member) -> Statement:
    """Write one more statement, last."""
    deliberation, text = queries.locked(deliberation), rules.tidy(text)
    insist(rules.refusal_to_write(queries.statement_facts(deliberation, text=text)))
    number = queries.statement_count(deliberation) + 1
    statement = Statement.objects.create(deliberation=deliberation, number=number, text=text, dilemma=dilemma)
    journal.record("deliberations.statement_added", deliberation, by=by)
    return statement


@transaction.atomic
def take_dilemmas(deliberation: Deliberation, *, codes: Sequence[str], by: Member) -> tuple[Statement, ...]:
    """Copy statements of the library; a later edition of the library does not change them."""
    chosen = [dilemma for dilemma in queries.free_dilemmas(queries.locked(deliberation)) if dilemma.code in codes]
    return tuple(add_statement(deliberation, text=dilemma.statement, dilemma=dilemma.code, by=by) for dilemma in chosen)


@transaction.atomic
def edit_statement(statement: Statement, *, text: str, by: Member) -> Statement:
    """Say it otherwise. A dilemma put in other words is no longer the library's."""
    deliberation, text = queries.locked(statement.deliberation), rules.tidy(text)
    insist(rules.refusal_to_write(queries.statement_facts(deliberation, text=text, but=statement)))
    statement = Statement.objects.get(pk=statement.pk)
    statement.dilemma = statement.dilemma if statement.text == text else ""
    statement.text = text
    statement.save(update_fields=["text", "dilemma"])
    journal.record("deliberations.statement_edited", deliberation, by=by)
    return statement


@transaction.atomic
def remove_statement(statement: Statement, *, by: Member) -> None:
    """Take one out; those after it move up."""
    deliberation = queries.locked(statement.deliberation)
    insist(rules.refusal_to_edit(DeliberationState(deliberation.state)))
    number = Statement.objects.get(pk=statement.pk).number
    statement.delete()
    for later_one in Statement.objects.filter(deliberation=deliberation, number__gt=number).order_by("number"):
        Statement.objects.filter(pk=later_one.pk).update(number=F("number") - 1)  # one by one: numbers are unique
    journal.record("deliberations.statement_removed", deliberation, by=by)


@transaction.atomic
def open_deliberation(deliberation: Deliberation, *, by: Member) -> Deliberation:
    """Write the publication plan, make the box, let votes in."""
    deliberation = queries.locked(deliberation)
    insist(rules.refusal_to_open(queries.opening_facts(deliberation)))
    items = [str(number) for number in queries.statement_numbers(deliberation)]
    deliberation.plan = analyses.make_plan(name=f"deliberation-{deliberation.pk}", items=items)
    deliberation.box = boxes.make_box(
        target=queries.voters_address(deliberation, code="{code}"),
        label=deliberation.title,
        limit_bytes=rules.VOTE_BYTES,
    )
    deliberation.state, deliberation.opened_on = DeliberationState.OPEN, timezone.localdate()
    deliberation.save(update_fields=["plan", "box", "state", "opened_on"])
    processes.take_up(deliberation.question)
    journal.record("deliberations.opened", deliberation, by=by)
    return deliberation


def cast_vote(deliberation: Deliberation, *, token: str, number: int, vote: Vote) -> None:
    """Seal one vote, in place of the former one of the same token on the same statement. No line of the journal."""
    boxes.put_envelope(_box_of(deliberation), token=token, item=str(number), plaintext=vote.encode())


@transaction.atomic
def close_deliberation(deliberation: Deliberation, *, by: Member) -> Deliberation:
    """Let no further vote in; a process of its own opens the envelopes."""
    deliberation = queries.locked(deliberation)
    insist(rules.refusal_to_close(DeliberationState(deliberation.state)))
    deliberation.state = DeliberationState.CLOSING
    deliberation.save(update_fields=["state"])
    journal.record("deliberations.closed", deliberation, by=by)
    boxes.stop_arrivals(_box_of(deliberation), sealing="deliberations.seal_results", pk=deliberation.pk)
    return deliberation


def seal_results(pk: int, *, after_step: Callable[[str], None] = boxes.nothing_more) -> None:
    """Called by the closing process alone: open the box, write what may be told. May be started again."""
    deliberation = Deliberation.objects.select_related("box").get(pk=pk)
    boxes.open_envelopes(
        _box_of(deliberation),
        write=partial(_write_results, deliberation),
        fewer=partial(_leave_to_paper, deliberation),
        after_step=after_step,
        minimum=rules.MINIMUM_VOTERS,
    )


def _write_results(deliberation: Deliberation, opened: Sequence[OpenedEnvelope]) -> None:
    deliberation = queries.locked(deliberation)
    _seal(deliberation, votes=[CastVote(each.voter, each.item, Vote(each.plaintext.decode())) for each in opened])
    _finish(deliberation, state=DeliberationState.CLOSED, on=timezone.localdate())
    journal.record("deliberations.closed", deliberation, by=None)


def _leave_to_paper(deliberation: Deliberation) -> None:
    deliberation = queries.locked(deliberation)
    _finish(deliberation, state=DeliberationState.ON_PAPER, on=timezone.localdate())
    journal.record("deliberations.on_paper", deliberation, by=None)


def _seal(deliberation: Deliberation, *, votes: Sequence[CastVote]) -> None:
    plan = deliberation.plan or {}
    deliberation.run, deliberation.map_run = (
        analyses.seal_run(plan=plan, votes=votes),
        analyses.seal_map(plan=plan, votes=votes),
    )


def _finish(deliberation: Deliberation, *, state: DeliberationState, on: datetime.date) -> None:
    deliberation.state, deliberation.closed_on = state, on
    deliberation.save(update_fields=["run", "map_run", "state", "closed_on"])
    trace.rename(deliberation.node, title=deliberation.title, on=timezone.localdate())


def _box_of(deliberation: Deliberation) -> Box:
    if deliberation.box is None:
        raise ValueError("Only an opened deliberation has a box.")
    return deliberation.box
