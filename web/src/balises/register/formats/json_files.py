"""A register that comes as JSON: ours, or a list of entries in the Dutch format."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from balises.register.formats.exchange import ALGORITMEREGISTER
from balises.register.formats.safety import UNSEEN, holdable, one_way_of_lines
from balises.register.formats.tables import OWN, File, too_many
from balises.register.rules import MOST_LINES, WRITTEN, EntryLine, Problem
from balises.shared.errors import Refusal, Refused

_TEXTS = ("slug", "status", "pronounced_by", "pronounced_on", *WRITTEN)


def _is_object_of(kind: type, value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, kind) for each in value.values())


@dataclass(frozen=True)
class _Shape:
    """What a field that is not one text must be, and what one looks like."""

    is_kept: Callable[[Any], bool]
    example: str


_SHAPES = {
    "tiers": _Shape(partial(_is_object_of, str), '{"provider": "internal"}'),
    "gaps": _Shape(
        lambda value: _is_object_of(dict, value) and all(_is_object_of(str, gap) for gap in value.values()),
        '{"provider": {"because": "…", "until": "2027-03-31"}}',
    ),
    "aside": _Shape(partial(_is_object_of, dict), '{"atrs": {"2.2.3 benefit": "…"}}'),
}


def read_json(content: bytes) -> File:
    entries = _entries(_document(content))
    if len(entries) > MOST_LINES:
        raise too_many()
    is_dutch = bool(entries) and isinstance(entries[0], dict) and "name" in entries[0] and "title" not in entries[0]
    lines, problems = [], []
    for rank, entry in enumerate(entries, start=1):
        faults = list(_faults(entry, rank=rank))
        problems += faults
        if not faults:
            lines.append(_dutch(entry, rank=rank) if is_dutch else _own(entry, rank=rank))
    return File(ALGORITMEREGISTER.code if is_dutch else OWN, tuple(lines), tuple(problems))


def _document(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(Refusal("register.file_is_not_json", {"line": line, "column": 1})) from error
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise Refused(Refusal("register.file_is_not_json", where)) from error
    except (RecursionError, ValueError) as error:  # nested without end; a number without end
        raise Refused(Refusal("register.file_is_broken")) from error


def _entries(document: Any) -> list[Any]:
    """A register, a list of entries, or one alone."""
    if isinstance(document, dict):
        found = document.get("entries", [document] if {"title", "name"} & document.keys() else None)
    else:
        found = document
    if not isinstance(found, list) or not found:
        raise Refused(Refusal("register.file_says_no_entry"))
    return found


def _faults(entry: Any, *, rank: int) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield Problem(_where(rank), Refusal("register.file_says_no_entry"))
        return
    for name, value in entry.items():
        refusal = _refusal(name, value)
        if refusal:
            yield Problem(_where(rank, holdable(name)), refusal)


def _refusal(name: str, value: Any) -> Refusal | None:
    if name in _TEXTS and not isinstance(value, str | None):
        return Refusal("register.import_is_not_text", {"field": name})
    if name in _SHAPES and not _SHAPES[name].is_kept(value):
        return Refusal("register.import_has_another_shape", {"field": name, "example": _SHAPES[name].example})
    if any(UNSEEN.search(text) for text in _texts_in({name: value})):
        return Refusal("register.import_is_control")
    return None


def _texts_in(value: Any) -> Iterator[str]:
    """Every text and every name inside, however deep."""
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            left += [*each, *each.values()]
        elif isinstance(each, list):
            left += each


def _own(entry: Mapping[str, Any], *, rank: int) -> EntryLine:
    values = {name: one_way_of_lines(entry[name] or "").strip() for name in _TEXTS if name in entry}
    return EntryLine(
        _where(rank),
        values,
        aside=entry.get("aside", {}),
        gaps=entry.get("gaps"),
        tiers=entry.get("tiers"),
        cells={name: _where(rank, name) for name in (*_TEXTS, *_SHAPES)},
    )


def _dutch(entry: Mapping[str, Any], *, rank: int) -> EntryLine:
    values, aside = ALGORITMEREGISTER.read(entry)
    cells = {each.ours: _where(rank, each.name) for each in ALGORITMEREGISTER.fields if each.ours}
    return EntryLine(_where(rank), values, aside={ALGORITMEREGISTER.code: aside} if aside else {}, cells=cells)


def _where(rank: int, name: str = "") -> str:
    if not name:
        return _("Fiche %(rank)s") % {"rank": rank}
    return _("Fiche %(rank)s, champ « %(name)s »") % {"rank": rank, "name": name}
