"""The sector's own grave situations, which no class of a regulation names, and the facts derived from the others."""

from datetime import date

from balises.library.rules import Fact, Facts, Truth
from balises.register.rules.routing import PRACTICES, route
from balises.register.rules.truths import any_of, has, negated, unknown_among

_PRACTICES = tuple(fact for _letter, fact, _since in PRACTICES)


def is_grave(facts: Facts) -> Truth:
    """Child protection, protected adults, placement, violence, asylum, means of living, risk of suicide."""
    return negated(has(facts, Fact.SEVERITY, "none"))


def is_forbidden_practice(facts: Facts) -> Truth:
    """A practice of Article 5, even where the regulation does not reach: another country, or fixed rules."""
    return any_of(*(has(facts, fact, "yes") for fact in _PRACTICES))


def with_derived(facts: Facts, *, on: date) -> Facts:
    """The facts that were said, with those that follow from them."""
    return {
        **facts,
        Fact.AI_ACT: (route(facts, on=on).read_as,),
        Fact.GRAVE: (is_grave(facts),),
        Fact.FORBIDDEN_PRACTICE: (is_forbidden_practice(facts),),
    }


def to_be_told(name: str, *, facts: Facts) -> tuple[str, ...]:
    """The facts to ask for, where one that is derived is not known: nobody can be asked whether a use is « grave »."""
    if name == Fact.GRAVE:
        return (str(Fact.SEVERITY),)
    if name == Fact.FORBIDDEN_PRACTICE:
        return unknown_among(facts, _PRACTICES)
    return (name,)
