from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from balises.library.models import Edition
from balises.library.phrases import ANSWER_LABELS, COUNTRY_LABELS, VISIBILITY_LABELS
from balises.shared import wording

QUICK_SCAN = ("framework", "quick-scan")
USES = ("uses", "catalogue")
DILEMMAS = ("dilemmas", "action-sociale")


@dataclass(frozen=True)
class SourceRow:
    title: str
    publisher: str
    address: str
    date: str
    country: str
    seen: str
    is_checked: bool


@dataclass(frozen=True)
class UseRow:
    code: str
    title: str
    field: str
    facts: Mapping[str, str]
    visibilities: str
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True)
class UsesPage:
    title: str
    edition: Edition
    uses: tuple[UseRow, ...]
    case_count: int


@dataclass(frozen=True)
class FrameworkPage:
    title: str
    edition: Edition
    notice: str
    criteria: tuple[Mapping[str, Any], ...]


def edition(kind: str, slug: str, number: int | None = None) -> Edition | None:
    """A given edition in French, or the newest one."""
    found = Edition.objects.filter(kind=kind, slug=slug, language="fr")
    if number is not None:
        found = found.filter(number=number)
    return found.order_by("-number").first()


def required_edition(kind: str, slug: str) -> Edition:
    """The newest edition of a content the product cannot do without."""
    found = edition(kind, slug)
    if found is None:
        raise LookupError(f"No edition of {kind}:{slug} is loaded.")
    return found


def dilemmas() -> tuple[Mapping[str, Any], ...]:
    return tuple(required_edition(*DILEMMAS).body["dilemmas"])


def uses_page() -> UsesPage:
    kept = required_edition(*USES)
    uses = tuple(_use_row(use) for use in kept.body["uses"])
    return UsesPage(kept.title, kept, uses, sum(len(use.sources) for use in uses))


def framework_page() -> FrameworkPage:
    kept = required_edition(*QUICK_SCAN)
    criteria = tuple(
        {**criterion, "triggers": [_trigger_row(trigger) for trigger in criterion["triggers"]]}
        for criterion in kept.body["criteria"]
    )
    return FrameworkPage(kept.title, kept, kept.body["notice"], criteria)


def uses_json() -> dict[str, Any]:
    """What `/usages.json` says: each use with its sourced cases."""
    kept = required_edition(*USES)
    return {
        "edition": kept.reference,
        "licence": kept.body["licence"],
        "uses": [
            {
                "code": use["code"],
                "title": use["title"],
                "field": use["field"],
                "sources": [
                    {name: source[name] for name in ("title", "address", "date", "country")}
                    for source in use["sources"]
                ],
            }
            for use in kept.body["uses"]
        ],
    }


def framework_json() -> dict[str, Any]:
    """What `/grille.json` says: dimensions, criteria, triggers."""
    kept = required_edition(*QUICK_SCAN)
    dimensions: dict[str, dict[str, Any]] = {}
    for criterion in kept.body["criteria"]:
        named = criterion["dimension"]
        dimension = dimensions.setdefault(named["code"], {**named, "criteria": []})
        dimension["criteria"].append(_criterion_json(criterion))
    return {"edition": kept.reference, "dimensions": list(dimensions.values())}


def _criterion_json(criterion: Mapping[str, Any]) -> dict[str, Any]:
    triggers = [
        {name: row[name] for name in ("answer", "when", "effect", "nature", "source")} for row in criterion["triggers"]
    ]
    return {
        "code": criterion["code"],
        "question": criterion["question"],
        "plain": criterion["plain"],
        "quick_scan": True,
        "triggers": triggers,
    }


def _trigger_row(trigger: Mapping[str, Any]) -> dict[str, Any]:
    return {**trigger, "answer_label": ANSWER_LABELS[trigger["answer"]], "is_legal": trigger["nature"] == "legal"}


def _use_row(use: Mapping[str, Any]) -> UseRow:
    facts = {name: use[name] for name in ("task", "tool_kind", "information", "people_concerned")}
    facts |= {name: use[name] for name in ("what_it_may_bring", "what_worries")}
    visibilities = ", ".join(str(VISIBILITY_LABELS[code]) for code in use["visibility"])
    return UseRow(use["code"], use["title"], use["field"], facts, visibilities, tuple(map(_source_row, use["sources"])))


def _source_row(source: Mapping[str, Any]) -> SourceRow:
    plain = {name: source[name] for name in ("title", "publisher", "address", "seen")}
    country = str(COUNTRY_LABELS.get(source["country"], source["country"]))
    return SourceRow(**plain, date=_said(source["date"]), country=country, is_checked=bool(source["checked"]))


def _said(source_date: str) -> str:
    """« 2025 », « juin 2025 » or « 3 juin 2025 »: a source is dated as finely as it dates itself."""
    parts = [int(part) for part in source_date.split("-")]
    if len(parts) == 1:
        return source_date
    return wording.month_of(date(parts[0], parts[1], 1)) if len(parts) == 2 else wording.day(date(*parts))
