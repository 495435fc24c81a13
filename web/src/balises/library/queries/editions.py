"""Which edition is read, and the sources that every kind of edition names."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from balises.library import rules
from balises.library.models import Edition, OwnEdition
from balises.library.phrases import COUNTRY_LABELS
from balises.shared.wording import day, month_of

GRID = ("framework", "grille")
USES = ("uses", "catalogue")
STRESS_TESTS = ("stress_tests", "coups-durs")
DILEMMAS = ("dilemmas", "action-sociale")


@dataclass(frozen=True)
class SourceRow:
    title: str
    publisher: str
    address: str
    date: str
    country: str
    seen: str
    checked_on: datetime.date | None

    @property
    def is_checked(self) -> bool:
        return self.checked_on is not None


def edition(kind: str, slug: str, number: int | None = None) -> Edition | None:
    """A given edition in French, or the newest one."""
    found = Edition.objects.filter(kind=kind, slug=slug, language="fr")
    if number is not None:
        found = found.filter(number=number)
    return found.order_by("-number").first()


def edition_at(reference: str) -> Edition | OwnEdition | None:
    """The edition that a frozen copy names, such as framework:grille@1: shipped, or the organisation's own."""
    kind, _colon, rest = reference.partition(":")
    slug, _at, number = rest.partition("@")
    shipped = edition(kind, slug, int(number))
    return shipped or own_editions().filter(slug=slug, number=int(number)).first()


def own_editions() -> QuerySet[OwnEdition]:
    """What the organisation composed for itself, newest first."""
    return OwnEdition.objects.order_by("-number")


def own_edition(number: int) -> OwnEdition | None:
    return own_editions().filter(number=number).first()


def grids_to_choose() -> tuple[Edition | OwnEdition, ...]:
    """The grids one may open today: the organisation's own newest, and the shipped one."""
    own = own_editions().first()
    shipped = required_edition(*GRID)
    return (own, shipped) if own else (shipped,)


def every_grid() -> tuple[Edition | OwnEdition, ...]:
    """Every grid there is, shipped and own."""
    shipped = Edition.objects.filter(kind=GRID[0], language="fr").order_by("slug", "-number")
    return (*own_editions(), *shipped)


def grid_parents() -> dict[str, str | None]:
    """Which edition each one replaces, shipped and own."""
    shipped = Edition.objects.filter(kind=GRID[0], language="fr")
    return {each.reference: each.body["replaces"] for each in shipped} | {
        each.reference: each.replaces for each in own_editions()
    }


def codes_ever_used() -> frozenset[str]:
    """Every code that a grid of ours ever gave to a question, what was dropped since among them."""
    return _codes_of_shipped_grids() | {code for each in own_editions() for code in rules.codes(each.body)}


def codes_of_our_own() -> frozenset[str]:
    """The codes of the questions that the organisation itself added."""
    return codes_ever_used() - _codes_of_shipped_grids()


def _codes_of_shipped_grids() -> frozenset[str]:
    shipped = Edition.objects.filter(kind=GRID[0], language="fr")
    return frozenset(code for each in shipped for code in rules.codes(each.body))


def quick_scan_codes(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The criteria that the ten-minute look asks in that grid."""
    return tuple(item["code"] for item in body["criteria"] if item.get("quick_scan"))


def required_edition(kind: str, slug: str) -> Edition:
    """The newest edition of a content the product cannot do without."""
    found = edition(kind, slug)
    if found is None:
        raise LookupError(f"No edition of {kind}:{slug} is loaded.")
    return found


def source_row(source: Mapping[str, Any]) -> SourceRow:
    plain = {name: source[name] for name in ("title", "publisher", "address", "seen")}
    country = country_label(source["country"])
    return SourceRow(**plain, date=when_of(source["date"]), country=country, checked_on=_day(source["checked"]))


def country_label(code: str) -> str:
    """The country of a text in words; one already in words stays."""
    return str(COUNTRY_LABELS.get(code, code))


def when_of(written: str) -> str:
    """« 2026-11 » is a month, « 2026-11-24 » a day."""
    if len(written) == len("2026-11"):
        return month_of(datetime.date.fromisoformat(f"{written}-01"))
    return day(datetime.date.fromisoformat(written))


def _day(written: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None


def dilemmas() -> tuple[Mapping[str, Any], ...]:
    return tuple(required_edition(*DILEMMAS).body["dilemmas"])
