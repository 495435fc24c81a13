"""The schema of a grid: criteria whose answers set rows off, general rules, red lines, robustness."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from balises.library.rules import Answer, Effect, Nature

from .vocabulary import Code, Edition, Flag, Given, Part, Texts


class Dimension(Part):
    code: Code
    title: str


class Row(Part):
    """What certain facts set off, and what would make it fall; a duty of law names the text it comes from."""

    later: ClassVar = frozenset({"given", "closes", "in_force_on"})

    when: str  # the facts, in words
    effect: Effect
    says: str
    nature: Nature
    source: Code | None = None
    given: tuple[Given, ...] = ()  # the same facts, as they are judged: all of them
    closes: str | None = None  # what would close it
    in_force_on: date | None = None  # a duty to come; a choice of the grid until then

    @model_validator(mode="after")
    def law_has_a_source(self) -> "Row":
        if self.nature is Nature.LEGAL and self.source is None:
            raise ValueError("un effet de nature « legal » doit nommer sa source")
        return self


class Trigger(Row):
    """What an answer sets off."""

    answer: Answer


class Criterion(Part):
    later: ClassVar = frozenset({"quick_scan", "is_blocking", "principles", "robustness"})

    code: Code
    dimension: Dimension
    question: str
    plain: str
    why: str
    guidance: str
    evidence: Texts
    triggers: Annotated[tuple[Trigger, ...], Field(min_length=1)]
    quick_scan: Flag = False
    is_blocking: Flag = False  # not knowing stops the examination there
    principles: tuple[Code, ...] = ()
    robustness: Code | None = None


class Principle(Part):
    """A principle of the profession that a criterion serves."""

    code: Code
    title: str


class GeneralRule(Part):
    """What facts alone set off, whatever is answered."""

    code: Code
    title: str
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]


class RedLine(Part):
    """A limit proposed to the charter; each organisation adopts its own words."""

    code: Code
    text: str
    why: str
    criteria: Annotated[tuple[Code, ...], Field(min_length=1)]


class RobustnessCriterion(Part):
    """Robustness as living beings have it: what keeps going when things move."""

    code: Code
    principle: str
    question: str
    plain: str
    indicator: str
    fragile_when: str
    criterion: Code | None  # the criterion of the grid that asks it, where there is one


class Framework(Edition):
    later: ClassVar = frozenset({"principles", "general_rules", "red_lines", "robustness"})

    kind: Literal["framework"]
    notice: str
    answers: dict[Answer, str]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    principles: tuple[Principle, ...] = ()
    general_rules: tuple[GeneralRule, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    robustness: tuple[RobustnessCriterion, ...] = ()

    @model_validator(mode="after")
    def every_answer_has_its_label(self) -> "Framework":
        if set(self.answers) != set(Answer):
            raise ValueError("les cinq réponses doivent avoir leur libellé : " + ", ".join(Answer))
        return self
