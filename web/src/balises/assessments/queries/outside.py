"""A shared grid as people outside its panel may read it, whoever the reader is: never an answer with its author."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor, JointRating, MinorityOpinion
from balises.assessments.phrases import ANSWER_LABELS, DEPTH_LABELS, GAP_WORDS, MISSING_VOICES
from balises.assessments.queries.panel import Panel, RangeRow, panel
from balises.assessments.queries.reading import (
    assessments,
    assessors,
    criteria,
    raised_questions,
    shared_choices,
    shared_ratings,
)
from balises.assessments.rules import AssessmentState, Choice, Depth, Sight, Spread
from balises.processes.models import OpenQuestion
from balises.processes.rules import SeatKind
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
    gap: str  # how far answers stand apart, in words
    said: str  # the range where it may be read, else the gap again
    to_do: str


@dataclass(frozen=True)
class JointRow:
    question: str
    answer: str
    why: str


@dataclass(frozen=True)
class OpinionRow:
    """A seat's own words, that it agreed to see printed."""

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
    questions: tuple[OpenQuestion, ...]


def shared_looks(use: AIUse) -> QuerySet[Assessment]:
    """The grids on that use that were shared, latest first."""
    return assessments().filter(use=use, state=AssessmentState.SHARED).order_by("-shared_on", "-pk")


def outside_look(assessment: Assessment) -> OutsideLook:
    """One grid once shared, as its panel's own work never shows."""
    found, body = _outside_panel(assessment), assessment.edition_body
    asked = {criterion["code"]: criterion for criterion in criteria(assessment)}
    table = tuple(assessors(assessment))
    spreads = {code: rules.spread(given) for code, given in shared_choices(assessment).items()}
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
        missing_voices=_missing(table),
        limit=found.limit,
        has_range=found.is_drawn,
        robustness_codes=frozenset(code for code, criterion in asked.items() if _is_about_robustness(criterion)),
        rows=tuple(_row(row, criterion=_at(row, asked), spreads=spreads) for row in found.every_row),
        joint=_joint(assessment, asked=asked, spreads=spreads),
        opinions=_opinions(assessment, asked=asked),
        questions=raised_questions(assessment),
    )


def _outside_panel(assessment: Assessment) -> Panel:
    found = panel(assessment, reader=None, base_url="")
    return found or Panel(rows=(), others=(), legend=(), is_drawn=False, has_words=False, limit="")


def _sight(assessment: Assessment) -> Sight:
    people = {rating.assessor.holder for rating in shared_ratings(assessment)}
    return rules.sight(people=len(people), is_inside=False)


def _missing(table: tuple[Assessor, ...]) -> tuple[str, ...]:
    kinds = [SeatKind(each.seat.kind) for each in table if each.handed_in_on is not None]
    return tuple(str(MISSING_VOICES[kind]) for kind in rules.missing_voices(kinds))


def _at(row: RangeRow, asked: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    return tuple(asked.values())[row.number - 1]


def _is_about_robustness(criterion: Mapping[str, Any]) -> bool:
    return bool(criterion.get("robustness")) or criterion["dimension"]["code"] == ROBUSTNESS


def _row(row: RangeRow, *, criterion: Mapping[str, Any], spreads: Mapping[str, Spread]) -> OutsideRow:
    spread = spreads.get(criterion["code"], Spread.ALIKE)
    return OutsideRow(
        code=criterion["code"],
        number=row.number,
        dimension=row.label,
        question=row.question,
        is_about_robustness=_is_about_robustness(criterion),
        spread=spread,
        gap=str(GAP_WORDS[spread]),
        said=row.sentence,
        to_do=row.gate,
    )


def _joint(
    assessment: Assessment, *, asked: Mapping[str, Mapping[str, Any]], spreads: Mapping[str, Spread]
) -> tuple[JointRow, ...]:
    if assessment.state != AssessmentState.SHARED:
        return ()
    sight = _sight(assessment)
    return tuple(
        JointRow(asked[each.criterion]["question"], str(ANSWER_LABELS[Choice(each.choice)]), each.justification)
        for each in JointRating.objects.filter(assessment=assessment)
        if each.criterion in asked and rules.may_print_joint(sight, spread=spreads.get(each.criterion, Spread.ALIKE))
    )


def _opinions(assessment: Assessment, *, asked: Mapping[str, Mapping[str, Any]]) -> tuple[OpinionRow, ...]:
    """Only what its author agreed to see printed, and only once the grid is shared."""
    if assessment.state != AssessmentState.SHARED:
        return ()
    found = MinorityOpinion.objects.filter(assessor__assessment=assessment, consented_on__isnull=False)
    return tuple(
        OpinionRow(each.assessor.seat.label, asked[each.criterion]["question"], each.text)
        for each in found.select_related("assessor__seat")
        if each.criterion in asked
    )
