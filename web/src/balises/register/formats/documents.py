"""The register as JSON: whether the organisation is invented, each entry with its thread; inside, everything."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from balises.organisations.models import Organisation
from balises.register import queries
from balises.register.models import AIUse
from balises.register.phrases.routing import AI_ACT_LABELS
from balises.register.queries import OpenCondition, Record, Threaded
from balises.register.rules import EntryField
from balises.trace.queries import ThreadStep, thread_rows

FORMAT = "balises-register"
VERSION = 1
PLAIN_FIELDS = tuple(field for field in EntryField if field not in {EntryField.AI_ACT, EntryField.CONDITIONS})
_ALWAYS = ("slug", "pronounced_by", "pronounced_on", "published_on")


def entry_row(use: AIUse, thread: Iterable[ThreadStep]) -> dict[str, Any]:
    """One line of a register: enough to find the entry and where it comes from."""
    return {
        "slug": use.slug,
        "title": use.title,
        "organisation": use.organisation.slug,
        "invented": use.organisation.is_invented,
        "status": use.status,
        "review_on": _day(use.review_on),
        "thread": thread_rows(thread),
    }


def register_document(entries: Iterable[Threaded]) -> dict[str, Any]:
    """The register of an installation."""
    return {"entries": [entry_row(use, thread) for use, thread in entries]}


def organisation_document(organisation: Organisation, entries: Iterable[Threaded]) -> dict[str, Any]:
    """The register of one organisation, each entry whole."""
    return {**_head(organisation), "entries": [entry_document(use, thread) for use, thread in entries]}


def own_document(organisation: Organisation, uses: Iterable[AIUse]) -> dict[str, Any]:
    """Every use of the organisation, drafts and internal fields included: what leaves with it."""
    return {**_head(organisation), "entries": [own_entry(use) for use in uses]}


def entry_document(use: AIUse, thread: Iterable[ThreadStep]) -> dict[str, Any]:
    """One entry with everything its page says, and nothing that it keeps inside."""
    record = queries.record_of(use)
    return {**entry_row(use, thread), **_told(record, is_inside=False)}


def own_entry(use: AIUse) -> dict[str, Any]:
    """One use with all that is written of it."""
    told = _told(queries.record_of(use), is_inside=True)
    inside = {
        "tiers": use.tiers,
        "announced": use.announced,
        "withdrawn_on": _day(use.withdrawn_on),
        "facts": use.facts,
        "aside": use.aside,
    }
    return {**told, **inside}


def _head(organisation: Organisation) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "organisation": organisation.slug,
        "name": organisation.name,
        "invented": organisation.is_invented,
    }


def _told(record: Record, *, is_inside: bool) -> dict[str, Any]:
    use = record.use
    kept = [field for field in EntryField if is_inside or record.is_public(field)]
    told = {name: _value(use, name) for name in _ALWAYS}
    told |= {str(field): _value(use, field) for field in PLAIN_FIELDS if field in kept}
    if EntryField.AI_ACT in kept:
        told["ai_act"] = _ai_act(record)
    if EntryField.CONDITIONS in kept:
        told["conditions"] = [_condition(condition) for condition in record.conditions]
    told["gaps"] = use.gaps if is_inside else queries.public_gaps(record)
    return told


def _value(use: AIUse, name: str) -> Any:
    value = getattr(use, name)
    return _day(value) if isinstance(value, date) or value is None else value


def _ai_act(record: Record) -> dict[str, str] | None:
    if record.ai_act is None:
        return None
    return {"class": record.ai_act, "label": str(AI_ACT_LABELS[record.ai_act])}


def _condition(condition: OpenCondition) -> dict[str, Any]:
    return {
        "effect": condition.effect,
        "label": condition.title,
        "nature": condition.nature,
        "says": list(condition.says),
        "owner": condition.owner,
        "due_on": _day(condition.due_on),
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
