"""What must hold for AI uses and their public entries."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from balises.shared.errors import Refusal

_CIVILITY = re.compile(r"\b(?:M\.|Mr\.?|Mme|Mlle|Dr\.?|Me)\s+[A-ZÀ-Þ]|\b(?i:monsieur|madame|mademoiselle)\b")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
A_YEAR = 12  # months
FARTHEST_DAY = timedelta(days=10 * 365)
LONGEST_SLUG = 50  # leaves room for « -12 » where two uses have the same title


class Visibility(StrEnum):
    DECLARED = "declared"
    TOLERATED = "tolerated"
    HIDDEN = "hidden"
    EMBEDDED = "embedded"
    UPSTREAM = "upstream"
    CARRIED = "carried"


class Status(StrEnum):
    """Pronounced by a named body; no rule of the software sets it."""

    TO_INVESTIGATE = "to_investigate"
    FRAMED_TRIAL = "framed_trial"
    ALLOWED_WITH_CONDITIONS = "allowed_with_conditions"
    ALLOWED = "allowed"
    SUSPENDED = "suspended"
    REFUSED = "refused"


class GainKind(StrEnum):
    """What is said to be gained, and what was seen to be."""

    PROMISED = "promised"
    OBSERVED = "observed"


@dataclass(frozen=True)
class GainFacts:
    """A gain, who says it, how it was measured, on whom and when."""

    kind: GainKind
    text: str
    said_by: str
    is_vendor: bool
    how: str
    on_whom: str
    on: date


@dataclass(frozen=True)
class UseFacts:
    """What a use is: a task, a kind of tool, some information, people, and how visible it is."""

    title: str
    purpose: str
    tool: str
    information: str
    people_concerned: str
    visibility: Visibility


@dataclass(frozen=True)
class NewUseFacts(UseFacts):
    """A use drafted by hand, told at once in the words that a person accompanied will read."""

    plain: str = ""


@dataclass(frozen=True)
class AnswerFacts:
    """Who answers for a use, how one refuses or contests it, until when this holds."""

    owner: str
    human_contact: str
    how_to_refuse: str
    how_to_contest: str
    review_on: date | None


@dataclass(frozen=True)
class DetailFacts:
    """What a reader wants to know besides: who makes the tool, who watches it, how people are told, in plain words."""

    plain: str = ""
    provider: str = ""
    oversight: str = ""
    notice: str = ""
    remedies: str = ""


@dataclass(frozen=True)
class EntryFacts:
    """Where a use stands on the public register today."""

    answers: AnswerFacts
    is_published: bool
    today: date


@dataclass(frozen=True)
class Pronouncement:
    """What a body said of a use, when, and when it will look again."""

    status: Status
    body: str
    on: date
    review_on: date


def refusal_to_draft(facts: UseFacts, *, is_already_drafted: bool = False) -> Refusal | None:
    if not facts.title.strip() or not facts.purpose.strip():
        return Refusal("register.nothing_said")
    if is_already_drafted:
        return Refusal("register.already_drafted", {"title": facts.title})
    return None


def refusal_to_name_owner(owner: str) -> Refusal | None:
    """A function outlives whoever holds it; a civility before a capital gives a person away."""
    if _CIVILITY.search(owner):
        return Refusal("register.owner_is_a_person")
    return None


def refusal_to_answer(answers: AnswerFacts) -> Refusal | None:
    """Anyone who reads an entry must find whom to ask, how to say no, how to object."""
    if not answers.owner.strip():
        return Refusal("register.no_owner")
    if not answers.human_contact.strip():
        return Refusal("register.no_human_contact")
    if not answers.how_to_refuse.strip():
        return Refusal("register.no_way_to_refuse")
    if not answers.how_to_contest.strip():
        return Refusal("register.no_way_to_contest")
    return refusal_to_name_owner(answers.owner)


def refusal_to_reach(day: date, *, today: date) -> Refusal | None:
    """A year typed with a finger too many is a day that nobody waits for, or remembers."""
    return Refusal("register.day_is_too_far") if abs(day - today) > FARTHEST_DAY else None


def refusal_to_review(review_on: date | None, *, today: date) -> Refusal | None:
    if review_on is None:
        return Refusal("register.no_review")
    if review_on <= today:
        return Refusal("register.review_is_past", {"today": today})
    if review_on > a_year_after(today):
        return Refusal("register.review_is_too_far", {"latest": a_year_after(today)})
    return None


def refusal_to_note_gain(gain: GainFacts, *, today: date) -> Refusal | None:
    """What was observed says how and on whom; a promise says who makes it."""
    if gain.kind is GainKind.OBSERVED and not (gain.how.strip() and gain.on_whom.strip()):
        return Refusal("register.observed_gain_says_how")
    if gain.on > today:
        return Refusal("register.gain_in_the_future", {"today": today})
    return refusal_to_reach(gain.on, today=today)


def refusal_to_describe(facts: EntryFacts) -> Refusal | None:
    """A draft may be incomplete; what the public reads may not. A review that fell due waits for its body."""
    if facts.is_published:
        return refusal_to_answer(facts.answers) or _refusal_to_lose_review(facts.answers)
    return refusal_to_name_owner(facts.answers.owner)


def _refusal_to_lose_review(answers: AnswerFacts) -> Refusal | None:
    return None if answers.review_on else Refusal("register.no_review")


def refusal_to_publish(facts: EntryFacts) -> Refusal | None:
    if facts.is_published:
        return Refusal("register.already_published")
    return refusal_to_answer(facts.answers) or refusal_to_review(facts.answers.review_on, today=facts.today)


def refusal_to_withdraw(*, is_published: bool) -> Refusal | None:
    return None if is_published else Refusal("register.not_published")


def refusal_to_pronounce(said: Pronouncement, *, today: date, longest_months: int = A_YEAR) -> Refusal | None:
    """A named body pronounces, never the software; and not for longer than a year, or half of one."""
    if not said.body.strip():
        return Refusal("register.no_body")
    latest = months_after(today, months=longest_months)
    if longest_months < A_YEAR and said.review_on > latest:
        return Refusal("register.review_within_six_months", {"latest": latest})
    return refusal_to_review(said.review_on, today=today)


def months_after(day: date, *, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def a_year_after(day: date) -> date:
    return months_after(day, months=A_YEAR)


def plain(text: str) -> str:
    """Lower case without accents: what a search compares."""
    spread = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).casefold()


def slug_of(title: str) -> str:
    """The address of a use, readable aloud: « Transcrire l’entretien » gives « transcrire-l-entretien »."""
    words = _NOT_A_WORD.sub("-", plain(title)).strip("-")
    return words[:LONGEST_SLUG].rstrip("-") or "usage"


def free_slug(title: str, *, taken: Collection[str]) -> str:
    """The title's slug, with a number where it is taken."""
    slug = slug_of(title)
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def has_words(text: str, words: str) -> bool:
    """Every word sought stands somewhere in the text, whatever its accents and capitals."""
    body = plain(text)
    return all(word in body for word in plain(words).split())
