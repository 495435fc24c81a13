"""One document, four formats: the same words, whoever wrote them and in whatever signs."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pikepdf
import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from odfdo import Document as Odt
from pdfua import validate

from balises.dossiers import formats, rules
from balises.dossiers.formats.pdf import missing_signs, printed
from balises.dossiers.queries.report import ReportPage
from balises.dossiers.rules import Document, Item, Line, Listing, Paragraph, Quote, Section, Table, Tone
from balises.organisations.models import Organisation
from balises.shared.printing import printable
from dossiers.reading import said_by_docx, said_by_html, said_by_odt, said_by_pdf, sentences
from factories.dossiers import Reports, reports_of

ADDRESS = "https://balises.test/o/asso/usages/1/rapport"
WILD = (
    '#read("/etc/passwd") $x^2$ *gras* _bas_ @ref <etiquette> `code` [lien](x) \\ ~ // /* -- {{ page }} {% now "Y" %} '
    "&amp; 翻译 العربية עברית Ελληνικά русский 👩‍🏫🤖 e\u0301 ﷽ 𝔘 \u202eenvers\u202c"
)


@pytest.fixture
def reports(in_scope: Organisation) -> Reports:
    return reports_of(in_scope)


def html_of(document: Document) -> str:
    page = ReportPage(document.title, (), document, "", "", (), "")
    return render_to_string("dossiers/report.html", {"page": page})


def with_words(text: str) -> Document:
    """A document that says that text in each of its places."""
    items = (
        Item(text, text, text, "stop", (Line(text, lead=text),), address="https://a.test/b?c=d&e"),
        Item("", text, text, "du"),
        Item(text, mark=text, mark_kind="tenu"),
    )
    blocks = (
        Paragraph(text, lead=text),
        Paragraph(text, tone=Tone.ASIDE),
        Paragraph(text, tone=Tone.DIGEST),
        Quote((text, text), text),
        Listing(items, is_numbered=True),
        Listing(items),
        Table(text, (text, text), ((text, text), (text, text))),
        Table(text, (text,) * 5, ((text,) * 5,)),
    )
    inner = Section("dedans", text, blocks)
    written = Document("fr-FR", text, text, text, text, (Section("dehors", text, blocks, (inner,)),))
    document: Document = rules.edited(written, rules.plain)
    return document


def test_the_four_formats_say_the_same_sentences_in_the_same_order(reports: Reports) -> None:
    document = reports.whole
    expected = sentences("".join(rules.words(document)))

    assert len(expected) > 100
    assert sentences(said_by_html(html_of(document))) == expected
    assert sentences(said_by_odt(formats.report_odt(document))) == expected
    assert sentences(said_by_docx(formats.report_docx(document))) == expected
    assert sentences(said_by_pdf(formats.report_pdf(document, address=ADDRESS))) == expected


def test_the_page_of_a_board_says_the_same_sentences_in_the_four_formats(reports: Reports) -> None:
    document = reports.brief
    expected = sentences("".join(rules.words(document)))

    assert sentences(said_by_html(html_of(document))) == expected
    assert sentences(said_by_odt(formats.report_odt(document))) == expected
    assert sentences(said_by_docx(formats.report_docx(document))) == expected
    assert sentences(said_by_pdf(formats.report_pdf(document, address=ADDRESS, is_brief=True))) == expected


def test_the_digest_is_the_same_in_the_four_formats_and_can_be_computed_again(reports: Reports) -> None:
    document, record = reports.whole, reports.record
    digest = rules.digest(_from_record(record, document))
    said = [
        said_by_html(html_of(document)),
        said_by_odt(formats.report_odt(document)),
        said_by_docx(formats.report_docx(document)),
        said_by_pdf(formats.report_pdf(document, address=ADDRESS)),
    ]

    assert [digest in text for text in said] == [True] * 4


def _from_record(record: bytes, document: Document) -> Document:
    """The document without its seal, whose bytes are those of the record."""
    unsealed = Document(**{**vars(document), "sections": document.sections[:-1]})
    assert rules.canonical(unsealed) == record
    assert json.loads(record)["title"] == document.title
    return unsealed


@pytest.mark.parametrize("text", [WILD, "Été « œuvre »", "=1+1", "a\x00\x0b\ud800b\n\nc\td", "x" * 400])
def test_what_is_typed_is_never_markup_and_comes_out_as_it_came_in(text: str) -> None:
    document = with_words(text)
    expected = sentences("".join(rules.words(document)))

    assert sentences(said_by_html(html_of(document))) == expected
    assert sentences(said_by_odt(formats.report_odt(document))) == expected
    assert sentences(said_by_docx(formats.report_docx(document))) == expected


# A text of people: what they can type or paste, whatever its alphabet.
TEXTS = st.text(st.characters(), min_size=1, max_size=60).filter(lambda text: rules.plain(text) != "")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_survives_in_the_formats_that_can_write_any_sign(text: str) -> None:
    document = with_words(text)
    expected = sentences("".join(rules.words(document)))

    assert sentences(said_by_html(html_of(document))) == expected
    assert sentences(said_by_odt(formats.report_odt(document))) == expected
    assert sentences(said_by_docx(formats.report_docx(document))) == expected


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("ac\u00adcord")
def test_any_text_is_printed_or_leaves_a_sign_that_is_told(text: str) -> None:
    document = with_words(text)
    notice = missing_signs(ADDRESS)
    pieces = list(rules.words(rules.edited(document, printable)))
    is_whole = printed(document, address=ADDRESS)["notice"] == ""
    expected = pieces if is_whole else [*pieces[:3], notice, *pieces[3:]]

    assert sentences(said_by_pdf(formats.report_pdf(document, address=ADDRESS))) == sentences("".join(expected))


def test_the_pdf_is_tagged_titled_and_in_french(reports: Reports) -> None:
    document = reports.whole

    with pikepdf.open(io.BytesIO(formats.report_pdf(document, address=ADDRESS))) as pdf:
        root, kinds = pdf.Root, list(_kinds(pdf.Root.StructTreeRoot))

        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "fr-FR"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert "/AA" not in root
        assert "/OpenAction" not in root
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == document.title
            assert metadata["pdfuaid:part"] == "1"
    tables = [block for section in _sections(document) for block in section.blocks if isinstance(block, Table)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(document.sections)
    assert kinds.count("/Table") == kinds.count("/THead") == len(tables)
    assert kinds.count("/TH") == sum(len(table.headers) for table in tables)
    assert kinds.count("/L") >= 3


@pytest.mark.parametrize("is_brief", [False, True])
def test_the_pdf_passes_the_checker(reports: Reports, tmp_path: Path, is_brief: bool) -> None:
    path = tmp_path / "rapport.pdf"
    document = reports.brief if is_brief else reports.whole
    path.write_bytes(formats.report_pdf(document, address=ADDRESS, is_brief=is_brief))

    assert [str(finding) for finding in validate(str(path)).findings] == []


def test_the_page_of_a_board_prints_on_two_sheets(reports: Reports) -> None:
    pdf = formats.report_pdf(reports.brief, address=ADDRESS, is_brief=True)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) <= 2
        assert [float(side) for side in opened.pages[0].MediaBox][2:] == pytest.approx([595.28, 841.89], abs=0.5)


def test_the_odt_has_headings_lists_header_rows_a_title_and_its_language(reports: Reports) -> None:
    document = reports.whole
    written = formats.report_odt(document)
    opened = Odt(io.BytesIO(written))
    body = opened.body

    assert (opened.meta.title, opened.meta.language) == (document.title, "fr-FR")
    assert opened.language == "fr-FR"
    assert [header.get_attribute("text:outline-level") for header in body.headers][:2] == ["1", "2"]
    assert len(body.headers) == 1 + len(list(_sections(document)))
    assert len(body.get_elements("//table:table-header-rows")) == len(body.tables) > 3
    assert len(body.get_elements("//text:list/text:list-item")) > 5
    assert opened.mimetype == "application/vnd.oasis.opendocument.text"


def test_the_docx_has_headings_lists_header_rows_a_title_and_its_language(reports: Reports) -> None:
    document = reports.whole
    written = docx.Document(io.BytesIO(formats.report_docx(document)))
    levels = [p.style.name for p in written.paragraphs if p.style and p.style.name.startswith("Heading")]

    assert (written.core_properties.title, written.core_properties.language) == (document.title, "fr-FR")
    assert levels[:2] == ["Heading 1", "Heading 2"]
    assert len(levels) == 1 + len(list(_sections(document)))
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in written.tables)
    assert len(written.element.body.xpath(".//w:numPr")) > 5
    assert set(written.styles.element.xpath(".//w:lang/@w:val")) == {"fr-FR"}


def test_each_numbered_list_of_the_docx_starts_again_at_one() -> None:
    written = docx.Document(io.BytesIO(formats.report_docx(with_words("un"))))
    kinds = written.element.body.xpath(".//w:numPr/w:numId/@w:val")
    overrides = written.part.numbering_part.element.xpath(".//w:num/w:lvlOverride/w:startOverride/@w:val")

    assert len(set(kinds)) == 4  # two lists, twice
    assert overrides == ["1"] * 4


@pytest.mark.parametrize("suffix", ["odt", "docx"])
def test_an_office_file_holds_no_macro_no_image_and_fetches_nothing(reports: Reports, suffix: str) -> None:
    written = formats.report_file(reports.whole, suffix=suffix, address=ADDRESS)

    with zipfile.ZipFile(io.BytesIO(written)) as files:
        names = files.namelist()
        markup = {name: files.read(name).decode("utf-8") for name in names if name.endswith((".xml", ".rels"))}

    assert [name for name in names if name.lower().endswith((".bin", ".png", ".jpeg", ".jpg", ".svm"))] == []
    assert [name for name in names if "macro" in name.lower() or "basic" in name.lower()] == []
    assert [name for name, text in markup.items() if "<script:module" in text or "xlink:actuate" in text] == []
    outside = [
        relation.get("Type", "").rsplit("/", 1)[-1]
        for name, text in markup.items()
        if name.endswith(".rels")
        for relation in ElementTree.fromstring(text)
        if relation.get("TargetMode") == "External"
    ]
    assert set(outside) <= {"hyperlink"}  # followed by whoever presses it, never by opening the file


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["odt", "docx"])
@pytest.mark.parametrize("text", ["", WILD])
def test_an_office_suite_opens_the_file_and_reads_the_same_words(
    reports: Reports, suffix: str, text: str, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice opens these files here: apt-get install libreoffice-writer")
    document = with_words(text) if text else reports.whole
    path = tmp_path / f"rapport.{suffix}"
    path.write_bytes(formats.report_file(document, suffix=suffix, address=ADDRESS))

    read = _read_back(path, office=office)

    said, expected = sentences(read), sentences("".join(rules.words(document)))
    print(f"proof: LibreOffice reads {len(said)} sentences of the {suffix}, of {len(expected)} written")
    assert said == expected


def _read_back(path: Path, *, office: str) -> str:
    """The words of the file once LibreOffice has opened it and saved it as it understood it."""
    again = path.parent / "relu"
    profile = f"-env:UserInstallation=file://{path.parent}/profil"
    command = [office, profile, "--headless", "--convert-to", "fodt", "--outdir", str(again), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    content = ElementTree.fromstring((again / f"{path.stem}.fodt").read_bytes())
    office_text = next(content.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"))
    return "".join(office_text.itertext())


def _sections(document: Document) -> Any:
    for section in document.sections:
        yield section
        yield from section.sections


def _kinds(element: Any) -> Any:
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S)
    children = element.get("/K", []) if isinstance(element, pikepdf.Dictionary) else []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from _kinds(child) if isinstance(child, pikepdf.Dictionary) else ()
