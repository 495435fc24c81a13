"""The schema of what stands beside a grid: dated law, hard knocks to imagine, cases that bind the rules."""

from typing import Annotated, Literal

from pydantic import Field

from balises.library.rules import Answer, Effect

from .vocabulary import Code, Country, Edition, Given, Part, PartialDate, SeatCode, Source, Texts, UseFacts


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


class Expected(Part):
    """What the rules must find."""

    ai_act: str
    gates: tuple[str, ...]  # « 2.1:stop », « g1:dpia »: the criterion or the general rule, and its effect
    status: str
    duties: tuple[str, ...]  # codes of lines of law


class Case(Part):
    code: Code
    title: str
    use: Code | None
    facts: UseFacts
    answers: dict[Code, dict[SeatCode, Answer]]
    expected: Expected
    because: str


class Cases(Edition):
    kind: Literal["cases"]
    framework: str
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]
