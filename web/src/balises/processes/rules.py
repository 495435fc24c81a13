"""What must hold for a collective process, its seats and its agenda."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.shared.errors import Refusal

FARTHEST_START = timedelta(days=5 * 365)
OLDEST_OPINION = timedelta(days=10 * 365)
_BLANK = re.compile(r"\[[^\]]+\]")


class SeatKind(StrEnum):
    PRACTITIONER = "practitioner"
    MANAGEMENT = "management"
    DIRECTION = "direction"
    SERVICE_USER = "service_user"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    STAFF_REPRESENTATIVE = "staff_representative"


class QuestionState(StrEnum):
    OPEN = "open"
    TAKEN_UP = "taken_up"
    SETTLED = "settled"


class QuestionOrigin(StrEnum):
    ASSESSMENT = "assessment"
    CARDS = "cards"
    MEETING = "meeting"
    LEAD = "lead"
    SEAT = "seat"


@dataclass(frozen=True)
class SittingFacts:
    """The member proposed for a seat."""

    role: Role
    is_active: bool
    other_seat: str  # the label of another seat of the same process that they already hold, or ""


@dataclass(frozen=True)
class Span:
    starts_on: date
    ends_on: date


def link_digest(token: str) -> str:
    """What is kept of a seat's link: enough to recognise it, not to write it again."""
    return hashlib.sha256(token.encode()).hexdigest()


def phase_span(starts_on: date, *, week_from: int, week_to: int) -> Span:
    """The days of a phase: from the first day of its first week to the last day of its last."""
    return Span(starts_on + timedelta(weeks=week_from - 1), starts_on + timedelta(weeks=week_to, days=-1))


def refusal_to_start(*, is_already_started: bool) -> Refusal | None:
    return Refusal("processes.already_started") if is_already_started else None


def refusal_to_begin(starts_on: date, *, today: date) -> Refusal | None:
    """A year typed with a finger too many would lay the phases where nobody lives."""
    if abs(starts_on - today) > FARTHEST_START:
        return Refusal("processes.starts_too_far")
    return None


def refusal_to_mandate(mandate: str, *, example: str) -> Refusal | None:
    """A mandate taken over from the example says what the example could not: nothing of it is left in brackets."""
    left = [blank for blank in _BLANK.findall(example) if blank in mandate]
    return Refusal("processes.mandate_has_blanks", {"blank": left[0]}) if left else None


def refusal_to_add_seat(*, is_already_there: bool, label: str) -> Refusal | None:
    return Refusal("processes.seat_is_there", {"label": label}) if is_already_there else None


def refusal_to_sit(facts: SittingFacts) -> Refusal | None:
    """Two seats in one pair of hands would be one look counted as two."""
    if not facts.is_active:
        return Refusal("processes.member_has_left")
    if not may(facts.role, Permission.ASSESSMENT_RATE):
        return Refusal("processes.role_cannot_rate")
    if facts.other_seat:
        return Refusal("processes.member_has_a_seat", {"seat": facts.other_seat})
    return None


def refusal_to_offer_link(*, is_held_by_member: bool) -> Refusal | None:
    return Refusal("processes.seat_is_held") if is_held_by_member else None


def refusal_to_record_opinion(on: date, *, today: date) -> Refusal | None:
    if on > today:
        return Refusal("processes.opinion_in_the_future", {"today": today})
    return Refusal("processes.opinion_too_old") if today - on > OLDEST_OPINION else None


def refusal_to_raise(text: str) -> Refusal | None:
    return None if text.strip() else Refusal("processes.empty_question")


def refusal_to_ask_again(*, is_already_asked: bool) -> Refusal | None:
    return Refusal("processes.already_asked") if is_already_asked else None


def refusal_to_take_up(state: QuestionState) -> Refusal | None:
    return Refusal("processes.question_settled") if state is QuestionState.SETTLED else None
