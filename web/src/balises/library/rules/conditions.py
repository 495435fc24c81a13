"""« What facts must hold for this row to speak »: read, and judged with three values: yes, no, not known yet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from balises.library.rules.facts import FACTS, UNKNOWN, Facts

_SHAPE = re.compile(r"^(?P<fact>[a-z_]+) *(?P<sign>!?=) *(?P<values>[a-z0-9_]+(?: *\| *[a-z0-9_]+)*)$")


class Truth(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ConditionError(ValueError):
    """A condition that cannot be read, or that speaks of a fact nobody can know."""

    def __init__(self, fault: str, *, written: str, admitted: tuple[str, ...] = ()) -> None:
        super().__init__(f"{fault}: {written}")
        self.fault, self.written, self.admitted = fault, written, admitted


@dataclass(frozen=True)
class Condition:
    """One fact, and the values that it must have, or must not have."""

    fact: str
    values: frozenset[str]
    is_negated: bool = False


@lru_cache(maxsize=1024)  # a grid writes a few dozen, and reads them for each page
def parsed(text: str) -> Condition:
    """Read `account = consumer | none`, or `account != local`."""
    found = _SHAPE.match(text.strip())
    if found is None:
        raise ConditionError("unreadable", written=text)
    fact, values = found["fact"], frozenset(value.strip() for value in found["values"].split("|"))
    if fact not in FACTS:
        raise ConditionError("unknown_fact", written=fact, admitted=tuple(sorted(FACTS)))
    strange = sorted(values - set(FACTS[fact]))
    if strange:
        raise ConditionError("unknown_value", written=f"{fact}={strange[0]}", admitted=FACTS[fact])
    return Condition(fact, values, is_negated=found["sign"] == "!=")


def truth_of(condition: Condition, *, facts: Facts) -> Truth:
    """Whether the fact has one of the values; not known where the fact is not."""
    known = facts.get(condition.fact, ())
    if not known or UNKNOWN in known:
        return Truth.UNKNOWN
    return Truth.YES if bool(condition.values & set(known)) is not condition.is_negated else Truth.NO


def holds(conditions: Iterable[Condition], *, facts: Facts) -> Truth:
    """All of them together: one « no » is enough to say no, whatever is not known."""
    truths = {truth_of(condition, facts=facts) for condition in conditions}
    if Truth.NO in truths:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.YES


def unknown_among(conditions: Iterable[Condition], *, facts: Facts) -> tuple[str, ...]:
    """The facts that must be known before the conditions can be judged."""
    found = {condition.fact for condition in conditions if truth_of(condition, facts=facts) is Truth.UNKNOWN}
    return tuple(sorted(found))
