from datetime import date, timedelta

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.processes import queries, services
from balises.processes.models import OpenQuestion, Phase, Process, Seat
from balises.processes.rules import QuestionOrigin, QuestionState, SeatKind
from balises.processes.services import SeatFilling
from balises.shared.errors import Refused
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories.organisations import make_member, make_organisation
from factories.processes import make_process, make_question, seat_of


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(lead: Member) -> Process:
    return make_process(lead, starts_on=date(2026, 9, 7))


def test_a_process_starts_with_six_phases_on_the_calendar_and_a_seat_of_each_kind(process: Process) -> None:
    phases = list(Phase.objects.filter(process=process).values_list("code", "starts_on", "ends_on"))

    assert process.edition == "process:trois-mois@2"
    assert [code for code, _start, _end in phases] == ["frame", "unveil", "look", "deliberate", "decide", "learn"]
    assert phases[0][1:] == (date(2026, 9, 7), date(2026, 9, 20))
    assert phases[-1][2] == date(2026, 12, 6)
    assert {seat.kind for seat in queries.seats(process)} == set(SeatKind)


def test_starting_twice_is_refused_and_writes_nothing(process: Process, lead: Member) -> None:
    with pytest.raises(Refused) as refused:
        make_process(lead, starts_on=process.starts_on)

    assert refused.value.refusal.code == "processes.already_started"
    assert Process.objects.count() == 1


def test_a_seat_keeps_its_holder_and_what_was_arranged(process: Process, lead: Member) -> None:
    member = make_member(process.organisation, role=Role.ASSESSOR)
    filling = SeatFilling(member, preparation="deux heures", companion="une collègue", compensation="60 €")

    seat = services.fill_seat(seat_of(process, SeatKind.PRACTITIONER), filling=filling, by=lead)

    seat.refresh_from_db()
    assert (seat.member, seat.preparation, seat.companion, seat.compensation) == (
        member,
        "deux heures",
        "une collègue",
        "60 €",
    )
    assert queries.is_held(seat)


def test_one_person_does_not_hold_two_seats_of_a_process(process: Process, lead: Member) -> None:
    member = make_member(process.organisation, role=Role.ASSESSOR)
    services.fill_seat(seat_of(process, SeatKind.PRACTITIONER), filling=SeatFilling(member), by=lead)

    with pytest.raises(Refused) as refused:
        services.fill_seat(seat_of(process, SeatKind.MANAGEMENT), filling=SeatFilling(member), by=lead)

    assert refused.value.refusal.code == "processes.member_has_a_seat"
    assert refused.value.refusal.facts == {"seat": "Terrain"}


def test_the_same_holder_may_be_written_again(process: Process, lead: Member) -> None:
    member = make_member(process.organisation, role=Role.ASSESSOR)
    seat = seat_of(process, SeatKind.PRACTITIONER)
    services.fill_seat(seat, filling=SeatFilling(member), by=lead)

    again = services.fill_seat(seat, filling=SeatFilling(member, companion="une collègue"), by=lead)

    assert again.companion == "une collègue"


def test_a_link_opens_its_seat_and_only_its_digest_is_kept(process: Process, lead: Member) -> None:
    seat = seat_of(process, SeatKind.SERVICE_USER)

    token = services.offer_seat_link(seat, by=lead)

    found = queries.seat_for_token(token)
    assert found == seat
    assert token not in str(Seat.objects.filter(pk=seat.pk).values().get())
    assert token not in "".join(Entry.objects.values_list("subject", flat=True))


def test_a_new_link_replaces_the_former(process: Process, lead: Member) -> None:
    seat = seat_of(process, SeatKind.SERVICE_USER)
    former = services.offer_seat_link(seat, by=lead)

    newer = services.offer_seat_link(seat, by=lead)

    assert queries.seat_for_token(former) is None
    assert queries.seat_for_token(newer) == seat


@pytest.mark.parametrize(
    "token", ["", "inconnu", signing.dumps("autre")], ids=["empty", "unknown", "signed for something else"]
)
def test_no_other_word_opens_a_seat(process: Process, lead: Member, token: str) -> None:
    services.offer_seat_link(seat_of(process, SeatKind.SERVICE_USER), by=lead)

    assert queries.seat_for_token(token) is None


def test_a_link_does_not_open_the_seat_in_another_organisation(process: Process, lead: Member) -> None:
    token = services.offer_seat_link(seat_of(process, SeatKind.SERVICE_USER), by=lead)

    with organisation_scope(make_organisation().pk):
        assert queries.seat_for_token(token) is None


def test_a_link_dies_when_a_member_sits_and_none_is_made_for_a_held_seat(process: Process, lead: Member) -> None:
    seat = seat_of(process, SeatKind.SERVICE_USER)
    token = services.offer_seat_link(seat, by=lead)
    services.fill_seat(seat, filling=SeatFilling(make_member(process.organisation, role=Role.ASSESSOR)), by=lead)

    with pytest.raises(Refused) as refused:
        services.offer_seat_link(seat, by=lead)

    assert queries.seat_for_token(token) is None
    assert refused.value.refusal.code == "processes.seat_is_held"


