"""A request to look at a use again: a question on the agenda, until the body pronounces."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.scoping import organisation_scope
from balises.processes import services as processes
from balises.processes.models import OpenQuestion, Seat
from balises.processes.rules import QuestionOrigin, QuestionState
from balises.register import queries, services
from balises.register.models import AIUse, Reconsideration
from balises.register.rules import Pronouncement, Status
from balises.shared.errors import Refused
from balises.trace import queries as thread
from balises.trace.rules import Kind
from factories.decisions import make_decision, make_seat
from factories.organisations import make_member, make_organisation
from factories.register import make_answerable_use, make_decision_node, make_use, pronounce, start_process

CAUSE = "L’outil garde maintenant les enregistrements."


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def use(lead: Member) -> AIUse:
    """Suspended by its body a month ago."""
    return pronounce(make_answerable_use(start_process(lead.organisation), title="Trier"))


@pytest.fixture
def seat(use: AIUse) -> Seat:
    return make_seat(use.process)


def test_a_request_puts_a_question_on_the_agenda_and_leaves_the_status(use: AIUse, seat: Seat) -> None:
    asked = services.ask_to_reconsider(use, seat=seat, cause=f" {CAUSE}\n")

    use.refresh_from_db()
    question = OpenQuestion.objects.get()
    assert (asked.cause, asked.asked_on, asked.answered_on) == (CAUSE, timezone.localdate(), None)
    assert (question.origin, question.state) == (QuestionOrigin.SEAT, QuestionState.OPEN)
    assert question.text == "Faut-il revoir le statut de l’usage «\u202fTrier\u202f»\u202f?"
    assert use.status == Status.SUSPENDED


def test_the_thread_of_the_use_leads_to_the_question(use: AIUse, seat: Seat) -> None:
    asked = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)

    steps = thread.outcomes(use.node)
    assert [step.kind for step in steps] == [Kind.QUESTION]
    assert asked.question.node.address == asked.question.get_absolute_url()


def test_the_journal_says_that_it_was_asked_and_not_by_whom(use: AIUse, seat: Seat) -> None:
    services.ask_to_reconsider(use, seat=seat, cause=CAUSE)

    entry = Entry.objects.get(code="register.reconsideration_asked")
    assert entry.by_function == ""
    assert seat.label not in entry.subject
    assert CAUSE not in entry.subject


def test_the_same_request_sent_twice_is_written_once(use: AIUse, seat: Seat) -> None:
    first = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)
    written = Entry.objects.count()

    again = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)

    assert again == first
    assert (Reconsideration.objects.count(), OpenQuestion.objects.count(), Entry.objects.count()) == (1, 1, written)


def test_requests_that_wait_share_one_question(use: AIUse, seat: Seat) -> None:
    first = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)
    other = services.ask_to_reconsider(use, seat=make_seat(use.process, label="Terrain"), cause=CAUSE)
    more = services.ask_to_reconsider(use, seat=seat, cause="Une condition n’est plus tenue.")

    assert len({first.pk, other.pk, more.pk}) == 3
    assert {each.question_id for each in (first, other, more)} == {OpenQuestion.objects.get().pk}


def test_a_question_closed_without_an_answer_is_put_again(use: AIUse, seat: Seat, lead: Member) -> None:
    first = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)
    processes.settle(first.question, by=lead)

    second = services.ask_to_reconsider(use, seat=seat, cause="Cela continue.")

    assert second.question != first.question
    assert second.question.state == QuestionState.OPEN


def test_a_decision_that_pronounces_answers_what_was_asked(use: AIUse, seat: Seat, lead: Member) -> None:
    asked = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)

    decision = make_decision(lead.organisation, by=lead, use=use)

    asked.refresh_from_db()
    asked.question.refresh_from_db()
    assert asked.answered_on == decision.decided_on
    assert asked.question.state == QuestionState.SETTLED
    assert not queries.awaited_requests(use).exists()


def test_what_was_asked_after_the_body_met_still_waits(use: AIUse, seat: Seat, lead: Member) -> None:
    today = timezone.localdate()
    before = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)
    Reconsideration.objects.filter(pk=before.pk).update(asked_on=today - timedelta(days=3))
    after = services.ask_to_reconsider(use, seat=seat, cause="Une condition n’est plus tenue.")
    said = Pronouncement(Status.SUSPENDED, "Bureau", today - timedelta(days=2), today + timedelta(days=90))

    services.pronounce(use, said=said, decision=make_decision_node(), by=lead)

    assert list(queries.awaited_requests(use)) == [after]
    assert OpenQuestion.objects.get().state == QuestionState.OPEN


def test_asking_again_once_answered_opens_a_new_question(use: AIUse, seat: Seat, lead: Member) -> None:
    first = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)
    make_decision(lead.organisation, by=lead, use=use)

    second = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)

    assert second.pk != first.pk
    assert second.question.state == QuestionState.OPEN


def test_nobody_asks_for_a_use_on_which_no_body_pronounced(use: AIUse, seat: Seat) -> None:
    with pytest.raises(Refused) as refused:
        services.ask_to_reconsider(make_use(use.process), seat=seat, cause=CAUSE)

    assert refused.value.refusal.code == "register.nothing_pronounced"
    assert not OpenQuestion.objects.exists()


@pytest.mark.parametrize("is_of_another_process", [False, True])
def test_nobody_asks_without_a_seat_of_the_process(use: AIUse, is_of_another_process: bool) -> None:
    seat = make_seat(start_process(use.organisation)) if is_of_another_process else None

    with pytest.raises(Refused) as refused:
        services.ask_to_reconsider(use, seat=seat, cause=CAUSE)

    assert refused.value.refusal.code == "register.no_seat_to_ask"
    assert not Reconsideration.objects.exists()


def test_the_database_refuses_a_request_without_a_cause_or_answered_before_it_was_asked(use: AIUse, seat: Seat) -> None:
    asked = services.ask_to_reconsider(use, seat=seat, cause=CAUSE)
    too_early = timezone.localdate() - timedelta(days=1)

    for wrong in ({"cause": ""}, {"answered_on": too_early}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reconsideration.objects.filter(pk=asked.pk).update(**wrong)


def test_requests_of_another_organisation_are_not_there(use: AIUse, seat: Seat) -> None:
    services.ask_to_reconsider(use, seat=seat, cause=CAUSE)

    with organisation_scope(make_organisation().pk):
        assert not Reconsideration.objects.exists()
