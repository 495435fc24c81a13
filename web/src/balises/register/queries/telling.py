"""What was told of a use, and the texts that its gates cite, in words for a report."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from balises.library import queries as library
from balises.library.rules import UNKNOWN, Fact, Facts
from balises.register import rules
from balises.register.models import AIUse
from balises.register.phrases.practices import CHECKLIST_NONE, CHECKLIST_QUESTION, PRACTICES
from balises.register.phrases.questions import QUESTIONS, UNKNOWN_LABEL
from balises.register.queries.standing import facts_of
from balises.shared.wording import join_words

_ISO = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True)
class TextRow:
    """A text of law, or what was read of it, as a gate cites it."""

    title: str
    address: str
    country: str
    date: str
    checked_on: datetime.date | None  # nothing where nobody opened it


def told_facts(use: AIUse) -> tuple[tuple[str, str], ...]:
    """Each fact that was told, and its answer, in the order in which they are asked."""
    facts = facts_of(use)
    asked = (fact for section in rules.SECTIONS.values() for fact in section)
    told = tuple((_label(fact), _answer(fact, facts[fact])) for fact in asked if fact in QUESTIONS and facts.get(fact))
    return (*told, *_practices(facts))


def cited_text(source: Mapping[str, Any] | None) -> TextRow | None:
    """The source kept with a gate; nothing where the gate is a choice that cites none."""
    if not source:
        return None
    when, checked = source["date"], source["checked"]
    return TextRow(
        title=source["title"],
        address=source["address"],
        country=library.country_label(source["country"]),
        date=library.when_of(when) if _ISO.fullmatch(when) else when,
        checked_on=datetime.date.fromisoformat(checked) if checked else None,
    )


def _label(fact: Fact) -> str:
    return str(QUESTIONS[fact].label)


def _answer(fact: Fact, values: tuple[str, ...]) -> str:
    labels = QUESTIONS[fact].values
    return join_words(labels.get(value, UNKNOWN_LABEL) for value in values)


def _practices(facts: Facts) -> Iterator[tuple[str, str]]:
    """The practices of Article 5, asked as one checklist."""
    told = {fact: facts[fact] for fact in rules.CHECKLIST if facts.get(fact)}
    if not told:
        return
    found = [PRACTICES[fact].label for fact, values in told.items() if values == ("yes",)]
    is_open = any(values == (UNKNOWN,) for values in told.values())
    yield str(CHECKLIST_QUESTION), join_words(found or [UNKNOWN_LABEL if is_open else CHECKLIST_NONE])
