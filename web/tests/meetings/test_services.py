from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from balises.meetings import queries, services
from balises.meetings.models import Conclusion, Meeting, Registration
from balises.meetings.queries import links
from balises.meetings.rules import ConclusionKind
from balises.organisations.models import Entry, Organisation
from balises.organisations.scoping import organisation_scope
from balises.processes.models import OpenQuestion
from balises.processes.rules import QuestionOrigin
from balises.shared.errors import Refused
from balises.shared.models import Letter
from balises.trace import queries as trace
from balises.trace.rules import Kind
from factories.meetings import make_article, make_meeting, make_registration, meeting_plan
from factories.organisations import make_member, make_organisation
from factories.register import start_process

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def waiting_mail(settings: Any) -> None:
    """The suite swaps the mail backend; what waits in the database is what is looked at here."""
    settings.EMAIL_BACKEND = "balises.shared.mail.WaitingBackend"


def held(organisation: Organisation, **fields: object) -> Meeting:
    return make_meeting(organisation, starts_at=timezone.now() - 3 * HOUR, **fields)


def test_a_meeting_is_announced_at_an_address_of_its_own(in_scope: Organisation) -> None:
    process, lead = start_process(in_scope), make_member(in_scope)

    first = services.plan_meeting(process, plan=meeting_plan(title="Ouvrir la charte"), by=lead)
    later = meeting_plan(title="Ouvrir la charte", starts_at=first.starts_at + DAY, ends_at=first.ends_at + DAY)
    second = services.plan_meeting(process, plan=later, by=lead)

    assert (first.slug, second.slug) == ("ouvrir-la-charte", "ouvrir-la-charte-2")
    assert Entry.objects.filter(code="meetings.planned").count() == 2


def test_a_double_click_does_not_announce_twice(in_scope: Organisation) -> None:
    process, lead, plan = start_process(in_scope), make_member(in_scope), meeting_plan()
    services.plan_meeting(process, plan=plan, by=lead)

    with pytest.raises(Refused) as refused:
        services.plan_meeting(process, plan=plan, by=lead)

    assert refused.value.refusal.code == "meetings.already_planned"
    assert Meeting.objects.count() == 1


def test_asking_to_register_sends_one_letter_with_a_link(in_scope: Organisation) -> None:
    meeting = make_meeting(in_scope)

    services.ask_to_register(meeting, address="Nadia@Exemple.test", name="Nadia")

    registration = Registration.objects.get()
    letter = Letter.objects.get()
    assert (registration.address, registration.confirmed_at) == ("nadia@exemple.test", None)
    assert letter.recipient == "nadia@exemple.test"
    assert f"/p/{in_scope.slug}/rencontre/{links.token_for(registration)}" in letter.body


def test_a_second_click_sends_no_second_letter_and_renames_nobody(in_scope: Organisation) -> None:
    meeting = make_meeting(in_scope)
    services.ask_to_register(meeting, address="nadia@exemple.test", name="Nadia")

    services.ask_to_register(meeting, address="nadia@exemple.test", name="Quelqu’un d’autre")

    assert Letter.objects.count() == 1
    assert [row.name for row in Registration.objects.all()] == ["Nadia"]


def test_a_lost_letter_is_sent_again_after_ten_minutes(in_scope: Organisation) -> None:
    meeting = make_meeting(in_scope)
    make_registration(meeting, address="nadia@exemple.test", asked_at=timezone.now() - timedelta(minutes=11))

    services.ask_to_register(meeting, address="nadia@exemple.test", name="")

    assert Letter.objects.count() == 1
    assert Registration.objects.count() == 1


def test_one_does_not_register_for_a_meeting_that_began(in_scope: Organisation) -> None:
    meeting = held(in_scope)

    with pytest.raises(Refused) as refused:
        services.ask_to_register(meeting, address="nadia@exemple.test", name="")

    assert refused.value.refusal.code == "meetings.registration_closed"
    assert not Letter.objects.exists()


def test_a_registration_is_confirmed_cancelled_and_taken_again(in_scope: Organisation) -> None:
    registration = make_registration(make_meeting(in_scope))

    confirmed = services.confirm_registration(registration)
    again = services.confirm_registration(registration)
    cancelled = services.cancel_registration(registration)
    back = services.confirm_registration(registration)

    assert confirmed.confirmed_at == again.confirmed_at == back.confirmed_at
    assert cancelled.cancelled_at is not None
    assert back.cancelled_at is None


def test_what_has_outlived_its_use_is_erased_and_nothing_else(in_scope: Organisation) -> None:
    now = timezone.now()
    coming, over = make_meeting(in_scope), make_meeting(in_scope, starts_at=now - 31 * DAY)
    make_registration(coming, address="jamais-confirmee@exemple.test", asked_at=now - 48 * HOUR - HOUR)
    make_registration(over, address="passee@exemple.test", asked_at=now - 40 * DAY, confirmed_at=now - 40 * DAY)
    make_registration(coming, address="recente@exemple.test", asked_at=now - 47 * HOUR)
    make_registration(coming, address="confirmee@exemple.test", asked_at=now - 9 * DAY, confirmed_at=now - 9 * DAY)

    count = services.erase_old_registrations(now=now)

    assert count == 2
    assert {row.address for row in Registration.objects.all()} == {"recente@exemple.test", "confirmee@exemple.test"}


