"""A report as plain values: sections, paragraphs, lists, tables. Every format writes these words and no others."""

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar

# What XML cannot hold, then whatever breaks a line or repeats a space: a report is set by its blocks alone.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
_FLAGS = frozenset({"is_brief", "is_counted", "at_most"})


class Tone(StrEnum):
    PLAIN = "plain"
    ASIDE = "aside"  # dates, limits, sources: in the second ink
    DIGEST = "digest"


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar = "paragraph"
    text: str
    lead: str = ""  # its first words, in bold
    tone: Tone = Tone.PLAIN
    is_brief: bool = False


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, and the seat or body that wrote them."""

    kind: ClassVar = "quote"
    paragraphs: tuple[str, ...]
    author: str
    is_brief: bool = False


@dataclass(frozen=True)
class Line:
    """One thing said of an item of a list."""

    text: str
    lead: str = ""
    is_brief: bool = False


@dataclass(frozen=True)
class Item:
    lead: str  # its first words, in bold
    text: str = ""
    mark: str = ""  # the word of a gate
    mark_kind: str = ""  # "stop", "du" or "tenu", as gates are drawn
    lines: tuple[Line, ...] = ()
    address: str = ""  # on the web, written out


@dataclass(frozen=True)
class Listing:
    kind: ClassVar = "listing"
    items: tuple[Item, ...]
    is_numbered: bool = False
    is_brief: bool = False
    is_counted: bool = False


@dataclass(frozen=True)
class Table:
    kind: ClassVar = "table"
    title: str
    headers: tuple[str, ...]  # the first names what each row is about
    rows: tuple[tuple[str, ...], ...]
    is_brief: bool = False
    is_counted: bool = False
    at_most: int = 0  # rows in the shorter report, whatever the count; 0 sets no limit

    @property
    def titled_rows(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each cell with the word of its column, where columns are read one under the other."""
        return tuple(tuple(zip(self.headers, row, strict=True)) for row in self.rows)

    @property
    def weights(self) -> tuple[float, ...]:
        """How wide each column stands beside the others: for its longest text, and at least for its longest word."""
        columns = zip(self.headers, *self.rows, strict=True)
        return tuple(round(max(map(_weight, column)), 2) for column in columns)


Block = Paragraph | Quote | Listing | Table


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True)
class Document:
    language: str
    author: str
    overline: str
    title: str
    lede: str
    sections: tuple[Section, ...]


def _weight(text: str) -> float:
    """A text four times as long asks for a column twice as wide."""
    return max(math.sqrt(len(text)), max(map(len, text.split()), default=1) / 3)


def plain(text: str) -> str:
    """The text on one line, without what no format can write."""
    return _SPACES.sub(" ", _UNWRITABLE.sub("", text)).strip()


def edited(part: Any, edit: Callable[[str], str]) -> Any:
    """The same document, each of its texts edited; codes, marks' kinds and addresses stay as they are."""
    if isinstance(part, tuple):
        return tuple(edited(each, edit) for each in part)
    if isinstance(part, StrEnum | int):
        return part
    if isinstance(part, str):
        return edit(part)
    kept = {"language", "code", "mark_kind", "address"}
    changed = {f.name: edited(getattr(part, f.name), edit) for f in fields(part) if f.name not in kept}
    return replace(part, **changed)


def canonical(document: Document) -> bytes:
    """The very bytes whose SHA-256 is the digest: the document as JSON, keys sorted, no space."""
    return json.dumps(as_data(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(document: Document) -> str:
    return hashlib.sha256(canonical(document)).hexdigest()


def as_data(part: Any) -> Any:
    """The document as lists, texts and named values. What a shorter report keeps is no part of it."""
    if isinstance(part, tuple):
        return [as_data(each) for each in part]
    if not is_dataclass(part):
        return part
    said = {f.name: as_data(getattr(part, f.name)) for f in fields(part) if f.name not in _FLAGS}
    return {"kind": part.kind, **said} if hasattr(part, "kind") else said


def words(document: Document) -> tuple[str, ...]:
    """Every piece of text in reading order: what each format must say, no more and no less."""
    top = (document.overline, document.title, document.lede)
    return tuple(text for text in (*top, *_section_words(document.sections)) if text)


def _section_words(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.title
        for block in section.blocks:
            yield from _block_words(block)
        yield from _section_words(section.sections)


def _block_words(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from (block.lead, block.text)
        case Quote():
            yield from (*block.paragraphs, block.author)
        case Table():
            yield from (block.title, *block.headers, *(cell for row in block.rows for cell in row))
        case Listing():
            for item in block.items:
                yield from (item.mark, item.lead, item.text)
                yield from (text for line in item.lines for text in (line.lead, line.text))
                yield item.address


def brief(document: Document, *, things: int, more: str) -> Document:
    """The same words, fewer: what is marked as brief, and so many rows or items in all of those that are counted."""
    sections = _brief_sections(document.sections)
    counted = [_length(block) for block in _blocks(sections) if _is_counted(block)]
    shares = iter(shared_out(counted, things=things))
    return replace(document, sections=tuple(_cut(section, shares=shares, more=more) for section in sections))


def shared_out(lengths: Iterable[int], *, things: int) -> tuple[int, ...]:
    """Each list gives one in turn until there are enough: a long list leaves room for the next."""
    lengths = tuple(lengths)
    shares = [0] * len(lengths)
    while sum(shares) < min(things, sum(lengths)):
        for place, length in enumerate(lengths):
            if shares[place] < length and sum(shares) < things:
                shares[place] += 1
    return tuple(shares)


def _brief_sections(sections: Iterable[Section]) -> tuple[Section, ...]:
    kept = (
        replace(
            section,
            blocks=tuple(_brief_block(block) for block in section.blocks if block.is_brief),
            sections=_brief_sections(section.sections),
        )
        for section in sections
    )
    return tuple(section for section in kept if section.blocks or section.sections)


def _brief_block(block: Block) -> Block:
    if not isinstance(block, Listing):
        return block
    items = (replace(item, lines=tuple(line for line in item.lines if line.is_brief)) for item in block.items)
    return replace(block, items=tuple(items))


def _blocks(sections: Iterable[Section]) -> Iterator[Block]:
    for section in sections:
        yield from section.blocks
        yield from _blocks(section.sections)


def _is_counted(block: Block) -> bool:
    return isinstance(block, Listing | Table) and block.is_counted


def _length(block: Block) -> int:
    return len(block.items) if isinstance(block, Listing) else len(block.rows) if isinstance(block, Table) else 0


def _cut(section: Section, *, shares: Iterator[int], more: str) -> Section:
    blocks = tuple(found for block in section.blocks for found in _cut_block(block, shares=shares, more=more))
    inner = tuple(_cut(each, shares=shares, more=more) for each in section.sections)
    return replace(section, blocks=blocks, sections=inner)


def _cut_block(block: Block, *, shares: Iterator[int], more: str) -> tuple[Block, ...]:
    """A list that was cut says that the rest is in the whole report."""
    share = next(shares) if _is_counted(block) else _limit(block)
    note = (Paragraph(more, tone=Tone.ASIDE, is_brief=True),) if share < _length(block) else ()
    if isinstance(block, Listing):
        return (replace(block, items=block.items[:share]), *note) if share else note
    if isinstance(block, Table):
        return (replace(block, rows=block.rows[:share]), *note) if share else note
    return (block,)


def _limit(block: Block) -> int:
    return (isinstance(block, Table) and block.at_most) or _length(block)
