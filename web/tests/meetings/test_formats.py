from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from balises.meetings.formats import calendar_document
from balises.organisations.models import Organisation
from factories.meetings import make_meeting

PARIS = ZoneInfo("Europe/Paris")


def test_a_meeting_enters_a_calendar_in_paris_time_with_its_time_zone(in_scope: Organisation) -> None:
    starts_at, ends_at = datetime(2027, 3, 30, 18, 0, tzinfo=PARIS), datetime(2027, 3, 30, 20, 0, tzinfo=PARIS)
    meeting = make_meeting(in_scope, title="Lire l’article 3 ; et après ?", starts_at=starts_at, ends_at=ends_at)

    document = calendar_document(meeting, address="https://exemple.test/r", made_at=starts_at)

    read = Calendar.from_ical(document)
    event, zone = read.events[0], read.timezones[0]
    assert (event.start, event.end) == (starts_at, ends_at)
    assert event["summary"] == "Lire l’article 3 ; et après ?"
    assert event["location"] == "Salle du rez-de-chaussée"
    assert zone.tz_name == "Europe/Paris"
    assert b"DTSTART;TZID=Europe/Paris:20270330T180000" in document
