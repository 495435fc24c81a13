"""The catalogue of uses: what is usually so, what the law leaves open, and the sourced cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from balises.library.models import Edition
from balises.library.phrases import (
    ANNEX_III_LABELS,
    FACT_LABELS,
    FACT_VALUE_LABELS,
    FORBIDDEN_PRACTICE_LABELS,
    TRUE_FACT_LABELS,
    UNKNOWN_LABEL,
    VISIBILITY_LABELS,
)
from balises.library.queries.editions import USES, SourceRow, required_edition, source_row
from balises.library.queries.law import law_lines
from balises.library.rules import UNKNOWN, Fact
from balises.shared.http import Crumb
from balises.shared.wording import join_words

_DESCRIPTION = ("task", "tool_kind", "information", "people_concerned", "what_it_may_bring", "what_worries")


@dataclass(frozen=True)
class UseCard:
    """A use as the list tells it: enough to choose which one to read."""

    code: str
    title: str
    task: str
    visibilities: str
    is_doubtful: bool
    is_without_case: bool


@dataclass(frozen=True)
class FieldGroup:
    anchor: str
    title: str
    uses: tuple[UseCard, ...]


@dataclass(frozen=True)
class UsesPage:
    title: str
    edition: Edition
    groups: tuple[FieldGroup, ...]
    use_count: int
    case_count: int


@dataclass(frozen=True)
class UseFactsInWords:
    """What is usually so for a use, what depends on each organisation, and what the law may ask."""

    listed: tuple[tuple[str, str], ...]  # label and values
    usual: tuple[str, ...]
    depends: tuple[str, ...]
    annex_iii: tuple[str, ...]
    is_point_unknown: bool
    to_rule_out: tuple[str, ...]  # practices of Article 5
    may_converse: bool  # whoever speaks with a machine is told so: Article 50
    cited: tuple[SourceRow, ...]  # where both articles were read, and when


@dataclass(frozen=True)
class UsePage:
    title: str
    crumbs: tuple[Crumb, ...]
    edition: Edition
    code: str
    field: str
    visibilities: str
    description: Mapping[str, str]
    facts: UseFactsInWords | None
    doubt: str
    sources: tuple[SourceRow, ...]
    without_case: str


def uses_page() -> UsesPage:
    kept = required_edition(*USES)
    uses = kept.body["uses"]
    fields: dict[str, list[UseCard]] = {}
    for use in uses:
        fields.setdefault(use["field"], []).append(_use_card(use))
    groups = tuple(FieldGroup(slugify(field), field, tuple(cards)) for field, cards in fields.items())
    return UsesPage(kept.title, kept, groups, len(uses), sum(len(use["sources"]) for use in uses))


def use_page(code: str) -> UsePage | None:
    """One use of the newest catalogue, or nothing where no use has that code."""
    kept = required_edition(*USES)
    use = next((use for use in kept.body["uses"] if use["code"] == code), None)
    if use is None:
        return None
    return UsePage(
        title=use["title"],
        crumbs=(Crumb(_("Usages repérés ailleurs"), reverse("library:uses")), Crumb(use["title"], "")),
        edition=kept,
        code=code,
        field=use["field"],
        visibilities=_visibilities(use),
        description={name: use[name] for name in _DESCRIPTION},
        facts=_facts_in_words(use["facts"]) if "facts" in use else None,
        doubt=use.get("doubt", ""),
        sources=tuple(map(source_row, use["sources"])),
        without_case=use.get("without_case", ""),
    )


def uses_json() -> dict[str, Any]:
    """What `/usages.json` says: each use with its facts, its doubt, and its sourced cases."""
    kept = required_edition(*USES)
    return {
        "edition": kept.reference,
        "licence": kept.body["licence"],
        "uses": [
            {
                "code": use["code"],
                "title": use["title"],
                "field": use["field"],
                **{name: use[name] for name in ("facts", "doubt", "without_case") if name in use},
                "sources": [
                    {name: source[name] for name in ("title", "address", "date", "country")}
                    for source in use["sources"]
                ],
            }
            for use in kept.body["uses"]
        ],
    }


def _use_card(use: Mapping[str, Any]) -> UseCard:
    return UseCard(use["code"], use["title"], use["task"], _visibilities(use), "doubt" in use, not use["sources"])


def _visibilities(use: Mapping[str, Any]) -> str:
    return ", ".join(str(VISIBILITY_LABELS[code]) for code in use["visibility"])


def _facts_in_words(facts: Mapping[str, Any]) -> UseFactsInWords:
    listed = ((str(label), _values(name, facts[name])) for name, label in FACT_LABELS.items() if name in facts)
    points = facts.get(Fact.ANNEX_III, (UNKNOWN,))
    told = (*FORBIDDEN_PRACTICE_LABELS, Fact.CONVERSATION)
    asked = [name for name in told if {"yes", UNKNOWN} & set(facts.get(name, ()))]
    return UseFactsInWords(
        listed=tuple(listed),
        usual=_said(TRUE_FACT_LABELS, facts, value="yes"),
        depends=_said(TRUE_FACT_LABELS, facts, value=UNKNOWN),
        annex_iii=tuple(str(ANNEX_III_LABELS[point]) for point in points if point in ANNEX_III_LABELS),
        is_point_unknown=UNKNOWN in points,
        to_rule_out=(
            *_said(FORBIDDEN_PRACTICE_LABELS, facts, value="yes"),
            *_said(FORBIDDEN_PRACTICE_LABELS, facts, value=UNKNOWN),
        ),
        may_converse=Fact.CONVERSATION in asked,
        cited=_cited(asked),
    )


def _cited(asked: Sequence[str]) -> tuple[SourceRow, ...]:
    """The sources of what European law says of these facts, each once."""
    rows = (row for row in law_lines(("eu",)) if any(told.fact in asked for told in row.conditions))
    return tuple(dict.fromkeys(row.source for row in rows))


def _values(name: str, values: Sequence[str]) -> str:
    labels = FACT_VALUE_LABELS[name]
    return join_words(str(labels.get(value, UNKNOWN_LABEL)) for value in values)


def _said(labels: Mapping[str, Any], facts: Mapping[str, Any], *, value: str) -> tuple[str, ...]:
    return tuple(str(label) for name, label in labels.items() if value in facts.get(name, ()))
