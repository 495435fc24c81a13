"""The report as an ODT: headings, lists, tables with their header row, in French, with a title; no macro, no image."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import odfdo
from odfdo import Cell, Element, Header, Link, List, ListItem, Row, Span

from balises.dossiers.formats.common import column_widths_cm
from balises.dossiers.rules import Block, Document, Item, Listing, Paragraph, Quote, Section, Table, Tone

STYLES = Path(__file__).parent.parent / "templates" / "dossiers" / "report_styles.xml"
TONES = {Tone.PLAIN: "Standard", Tone.ASIDE: "Aside", Tone.DIGEST: "Digest"}
# Of a cell, Writer reads what stands with the text and not with the styles.
CELL = (
    '<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:padding-top="{above}" '
    'fo:padding-bottom="0.09cm" fo:padding-left="0cm" fo:padding-right="0.3cm" fo:border-top="none" '
    'fo:border-left="none" fo:border-right="none" fo:border-bottom="{rule}"/></style:style>'
)
CELLS = (("HeadRow", "0.02cm", "0.6pt solid #17272c"), ("BodyRow", "0.09cm", "0.5pt solid #d3cab6"))
FOOTER = (
    '<style:footer><text:p text:style-name="Footer"><text:page-number text:select-page="current"/> / '
    "<text:page-count/></text:p></style:footer>"
)


def report_odt(document: Document) -> bytes:
    written = _blank()
    _describe(written, document)
    written.body.append(odfdo.Paragraph(document.overline, style="Aside"))
    written.body.append(Header(1, document.title, style="Heading_20_1"))
    written.body.append(odfdo.Paragraph(document.lede, style="Lede"))
    _Writer(written).sections(document.sections, depth=2)
    output = io.BytesIO()
    written.save(output)
    return output.getvalue()


def _blank() -> odfdo.Document:
    """A text document with our styles and nothing else: no thumbnail of somebody's template."""
    written = odfdo.Document("text")
    written.body.clear()
    written.del_part("Thumbnails/thumbnail.png")
    written.manifest.del_full_path("Thumbnails/thumbnail.png")
    for style in Element.from_tag(_styles()).children:
        written.insert_style(style.serialize(with_ns=True))
    for name, above, rule in CELLS:
        written.insert_style(CELL.format(name=name, above=above, rule=rule), automatic=True)
    for master in written.styles.get_elements("//style:master-page"):
        master.append(Element.from_tag(FOOTER))
    return written


@cache
def _styles() -> str:
    return STYLES.read_text("utf-8").replace(">\n<", "><").strip()


def _column(name: str, *, width: float) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
    )


def _describe(written: odfdo.Document, document: Document) -> None:
    meta, now = written.meta, datetime.now(tz=UTC).replace(tzinfo=None, microsecond=0)
    meta.title, meta.language, meta.creator = document.title, document.language, document.author
    meta.initial_creator, meta.generator = document.author, "Balises"
    meta.creation_date = meta.date = now
    written.set_language(document.language)


class _Writer:
    """Writes sections after one another, and counts tables: each needs a name."""

    def __init__(self, written: odfdo.Document) -> None:
        self.written, self.body = written, written.body
        self.table_count = 0

    def sections(self, sections: Iterable[Section], *, depth: int) -> None:
        for section in sections:
            self.body.append(Header(depth, section.title, style=f"Heading_20_{depth}"))
            for block in section.blocks:
                self.block(block)
            self.sections(section.sections, depth=depth + 1)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self.body.append(_run(block.text, lead=block.lead, style=TONES[block.tone]))
            case Quote():
                for text in block.paragraphs:
                    self.body.append(odfdo.Paragraph(text, style="Quoted"))
                self.body.append(odfdo.Paragraph(block.author, style="Author"))
            case Listing():
                self.body.append(_listing(block))
            case Table():
                self.table_count += 1
                self.body.append(odfdo.Paragraph(block.title, style="TableTitle"))
                self.body.append(_table(block, columns=self.columns(block)))

    def columns(self, block: Table) -> tuple[str, ...]:
        """The names of the styles that hold the widths of the columns."""
        widths = column_widths_cm(block)
        names = tuple(f"Table{self.table_count}.{place}" for place in range(len(widths)))
        for name, width in zip(names, widths, strict=True):
            self.written.insert_style(_column(name, width=width), automatic=True)
        return names


def _run(text: str, *, lead: str, style: str) -> odfdo.Paragraph:
    paragraph = odfdo.Paragraph(style=style)
    if lead:
        paragraph.append(Span(f"{lead} " if text else lead, style="Lead"))
    paragraph.append(text)
    return paragraph


def _listing(block: Listing) -> List:
    listing = List(style="Numbered" if block.is_numbered else "Dashed")
    for item in block.items:
        listing.append(_entry(item))
    return listing


def _entry(item: Item) -> ListItem:
    entry, first = ListItem(), _run(item.text, lead=item.lead, style="EntryHead" if item.lines else "Entry")
    if item.mark:
        first.insert(Span(item.mark, style=f"Mark-{item.mark_kind}"), position=0)
        first.insert(Span(" "), position=1)
    entry.append(first)
    if item.lines:
        lines = List()
        for line in item.lines:
            inner = ListItem()
            inner.append(_run(line.text, lead=line.lead, style="Cell"))
            lines.append(inner)
        entry.append(lines)
    if item.address:
        paragraph = odfdo.Paragraph(style="Aside")
        paragraph.append(Link(item.address, text=item.address))
        entry.append(paragraph)
    return entry


def _table(block: Table, *, columns: tuple[str, ...]) -> Element:
    table = Element.from_tag("table:table")
    table.set_attribute("table:name", columns[0].split(".")[0])
    for name in columns:
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", name)
        table.append(column)
    head = Element.from_tag("table:table-header-rows")
    head.append(_row(block.headers, style="HeadRow", words="HeaderCell"))
    table.append(head)
    for row in block.rows:
        table.append(_row(row, style="BodyRow", words="Cell"))
    return table


def _row(cells: Iterable[str], *, style: str, words: str) -> Row:
    row = Row()
    for text in cells:
        cell = Cell(style=style)
        cell.set_attribute("office:value-type", "string")
        cell.append(odfdo.Paragraph(text, style=words))
        Element.append(row, cell)
    return row
