"""How French is set: spaces, quotation marks, dates, small numbers, lists; and the sentence of a refusal."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from balises.shared.errors import Refusal

NARROW_SPACE = "\u202f"  # before ; : ! ? % and inside « »
HARD_SPACE = "\u00a0"  # between a number and its word

MONTHS = (
    _("janvier"), _("février"), _("mars"), _("avril"), _("mai"), _("juin"),
    _("juillet"), _("août"), _("septembre"), _("octobre"), _("novembre"), _("décembre"),
)  # fmt: skip
NUMBERS = (
    _("zéro"), _("un"), _("deux"), _("trois"), _("quatre"), _("cinq"), _("six"), _("sept"), _("huit"),
    _("neuf"), _("dix"), _("onze"), _("douze"), _("treize"), _("quatorze"), _("quinze"), _("seize"),
)  # fmt: skip

_MONTH_NAMES = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_ANY_SPACE = "[ \u00a0\u202f]"
# What a text must hold for the rules after it to be tried: most sentences hold one of these, and few hold them all.
_TYPOGRAPHY = tuple(
    (re.compile(held), tuple((re.compile(pattern), replacement) for pattern, replacement in tried))
    for held, tried in (
        ("'", ((r"(?<=\w)'(?=[\w«])", "’"),)),
        (r"\.\.\.", ((r"\.{3}", "…"),)),
        ('"', ((r'"([^"\n]+)"', r"«\1»"),)),
        ("«", ((rf"«{_ANY_SPACE}*", f"«{NARROW_SPACE}"),)),
        ("»", ((rf"{_ANY_SPACE}*»", f"{NARROW_SPACE}»"),)),
        (
            "[;:!?%€]",
            (
                (rf"(?<=\S){_ANY_SPACE}+([;:!?%€])", rf"{NARROW_SPACE}\1"),
                # A mark stuck to its word is moved off only where it ends the word: not in 14:30 nor in an address.
                (r"(?<=[^\W\d])([;:!?])(?=[\s»)]|$)", rf"{NARROW_SPACE}\1"),
            ),
        ),
        (
            r"\d",
            (
                (rf"\b(\d{{1,2}}|1er) (?=(?:{_MONTH_NAMES})\b)", rf"\1{HARD_SPACE}"),
                (r"\b(\d{1,3}) (?=\d{3}\b)", rf"\1{NARROW_SPACE}"),
                (r"\b([Aa]rt\.|[nN]°|[pP]\.) (?=\d)", rf"\1{HARD_SPACE}"),
                (r"(?<=\d) (?=(?:h|min|km|kWh|Wh|g|kg|Mo|ans|jours|mois|semaines)\b)", HARD_SPACE),
            ),
        ),
    )
)


@dataclass(frozen=True)
class Hinted:
    """The label of a choice with a line below it, for radio and checkbox lists."""

    label: str | Promise
    hint: str | Promise

    def __str__(self) -> str:
        return str(self.label)


def typography(text: str) -> str:
    """Plain French text as a printer would set it; a text already set comes back the same."""
    for held, tried in _TYPOGRAPHY:
        if held.search(text):
            for pattern, replacement in tried:
                text = pattern.sub(replacement, text)
    return text


def day(value: date) -> str:
    """« 3 décembre 2026 », « 1er mars 2027 »."""
    return gettext("%(day)s\u00a0%(month)s\u00a0%(year)s") % _parts(_local(value))


def short_day(value: date) -> str:
    """« 3 décembre », where the year is known."""
    return gettext("%(day)s\u00a0%(month)s") % _parts(_local(value))


def on_day(value: date) -> str:
    """« le 3 décembre 2026 », inside a sentence."""
    return gettext("le\u00a0%(day)s\u00a0%(month)s\u00a0%(year)s") % _parts(_local(value))


def month_of(value: date) -> str:
    """« octobre 2027 »."""
    return gettext("%(month)s %(year)s") % _parts(_local(value))


def moment(value: datetime) -> str:
    """« le 3 décembre 2026 à 14 h 05 », in local time."""
    value = localtime(value) if is_aware(value) else value
    minutes = f"{HARD_SPACE}{value.minute:02d}" if value.minute else ""
    hour = f"{value.hour}{HARD_SPACE}h{minutes}"
    return gettext("%(day)s à %(hour)s") % {"day": on_day(value), "hour": hour}


def number(value: int) -> str:
    """Digits by threes: « 1 240 »."""
    return f"{value:,}".replace(",", NARROW_SPACE)


def count_words(value: int, *, is_feminine: bool = False) -> str:
    """Up to sixteen in words, digits beyond."""
    if value == 1 and is_feminine:
        return gettext("une")
    return str(NUMBERS[value]) if 0 <= value < len(NUMBERS) else number(value)


def join_words(items: Iterable[Any]) -> str:
    """« a, b et c »."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s et %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def sentence_for(refusal: Refusal) -> str:
    """The sentence of a refusal, from the phrases of the app its code names; facts stand as `%(name)s`."""
    return told(_phrases(refusal.code.split(".")[0])[refusal.code], refusal.facts)


def told(phrase: str | Promise, facts: Mapping[str, Any]) -> str:
    """A phrase with its facts: dates and lists are said as a sentence says them."""
    return str(phrase) % {name: _fact(fact) for name, fact in facts.items()} if facts else str(phrase)


@cache
def _phrases(app: str) -> Mapping[str, str | Promise]:
    phrases: Mapping[str, str | Promise] = import_module(f"balises.{app}.phrases").PHRASES
    return phrases


def _fact(fact: Any) -> Any:
    if isinstance(fact, datetime):
        return moment(fact)
    if isinstance(fact, date):
        return day(fact)
    if isinstance(fact, list | tuple):
        return join_words(fact)
    return fact


def _local(value: date) -> date:
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value


def _parts(value: date) -> dict[str, str]:
    first = gettext("1er")
    return {
        "day": (first if value.day == 1 else str(value.day)),
        "month": str(MONTHS[value.month - 1]),
        "year": str(value.year),
    }
