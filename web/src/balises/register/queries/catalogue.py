"""What the catalogue of uses proposes to whoever writes one down: words and facts, to be reread and confirmed."""

from collections.abc import Mapping
from typing import Any

from balises.library import queries as library
from balises.library.rules import MANY, UNKNOWN
from balises.register.models import AIUse
from balises.register.queries.standing import facts_of

_WORDS = {
    "title": "title",
    "purpose": "task",
    "tool": "tool_kind",
    "information": "information",
    "people_concerned": "people_concerned",
}


def catalogue_code(asked: str) -> str:
    """The code of a use of the catalogue; nothing where it has no such use."""
    return asked if any(row["code"] == asked for row in _catalogue()) else ""


def catalogue_facts(code: str) -> dict[str, tuple[str, ...]]:
    """What is usually so for a use of the catalogue; nothing where it says nothing.

    Among boxes to tick, « on ne sait pas » is left to whoever describes: it would contradict the box they add to it.
    """
    found = next((row for row in _catalogue() if row["code"] == code), {})
    said = {name: tuple(values) for name, values in (found.get("facts") or {}).items()}
    return {name: values for name, values in said.items() if name not in MANY or values != (UNKNOWN,)}


def proposed_facts(use: AIUse, *, code: str) -> dict[str, tuple[str, ...]]:
    """What the catalogue would answer where nobody has yet. It is shown, and weighs nothing until it is confirmed."""
    told = facts_of(use)
    return {name: values for name, values in catalogue_facts(code).items() if not told.get(name)}


def catalogue_words(code: str) -> dict[str, str]:
    """A use of the catalogue in the words of a draft, to be reread."""
    found = next((row for row in _catalogue() if row["code"] == code), None)
    return {field: found[said] for field, said in _WORDS.items()} if found else {}


def described_uses() -> tuple[tuple[str, str], ...]:
    """The uses of the catalogue that propose facts, as a list of choices."""
    return tuple((row["code"], row["title"]) for row in _catalogue() if row.get("facts"))


def _catalogue() -> tuple[Mapping[str, Any], ...]:
    edition = library.edition(*library.USES)
    return tuple(edition.body["uses"]) if edition else ()
