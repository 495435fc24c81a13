"""How a report goes out: the same document as a tagged PDF, an ODT and a DOCX."""

from balises.dossiers.formats.odt import report_odt
from balises.dossiers.formats.pdf import report_pdf
from balises.dossiers.formats.word import report_docx
from balises.dossiers.rules import Document

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def report_file(document: Document, *, suffix: str, address: str, is_brief: bool = False) -> bytes:
    """The document in that format; `address` is where it can be read whole."""
    if suffix == "pdf":
        return report_pdf(document, address=address, is_brief=is_brief)
    return report_odt(document) if suffix == "odt" else report_docx(document)


__all__ = ["MEDIA_TYPES", "report_docx", "report_file", "report_odt", "report_pdf"]
