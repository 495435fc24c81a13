"""A seat asks that a use be looked at again: a question on the agenda, until the body pronounces."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes import services as processes
from balises.processes.models import OpenQuestion, Seat
from balises.processes.rules import QuestionOrigin
from balises.register import queries, rules
from balises.register.models import AIUse, Reconsideration
from balises.register.phrases.reconsidering import RECONSIDER_QUESTION
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.rules import Kind


@transaction.atomic
def ask_to_reconsider(use: AIUse, *, seat: Seat | None, cause: str) -> Reconsideration:
    """Write the request under its seat, never under a person: the status stays as it is. Twice is once."""
    use, cause = queries.locked(use), cause.strip()
    insist(rules.refusal_to_reconsider(queries.asking_facts(use, seat=seat, cause=cause)))
    same = queries.awaited_requests(use).filter(seat=seat, cause=cause).first()
    if same is not None:
        return same
    written = {"seat": seat, "cause": cause, "question": _question(use), "asked_on": timezone.localdate()}
    asked: Reconsideration = Reconsideration.objects.create(use=use, **written)
    journal.record("register.reconsideration_asked", use, by=None)
    return asked


def _question(use: AIUse) -> OpenQuestion:
    """Several requests that wait share one question; one that was closed without an answer is put again."""
    shared = queries.question_awaited(use)
    if shared is not None:
        return shared
    text = str(RECONSIDER_QUESTION) % {"use": use.title}
    node = trace.mark(Kind.QUESTION, text, on=timezone.localdate(), came_from=(use.node,))
    return processes.raise_question(use.process, text=text, origin=QuestionOrigin.SEAT, node=node)


def answer_requests(use: AIUse, *, on: date, by: Member) -> None:
    """The body pronounced: what had been asked by that day has its answer. What came later still waits."""
    answered = list(queries.awaited_requests(use).filter(asked_on__lte=on))
    Reconsideration.objects.filter(pk__in=[each.pk for each in answered]).update(answered_on=on)
    awaited = set(queries.awaited_requests(use).values_list("question_id", flat=True))
    for question in {each.question for each in answered if each.question_id not in awaited}:
        processes.settle(question, by=by)
