"""How a DOCX looks: our styles, in French, over what python-docx starts from."""

from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from balises.dossiers.rules import Document

INK, SECOND, SEA, AMBER, THREAD = "17272C", "4A595D", "0B5A5F", "834700", "D3CAB6"
LONGEST_PROPERTY = 255  # letters: what Word keeps of a title
SERIF, MONO = "Cambria", "Consolas"
# name, parent, points, colour
STYLES = (
    ("Lede", "Normal", 13.0, INK),
    ("Aside", "Normal", 9.5, SECOND),
    ("Digest", "Normal", 8.0, INK),
    ("Quoted", "Normal", 11.0, INK),
    ("Author", "Aside", 9.5, SECOND),
    ("Table Title", "Normal", 10.5, INK),
    ("Cell", "Normal", 9.5, INK),
    ("Header Cell", "Cell", 9.5, SECOND),
)
HEADINGS = ((1, 21.0, False), (2, 14.0, False), (3, 11.5, True))


def blank(document: Document) -> Written:
    """An empty text with our styles, titled, in its language."""
    written = docx.Document()
    _strip(written)
    _describe(written, document)
    _dress(written, language=document.language)
    return written


def _strip(written: Written) -> None:
    """The template's thumbnail, its other styles and its data are not ours."""
    package, part = written.part.package, written.part
    for owner, ends in ((package, ("/thumbnail",)), (part, ("/customXml", "/stylesWithEffects"))):
        for key in [key for key, rel in owner.rels.items() if rel.reltype.endswith(ends)]:
            del owner.rels[key]


def _describe(written: Written, document: Document) -> None:
    core, now = written.core_properties, datetime.now(tz=UTC).replace(tzinfo=None, microsecond=0)
    author = document.author[:LONGEST_PROPERTY]
    core.title, core.author, core.last_modified_by = document.title[:LONGEST_PROPERTY], author, author
    core.language, core.comments = document.language, ""
    core.created = core.modified = now


def _dress(written: Written, *, language: str) -> None:
    page = written.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    for tag in written.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)
    _style(written.styles["Normal"], points=10.5, colour=INK)
    written.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, parent, points, colour in STYLES:
        style = written.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = written.styles[parent]
        _style(style, points=points, colour=colour)
    for level, points, is_bold in HEADINGS:
        _style(written.styles[f"Heading {level}"], points=points, colour=INK, is_bold=is_bold)
    _finish(written)


def _style(style: Any, *, points: float, colour: str, is_bold: bool = False) -> None:
    font = style.font
    font.size, font.bold, font.color.rgb = Pt(points), is_bold, RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), MONO if style.name == "Digest" else SERIF)


def _finish(written: Written) -> None:
    """Rules, indents, what stays with what follows, and the number of the page."""
    styles = written.styles
    styles["Table Title"].font.bold = True
    styles["Table Title"].paragraph_format.space_before = Pt(12)
    for name in ("Cell", "Quoted"):
        styles[name].paragraph_format.space_after = Pt(2)
    for name in ("Table Title", "Quoted", "Heading 1", "Heading 2", "Heading 3"):
        styles[name].paragraph_format.keep_with_next = True
    for name, before, after in (("Heading 1", 2, 8), ("Heading 2", 18, 7), ("Heading 3", 12, 5)):
        styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = Pt(before), Pt(after)
    for name in ("Quoted", "Author"):
        styles[name].paragraph_format.left_indent = Cm(0.5)
        _border(styles[name].element.get_or_add_pPr(), side="left", eighths=12, colour=SEA)
    _border(styles["Heading 2"].element.get_or_add_pPr(), side="top", eighths=5, colour=INK)
    _number_pages(written)


def _border(properties: Any, *, side: str, eighths: int, colour: str) -> None:
    """A rule along one side of a paragraph; Word reads the properties in a fixed order."""
    borders = OxmlElement("w:pBdr")
    borders.append(edge(side, eighths=eighths, colour=colour, space=6))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )


def edge(side: str, *, eighths: int, colour: str, space: int = 0) -> Any:
    edge = OxmlElement(f"w:{side}")
    for name, value in {"val": "single", "sz": eighths, "space": space, "color": colour}.items():
        edge.set(qn(f"w:{name}"), str(value))
    return edge


def _number_pages(written: Written) -> None:
    footer = written.sections[0].footer.paragraphs[0]
    footer.style = written.styles["Aside"]
    for instruction in ("PAGE", "NUMPAGES"):
        if instruction == "NUMPAGES":
            footer.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        footer._p.append(field)
