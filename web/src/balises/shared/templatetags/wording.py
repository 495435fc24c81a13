"""Filters for what pages say; loaded in every template by the settings."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from balises.shared import wording
from balises.shared.errors import Refusal

register = template.Library()
_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")


@register.filter
def typo(value: Any) -> str:
    """French spaces, quotation marks and apostrophes; markup already safe is left as it is."""
    if not isinstance(value, SafeString):
        return wording.typography(str(value))
    pieces = _MARKUP.split(value)
    pieces[::2] = [wording.typography(piece) for piece in pieces[::2]]
    return mark_safe("".join(pieces))  # noqa: S308  # only the text between safe markup was touched


@register.filter
def day(value: date | None) -> str:
    return wording.day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return wording.short_day(value) if value else ""


@register.filter
def on_day(value: date | None) -> str:
    return wording.on_day(value) if value else ""


@register.filter
def month_of(value: date | None) -> str:
    return wording.month_of(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return wording.moment(value) if value else ""


@register.filter
def number(value: int) -> str:
    return wording.number(value)


@register.filter
def count_words(value: int, gender: str = "m") -> str:
    return wording.count_words(value, is_feminine=gender == "f")


@register.filter
def join_words(values: Iterable[Any]) -> str:
    return wording.join_words(values)


@register.filter
def sentence(refusal: Refusal | None) -> str:
    return wording.sentence_for(refusal) if refusal else ""
