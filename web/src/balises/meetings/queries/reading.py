from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from balises.meetings import rules
from balises.meetings.models import Conclusion, Meeting, Registration
from balises.processes.models import Process
from balises.trace.models import Node
from balises.trace.rules import Kind


def locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def locked_registration(registration: Registration) -> Registration:
    return Registration.objects.select_for_update().get(pk=registration.pk)


def is_planned(*, title: str, starts_at: datetime) -> bool:
    return Meeting.objects.filter(title=title, starts_at=starts_at).exists()


def free_slug(title: str) -> str:
    """The title's slug, with a number where another meeting of the organisation has it."""
    slug = rules.slug_of(title)
    taken = set(Meeting.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    count, free = 2, slug
    while free in taken:
        free, count = f"{slug}-{count}", count + 1
    return free


def registrations_to_erase(*, now: datetime) -> QuerySet[Registration]:
    never_confirmed = Q(confirmed_at__isnull=True, asked_at__lt=now - rules.UNCONFIRMED_KEPT)
    long_over = Q(meeting__ends_at__lt=now - rules.KEPT_AFTER_MEETING)
    return Registration.objects.filter(never_confirmed | long_over)


def erased_on(meeting: Meeting) -> date:
    return rules.erased_on(timezone.localdate(meeting.ends_at))


def conclusion_url(conclusion: Conclusion) -> str:
    return f"{conclusion.meeting.get_absolute_url()}#conclusion-{conclusion.pk}"


def processes() -> QuerySet[Process]:
    return Process.objects.all()


def subjects() -> QuerySet[Node]:
    """What a meeting may be about: anything the public can already read, articles of the charter first."""
    return Node.objects.filter(is_public=True, kind__in=[Kind.ARTICLE, Kind.ENTRY, Kind.DECISION]).order_by(
        "kind", "pk"
    )


def coming_count(meeting: Meeting) -> int:
    return Registration.objects.filter(meeting=meeting, confirmed_at__isnull=False, cancelled_at__isnull=True).count()
