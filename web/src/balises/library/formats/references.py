"""The schema of what stands beside a grid: dated law, hard knocks to imagine, cases that bind the rules."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from balises.library.rules import Answer, Effect, Facts

from .vocabulary import Code, Country, Edition, Given, Part, PartialDate, Reference, SeatCode, Source, Texts, UseFacts


class LawLine(Part):
    """One duty: what it asks, of whom, under which text, since when, and what is still unsure."""

    code: Code
    title: str
    says: str
    when: str
    given: tuple[Given, ...]
    effect: Effect | None  # what it sets off in the grid, where it does
    asked: str  # who must be asked, told or consulted
    valid_from: PartialDate | None
    source: Source
    to_confirm: str | None


class Law(Edition):
    kind: Literal["law"]
    country: Country
    notice: str
    lines: Annotated[tuple[LawLine, ...], Field(min_length=1)]


class StressTest(Part):
    """A hard knock imagined together: does the use hold, bend or break?"""

    code: Code
    title: str
    shock: str
    plain: str
    questions: Texts
    margins: Texts  # examples of a margin to create
    robustness: tuple[Code, ...]


class StressTests(Edition):
    kind: Literal["stress_tests"]
    notice: str
    cards: Annotated[tuple[StressTest, ...], Field(min_length=1)]


class Depth(StrEnum):
    """How much of the grid a panel was asked; what a case does not write there was answered « yes »."""

    NONE = "none"  # nobody has looked yet
    QUICK = "quick"  # the ten questions
    WHOLE = "whole"


class ExpectedGates(Part):
    """Every gate that is written down, by its key: « 2.1:stop », or « dpia » where a thing is done once."""

    legal: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()  # the facts to learn before one can say


class ExpectedDuties(Part):
    """The lines of law that bear on the use, by their code."""

    in_force: tuple[Code, ...] = ()
    to_come: tuple[Code, ...] = ()
    unsure: tuple[Code, ...] = ()  # a fact is missing, or the text leaves it open


class Expected(Part):
    """What the rules must find."""

    ai_act: Literal["outside", "minimal", "transparency", "uncertain", "high_risk", "prohibited"]
    status: Literal["to_investigate", "framed_trial", "allowed_with_conditions", "allowed", "suspended", "refused"]
    gates: ExpectedGates
    duties: ExpectedDuties


class Case(Part):
    """A use that never was, and what ought to come of it: written by hand before any rule ran."""

    code: Code
    group: str
    title: str
    use: Code | None  # of the catalogue that the edition names
    day: date | None = None  # of the case, where it is not the usual one
    facts: UseFacts  # those that differ from the usual ones
    look: Depth
    answers: dict[Code, dict[SeatCode, Answer]] = Field(default_factory=dict)
    framed: tuple[str, ...] = ()  # gates that someone answers for, by a date
    closed: tuple[str, ...] = ()
    expected: Expected
    because: str


class Cases(Edition):
    kind: Literal["cases"]
    framework: Reference
    catalogue: Reference
    laws: Annotated[tuple[Reference, ...], Field(min_length=1)]
    notice: str
    day: date
    usual_facts: UseFacts  # so, unless a case says otherwise
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]

    def facts_of(self, case: Case) -> Facts:
        return {**self.usual_facts, **case.facts}
