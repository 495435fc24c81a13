"""The grid as it is published: its dimensions, what each answer sets off, its red lines, its robustness."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.library.models import Edition
from balises.library.phrases import ANSWER_LABELS, EFFECT_LABELS
from balises.library.queries.editions import GRID, SourceRow, required_edition, source_row, when_of
from balises.shared.http import Crumb

Body = Mapping[str, Any]


@dataclass(frozen=True)
class QuestionRow:
    """A criterion as the list tells it."""

    code: str
    question: str
    is_quick: bool
    is_blocking: bool


@dataclass(frozen=True)
class DimensionRow:
    code: str
    title: str
    url: str
    questions: tuple[QuestionRow, ...]


@dataclass(frozen=True)
class FrameworkPage:
    title: str
    edition: Edition
    notice: str
    dimensions: tuple[DimensionRow, ...]
    count: int
    quick_count: int
    red_lines: tuple[Body, ...]
    robustness: tuple[Body, ...]
    rules_url: str


@dataclass(frozen=True)
class RowInWords:
    """What is set off, when, and by whose will."""

    answer: str  # "" where the facts are enough
    when: str
    effect: str
    says: str
    closes: str
    is_legal: bool
    source: SourceRow | None
    in_force_on: str  # a duty to come, in words


@dataclass(frozen=True)
class CriterionPart:
    criterion: Body
    principles: tuple[str, ...]
    rows: tuple[RowInWords, ...]


@dataclass(frozen=True)
class DimensionPage:
    title: str
    crumbs: tuple[Crumb, ...]
    edition: Edition
    parts: tuple[CriterionPart, ...]
    next_url: str


@dataclass(frozen=True)
class RulePart:
    title: str
    rows: tuple[RowInWords, ...]


@dataclass(frozen=True)
class GeneralRulesPage:
    title: str
    crumbs: tuple[Crumb, ...]
    edition: Edition
    parts: tuple[RulePart, ...]


def framework_page() -> FrameworkPage:
    kept = required_edition(*GRID)
    dimensions = tuple(_dimension_row(code, criteria) for code, criteria in _by_dimension(kept.body).items())
    return FrameworkPage(
        title=kept.title,
        edition=kept,
        notice=kept.body["notice"],
        dimensions=dimensions,
        count=len(kept.body["criteria"]),
        quick_count=sum(bool(criterion.get("quick_scan")) for criterion in kept.body["criteria"]),
        red_lines=tuple(kept.body.get("red_lines", ())),
        robustness=tuple(kept.body.get("robustness", ())),
        rules_url=reverse("library:general_rules"),
    )


def dimension_page(code: str) -> DimensionPage | None:
    kept = required_edition(*GRID)
    dimensions = _by_dimension(kept.body)
    if code not in dimensions:
        return None
    codes, criteria = list(dimensions), dimensions[code]
    following = codes[codes.index(code) + 1 :]
    return DimensionPage(
        title=criteria[0]["dimension"]["title"],
        crumbs=_crumbs(criteria[0]["dimension"]["title"]),
        edition=kept,
        parts=tuple(_criterion_part(criterion, body=kept.body) for criterion in criteria),
        next_url=reverse("library:dimension", args=following[:1]) if following else "",
    )


def general_rules_page() -> GeneralRulesPage:
    kept = required_edition(*GRID)
    title = _("Ce que les faits entraînent, quelle que soit la réponse")
    return GeneralRulesPage(
        title=title,
        crumbs=_crumbs(title),
        edition=kept,
        parts=tuple(
            RulePart(rule["title"], _rows(rule["rows"], body=kept.body)) for rule in kept.body.get("general_rules", ())
        ),
    )


def framework_json() -> dict[str, Any]:
    """What `/grille.json` says: dimensions, criteria, rows; then rules, red lines and robustness."""
    kept = required_edition(*GRID)
    dimensions = [
        {**criteria[0]["dimension"], "criteria": [_criterion_json(criterion) for criterion in criteria]}
        for criteria in _by_dimension(kept.body).values()
    ]
    others = {name: kept.body.get(name, []) for name in ("general_rules", "red_lines", "robustness", "principles")}
    return {
        "edition": kept.reference,
        "licence": kept.body["licence"],
        "status": kept.body["status"],
        "dimensions": dimensions,
        **others,
        "sources": kept.body["sources"],
    }


def _by_dimension(body: Body) -> dict[str, list[Body]]:
    found: dict[str, list[Body]] = {}
    for criterion in body["criteria"]:
        found.setdefault(criterion["dimension"]["code"], []).append(criterion)
    return found


def _dimension_row(code: str, criteria: Iterable[Body]) -> DimensionRow:
    questions = tuple(
        QuestionRow(each["code"], each["question"], bool(each.get("quick_scan")), bool(each.get("is_blocking")))
        for each in criteria
    )
    title = next(iter(criteria))["dimension"]["title"]
    return DimensionRow(code, title, reverse("library:dimension", args=[code]), questions)


def _criterion_part(criterion: Body, *, body: Body) -> CriterionPart:
    named = {principle["code"]: principle["title"] for principle in body.get("principles", ())}
    principles = tuple(named[code] for code in criterion.get("principles", ()) if code in named)
    return CriterionPart(criterion, principles, _rows(criterion["triggers"], body=body))


def _rows(rows: Iterable[Body], *, body: Body) -> tuple[RowInWords, ...]:
    sources = {source["code"]: source_row(source) for source in body["sources"] if source.get("code")}
    return tuple(
        RowInWords(
            answer=str(ANSWER_LABELS[row["answer"]]) if row.get("answer") else "",
            when=row["when"],
            effect=str(EFFECT_LABELS[row["effect"]]),
            says=row["says"],
            closes=row.get("closes") or "",
            is_legal=row["nature"] == "legal",
            source=sources.get(row["source"] or ""),
            in_force_on=when_of(row["in_force_on"]) if row.get("in_force_on") else "",
        )
        for row in rows
    )


def _criterion_json(criterion: Body) -> dict[str, Any]:
    triggers = [
        {
            **{name: row[name] for name in ("answer", "when", "effect", "nature", "source", "says")},
            **{name: row[name] for name in ("given", "closes", "in_force_on") if row.get(name)},
        }
        for row in criterion["triggers"]
    ]
    return {
        "code": criterion["code"],
        "question": criterion["question"],
        "plain": criterion["plain"],
        "quick_scan": bool(criterion.get("quick_scan")),
        "is_blocking": bool(criterion.get("is_blocking")),
        "triggers": triggers,
    }


def _crumbs(here: str) -> tuple[Crumb, ...]:
    return (Crumb(_("Grille"), reverse("library:framework")), Crumb(here, ""))
