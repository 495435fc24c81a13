"""What can happen to a meeting: it is announced, people say they will come, its conclusions are sealed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.meetings import queries, rules
from balises.meetings.models import Conclusion, Meeting, Registration
from balises.meetings.queries import links
from balises.meetings.rules import ConclusionFacts, ConclusionKind, PlanFacts
from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes import services as processes
from balises.processes.models import Process
from balises.processes.rules import QuestionOrigin
from balises.shared.errors import insist
from balises.shared.later import later
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind

_A_MINUTE = timedelta(minutes=1)  # erasing runs once the term is over, not on it


@dataclass(frozen=True)
class Plan:
    """What is announced of a meeting."""

    title: str
    purpose: str
    place: str
    starts_at: datetime
    ends_at: datetime
    about: Node | None


@transaction.atomic
def plan_meeting(process: Process, *, plan: Plan, by: Member) -> Meeting:
    """Announce a meeting on its public page, and set the day when its registrations are erased."""
    process = Process.objects.select_for_update().get(pk=process.pk)
    now = timezone.now()
    is_already_planned = queries.is_planned(title=plan.title, starts_at=plan.starts_at)
    insist(rules.refusal_to_plan(PlanFacts(plan.starts_at, plan.ends_at, now, is_already_planned)))
    meeting = Meeting.objects.create(
        organisation_id=process.organisation_id,
        process=process,
        slug=queries.free_slug(plan.title),
        **vars(plan),
    )
    journal.record("meetings.planned", meeting, by=by)
    _erase_later(meeting, after=meeting.ends_at + rules.KEPT_AFTER_MEETING - now)
    return meeting


@transaction.atomic
def ask_to_register(meeting: Meeting, *, address: str, name: str = "") -> None:
    """Send a link to confirm with. What happens is told to the mailbox only, never to whoever asked."""
    meeting = queries.locked(meeting)
    now = timezone.now()
    insist(rules.refusal_to_register(starts_at=meeting.starts_at, now=now))
    registration = Registration.objects.filter(meeting=meeting, address=address.lower()).first()
    if not rules.is_letter_due(last_asked_at=registration.asked_at if registration else None, now=now):
        return
    if registration is None:
        registration = Registration.objects.create(meeting=meeting, address=address.lower(), name=name, asked_at=now)
        _erase_later(meeting, after=rules.UNCONFIRMED_KEPT)
    else:  # whoever knows an address must not be able to rename its holder
        registration.asked_at = now
        registration.save(update_fields=["asked_at"])
    _send_link(registration)


@transaction.atomic
def confirm_registration(registration: Registration) -> Registration:
    """The holder of the link comes; saying it twice changes nothing, and a cancelled place is taken again."""
    registration = queries.locked_registration(registration)
    now = timezone.now()
    insist(rules.refusal_to_register(starts_at=registration.meeting.starts_at, now=now))
    registration.confirmed_at, registration.cancelled_at = registration.confirmed_at or now, None
    registration.save(update_fields=["confirmed_at", "cancelled_at"])
    return registration


@transaction.atomic
def cancel_registration(registration: Registration) -> Registration:
    """The holder of the link does not come; possible until the end, and as often as one likes."""
    registration = queries.locked_registration(registration)
    registration.cancelled_at = registration.cancelled_at or timezone.now()
    registration.save(update_fields=["cancelled_at"])
    return registration


def erase_registration(registration: Registration) -> None:
    """Nothing is left of it: neither the address nor a line in the journal."""
    registration.delete()


def erase_old_registrations(*, now: datetime) -> int:
    """Erase what was never confirmed in time, and what has outlived its meeting long enough."""
    count, _kinds = queries.registrations_to_erase(now=now).delete()
    return count


@transaction.atomic
def record_conclusion(meeting: Meeting, *, kind: ConclusionKind, text: str, by: Member) -> Conclusion:
    """Seal what the meeting concluded and publish it; what stays open joins the agenda of the process."""
    meeting = queries.locked(meeting)
    insist(rules.refusal_to_conclude(_conclusion_facts(meeting, kind=kind, text=text)))
    held_on = timezone.localdate(meeting.starts_at)
    came_from = (meeting.about,) if meeting.about else ()
    conclusion = Conclusion.objects.create(
        meeting=meeting,
        kind=kind,
        text=text,
        on=held_on,
        node=trace.mark(Kind.CONCLUSION, text, on=held_on, came_from=came_from),
    )
    _publish(conclusion)
    if kind is ConclusionKind.OPEN:
        processes.raise_question(meeting.process, text=text, origin=QuestionOrigin.MEETING, node=conclusion.node)
    journal.record("meetings.concluded", conclusion, by=by)
    return conclusion


def _conclusion_facts(meeting: Meeting, *, kind: ConclusionKind, text: str) -> ConclusionFacts:
    return ConclusionFacts(
        text=text,
        starts_at=meeting.starts_at,
        now=timezone.now(),
        is_already_recorded=Conclusion.objects.filter(meeting=meeting, kind=kind, text=text).exists(),
    )


def _publish(conclusion: Conclusion) -> None:
    address = queries.conclusion_url(conclusion)
    trace.place(conclusion.node, address=address)
    trace.publish(conclusion.node, face=trace.PublicFace(conclusion.text, address))


def _send_link(registration: Registration) -> None:
    meeting = registration.meeting
    letter = {"meeting": meeting, "link": links.link_for(registration), "erased_on": queries.erased_on(meeting)}
    send_mail(
        subject=_("Rencontre « %(title)s » : confirmer votre venue") % {"title": meeting.title},
        message=render_to_string("meetings/letter.txt", letter),
        from_email=None,
        recipient_list=[registration.address],
    )


def _erase_later(meeting: Meeting, *, after: timedelta) -> None:
    delay_seconds = (after + _A_MINUTE).total_seconds()
    later("meetings.erase_registrations", meeting.organisation_id, delay_seconds=delay_seconds)
