from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.meetings import rules
from balises.meetings.models import Conclusion, Meeting, Registration
from balises.meetings.phrases import CONCLUSION_LABELS, CONCLUSION_TITLES
from balises.meetings.queries import reading
from balises.meetings.rules import ConclusionFacts, ConclusionKind
from balises.organisations.models import Organisation
from balises.shared.errors import Refusal
from balises.shared.http import Crumb, activity_token
from balises.shared.wording import number
from balises.trace.models import Node


class ConclusionRow(NamedTuple):
    pk: int
    label: str
    text: str


class ConclusionGroup(NamedTuple):
    title: str
    rows: tuple[ConclusionRow, ...]


@dataclass(frozen=True)
class MeetingRow:
    meeting: Meeting
    url: str
    public_url: str
    conclusion_count: int


@dataclass(frozen=True)
class MeetingsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    coming: tuple[MeetingRow, ...]
    held: tuple[MeetingRow, ...]
    plan_url: str
    list_url: str


@dataclass(frozen=True)
class PlanPage:
    title: str
    crumbs: tuple[Crumb, ...]
    has_processes: bool


@dataclass(frozen=True)
class RunPage:
    title: str
    crumbs: tuple[Crumb, ...]
    meeting: Meeting
    public_url: str
    registered: str
    erased_on: date
    conclusions: tuple[ConclusionGroup, ...]
    why_not_conclude: Refusal | None


@dataclass(frozen=True)
class MeetingPage:
    title: str
    crumbs: tuple[Crumb, ...]
    meeting: Meeting
    about: Node | None
    conclusions: tuple[ConclusionGroup, ...]
    why_not_register: Refusal | None
    erased_on: date
    notice_url: str
    calendar_url: str
    activity: str


@dataclass(frozen=True)
class AskedPage:
    title: str
    meeting: Meeting
    meeting_url: str


@dataclass(frozen=True)
class RegistrationPage:
    title: str
    registration: Registration
    meeting: Meeting
    is_coming: bool
    is_cancelled: bool
    why_not_confirm: Refusal | None
    erased_on: date
    meeting_url: str
    calendar_url: str
    notice_url: str
    activity: str


def meetings_page(organisation: Organisation) -> MeetingsPage:
    return _meetings_page(
        organisation,
        title=_("Préparer les rencontres"),
        crumbs=(Crumb(organisation.name, organisation.get_absolute_url()), Crumb(_("Rencontres"), "")),
    )


def public_list_page(organisation: Organisation) -> MeetingsPage:
    return _meetings_page(organisation, title=_("Rencontres ouvertes"), crumbs=(Crumb(_("Rencontres"), ""),))


def plan_page(organisation: Organisation) -> PlanPage:
    crumbs = (
        Crumb(organisation.name, organisation.get_absolute_url()),
        Crumb(_("Rencontres"), reverse("meetings:list", args=[organisation.slug])),
        Crumb(_("Annoncer"), ""),
    )
    return PlanPage(_("Annoncer une rencontre"), crumbs, reading.processes().exists())


def run_page(meeting: Meeting) -> RunPage:
    organisation = meeting.organisation
    return RunPage(
        title=meeting.title,
        crumbs=(
            Crumb(organisation.name, organisation.get_absolute_url()),
            Crumb(_("Rencontres"), reverse("meetings:list", args=[organisation.slug])),
            Crumb(meeting.title, ""),
        ),
        meeting=meeting,
        public_url=meeting.get_absolute_url(),
        registered=registered_in_words(reading.coming_count(meeting)),
        erased_on=reading.erased_on(meeting),
        conclusions=_conclusion_groups(meeting),
        why_not_conclude=_why_not_conclude(meeting),
    )


