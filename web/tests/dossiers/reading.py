"""What each format of a report says, as whoever opens it reads it: in reading order, without its spaces."""

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pikepdf

ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def sentences(text: str) -> list[str]:
    """The text cut after each mark that ends something, so that a difference shows where it is."""
    return re.findall(r"[^.!?;:»]*[.!?;:»]|[^.!?;:»]+", squeezed(text))


class _Sheet(HTMLParser):
    """The words of the sheet: not the page around it, not what paper leaves out."""

    VOID = frozenset({"br", "meta", "link", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.depth = self.left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID or not (self.depth or tag == "article"):
            return
        self.depth += 1
        if self.left_out or "noprint" in (dict(attrs).get("class") or ""):
            self.left_out += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.depth:
            self.depth -= 1
            self.left_out = max(0, self.left_out - 1)

    def handle_data(self, data: str) -> None:
        if self.depth and not self.left_out:
            self.said.append(data)


def said_by_html(text: str) -> str:
    sheet = _Sheet()
    sheet.feed(text)
    return "".join(sheet.said)


def said_by_odt(written: bytes) -> str:
    content = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(written)).read("content.xml"))
    return "".join(next(content.iter(ODF_TEXT)).itertext())


def said_by_docx(written: bytes) -> str:
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml"))
    return "".join(node.text or "" for node in body.iter(f"{WORD}t"))


def said_by_pdf(written: bytes) -> str:
    """By the structure, as a screen reader goes; the signs that begin the items of lists are no words."""
    with pikepdf.open(io.BytesIO(written)) as pdf:
        marked = {(page.obj.objgen, key): text for page in pdf.pages for key, text in _marked(page).items()}
        return "".join(_walk(pdf.Root.StructTreeRoot, page=None, marked=marked))


def _walk(element: Any, *, page: Any, marked: dict[tuple[Any, int], str]) -> Iterator[str]:
    if str(element.get("/S", "")) == "/Lbl":
        return
    page = element.get("/Pg", page)
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, int):
            yield marked.get((page.objgen, child), "")
        elif isinstance(child, pikepdf.Dictionary) and "/MCID" in child:
            yield marked.get((child.get("/Pg", page).objgen, int(child.MCID)), "")
        elif isinstance(child, pikepdf.Dictionary):
            yield from _walk(child, page=page, marked=marked)


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked sequence of a page."""
    fonts = {name: _signs(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    stack: list[int | None] = []
    signs: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else None
                is_marked = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
                stack.append(int(properties.MCID) if is_marked else (stack[-1] if stack else None))
            case "EMC":
                stack.pop()
            case "Tf":
                signs = fonts[str(operands[0])]
            case "Tj" | "TJ":
                key = stack[-1] if stack else None
                if key is not None:
                    found[key] = found.get(key, "") + _shown(operands[0], signs=signs)
    return found


def _shown(operand: Any, *, signs: dict[int, str]) -> str:
    pieces = [operand] if isinstance(operand, pikepdf.String) else operand
    written = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(signs[int.from_bytes(written[at : at + 2])] for at in range(0, len(written), 2))


def _signs(font: Any) -> dict[int, str]:
    """What each code of a font stands for, by its own table."""
    table = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    signs: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            signs[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(text, 16)
            signs |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return signs
