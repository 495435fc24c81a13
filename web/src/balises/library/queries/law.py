"""Dated law, line by line: for the rules, as pages, as open data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from balises.library.models import Edition
from balises.library.phrases import EFFECT_LABELS, LAW_LABELS
from balises.library.queries.editions import SourceRow, edition, source_row
from balises.library.rules import Condition, parsed
from balises.shared import wording
from balises.shared.http import Crumb

LAWS = ("eu", "fr", "be", "ch", "qc")


@dataclass(frozen=True)
class LawLineRow:
    """One duty, its conditions read; `valid_from` is a month or a day, as it was written."""

    code: str
    law: str
    title: str
    says: str
    when: str
    given: tuple[str, ...]
    conditions: tuple[Condition, ...]
    effect: str | None
    asked: str
    valid_from: str | None
    source: SourceRow
    to_confirm: str | None


@dataclass(frozen=True)
class LineOnPage:
    """A line with what the page says of it in words."""

    line: LawLineRow
    since: str
    is_to_come: bool
    effect_label: str | Promise
    source_number: int


@dataclass(frozen=True)
class CountryLaw:
    """The law of one country: its edition, its lines, its sources told once each."""

    slug: str
    label: str | Promise
    edition: Edition
    notice: str
    lines: tuple[LineOnPage, ...]
    sources: tuple[SourceRow, ...]
    others: tuple[SourceRow, ...]  # read besides, without a line of their own

    @property
    def unsure_count(self) -> int:
        return sum(shown.line.to_confirm is not None for shown in self.lines)


@dataclass(frozen=True)
class LawPage:
    crumbs: tuple[Crumb, ...]
    laws: tuple[CountryLaw, ...]


@dataclass(frozen=True)
class LawCountryPage:
    crumbs: tuple[Crumb, ...]
    law: CountryLaw


def law_lines(laws: Iterable[str]) -> tuple[LawLineRow, ...]:
    """The lines of these laws (`eu`, `fr`…), newest editions, in the order they were written."""
    return tuple(row for slug in laws for row in law_rows(slug, edition("law", slug)))


def law_page() -> LawPage:
    found = (_country_law(slug) for slug in LAWS)
    return LawPage((_framework_crumb(), Crumb(_("Droit"), "")), tuple(law for law in found if law))


def law_country_page(slug: str) -> LawCountryPage | None:
    law = _country_law(slug) if slug in LAWS else None
    if law is None:
        return None
    crumbs = (_framework_crumb(), Crumb(_("Droit"), reverse("library:law")), Crumb(str(law.label), ""))
    return LawCountryPage(crumbs, law)


def law_json() -> dict[str, Any]:
    """What `/grille/droit.json` says: every law, every line, as it was published."""
    kept = [found for slug in LAWS if (found := edition("law", slug))]
    return {
        "licence": "CC-BY-4.0",
        "laws": [
            {"edition": found.reference, **{name: found.body[name] for name in ("title", "country", "notice", "lines")}}
            for found in kept
        ],
    }


def _framework_crumb() -> Crumb:
    return Crumb(_("La grille"), reverse("library:framework"))


def law_rows(slug: str, kept: Edition | None) -> Iterator[LawLineRow]:
    """The lines of one edition of a law, read."""
    for line in kept.body["lines"] if kept else ():
        told = {name: line[name] for name in ("code", "title", "says", "when", "effect", "asked", "valid_from")}
        yield LawLineRow(
            **told,
            law=slug,
            given=tuple(line["given"]),
            conditions=tuple(map(parsed, line["given"])),
            source=source_row(line["source"]),
            to_confirm=line["to_confirm"],
        )


def _country_law(slug: str) -> CountryLaw | None:
    kept = edition("law", slug)
    if kept is None:
        return None
    rows = tuple(law_rows(slug, kept))
    sources = tuple(dict.fromkeys(row.source for row in rows))
    numbers = {source: number for number, source in enumerate(sources, start=1)}
    others = tuple(map(source_row, kept.body["sources"]))
    lines = tuple(_on_page(row, number=numbers[row.source], today=timezone.localdate()) for row in rows)
    return CountryLaw(slug, LAW_LABELS[slug], kept, kept.body["notice"], lines, sources, others)


def _on_page(row: LawLineRow, *, number: int, today: date) -> LineOnPage:
    effect = EFFECT_LABELS[row.effect] if row.effect else ""
    is_to_come = row.valid_from is not None and row.valid_from > today.isoformat()[: len(row.valid_from)]
    return LineOnPage(row, _since(row.valid_from, is_to_come=is_to_come), is_to_come, effect, number)


def _since(written: str | None, *, is_to_come: bool) -> str:
    """« Depuis le 2 février 2025 », « À partir de décembre 2027 », or that nobody knows."""
    if written is None:
        return _("Date à confirmer")
    if len(written) == len("2026-11"):
        month = {"month": wording.month_of(date.fromisoformat(f"{written}-01"))}
        return (_("À partir de %(month)s") if is_to_come else _("Depuis %(month)s")) % month
    day = {"day": wording.day(date.fromisoformat(written))}
    return (_("À partir du %(day)s") if is_to_come else _("Depuis le %(day)s")) % day
