"""The sector's own grave situations, which no class of a regulation names, and the facts derived from the others."""

from datetime import date

from balises.library.rules import Fact, Facts, Truth
from balises.register.rules.routing import route
from balises.register.rules.truths import has, negated


def is_grave(facts: Facts) -> Truth:
    """Child protection, protected adults, placement, violence, asylum, means of living, risk of suicide."""
    return negated(has(facts, Fact.SEVERITY, "none"))


def with_derived(facts: Facts, *, on: date) -> Facts:
    """The facts that were said, with those that follow from them."""
    return {**facts, Fact.AI_ACT: (route(facts, on=on).ai_act,), Fact.GRAVE: (is_grave(facts),)}
