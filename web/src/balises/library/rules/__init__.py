"""What must hold for published editions, and the facts of a use that their rows may speak of."""

from balises.library.rules.conditions import Condition, ConditionError, Truth, holds, parsed, truth_of, unknown_among
from balises.library.rules.editions import refusal_to_reload
from balises.library.rules.facts import DERIVED, FACTS, MANY, UNKNOWN, Fact, Facts, refused_facts
from balises.library.rules.grids import Answer, Effect, Nature

__all__ = [
    "DERIVED",
    "FACTS",
    "MANY",
    "UNKNOWN",
    "Answer",
    "Condition",
    "ConditionError",
    "Effect",
    "Fact",
    "Facts",
    "Nature",
    "Truth",
    "holds",
    "parsed",
    "refusal_to_reload",
    "refused_facts",
    "truth_of",
    "unknown_among",
]
