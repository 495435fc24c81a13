"""Our own table: one entry a line, one field a column, every title in French."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from balises.register import queries, rules
from balises.register.models import AIUse
from balises.register.phrases import STATUS_LABELS, VISIBILITY_LABELS
from balises.register.phrases.fields import COLUMN_LABELS, FIELD_LABELS
from balises.register.queries import Record
from balises.register.rules import CHOSEN, EntryField, Status, Tier, Visibility

COLUMNS: tuple[str, ...] = (
    "slug",
    *(str(field) for field in EntryField),
    "condition_texts",
    "pronounced_by",
    "pronounced_on",
    "announced",
    "published_on",
    "gaps",
    "internal",
)
OF_MEMBERS = frozenset({"announced", "internal"})
_CODES: Mapping[str, Mapping[Any, Any]] = {"status": STATUS_LABELS, "visibility": VISIBILITY_LABELS}
SHEET = "Registre"


def table_of(uses: Iterable[AIUse], *, is_inside: bool = False) -> list[list[str]]:
    """The titles of columns, then a line for each use."""
    columns = [name for name in COLUMNS if is_inside or name not in OF_MEMBERS]
    records = [queries.record_of(use) for use in uses]
    lines = [[_cell(record, name, is_inside=is_inside) for name in columns] for record in records]
    return [[str(COLUMN_LABELS[name]) for name in columns], *lines]


def _cell(record: Record, name: str, *, is_inside: bool) -> str:
    use = record.use
    if name == "condition_texts":
        return _conditions(record) if is_inside or record.is_public(EntryField.CONDITIONS) else ""
    if name == "gaps":
        return "\n".join(gap_line(label, gap) for label, gap in _gaps(record, is_inside=is_inside))
    if name == "internal":
        return internal_line(use.tiers)
    if name in set(EntryField):
        return _field(record, EntryField(name), is_inside=is_inside)
    value = getattr(use, name)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _field(record: Record, field: EntryField, *, is_inside: bool) -> str:
    use = record.use
    if not is_inside and not record.is_public(field):
        return ""
    if field is EntryField.STATUS:
        return str(STATUS_LABELS[Status(use.status)])
    if field is EntryField.VISIBILITY:
        return str(VISIBILITY_LABELS[Visibility(use.visibility)])
    if field is EntryField.REVIEW_ON:
        return use.review_on.isoformat() if use.review_on else ""
    return queries.words_of(record, field)


def _conditions(record: Record) -> str:
    told = _("%(title)s : %(says)s")
    return "\n".join(told % {"title": each.title, "says": " ".join(each.says)} for each in record.conditions)


def _gaps(record: Record, *, is_inside: bool) -> list[tuple[str, Mapping[str, str]]]:
    gaps = record.use.gaps if is_inside else queries.public_gaps(record)
    return [(str(FIELD_LABELS[EntryField(name)]), gap) for name, gap in gaps.items()]


def gap_line(label: str, gap: Mapping[str, str]) -> str:
    """« Fournisseur | 2027-03-31 | Le marché est en cours. »"""
    return f"{label} | {gap['until']} | {gap['because']}"


def gaps_in(text: str) -> dict[str, dict[str, str]]:
    """The same, read back; a line that is not one is kept to be refused."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        label, until, because = [part.strip() for part in [*line.split("|", 2), "", ""][:3]]
        field = field_called(label) or label
        found[str(field)] = {"because": because, "until": until}
    return found


def internal_line(tiers: Mapping[str, str]) -> str:
    """The fields kept inside, by their titles."""
    return " ; ".join(str(FIELD_LABELS[field]) for field in rules.internal_fields(tiers))


def tiers_in(text: str) -> dict[str, str]:
    """Every choice that differs from what stands where nothing is chosen."""
    inside = {field_called(label) for label in text.split(";")}
    said = {field: Tier.INTERNAL if field in inside else Tier.PUBLIC for field in CHOSEN}
    return {str(field): str(tier) for field, tier in said.items() if tier is not rules.tier_of(field, tiers={})}


def code_of(name: str, text: str) -> str:
    """The code that a label or a code stands for; the text itself where it stands for none."""
    known = {rules.plain(str(label)): str(code) for code, label in _CODES[name].items()}
    return known.get(rules.plain(text.strip()), text.strip())


def titles() -> Sequence[tuple[str, str]]:
    """Each column with how a title of column may call it: its label, or its code."""
    return [(name, rules.plain(called)) for name in COLUMNS for called in (str(COLUMN_LABELS[name]), name)]


def field_called(label: str) -> EntryField | None:
    """The field that this title names."""
    said = rules.plain(label.strip())
    return next((field for field in EntryField if said in {str(field), rules.plain(str(FIELD_LABELS[field]))}), None)
