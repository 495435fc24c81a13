"""What was told of a use, and the texts that its gates cite, in words for a report."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.library import queries as library
from balises.library.rules import UNKNOWN, Fact, Facts
from balises.register import rules
from balises.register.models import AIUse
from balises.register.phrases.practices import CHECKLIST_NONE, CHECKLIST_QUESTION, PRACTICES
from balises.register.phrases.questions import QUESTIONS, UNKNOWN_LABEL
from balises.register.queries.standing import facts_of
from balises.shared.wording import count_words, join_words

_ISO = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_CRITERION = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class TextRow:
    """A text of law, or what was read of it, as a gate cites it."""

    title: str
    address: str
    country: str
    date: str
    checked_on: datetime.date | None  # nothing where nobody opened it


@dataclass(frozen=True)
class CauseRow:
    """Why a gate is open: what it comes from, in words, never the code of a rule."""

    code: str
    comes_from: str
    says: str
    closes: str
    asked: str
    source: TextRow | None


def cause_rows(causes: Sequence[Mapping[str, Any]]) -> tuple[CauseRow, ...]:
    """Each cause once: two rules may ask the same thing of the same facts."""
    rows: dict[CauseRow, CauseRow] = {}
    for row in map(_cause_row, causes):
        rows.setdefault(replace(row, code=""), row)
    return tuple(rows.values())


def _cause_row(cause: Mapping[str, Any]) -> CauseRow:
    code, cited = cause["code"], cited_text(cause["source"])
    is_asked = bool(_CRITERION.fullmatch(code))
    comes_from = _("D’après la question %(code)s") % {"code": code} if is_asked else _("D’après les faits")
    return CauseRow(code, comes_from, cause["says"], cause["closes"], cause["asked"], cited)


def gate_counts(strict_count: int, *, other_count: int) -> str:
    """How many gates are open, and what that comes to: whoever reads sees it before the list."""
    strict = ngettext("Une porte empêche tout essai.", "%(count)s portes empêchent tout essai.", strict_count) % {
        "count": count_words(strict_count).capitalize()
    }
    other = ngettext(
        "Une autre pose une condition ou demande de chercher.",
        "%(count)s autres posent des conditions ou demandent de chercher.",
        other_count,
    ) % {"count": count_words(other_count).capitalize()}
    return " ".join(said for said, count in ((strict, strict_count), (other, other_count)) if count)


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
