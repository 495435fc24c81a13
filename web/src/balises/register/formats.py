"""How the register goes out: JSON that says whether the organisation is invented, and carries each entry's thread."""

from collections.abc import Iterable
from typing import Any

from balises.organisations.models import Organisation
from balises.register.models import AIUse
from balises.register.queries import Threaded
from balises.trace.queries import ThreadStep, thread_rows


def entry_row(use: AIUse, thread: Iterable[ThreadStep]) -> dict[str, Any]:
    """One line of a register: enough to find the entry and where it comes from."""
    return {
        "slug": use.slug,
        "title": use.title,
        "organisation": use.organisation.slug,
        "invented": use.organisation.is_invented,
        "status": use.status,
        "review_on": use.review_on.isoformat() if use.review_on else None,
        "thread": thread_rows(thread),
    }


def register_document(entries: Iterable[Threaded]) -> dict[str, Any]:
    """The register of an installation."""
    return {"entries": [entry_row(use, thread) for use, thread in entries]}


def organisation_document(organisation: Organisation, entries: Iterable[Threaded]) -> dict[str, Any]:
    """The register of one organisation, each entry whole."""
    return {
        "organisation": organisation.slug,
        "name": organisation.name,
        "invented": organisation.is_invented,
        "entries": [entry_document(use, thread) for use, thread in entries],
    }


def entry_document(use: AIUse, thread: Iterable[ThreadStep]) -> dict[str, Any]:
    """One entry with everything its page says."""
    return {
        **entry_row(use, thread),
        "purpose": use.purpose,
        "tool": use.tool,
        "information": use.information,
        "people_concerned": use.people_concerned,
        "visibility": use.visibility,
        "spotted": use.spotted,
        "owner": use.owner,
        "human_contact": use.human_contact,
        "how_to_refuse": use.how_to_refuse,
        "how_to_contest": use.how_to_contest,
        "pronounced_by": use.pronounced_by,
        "pronounced_on": use.pronounced_on.isoformat() if use.pronounced_on else None,
        "published_on": use.published_on.isoformat() if use.published_on else None,
    }
