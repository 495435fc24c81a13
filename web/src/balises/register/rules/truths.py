"""« And », « or », « not » with three values."""

from collections.abc import Iterable, Mapping

from balises.library.rules import UNKNOWN, Condition, Facts, Truth, truth_of

_OPPOSITE: Mapping[Truth, Truth] = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def has(facts: Facts, fact: str, *values: str) -> Truth:
    """Whether the fact has one of these values."""
    return truth_of(Condition(fact, frozenset(values)), facts=facts)


def negated(truth: Truth) -> Truth:
    return _OPPOSITE[truth]


def all_of(*truths: Truth) -> Truth:
    if Truth.NO in truths:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.YES


def any_of(*truths: Truth) -> Truth:
    return negated(all_of(*(negated(truth) for truth in truths)))


def unknown_among(facts: Facts, names: Iterable[str]) -> tuple[str, ...]:
    """Those that nobody has said, or that are said not to be known."""
    return tuple(dict.fromkeys(str(name) for name in names if UNKNOWN in (facts.get(name) or (UNKNOWN,))))