def test_writing_what_was_arranged_keeps_the_link(process: Process, lead: Member) -> None:
    seat = seat_of(process, SeatKind.SERVICE_USER)
    token = services.offer_seat_link(seat, by=lead)

    services.fill_seat(seat, filling=SeatFilling(preparation="une visite"), by=lead)

    found = queries.seat_for_token(token)
    assert found is not None
    assert found.preparation == "une visite"


def test_a_seat_whose_member_has_left_is_not_held(process: Process, lead: Member) -> None:
    member = make_member(process.organisation, role=Role.ASSESSOR)
    seat = services.fill_seat(seat_of(process, SeatKind.PRACTITIONER), filling=SeatFilling(member), by=lead)
    Member.objects.filter(pk=member.pk).update(is_active=False)

    assert not queries.is_held(queries.seats(process).get(pk=seat.pk))


def test_a_second_practitioner_has_a_seat_of_their_own_name(process: Process, lead: Member) -> None:
    services.add_seat(process, kind=SeatKind.PRACTITIONER, label="Terrain, équipe de nuit", by=lead)

    with pytest.raises(Refused) as refused:
        services.add_seat(process, kind=SeatKind.PRACTITIONER, label="Terrain, équipe de nuit", by=lead)

    assert refused.value.refusal.code == "processes.seat_is_there"
    assert Seat.objects.filter(process=process, kind=SeatKind.PRACTITIONER).count() == 2


def test_the_staffs_opinion_has_its_day_and_not_one_to_come(process: Process, lead: Member) -> None:
    today = timezone.localdate()
    services.record_staff_opinion(process, opinion="Favorable, avec une réserve.", on=today, by=lead)

    with pytest.raises(Refused) as refused:
        services.record_staff_opinion(process, opinion="Défavorable.", on=today + timedelta(days=1), by=lead)

    process.refresh_from_db()
    assert (process.staff_opinion, process.staff_opinion_on) == ("Favorable, avec une réserve.", today)
    assert refused.value.refusal.code == "processes.opinion_in_the_future"


def test_a_question_of_the_lead_is_a_node_with_its_place_on_the_agenda(process: Process, lead: Member) -> None:
    question = make_question(process, lead)

    assert (question.origin, question.state) == (QuestionOrigin.LEAD, QuestionState.OPEN)
    assert question.node.kind == Kind.QUESTION
    assert question.node.address == question.get_absolute_url()


def test_the_same_question_is_not_asked_twice_while_it_is_open(process: Process, lead: Member) -> None:
    question = make_question(process, lead)
    with pytest.raises(Refused) as refused:
        make_question(process, lead)

    services.settle(question, by=lead)
    make_question(process, lead)

    assert refused.value.refusal.code == "processes.already_asked"
    assert OpenQuestion.objects.count() == 2


def test_a_node_raises_one_question_and_keeps_the_place_it_has(process: Process) -> None:
    node = trace.mark(Kind.CONCLUSION, "Qui relit ?", on=timezone.localdate())
    trace.place(node, address="/o/ici/rencontres/1")

    first = services.raise_question(process, text="Qui relit ?", origin=QuestionOrigin.MEETING, node=node)
    second = services.raise_question(process, text="Qui relit ?", origin=QuestionOrigin.MEETING, node=node)

    node.refresh_from_db()
    assert first == second
    assert node.address == "/o/ici/rencontres/1"
    assert Entry.objects.filter(code="processes.question_raised").count() == 1


def test_a_question_is_taken_up_then_settled_and_said_twice_is_written_once(process: Process, lead: Member) -> None:
    question = make_question(process, lead)

    services.take_up(question, by=lead)
    services.take_up(question, by=lead)
    services.settle(question, by=lead)
    services.settle(question, by=lead)

    assert list(queries.open_questions(process)) == []
    assert Entry.objects.filter(code="processes.question_taken_up").count() == 1
    assert Entry.objects.filter(code="processes.question_settled").count() == 1


def test_a_settled_question_is_not_taken_up(process: Process, lead: Member) -> None:
    question = services.settle(make_question(process, lead), by=lead)

    with pytest.raises(Refused) as refused:
        services.take_up(question, by=lead)

    assert refused.value.refusal.code == "processes.question_settled"


@pytest.mark.parametrize(
    "broken",
    [
        {"staff_opinion": "Un avis sans date."},
        {"staff_opinion_on": date(2026, 9, 7)},
    ],
)
def test_the_database_refuses_an_opinion_without_its_day(process: Process, broken: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Process.objects.filter(pk=process.pk).update(**broken)


def test_the_database_refuses_a_seat_held_both_ways(process: Process, lead: Member) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(process=process, kind=SeatKind.DIRECTION).update(member=lead, link_digest="a" * 64)
