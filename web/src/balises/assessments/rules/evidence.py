"""What may be joined to an answer: a link, or a file that is what it says it is. A type is read in the content."""

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

from balises.shared.errors import Refusal

LARGEST_BYTES = 5 * 1024 * 1024
MOST_PER_SEAT = 20
_ODT = "application/vnd.oasis.opendocument.text"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SAYS_NOTHING = frozenset({"", "application/octet-stream"})  # what a browser declares of a type it does not know
_ODT_STARTS = b"mimetype" + _ODT.encode()  # its first member, stored as it stands
_ODT_AT = 30  # after the local header of that first member
_MACROS = ("vbaproject.bin", "/activex", "basic/")
_MARKUP = ("<!", "<html", "<svg", "<?", "<script", "<body", "<head")
_TEXT_CONTROLS = frozenset("\t\n\r\f")


@dataclass(frozen=True)
class FileType:
    name: str  # how a person calls it
    media_type: str
    suffixes: tuple[str, ...]
    aliases: frozenset[str] = frozenset()


FILE_TYPES = (
    FileType("PDF", "application/pdf", (".pdf",), frozenset({"application/x-pdf"})),
    FileType("PNG", "image/png", (".png",), frozenset({"image/x-png"})),
    FileType("JPEG", "image/jpeg", (".jpg", ".jpeg"), frozenset({"image/jpg", "image/pjpeg"})),
    FileType("ODT", _ODT, (".odt",)),
    FileType("DOCX", f"{_OFFICE}.wordprocessingml.document", (".docx",)),
    FileType("XLSX", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)),
    FileType("TXT", "text/plain", (".txt",)),
)
_BY_NAME = {found.name: found for found in FILE_TYPES}


@dataclass(frozen=True)
class SentFile:
    """A file as it came: its name and its declared type are claims."""

    name: str
    declared_type: str
    content: bytes


def file_type(content: bytes) -> FileType | None:
    """What a file is, read in its content; nothing where it is none of those that may be joined."""
    if content.startswith(b"%PDF-"):
        return _BY_NAME["PDF"]
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _BY_NAME["PNG"]
    if content.startswith(b"\xff\xd8\xff"):
        return _BY_NAME["JPEG"]
    if content.startswith(b"PK\x03\x04"):
        return _document(content)
    return _BY_NAME["TXT"] if _is_text(content) else None


def _document(content: bytes) -> FileType | None:
    """A document is a zip whose members say what it is. Nothing is unpacked, and none that carries a macro passes."""
    members = _members(content)
    if any(mark in member.lower() for member in members for mark in _MACROS):
        return None
    if content[_ODT_AT:].startswith(_ODT_STARTS) and "content.xml" in members:
        return _BY_NAME["ODT"]
    if "[Content_Types].xml" not in members:
        return None
    if "word/document.xml" in members:
        return _BY_NAME["DOCX"]
    return _BY_NAME["XLSX"] if "xl/workbook.xml" in members else None


def _members(content: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def _is_text(content: bytes) -> bool:
    """Words in UTF-8, without controls. A page of markup is not plain text, whatever it is called."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if text.lstrip().lower().startswith(_MARKUP):
        return False
    return all(character.isprintable() or character.isspace() for character in text) and not any(
        character < " " and character not in _TEXT_CONTROLS for character in text
    )


def suffix_of(media_type: str) -> str:
    """The usual ending of a type that was read in the content."""
    return next((found.suffixes[0] for found in FILE_TYPES if found.media_type == media_type), "")


def refusal_of_file(sent: SentFile) -> Refusal | None:
    """Its name, what it declares and what it is must agree."""
    if not sent.content:
        return Refusal("assessments.evidence_is_empty")
    if len(sent.content) > LARGEST_BYTES:
        return Refusal("assessments.evidence_is_too_large")
    found = file_type(sent.content)
    if found is None:
        return Refusal("assessments.evidence_type_is_not_taken")
    declared = sent.declared_type.partition(";")[0].strip().lower()
    is_named_so = sent.name.lower().endswith(found.suffixes)
    is_declared_so = declared in {found.media_type, *found.aliases, *_SAYS_NOTHING}
    return None if is_named_so and is_declared_so else Refusal("assessments.evidence_lies", {"found": found.name})


def refusal_of_link(address: str) -> Refusal | None:
    """https only, towards a named host, without a name and a password in it."""
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        is_plain = False
    return None if is_plain else Refusal("assessments.evidence_link_is_not_https")


def refusal_to_join(criterion: str, *, criteria: Collection[str], count: int) -> Refusal | None:
    if criterion not in criteria:
        return Refusal("assessments.unknown_question")
    if count >= MOST_PER_SEAT:
        return Refusal("assessments.too_much_evidence", {"most": MOST_PER_SEAT})
    return None


def refusal_to_erase(*, is_theirs: bool, is_erased: bool) -> Refusal | None:
    if not is_theirs:
        return Refusal("assessments.seat_has_changed_hands")
    return Refusal("assessments.already_erased") if is_erased else None
