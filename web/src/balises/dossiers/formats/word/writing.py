"""The report as a DOCX: headings, lists, tables with their header row, in French, with a title; no macro, no image."""

import io
from collections.abc import Iterable
from typing import Any

from docx.document import Document as Written
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WrittenParagraph

from balises.dossiers.formats.common import column_widths_cm
from balises.dossiers.formats.word.dressing import AMBER, INK, SEA, THREAD, blank, edge
from balises.dossiers.formats.word.lists import BULLETS, in_list, list_kind
from balises.dossiers.rules import Block, Document, Item, Listing, Paragraph, Quote, Section, Table, Tone

MARKS = {"stop": INK, "du": AMBER, "tenu": SEA}
TONES = {Tone.PLAIN: "Normal", Tone.ASIDE: "Aside", Tone.DIGEST: "Digest"}


def report_docx(document: Document) -> bytes:
    written = blank(document)
    written.add_paragraph(document.overline, style="Aside")
    written.add_heading(document.title, level=1)
    written.add_paragraph(document.lede, style="Lede")
    _Writer(written).sections(document.sections, depth=2)
    output = io.BytesIO()
    written.save(output)
    return output.getvalue()


class _Writer:
    """Writes sections after one another; each numbered list starts again at one."""

    def __init__(self, written: Written) -> None:
        self.written = written
        numbering = written.part.numbering_part.element
        self.numbering = numbering
        self.kinds = tuple(list_kind(numbering, levels=levels) for levels in BULLETS)

    def sections(self, sections: Iterable[Section], *, depth: int) -> None:
        for section in sections:
            self.written.add_heading(section.title, level=depth)
            for block in section.blocks:
                self.block(block)
            self.sections(section.sections, depth=depth + 1)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                _run(self.written.add_paragraph(style=TONES[block.tone]), block.text, lead=block.lead)
            case Quote():
                for text in block.paragraphs:
                    self.written.add_paragraph(text, style="Quoted")
                self.written.add_paragraph(block.author, style="Author")
            case Listing():
                self.listing(block)
            case Table():
                self.written.add_paragraph(block.title, style="Table Title")
                self.table(block)

    def listing(self, block: Listing) -> None:
        kind = self.numbering.add_num(self.kinds[0 if block.is_numbered else 1])
        kind.add_lvlOverride(ilvl=0).add_startOverride(1)
        for item in block.items:
            self.entry(item, kind=kind.numId)

    def entry(self, item: Item, *, kind: int) -> None:
        first = self.written.add_paragraph()
        in_list(first, kind=kind, level=0)
        first.paragraph_format.keep_with_next = bool(item.lines)
        first.paragraph_format.space_before = Pt(8) if item.lines else None
        if item.mark:
            _mark(first, word=item.mark, colour=MARKS[item.mark_kind], is_filled=item.mark_kind == "stop")
        _run(first, item.text, lead=item.lead)
        for line in item.lines:
            paragraph = self.written.add_paragraph(style="Cell")
            in_list(paragraph, kind=kind, level=1)
            _run(paragraph, line.text, lead=line.lead)
        if item.address:
            paragraph = self.written.add_paragraph(style="Aside")
            paragraph.paragraph_format.left_indent = Cm(0.5)
            _link(paragraph, address=item.address)

    def table(self, block: Table) -> None:
        widths = column_widths_cm(block)
        table = self.written.add_table(rows=0, cols=len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        _rules(table)
        for row, style in ((block.headers, "Header Cell"), *((row, "Cell") for row in block.rows)):
            line = table.add_row()
            line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for text, cell, width in zip(row, line.cells, widths, strict=True):
                cell.width = Cm(width)
                cell.paragraphs[0].style = self.written.styles[style]
                cell.paragraphs[0].add_run(text)
        _head(table.rows[0])


def _run(paragraph: WrittenParagraph, text: str, *, lead: str) -> None:
    if lead:
        paragraph.add_run(f"{lead} " if text else lead).bold = True
    paragraph.add_run(text)


def _mark(paragraph: WrittenParagraph, *, word: str, colour: str, is_filled: bool) -> None:
    """The word of a gate in its frame; a stop is solid ink."""
    run = paragraph.add_run(f"\u00a0{word}\u00a0")
    run.bold, run.font.size = True, Pt(8.5)
    run.font.color.rgb = RGBColor.from_string("FFFFFF" if is_filled else colour)
    properties = run._r.get_or_add_rPr()
    properties.append(edge("bdr", eighths=5, colour=colour))
    if is_filled:
        shade = OxmlElement("w:shd")
        for name, value in {"val": "clear", "color": "auto", "fill": colour}.items():
            shade.set(qn(f"w:{name}"), value)
        properties.append(shade)
    paragraph.add_run(" ")


def _link(paragraph: WrittenParagraph, *, address: str) -> None:
    """A link to follow; nothing is fetched by opening the file."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run(address)
    run.font.color.rgb = RGBColor.from_string(SEA)
    link.append(run._r)
    paragraph._p.append(link)


def _rules(table: Any) -> None:
    """Thin rules between the rows, and no box."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(edge(side, eighths=4, colour=THREAD if side == "insideH" else INK))
    table._tbl.tblPr.append(borders)


def _head(row: Any) -> None:
    """The row that says what columns hold: read again with each cell, and at the top of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
