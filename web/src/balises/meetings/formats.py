"""How a meeting enters a calendar: iCalendar (RFC 5545), in local time with its time zone."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from balises.meetings.models import Meeting


def calendar_document(meeting: Meeting, *, address: str, made_at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Balises//Rencontres//FR")
    calendar.add("version", "2.0")
    calendar.add_component(_event(meeting, address=address, made_at=made_at))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(meeting: Meeting, *, address: str, made_at: datetime) -> Event:
    here = timezone.get_default_timezone()
    event = Event()
    event.add("uid", f"{meeting.organisation.slug}-{meeting.slug}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", made_at)
    event.add("dtstart", meeting.starts_at.astimezone(here))
    event.add("dtend", meeting.ends_at.astimezone(here))
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
    event.add("description", meeting.purpose)
    event.add("url", address)
    return event
