"""Which edition is read, and the sources that every kind of edition names."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from balises.library.models import Edition
from balises.library.phrases import COUNTRY_LABELS
from balises.shared.wording import day, month_of

GRID = ("framework", "grille")
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


def edition_at(reference: str) -> Edition | None:
    """The edition that a frozen copy names, such as framework:grille@1."""
    kind, _colon, rest = reference.partition(":")
    slug, _at, number = rest.partition("@")
    return edition(kind, slug, int(number))


def quick_scan_codes() -> tuple[str, ...]:
    """The criteria that the ten-minute look asks, in the newest grid."""
    newest = edition(*GRID)
    return tuple(item["code"] for item in newest.body["criteria"] if item.get("quick_scan")) if newest else ()


def required_edition(kind: str, slug: str) -> Edition:
    """The newest edition of a content the product cannot do without."""
    found = edition(kind, slug)
    if found is None:
        raise LookupError(f"No edition of {kind}:{slug} is loaded.")
    return found


def source_row(source: Mapping[str, Any]) -> SourceRow:
    plain = {name: source[name] for name in ("title", "publisher", "address", "seen")}
    country = str(COUNTRY_LABELS.get(source["country"], source["country"]))
    return SourceRow(**plain, date=when_of(source["date"]), country=country, checked_on=_day(source["checked"]))


def when_of(written: str) -> str:
    """« 2026-11 » is a month, « 2026-11-24 » a day."""
    if len(written) == len("2026-11"):
        return month_of(datetime.date.fromisoformat(f"{written}-01"))
    return day(datetime.date.fromisoformat(written))


def _day(written: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None


def dilemmas() -> tuple[Mapping[str, Any], ...]:
    return tuple(required_edition(*DILEMMAS).body["dilemmas"])
