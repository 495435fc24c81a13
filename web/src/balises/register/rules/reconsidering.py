"""Whoever holds a seat may ask that a use be looked at again, with a cause. The body pronounces, never the request."""

from dataclasses import dataclass

from balises.shared.errors import Refusal

LONGEST_CAUSE = 1500  # characters


@dataclass(frozen=True)
class AskingFacts:
    """Who asks, of what, and why."""

    has_seat: bool  # in the process of that use
    is_pronounced: bool
    cause: str


def refusal_to_reconsider(facts: AskingFacts) -> Refusal | None:
    return refusal_to_begin_asking(facts) or refusal_of_cause(facts.cause)


def refusal_to_begin_asking(facts: AskingFacts) -> Refusal | None:
    """What is not pronounced yet is still being looked at: there is nothing to look at again."""
    if not facts.has_seat:
        return Refusal("register.no_seat_to_ask")
    return None if facts.is_pronounced else Refusal("register.nothing_pronounced")


def refusal_of_cause(cause: str) -> Refusal | None:
    """Without what changed or what was seen, a request would be one opinion more."""
    if not cause.strip():
        return Refusal("register.cause_is_missing")
    if len(cause.strip()) > LONGEST_CAUSE:
        return Refusal("register.cause_is_too_long", {"longest": LONGEST_CAUSE})
    return None