def test_a_confirmed_registration_stays_thirty_days_after_the_meeting_and_not_one_more(in_scope: Organisation) -> None:
    now = timezone.now()
    meeting = make_meeting(in_scope, starts_at=now - 2 * HOUR, ends_at=now)
    make_registration(meeting, confirmed_at=now)

    kept = services.erase_old_registrations(now=now + 30 * DAY)
    erased = services.erase_old_registrations(now=now + 30 * DAY + HOUR)

    assert (kept, erased) == (0, 1)


def test_erasing_is_scheduled_when_a_meeting_is_announced_and_when_someone_asks(in_scope: Organisation) -> None:
    meeting = services.plan_meeting(start_process(in_scope), plan=meeting_plan(), by=make_member(in_scope))
    services.ask_to_register(meeting, address="nadia@exemple.test", name="")

    due = [
        task.run_after for task in DBTaskResult.objects.filter(task_path="balises.meetings.tasks.erase_registrations")
    ]

    assert sorted(at.date() for at in due) == [
        (timezone.now() + 48 * HOUR + timedelta(minutes=1)).date(),
        (meeting.ends_at + 30 * DAY + timedelta(minutes=1)).date(),
    ]


def test_the_command_erases_in_every_organisation(organisation: Organisation) -> None:
    other = make_organisation()
    for each in (organisation, other):
        with organisation_scope(each.pk):
            make_registration(make_meeting(each), asked_at=timezone.now() - 3 * DAY)

    call_command("erase_registrations", verbosity=0)

    for each in (organisation, other):
        with organisation_scope(each.pk):
            assert not Registration.objects.exists()


def test_the_task_erases_in_its_organisation_only(own_database: str, run_tasks: Callable[[], None]) -> None:
    organisation, other = make_organisation(), make_organisation()
    for each in (organisation, other):
        with organisation_scope(each.pk):
            make_registration(make_meeting(each), asked_at=timezone.now() - 3 * DAY)

    services.later("meetings.erase_registrations", organisation.pk)
    run_tasks()

    with organisation_scope(organisation.pk):
        assert not Registration.objects.exists()
    with organisation_scope(other.pk):
        assert Registration.objects.count() == 1


def test_a_conclusion_comes_from_the_article_and_is_public(in_scope: Organisation) -> None:
    article = make_article(in_scope)
    meeting = held(in_scope, about=article)

    conclusion = services.record_conclusion(
        meeting, kind=ConclusionKind.AGREED, text="Le dire en tête du courrier.", by=make_member(in_scope)
    )

    assert [step.kind for step in trace.public_thread(article)] == [Kind.ARTICLE, Kind.CONCLUSION]
    assert conclusion.node.public_title == "Le dire en tête du courrier."
    assert conclusion.node.public_address == f"{meeting.get_absolute_url()}#conclusion-{conclusion.pk}"
    assert not OpenQuestion.objects.exists()


def test_an_open_conclusion_joins_the_agenda_of_the_process(in_scope: Organisation) -> None:
    meeting = held(in_scope)

    conclusion = services.record_conclusion(
        meeting, kind=ConclusionKind.OPEN, text="Qui relit le dimanche ?", by=make_member(in_scope)
    )

    question = OpenQuestion.objects.get()
    assert (question.process, question.text) == (meeting.process, "Qui relit le dimanche ?")
    assert (question.origin, question.node) == (QuestionOrigin.MEETING, conclusion.node)


def test_nothing_is_concluded_before_the_meeting_nor_twice(in_scope: Organisation) -> None:
    coming, over, lead = make_meeting(in_scope), held(in_scope), make_member(in_scope)
    services.record_conclusion(over, kind=ConclusionKind.DISPUTED, text="Le nom de l’outil.", by=lead)

    with pytest.raises(Refused) as early:
        services.record_conclusion(coming, kind=ConclusionKind.AGREED, text="Trop tôt.", by=lead)
    with pytest.raises(Refused) as twice:
        services.record_conclusion(over, kind=ConclusionKind.DISPUTED, text="Le nom de l’outil.", by=lead)

    assert early.value.refusal.code == "meetings.not_held_yet"
    assert twice.value.refusal.code == "meetings.already_recorded"
    assert Conclusion.objects.count() == 1


def test_the_database_refuses_to_change_a_conclusion(in_scope: Organisation) -> None:
    meeting = held(in_scope)
    conclusion = services.record_conclusion(
        meeting, kind=ConclusionKind.AGREED, text="Le dire.", by=make_member(in_scope)
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        Conclusion.objects.filter(pk=conclusion.pk).update(text="Le taire.")

    assert Conclusion.objects.get().text == "Le dire."


def test_no_line_of_the_journal_names_who_registered(in_scope: Organisation) -> None:
    meeting = make_meeting(in_scope)

    services.ask_to_register(meeting, address="nadia@exemple.test", name="Nadia")
    services.confirm_registration(Registration.objects.get())
    services.erase_registration(Registration.objects.get())

    assert not Registration.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("coming_count", "sentence"),
    [(0, "Moins de cinq"), (4, "Moins de cinq"), (5, "Au moins 5 "), (7, "Au moins 5 "), (10, "Au moins 10 ")],
)
def test_who_comes_is_told_by_fives(in_scope: Organisation, coming_count: int, sentence: str) -> None:
    meeting, now = make_meeting(in_scope), timezone.now()
    for _ in range(coming_count):
        make_registration(meeting, confirmed_at=now)
    make_registration(meeting)
    make_registration(meeting, confirmed_at=now, cancelled_at=now)

    assert queries.run_page(meeting).registered.startswith(sentence)
