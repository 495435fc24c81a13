"""What must hold for a deliberation: statements, sealed votes, one publication."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from balises.analyses.rules import CastVote
from balises.shared.errors import Refusal

MINIMUM_VOTERS = 8  # below, nothing is opened: the engine's threshold for statements, known before opening
MOST_STATEMENTS = 60
LONGEST_SENTENCE = 280  # of a statement written here, to be read on a phone
MOST_BROUGHT_IN = 1_000  # statements of a conversation held elsewhere
LONGEST_STATEMENT = 1_000  # of such a conversation, as its people wrote it
VOTE_BYTES = 8  # of the longest vote: every envelope of the box has the same length


class DeliberationState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"  # a protected result stands
    ON_PAPER = "on_paper"  # too few voters: destroyed unopened, the paper script is offered


class Vote(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105, an answer


@dataclass(frozen=True)
class StatementFacts:
    """A sentence about to be written among those already there."""

    state: DeliberationState
    text: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class OpeningFacts:
    state: DeliberationState
    statement_count: int


@dataclass(frozen=True)
class Conversation:
    """A conversation held elsewhere: its statements, and the latest vote of each person on each, by its number."""

    statements: tuple[str, ...]
    votes: tuple[CastVote, ...]
    first_on: date
    last_on: date
    replaced: int = 0  # votes followed by a later one of the same person on the same statement
    left_out: int = 0  # statements set aside by those who ran it, or about the people who vote
    without_votes: int = 0  # statements that nobody voted on

    def told(self, *, on: date) -> dict[str, Any]:
        """What is kept of where it comes from: days and counts of what was left, nothing of who voted."""
        return {
            "tool": "Polis",
            "from": self.first_on.isoformat(),
            "to": self.last_on.isoformat(),
            "brought_in_on": on.isoformat(),
            "replaced": self.replaced,
            "left_out": self.left_out,
            "without_votes": self.without_votes,
        }


def refusal_to_make(*, is_already_there: bool) -> Refusal | None:
    return Refusal("deliberations.already_made") if is_already_there else None


def refusal_to_bring_in(conversation: Conversation, *, is_already_there: bool) -> Refusal | None:
    """As of one held here: under eight voters nothing is told. What is told once is not told again."""
    if len({vote.voter for vote in conversation.votes}) < MINIMUM_VOTERS:
        return Refusal("deliberations.too_few_brought_in", {"least": MINIMUM_VOTERS})
    if len(conversation.statements) > MOST_BROUGHT_IN:
        return Refusal("deliberations.too_many_brought_in", {"most": MOST_BROUGHT_IN})
    return Refusal("deliberations.already_brought_in") if is_already_there else None


def refusal_to_edit(state: DeliberationState) -> Refusal | None:
    """What people answer to does not change under them."""
    return None if state is DeliberationState.DRAFT else Refusal("deliberations.not_a_draft")


def refusal_to_write(facts: StatementFacts) -> Refusal | None:
    """May this statement stand beside the others?"""
    if not facts.text:
        return Refusal("deliberations.no_text")
    if _compared(facts.text) in {_compared(text) for text in facts.others}:
        return Refusal("deliberations.already_there")
    if len(facts.others) >= MOST_STATEMENTS:
        return Refusal("deliberations.too_many", {"most": MOST_STATEMENTS})
    return refusal_to_edit(facts.state)


def refusal_to_open(facts: OpeningFacts) -> Refusal | None:
    if facts.state is not DeliberationState.DRAFT:
        return Refusal("deliberations.already_opened")
    if facts.statement_count == 0:
        return Refusal("deliberations.no_statement")
    return None


def refusal_to_close(state: DeliberationState) -> Refusal | None:
    return None if state is DeliberationState.OPEN else Refusal("deliberations.not_open")


def refusal_to_export(state: DeliberationState) -> Refusal | None:
    """There is a result to take away only once it is protected and sealed."""
    return None if state is DeliberationState.CLOSED else Refusal("deliberations.no_result")


def next_number(numbers: tuple[int, ...], *, seen: frozenset[int], after: int = 0) -> int | None:
    """The next statement not seen, from where one stands, then from the start; None once all were."""
    unseen = [number for number in numbers if number not in seen]
    return next((number for number in unseen if number > after), unseen[0] if unseen else None)


def tidy(text: str) -> str:
    """One line, single spaces: a statement is a sentence, not a page."""
    return " ".join(text.split())


def _compared(text: str) -> str:
    return tidy(text).casefold().replace("'", "’").rstrip(" .")


@dataclass(frozen=True)
class Block:
    """A paragraph or a list of a script of the library."""

    is_list: bool
    lines: tuple[str, ...]


def blocks_of(text: str) -> tuple[Block, ...]:
    """The few marks a script uses: paragraphs, lists, bold that paper does without."""
    found: list[tuple[bool, list[str]]] = []
    for line in text.replace("**", "").splitlines():
        item = re.match(r"\s*(?:[-*]|\d+\.)\s+(.*)", line)
        if not line.strip():
            found.append((False, []))
        elif item:
            if not (found and found[-1][0]):
                found.append((True, []))
            found[-1][1].append(item[1])
        elif found and found[-1][1]:
            found[-1][1][-1] += f" {line.strip()}"
        else:
            found.append((False, [line.strip()]))
    return tuple(Block(is_list, tuple(lines)) for is_list, lines in found if lines)
