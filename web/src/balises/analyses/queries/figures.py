from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from balises.analyses import engine
from balises.analyses.engine import AtLeast, Band, Between, Cell, Detail, ProtectedRow, Suppressed
from balises.analyses.models import AnalysisRun
from balises.analyses.phrases import (
    BAND_WORDS,
    CHOICE_LABELS,
    FROM_TO,
    METHOD_NAMES,
    NOT_SHOWN,
    PARAMETER_LABELS,
    SENTENCES,
    VOTERS_AT_LEAST,
    VOTERS_NOT_TOLD,
)
from balises.analyses.rules import Precision
from balises.shared.wording import number

FEW, ABOUT_HALF, MOST, NEARLY_ALL = 1, 2, 3, 4  # boxes filled, of four: a shape for words


@dataclass(frozen=True)
class ChoiceFigure:
    """One answer to one statement, as far as it may be told."""

    choice: str
    label: str
    words: str
    share: float = 0.0  # exact rows only
    level: int = 0  # coarse rows only


@dataclass(frozen=True)
class FigureRow:
    """One statement with its answers, as `parts/bars.html` reads it."""

    label: str
    sentence: str
    precision: Precision
    choices: tuple[ChoiceFigure, ...]


@dataclass(frozen=True)
class Setting:
    label: str
    value: str


@dataclass(frozen=True)
class MethodCard:
    """How a figure was computed, as the block under it says."""

    title: str
    name: str
    version: str
    engine_version: str
    settings: tuple[Setting, ...]
    source: str
    sealed_on: date
    digest: str
    plan_digest: str


@dataclass(frozen=True)
class Figures:
    """Everything a page may show of a run."""

    voters: str
    rows: tuple[FigureRow, ...]
    has_withheld: bool
    method: MethodCard


def figures(run: AnalysisRun, *, labels: Mapping[str, str]) -> Figures:
    """A sealed run in words and shapes; `labels` gives the text of each planned item."""
    told = engine.read_sealed(run.result, digest=run.digest)
    rows = tuple(_row(row, label=labels[row.item]) for row in told.rows)
    return Figures(
        voters=_voters(told.voters),
        rows=rows,
        has_withheld=any(row.precision is Precision.WITHHELD for row in rows),
        method=method_card(run),
    )


def method_card(run: AnalysisRun) -> MethodCard:
    return MethodCard(
        title=str(METHOD_NAMES.get(run.method, run.method)),
        name=run.method,
        version=run.method_version,
        engine_version=run.engine_version,
        settings=tuple(
            Setting(str(label), unit % {"count": run.parameters[name]})
            for name, (label, unit) in PARAMETER_LABELS.items()
            if name in run.parameters
        ),
        source=run.parameters["source"],
        sealed_on=run.sealed_on,
        digest=run.digest,
        plan_digest=run.result["plan"]["digest"],
    )


def _voters(told: AtLeast | Suppressed) -> str:
    return str(VOTERS_NOT_TOLD) if isinstance(told, Suppressed) else VOTERS_AT_LEAST % {"low": number(told.low)}


def _row(row: ProtectedRow, *, label: str) -> FigureRow:
    precision = _precision(row)
    answers = row.answers if isinstance(row.answers, int) else 0
    choices = tuple(
        ChoiceFigure(
            choice=choice,
            label=str(CHOICE_LABELS[choice]),
            words=words(cell),
            share=100 * cell / answers if precision is Precision.EXACT and isinstance(cell, int) else 0.0,
            level=_level(cell, answers=answers) if precision is Precision.COARSE else 0,
        )
        for choice, cell in zip(engine.CHOICES, row.cells, strict=True)
    )
    return FigureRow(label, _sentence(row), precision, choices)


def _precision(row: ProtectedRow) -> Precision:
    """A shape is drawn only where each of the three answers has one: an empty shape would look like « none »."""
    if row.detail is Detail.COUNTS:
        return Precision.EXACT
    if any(isinstance(cell, Suppressed) or cell is Band.HALF_OR_LESS for cell in row.cells):
        return Precision.WITHHELD
    return Precision.COARSE


def words(cell: Cell) -> str:
    """What a cell tells, in words."""
    match cell:
        case Band():
            return str(BAND_WORDS[cell.value])
        case Suppressed():
            return str(NOT_SHOWN)
        case Between():
            return FROM_TO % {"low": number(cell.low), "high": number(cell.high)}
        case AtLeast():
            return _("%(low)s ou plus") % {"low": number(cell.low)}
    return number(cell)


def _level(cell: Cell, *, answers: int) -> int:
    """How many of the four boxes stand for what was told; nothing else is known here."""
    match cell:
        case Band():
            return MOST if cell is Band.MORE_THAN_HALF else FEW
        case Between():
            return _level_of(cell.low + cell.high, answers=2 * answers)
        case int():
            return _level_of(cell, answers=answers)
    return 0


def _level_of(people: int, *, answers: int) -> int:
    for level, quarters in ((NEARLY_ALL, 3.5), (MOST, 2.5), (ABOUT_HALF, 1.5)):
        if 4 * people >= quarters * answers:
            return level
    return FEW


def _sentence(row: ProtectedRow) -> str:
    if row.detail is Detail.WITHHELD:
        return str(SENTENCES["withheld"])
    if isinstance(row.answers, int):
        answers = SENTENCES["answers"] % {"answers": number(row.answers)}
    else:
        answers = SENTENCES["answers"] % {"answers": words(row.answers).capitalize()}
    return f"{answers} {_told(row)}"


def _told(row: ProtectedRow) -> str:
    if row.detail is Detail.BANDS:
        return str(SENTENCES[_band_sentence(row)])
    agree, disagree, passed = (words(cell) for cell in row.cells)
    told = SENTENCES["counts"] % {"agree": agree, "disagree": disagree, "passed": passed}
    has_hidden = any(isinstance(cell, Suppressed) for cell in row.cells)
    return f"{told} {SENTENCES['complementary']}" if has_hidden else told


def _band_sentence(row: ProtectedRow) -> str:
    if row.agree is Band.MORE_THAN_HALF:
        return "majority_agrees"
    if row.disagree is Band.MORE_THAN_HALF:
        return "majority_disagrees"
    return "neither" if isinstance(row.passed, Suppressed) else "no_majority"
