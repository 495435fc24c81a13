"""Markdown editions: keys between two `---` lines, then sections that each carry a code. Nothing is rendered here."""

import re
from dataclasses import dataclass
from typing import Any

from .text import Origin

_FENCE = "---"
_HEADING = re.compile(r"^## (?P<code>[a-z0-9.-]+) · (?P<title>[^·]+?)(?: · (?P<minutes>\d+) min)?$")
_MARKER = re.compile(r"^\{\{ (?P<kind>article|activity|fact|question)(?: (?P<code>[a-z0-9.-]+))? \}\}$")
_MARKERS = "{{ article }}, {{ activity code }}, {{ fact code }} ou {{ question code }}"
_TOLD_APART = {"activity": "activities", "fact": "facts", "question": "questions"}


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    minutes: int | None
    line: int  # index in the file, from 0
    body: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.body).strip()


def split_front_matter(text: str, origin: Origin) -> tuple[str, list[str], int]:
    """The keys, the lines that follow them, and the index of the first of these lines."""
    lines = text.split("\n")
    if lines[0] != _FENCE:
        raise origin.error(0, "le fichier commence par une ligne « --- », puis les clés, puis une autre ligne « --- »")
    if _FENCE not in lines[1:]:
        raise origin.error(0, "la ligne « --- » qui ferme les clés manque")
    end = lines.index(_FENCE, 1)
    return "\n".join(lines[1:end]), lines[end + 1 :], end + 1


def sections(lines: list[str], start: int, origin: Origin) -> tuple[str, tuple[Section, ...]]:
    """What stands before the first section, and the sections in order."""
    starts = [index for index, line in enumerate(lines) if line.startswith("## ")]
    if not starts:
        raise origin.error(start, "aucune section : un titre s’écrit « ## code · Titre »")
    found = [
        _section(lines[begin:end], start + begin, origin)
        for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    return "\n".join(lines[: starts[0]]).strip(), tuple(found)


def _section(lines: list[str], line: int, origin: Origin) -> Section:
    heading = _HEADING.match(lines[0])
    if not heading:
        raise origin.error(line, "un titre s’écrit « ## code · Titre », ou « ## code · Titre · 20 min »")
    minutes = heading["minutes"]
    return Section(heading["code"], heading["title"], int(minutes) if minutes else None, line, tuple(lines[1:]))


def article(section: Section, origin: Origin) -> dict[str, Any]:
    """An article of a charter: its text, and in a quotation (`>`) why it is there."""
    reasons = [line.removeprefix(">").strip() for line in section.body if line.startswith(">")]
    text = "\n".join(line for line in section.body if not line.startswith(">")).strip()
    if not reasons or not text:
        raise origin.error(
            section.line, f"l’article « {section.code} » a un texte, et une citation (>) qui dit pourquoi"
        )
    return {"code": section.code, "title": section.title, "text": text, "why": " ".join(reasons)}


def step(section: Section, origin: Origin) -> dict[str, Any]:
    return {**_timed(section, origin), "text": section.text}


def page(section: Section, told_apart: dict[str, set[str]], origin: Origin) -> dict[str, Any]:
    """A page of a course, cut where something told apart (an activity, a fact, a question) takes its place."""
    blocks: list[dict[str, Any]] = []
    text: list[str] = []
    for offset, line in enumerate(section.body, start=1):
        if "{{" in line:
            _close(text, blocks)
            blocks.append(_marker(line, told_apart, section.line + offset, origin))
        else:
            text.append(line)
    _close(text, blocks)
    return {**_timed(section, origin), "blocks": blocks}


def _timed(section: Section, origin: Origin) -> dict[str, Any]:
    if not section.minutes:
        raise origin.error(section.line, "le titre finit par une durée : « · 20 min »")
    return {"code": section.code, "title": section.title, "minutes": section.minutes}


def _close(text: list[str], blocks: list[dict[str, Any]]) -> None:
    written = "\n".join(text).strip()
    text.clear()
    if written:
        blocks.append({"kind": "text", "text": written})


def _marker(line: str, told_apart: dict[str, set[str]], index: int, origin: Origin) -> dict[str, Any]:
    marker = _MARKER.match(line)
    if not marker or (marker["kind"] == "article") is not (marker["code"] is None):
        raise origin.error(index, f"repère mal écrit, ou pas seul sur sa ligne : {_MARKERS}")
    kind, code = marker["kind"], marker["code"]
    if kind == "article":
        return {"kind": kind}
    if code not in told_apart[_TOLD_APART[kind]]:
        raise origin.error(
            index, f"« {code} » n’est pas décrit dans la liste « {_TOLD_APART[kind]} » en tête de fichier"
        )
    return {"kind": kind, "code": code}
