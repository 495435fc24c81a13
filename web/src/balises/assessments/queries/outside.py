"""A shared grid as people outside its panel may read it, whoever the reader is: never an answer with its author."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from balises.assessments.models import Assessment
from balises.assessments.phrases import DEPTH_LABELS
from balises.assessments.queries.after import missing_voices, printed_opinions
from balises.assessments.queries.panel import Panel, RangeRow, panel
from balises.assessments.queries.reading import RaisedRow, assessments, assessors, criteria, raised_rows
from balises.assessments.rules import AssessmentState, Depth, Sight, Spread
from balises.register.models import AIUse

ROBUSTNESS = "d6"  # the dimension that asks what holds when all moves; a few criteria elsewhere ask it too


@dataclass(frozen=True)
class OutsideRow:
    code: str
    number: int
    dimension: str
    question: str
    is_about_robustness: bool
    spread: Spread
    said: str  # the range where it may be read, else how far answers stand apart
    to_do: str


@dataclass(frozen=True)
class JointRow:
    code: str
    question: str
    answer: str
    why: str


@dataclass(frozen=True)
class OpinionRow:
    """A seat's own words, that it agreed to see printed."""

    code: str
    seat: str
    question: str
    text: str


@dataclass(frozen=True)
class SeatAtTable:
    label: str
    has_answered: bool
    is_paper: bool


@dataclass(frozen=True)
class OutsideLook:
    opened_on: date
    shared_on: date | None
    edition: str
    edition_title: str
    edition_number: int
    edition_digest: str
    depth: str
    closing_reason: str
    seats: tuple[SeatAtTable, ...]
    missing_voices: tuple[str, ...]
    limit: str  # why no more is said
    has_range: bool
    robustness_codes: frozenset[str]
    rows: tuple[OutsideRow, ...]
    joint: tuple[JointRow, ...]
    opinions: tuple[OpinionRow, ...]
    questions: tuple[RaisedRow, ...]


def shared_looks(use: AIUse) -> QuerySet[Assessment]:
    """The grids on that use that were shared, latest first."""
    return assessments().filter(use=use, state=AssessmentState.SHARED).order_by("-shared_on", "-pk")


def outside_look(assessment: Assessment) -> OutsideLook:
    """One grid once shared, as its panel's own work never shows."""
    found, body, asked = outside_panel(assessment), assessment.edition_body, criteria(assessment)
    table = tuple(assessors(assessment))
    return OutsideLook(
        opened_on=assessment.opened_on,
        shared_on=assessment.shared_on,
        edition=assessment.edition,
        edition_title=body["title"],
        edition_number=body["number"],
        edition_digest=assessment.edition_digest,
        depth=str(DEPTH_LABELS[Depth(assessment.depth)]),
        closing_reason=assessment.closing_reason,
        seats=tuple(SeatAtTable(each.seat.label, each.handed_in_on is not None, each.is_paper) for each in table),
        missing_voices=missing_voices(table),
        limit=found.limit,
        has_range=found.is_drawn,
        robustness_codes=frozenset(each["code"] for each in asked if _is_about_robustness(each)),
        rows=tuple(_row(row, criterion=asked[row.number - 1]) for row in found.every_row),
        joint=_joint(found, asked=asked),
        opinions=tuple(
            OpinionRow(asked[each.number - 1]["code"], each.seat, asked[each.number - 1]["question"], each.text)
            for each in printed_opinions(assessment)
        ),
        questions=raised_rows(assessment),
    )


def outside_panel(assessment: Assessment) -> Panel:
    """The answers side by side as anyone outside reads them."""
    found = panel(assessment, reader=None, base_url="")
    return found or Panel(rows=(), others=(), legend=(), sight=Sight.NOTHING)


def _is_about_robustness(criterion: Mapping[str, Any]) -> bool:
    return bool(criterion.get("robustness")) or criterion["dimension"]["code"] == ROBUSTNESS


def _row(row: RangeRow, *, criterion: Mapping[str, Any]) -> OutsideRow:
    return OutsideRow(
        code=criterion["code"],
        number=row.number,
        dimension=row.label,
        question=row.question,
        is_about_robustness=_is_about_robustness(criterion),
        spread=row.spread,
        said=row.sentence,
        to_do=row.gate,
    )


def _joint(found: Panel, *, asked: Sequence[Mapping[str, Any]]) -> tuple[JointRow, ...]:
    """What the panel said together, in the order of the grid; the panel keeps back what would tell an answer."""
    rows = sorted(found.every_row, key=lambda row: row.number)
    return tuple(
        JointRow(asked[row.number - 1]["code"], row.question, row.together.answer, row.together.justification)
        for row in rows
        if row.together
    )
