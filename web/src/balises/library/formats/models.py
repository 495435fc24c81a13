"""The schema of every kind of edition. A key that is not here is refused, so that a typing error is never silent."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from .vocabulary import (
    BlockKind,
    Code,
    Count,
    Edition,
    Flag,
    Part,
    PhaseCode,
    SeatCode,
    Source,
    Texts,
    UseFacts,
    Visibility,
)


class Dilemma(Part):
    code: Code
    statement: str
    values: Annotated[tuple[str, ...], Field(min_length=2)]


class Dilemmas(Edition):
    kind: Literal["dilemmas"]
    dilemmas: Annotated[tuple[Dilemma, ...], Field(min_length=1)]


class Use(Part):
    later: ClassVar = frozenset({"facts", "doubt", "without_case"})

    code: Code
    title: str
    field: str
    task: str
    tool_kind: str
    information: str
    people_concerned: str
    what_it_may_bring: str
    what_worries: str
    visibility: Annotated[tuple[Visibility, ...], Field(min_length=1)]
    sources: tuple[Source, ...]
    facts: UseFacts | None = None  # what is usually so; the people who describe their own use mend it
    doubt: str | None = None  # what the texts leave open for such a use
    without_case: str | None = None  # why no case is cited

    @model_validator(mode="after")
    def has_a_case_or_says_why(self) -> "Use":
        if not self.sources and self.without_case is None:
            raise ValueError("il faut au moins une source, ou dire dans « without_case » pourquoi aucun cas n’est cité")
        return self


class Uses(Edition):
    kind: Literal["uses"]
    uses: Annotated[tuple[Use, ...], Field(min_length=1)]


class Article(Part):
    code: Code
    title: str
    text: str
    why: str


class Charter(Edition):
    kind: Literal["charter"]
    preamble: str
    articles: Annotated[tuple[Article, ...], Field(min_length=1)]


class Step(Part):
    code: Code
    title: str
    text: str
    minutes: Count


class Script(Edition):
    kind: Literal["script"]
    people: str
    materials: Texts
    introduction: str
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


class CourseModule(Part):
    """One line of the programme; the module itself is a file of its own once it is written."""

    code: Code
    title: str
    hours: Count
    outcomes: Texts
    is_written: Flag


class Course(Edition):
    kind: Literal["course"]
    audience: str
    modules: Annotated[tuple[CourseModule, ...], Field(min_length=1)]


class Activity(Part):
    code: Code
    title: str
    purpose: str
    minutes: Count
    group: str
    materials: Texts
    steps: Texts
    debrief: str
    without_screen: Flag


class Fact(Part):
    code: Code
    text: str
    source: Source


class Choice(Part):
    text: str
    is_right: Flag
    because: str


class Question(Part):
    code: Code
    question: str
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def one_choice_is_right(self) -> "Question":
        if sum(choice.is_right for choice in self.choices) != 1:
            raise ValueError("une question a une bonne réponse, et une seule")
        return self


class Block(Part):
    """A piece of a page, in reading order: text to render, or the place of something told apart."""

    kind: BlockKind
    text: str | None = None
    code: Code | None = None


class Page(Part):
    code: Code
    title: str
    minutes: Count
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]


class Module(Edition):
    kind: Literal["module"]
    code: Code
    outcomes: Texts
    preparation: Texts
    activities: tuple[Activity, ...]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    introduction: str
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]

    @property
    def reference(self) -> str:
        return f"{self.kind}:{self.slug}/{self.code}@{self.number}"

    @property
    def minutes(self) -> int:
        return sum(page.minutes for page in self.pages)


class Phase(Part):
    code: PhaseCode
    title: str
    purpose: str
    week_from: Count
    week_to: Count
    produces: Texts
    acts: Texts

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> "Phase":
        if self.week_to < self.week_from:
            raise ValueError("une phase ne finit pas avant d’avoir commencé")
        return self


class ProcessSeat(Part):
    code: SeatCode
    title: str
    brings: str
    hears: str


class Process(Edition):
    kind: Literal["process"]
    notice: str
    mandate: str | None = None  # an example to take over; what is between brackets is for whoever takes it
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    seats: Annotated[tuple[ProcessSeat, ...], Field(min_length=1)]
    must_be_heard: Texts
