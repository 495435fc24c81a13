"""What must hold for ballot boxes: levels, states, codes, counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from balises.shared.errors import Refusal


class Level(StrEnum):
    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    SIGNED = "signed"


class BoxState(StrEnum):
    OPEN = "open"
    CLOSING = "closing"  # no envelope enters any more; the opening process is at work, or will be
    EMPTIED = "emptied"  # results are written, envelopes deleted; what is left of the keys goes next
    CLOSED = "closed"  # keys destroyed, traces swept
    LOST = "lost"  # shown, never stored: the keys are not there, so nothing can be opened


class Outcome(StrEnum):
    """What became of the envelopes; the destruction notice says it in words."""

    NONE = ""
    OPENED = "opened"
    DESTROYED_UNOPENED = "destroyed_unopened"
    TOO_FEW_READABLE = "too_few_readable"  # opened in memory, too few stood: nothing was kept


class Backup(StrEnum):
    """Who saves the sealed results after a closing."""

    NONE = ""
    DONE = "done"
    LEFT_TO_HOST = "left_to_host"


CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: read aloud without doubt
CODE_LENGTH = 6
MINIMUM_ENVELOPES = 5
COUNT_STEP = 5
# A room of 300 phones behind one address must pass; a script that floods must not.
POSTS_AN_HOUR = 20_000
WRONG_CODES_AN_HOUR = 100

_NOT_IN_A_CODE = re.compile(r"[\s\-‐‑–—._]+")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_BACKUP = re.compile(r"balises-(?P<on>\d{4}-\d{2}-\d{2})\.(?:sqlite3|pgdump)(?P<cut_short>\.part)?")


@dataclass(frozen=True)
class InvitingFacts:
    state: BoxState
    address_count: int


def normal_code(typed: str) -> str | None:
    """The code behind what someone typed (« ab3 k7q »), or None where it cannot be one."""
    code = _NOT_IN_A_CODE.sub("", typed).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else None


def shown_code(code: str) -> str:
    """The code as it is shown and read aloud: AB3-K7Q."""
    return f"{code[:3]}-{code[3:]}"


def counted_by_fives(count: int) -> int:
    """The last step of five that was passed: a single arrival is never seen."""
    return count - count % COUNT_STEP


def is_token(token: str) -> bool:
    """Whether a text has the shape of a participant's token."""
    return _TOKEN.fullmatch(token) is not None


def may_be_opened(slot_count: int, *, minimum: int = MINIMUM_ENVELOPES) -> bool:
    """An activity may ask for more than five, never for fewer."""
    return slot_count >= max(minimum, MINIMUM_ENVELOPES)


def refusal_to_take(state: BoxState) -> Refusal | None:
    """May an envelope enter, or a mail invite to the box?"""
    if state is BoxState.LOST:
        return Refusal("boxes.lost")
    if state is not BoxState.OPEN:
        return Refusal("boxes.closed")
    return None


def refusal_to_invite(facts: InvitingFacts) -> Refusal | None:
    if facts.address_count == 0:
        return Refusal("boxes.nobody_invited")
    return refusal_to_take(facts.state)


def refusal_to_remind(*, after: int, mailing_count: int) -> Refusal | None:
    """A reminder is asked for after the mailings one has seen: the same click again asks for nothing more."""
    return None if after == mailing_count else Refusal("boxes.already_reminded")


def refusal_to_join(state: BoxState | None) -> Refusal | None:
    """A code leads to its page while its box takes envelopes; `None`: no box has that code."""
    return Refusal("boxes.unknown_code") if state is None else refusal_to_take(state)


def refusal_of_traffic(count: int, *, limit: int) -> Refusal | None:
    return Refusal("boxes.too_many_requests") if count > limit else None


def backups_past_keeping(names: Iterable[str], *, today: date, kept_days: int) -> tuple[str, ...]:
    """The copies made before the days that are kept, and former days' unfinished ones; never the newest whole copy.

    A file of another name is not ours, and is never told.
    """
    copies = sorted((found["on"], found.string, found["cut_short"]) for found in map(_BACKUP.fullmatch, names) if found)
    newest = max((on for on, _, cut_short in copies if not cut_short), default="")
    oldest_kept = str(today - timedelta(days=kept_days))
    return tuple(
        name for on, name, cut_short in copies if (on < str(today) if cut_short else on < oldest_kept and on != newest)
    )
