"""What may be joined to an answer: a type is read in the content, and every claim must agree with it."""

import pytest

from balises.assessments.rules import (
    LARGEST_BYTES,
    MOST_PER_SEAT,
    SentFile,
    file_type,
    refusal_of_file,
    refusal_of_link,
    refusal_to_erase,
    refusal_to_join,
    suffix_of,
)
from balises.shared.errors import Refusal
from factories.assessments import odt, office

PDF, PNG, JPEG = b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."
DOCX, XLSX = office("word/document.xml"), office("xl/workbook.xml")
TEXT = "Ce que nous avons constaté : deux erreurs.\n".encode()
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def code_of(refusal: Refusal | None) -> str:
    return refusal.code.partition(".")[2] if refusal else ""


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF, "PDF"),
        (PNG, "PNG"),
        (JPEG, "JPEG"),
        (odt(), "ODT"),
        (DOCX, "DOCX"),
        (XLSX, "XLSX"),
        (TEXT, "TXT"),
        (b"\xef\xbb\xbf" + TEXT, "TXT"),
        (b"", "TXT"),
        (b"<!doctype html><p>Bonjour", ""),
        (b"  \n<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        (b"<?xml version='1.0'?><a/>", ""),
        (b"MZ\x90\x00\x03", ""),
        (b"GIF89a\x01\x00", ""),
        (b"\x7fELF\x02\x01\x01\x00", ""),
        (TEXT + b"\x00", ""),
        ("Ce que nous avons constaté".encode("latin-1"), ""),
        (b"PK\x03\x04 not a zip", ""),
        (office("ppt/presentation.xml"), ""),
        (office("word/document.xml", "word/vbaProject.bin"), ""),
        (odt(**{"Basic/Standard/Module1.xml": "<a/>"}), ""),
        (b"MZ" + DOCX, ""),
    ],
)
def test_a_type_is_read_in_the_content(content: bytes, name: str) -> None:
    found = file_type(content)

    assert (found.name if found else "") == name


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (SentFile("note.pdf", "application/pdf", PDF), ""),
        (SentFile("NOTE.PDF", "application/pdf; charset=x", PDF), ""),
        (SentFile("note.docx", "application/octet-stream", DOCX), ""),
        (SentFile("note.docx", "", DOCX), ""),
        (SentFile("photo.jpeg", "image/jpeg", JPEG), ""),
        (SentFile("note.txt", "text/plain", TEXT), ""),
        (SentFile("note.odt", "application/vnd.oasis.opendocument.text", odt()), ""),
        (SentFile("note.pdf", "application/pdf", b""), "evidence_is_empty"),
        (SentFile("note.pdf", "application/pdf", PDF + b" " * LARGEST_BYTES), "evidence_is_too_large"),
        (SentFile("note.pdf", "application/pdf", b"MZ\x90\x00"), "evidence_type_is_not_taken"),
        (SentFile("note.txt", "text/plain", b"<html><script>"), "evidence_type_is_not_taken"),
        (SentFile("note.pdf", "application/pdf", PNG), "evidence_lies"),
        (SentFile("note.png", "image/png", PDF), "evidence_lies"),
        (SentFile("note.pdf", "text/html", PDF), "evidence_lies"),
        (SentFile("note.xlsx", DOCX_TYPE, DOCX), "evidence_lies"),
        (SentFile("note.docm", DOCX_TYPE, DOCX), "evidence_lies"),
        (SentFile("note.pdf.exe", "application/pdf", PDF), "evidence_lies"),
        (SentFile("note", "application/pdf", PDF), "evidence_lies"),
    ],
)
def test_a_file_is_what_it_says_it_is(sent: SentFile, code: str) -> None:
    assert code_of(refusal_of_file(sent)) == code


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("https://exemple.test/page?a=1", True),
        ("http://exemple.test/page", False),
        ("javascript:alert(1)", False),
        ("https:///page", False),
        ("//exemple.test", False),
        ("https://nom:secret@exemple.test/", False),
        ("https://[exemple", False),
        ("file:///etc/hosts", False),
        ("", False),
    ],
)
def test_a_link_is_a_plain_https_address(address: str, is_taken: bool) -> None:
    assert (refusal_of_link(address) is None) is is_taken


@pytest.mark.parametrize(
    ("criterion", "count", "code"),
    [
        ("1.1", 0, ""),
        ("1.1", MOST_PER_SEAT - 1, ""),
        ("1.1", MOST_PER_SEAT, "too_much_evidence"),
        ("9.9", 0, "unknown_question"),
    ],
)
def test_a_seat_joins_a_few_pieces_to_its_own_questions(criterion: str, count: int, code: str) -> None:
    assert code_of(refusal_to_join(criterion, criteria=("1.1",), count=count)) == code


@pytest.mark.parametrize(
    ("is_theirs", "is_erased", "code"),
    [(True, False, ""), (True, True, "already_erased"), (False, False, "seat_has_changed_hands")],
)
def test_who_erases_a_piece(is_theirs: bool, is_erased: bool, code: str) -> None:
    assert code_of(refusal_to_erase(is_theirs=is_theirs, is_erased=is_erased)) == code


def test_the_ending_of_a_file_to_keep_is_that_of_its_content() -> None:
    assert (suffix_of("application/pdf"), suffix_of("image/jpeg"), suffix_of("text/html")) == (".pdf", ".jpg", "")
