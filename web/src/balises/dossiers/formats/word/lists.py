"""Lists of a DOCX: Word numbers by kinds of lists; one that starts again is a new instance of its kind."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WrittenParagraph

BULLETS = (("%1", "decimal", 0.9), ("–", "bullet", 1.3)), (("–", "bullet", 0.5), ("–", "bullet", 1.0))


def list_kind(numbering: Any, *, levels: tuple[tuple[str, str, float], ...]) -> int:
    """A list with a number or a dash, then dashes below."""
    key = len(numbering.findall(qn("w:abstractNum"))) + 100
    kind = OxmlElement("w:abstractNum")
    kind.set(qn("w:abstractNumId"), str(key))
    multi = OxmlElement("w:multiLevelType")
    multi.set(qn("w:val"), "multilevel")
    kind.append(multi)
    for place, (sign, shape, indent) in enumerate(levels):
        kind.append(_level(place, sign=sign, shape=shape, indent=indent))
    numbering.insert(0, kind)
    return key


def _level(place: int, *, sign: str, shape: str, indent: float) -> Any:
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), str(place))
    for tag, value in (("start", "1"), ("numFmt", shape), ("lvlText", sign), ("lvlJc", "left")):
        element = OxmlElement(f"w:{tag}")
        element.set(qn("w:val"), value)
        level.append(element)
    properties, indents = OxmlElement("w:pPr"), OxmlElement("w:ind")
    hanging = min(indent, 0.9) if place == 0 else 0.4
    indents.set(qn("w:left"), str(int(Cm(indent).twips)))
    indents.set(qn("w:hanging"), str(int(Cm(hanging).twips)))
    properties.append(indents)
    level.append(properties)
    return level


def in_list(paragraph: WrittenParagraph, *, kind: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = kind
