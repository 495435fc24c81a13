"""Which lines of law bear on a use, or may."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Protocol

from balises.library.rules import UNKNOWN, Condition, Fact, Facts, Truth, holds
from balises.register.rules.routing import AiAct, route
from balises.register.rules.severity import to_be_told, with_derived
from balises.register.rules.truths import unknown_among

_LAWS: Mapping[str, tuple[str, ...]] = {
    "fr": ("eu", "fr"),
    "be": ("eu", "be"),
    "eu": ("eu",),
    "ch": ("ch",),
    "qc": ("qc",),
}


class Line(Protocol):
    """A line of law whose conditions were read."""

    @property
    def code(self) -> str: ...
    @property
    def effect(self) -> str | None: ...
    @property
    def conditions(self) -> tuple[Condition, ...]: ...
    @property
    def valid_from(self) -> str | None: ...  # a month or a day


@dataclass(frozen=True)
class Duty:
    """A line of law that bears on the use, or may: `finding` is never « no »."""

    code: str
    effect: str | None
    finding: Truth
    valid_from: str | None
    is_in_force: bool
    settles: tuple[str, ...]  # the facts to learn before one can say; none where the text itself leaves it open

    @property
    def is_left_open(self) -> bool:
        """Every fact is told, and the text still does not say: nothing to learn, nothing to write down as due."""
        return self.finding is Truth.UNKNOWN and not self.settles


def laws_of(country: str) -> tuple[str, ...]:
    """The slugs of the laws that bear on what is done in a country."""
    return _LAWS[country]


def duties(lines: Iterable[Line], *, facts: Facts, on: date) -> tuple[Duty, ...]:
    """Every line that holds, or that nobody can set aside yet, in the order of the lines."""
    found, known = route(facts, on=on), with_derived(facts, on=on)
    if found.read_as is AiAct.UNCERTAIN:  # the class is what nobody knows: a line that asks for one waits
        known = {**known, Fact.AI_ACT: (UNKNOWN,)}
    judged = (_duty(line, known, settles=found.settles, on=on) for line in lines)
    return tuple(duty for duty in judged if duty.finding is not Truth.NO)


def _duty(line: Line, facts: Facts, *, settles: tuple[str, ...], on: date) -> Duty:
    unknown = unknown_among(facts, (condition.fact for condition in line.conditions))
    told = (settles if name == Fact.AI_ACT else to_be_told(name, facts=facts) for name in unknown)
    asked = dict.fromkeys(chain.from_iterable(told))
    is_in_force = line.valid_from is None or line.valid_from <= on.isoformat()[: len(line.valid_from)]
    return Duty(
        code=line.code,
        effect=line.effect,
        finding=holds(line.conditions, facts=facts),
        valid_from=line.valid_from,
        is_in_force=is_in_force,
        settles=tuple(map(str, asked)),
    )