def meeting_page(meeting: Meeting) -> MeetingPage:
    organisation = meeting.organisation
    url = meeting.get_absolute_url()
    return MeetingPage(
        title=meeting.title,
        crumbs=(
            Crumb(_("Rencontres"), reverse("meetings:public_list", args=[organisation.slug])),
            Crumb(meeting.title, ""),
        ),
        meeting=meeting,
        about=meeting.about if meeting.about and meeting.about.is_public else None,
        conclusions=_conclusion_groups(meeting),
        why_not_register=rules.refusal_to_register(starts_at=meeting.starts_at, now=timezone.now()),
        erased_on=reading.erased_on(meeting),
        notice_url=_notice_url(organisation),
        calendar_url=_calendar_url(meeting),
        activity=activity_token(url),
    )


def asked_page(meeting: Meeting) -> AskedPage:
    return AskedPage(_("Regardez votre messagerie"), meeting, meeting.get_absolute_url())


def registration_page(registration: Registration, *, url: str) -> RegistrationPage:
    meeting = registration.meeting
    is_cancelled = registration.cancelled_at is not None
    return RegistrationPage(
        title=_("Votre venue à « %(title)s »") % {"title": meeting.title},
        registration=registration,
        meeting=meeting,
        is_coming=registration.confirmed_at is not None and not is_cancelled,
        is_cancelled=is_cancelled,
        why_not_confirm=rules.refusal_to_register(starts_at=meeting.starts_at, now=timezone.now()),
        erased_on=reading.erased_on(meeting),
        meeting_url=meeting.get_absolute_url(),
        calendar_url=_calendar_url(meeting),
        notice_url=_notice_url(meeting.organisation),
        activity=activity_token(url),
    )


def registered_in_words(count: int) -> str:
    """By fives, so that one more or one less is never seen."""
    if rules.by_fives(count) == 0:
        return _("Moins de cinq personnes ont confirmé leur venue.")
    return _("Au moins %(count)s personnes ont confirmé leur venue.") % {"count": number(rules.by_fives(count))}


def public_address(meeting: Meeting) -> str:
    return f"{settings.BASE_URL}{meeting.get_absolute_url()}"


def public_list_url(organisation: Organisation) -> str:
    return reverse("meetings:public_list", args=[organisation.slug])


def _meetings_page(organisation: Organisation, *, title: str, crumbs: tuple[Crumb, ...]) -> MeetingsPage:
    rows = tuple(map(_meeting_row, Meeting.objects.select_related("organisation").prefetch_related("conclusions")))
    now = timezone.now()
    return MeetingsPage(
        title=title,
        crumbs=crumbs,
        coming=tuple(row for row in reversed(rows) if row.meeting.ends_at > now),
        held=tuple(row for row in rows if row.meeting.ends_at <= now),
        plan_url=reverse("meetings:plan", args=[organisation.slug]),
        list_url=reverse("meetings:list", args=[organisation.slug]),
    )


def _meeting_row(meeting: Meeting) -> MeetingRow:
    return MeetingRow(
        meeting=meeting,
        url=reverse("meetings:run", args=[meeting.organisation.slug, meeting.pk]),
        public_url=meeting.get_absolute_url(),
        conclusion_count=len(meeting.conclusions.all()),
    )


def _why_not_conclude(meeting: Meeting) -> Refusal | None:
    return rules.refusal_to_conclude(ConclusionFacts("…", meeting.starts_at, timezone.now()))


def _conclusion_groups(meeting: Meeting) -> tuple[ConclusionGroup, ...]:
    """What was agreed, then what is disputed, then what stays open; nothing for what has no conclusion."""
    by_kind: dict[ConclusionKind, list[ConclusionRow]] = {kind: [] for kind in ConclusionKind}
    for conclusion in Conclusion.objects.filter(meeting=meeting):
        kind = ConclusionKind(conclusion.kind)
        by_kind[kind].append(ConclusionRow(conclusion.pk, str(CONCLUSION_LABELS[kind]), conclusion.text))
    return tuple(ConclusionGroup(str(CONCLUSION_TITLES[kind]), tuple(rows)) for kind, rows in by_kind.items() if rows)


def _calendar_url(meeting: Meeting) -> str:
    return reverse("meetings:calendar", args=[meeting.organisation.slug, meeting.slug])


def _notice_url(organisation: Organisation) -> str:
    return f"/{organisation.slug}/donnees#rencontres"
