"""What must hold for meetings, registrations and conclusions."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from balises.shared.errors import Refusal

UNCONFIRMED_KEPT = timedelta(hours=48)
KEPT_AFTER_MEETING = timedelta(days=30)
FARTHEST_MEETING = timedelta(days=2 * 365)
BETWEEN_TWO_LETTERS = timedelta(minutes=10)
LONGEST_SLUG = 50  # leaves room for « -12 » where two meetings have the same title
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


class ConclusionKind(StrEnum):
    AGREED = "agreed"
    DISPUTED = "disputed"
    OPEN = "open"


class RegistrationAct(StrEnum):
    """What the holder of a link may do with the registration behind it."""

    CONFIRM = "confirm"
    CANCEL = "cancel"
    ERASE = "erase"


@dataclass(frozen=True)
class PlanFacts:
    """A meeting somebody wants to announce."""

    starts_at: datetime
    ends_at: datetime
    now: datetime
    is_already_planned: bool = False


@dataclass(frozen=True)
class ConclusionFacts:
    """A conclusion somebody wants to record."""

    text: str
    starts_at: datetime
    now: datetime
    is_already_recorded: bool = False


def refusal_to_plan(facts: PlanFacts) -> Refusal | None:
    if facts.ends_at <= facts.starts_at:
        return Refusal("meetings.ends_before_it_starts")
    if facts.starts_at <= facts.now:
        return Refusal("meetings.starts_in_the_past")
    if facts.starts_at - facts.now > FARTHEST_MEETING:
        return Refusal("meetings.starts_too_far")
    if facts.is_already_planned:
        return Refusal("meetings.already_planned", {"starts_at": facts.starts_at})
    return None


def refusal_to_register(*, starts_at: datetime, now: datetime) -> Refusal | None:
    """Registration closes when the meeting begins."""
    if starts_at <= now:
        return Refusal("meetings.registration_closed", {"starts_at": starts_at})
    return None


def refusal_to_conclude(facts: ConclusionFacts) -> Refusal | None:
    """Nothing is concluded before people have met; the same words are not sealed twice."""
    if facts.now < facts.starts_at:
        return Refusal("meetings.not_held_yet", {"starts_at": facts.starts_at})
    if not facts.text.strip():
        return Refusal("meetings.nothing_concluded")
    if facts.is_already_recorded:
        return Refusal("meetings.already_recorded")
    return None


def is_letter_due(*, last_asked_at: datetime | None, now: datetime) -> bool:
    """A double click, or somebody else's insistence, does not fill a mailbox."""
    return last_asked_at is None or now - last_asked_at >= BETWEEN_TWO_LETTERS


def by_fives(count: int) -> int:
    """The largest multiple of five that is not above the count."""
    return count - count % 5


def erased_on(ends_on: date) -> date:
    """The day from which nothing is left of who registered."""
    return ends_on + KEPT_AFTER_MEETING


def slug_of(title: str) -> str:
    """The address of a meeting, readable aloud."""
    spread = unicodedata.normalize("NFKD", title.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return _NOT_A_WORD.sub("-", plain).strip("-")[:LONGEST_SLUG].rstrip("-") or "rencontre"
