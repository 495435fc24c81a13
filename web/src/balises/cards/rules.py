"""What must hold for a harvest of anonymous use cards."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from balises.register.rules import Visibility
from balises.shared.errors import Refusal


class CollectionState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    TOO_FEW = "too_few"  # fewer than five: destroyed unopened


class Spotted(StrEnum):
    """How a use may say where it was seen, by the number of cards it rests on."""

    NO_NUMBER = "no_number"  # fewer than five: not even « several »
    SEVERAL = "several"  # from five to nine: words
    BY_FIVES = "by_fives"


# The longest answers, in characters. Enough for three minutes on a phone.
PURPOSE_LIMIT = 500
TOOL_LIMIT = 120
TEXT_LIMIT = 400
LIMITS = {
    "purpose": PURPOSE_LIMIT,
    "tool": TOOL_LIMIT,
    "information": TEXT_LIMIT,
    "change": TEXT_LIMIT,
    "need": TEXT_LIMIT,
}
_UTF8_BYTES = 4  # of one character at most, escapes included
_SENT_BYTES = 9  # of one unit of a phone's count, percent-encoded, at most
_FRAME_BYTES, _SENT_FRAME_BYTES = 256, 1024  # names of fields, braces, the two tokens

CARD_BYTES = sum(LIMITS.values()) * _UTF8_BYTES + _FRAME_BYTES
POST_BYTES = sum(LIMITS.values()) * _SENT_BYTES + _SENT_FRAME_BYTES

MINIMUM_FOR_WORDS = 5
MINIMUM_FOR_COUNTS = 10
COUNT_STEP = 5


@dataclass(frozen=True)
class CardContent:
    """What one person writes on a card."""

    visibility: Visibility
    purpose: str
    tool: str
    information: str = ""
    change: str = ""
    need: str = ""


CARD_VERSION = 1


def card_to_bytes(card: CardContent) -> bytes:
    """A card as it lies in its envelope."""
    written = {"v": CARD_VERSION, **asdict(card)}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


def card_from_bytes(text: bytes) -> CardContent:
    read: dict[str, Any] = json.loads(text)
    if read.pop("v") != CARD_VERSION:
        raise ValueError("A card of a version this program does not know.")
    return CardContent(visibility=Visibility(read.pop("visibility")), **read)


@dataclass(frozen=True)
class MakingFacts:
    has_same_title: bool
    is_question_of_process: bool


def refusal_to_make(facts: MakingFacts) -> Refusal | None:
    if not facts.is_question_of_process:
        return Refusal("cards.question_of_another_process")
    if facts.has_same_title:
        return Refusal("cards.already_made")
    return None


def refusal_to_open(state: CollectionState) -> Refusal | None:
    return None if state is CollectionState.DRAFT else Refusal("cards.already_opened")


def refusal_to_close(state: CollectionState) -> Refusal | None:
    return None if state is CollectionState.OPEN else Refusal("cards.not_open")


def refusal_to_read(state: CollectionState) -> Refusal | None:
    """Nobody reads a card before the closing, whatever the role."""
    if state is CollectionState.TOO_FEW:
        return Refusal("cards.destroyed_unopened")
    return None if state is CollectionState.CLOSED else Refusal("cards.still_sealed")


def refusal_to_draft_use(state: CollectionState, *, card_count: int) -> Refusal | None:
    if card_count == 0:
        return Refusal("cards.no_card_chosen")
    return refusal_to_read(state)


def spotted_in(card_count: int) -> Spotted:
    """No small number ever leaves with a use."""
    if card_count < MINIMUM_FOR_WORDS:
        return Spotted.NO_NUMBER
    return Spotted.SEVERAL if card_count < MINIMUM_FOR_COUNTS else Spotted.BY_FIVES


def counted_by_fives(count: int) -> int:
    return count - count % COUNT_STEP
