"""A zipped file opened with care: counted before it is unfolded, read as it comes, without entities."""

import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Protocol
from xml.parsers import expat

from balises.shared.errors import Refusal, Refused

MEGABYTE = 1024 * 1024
BIGGEST_FILE = 5 * MEGABYTE
BIGGEST_UNFOLDED = 60 * MEGABYTE
MOST_PARTS = 500
# What a part that is torn, locked, or packed in a way nobody knows may raise.
_FAULTS = (expat.ExpatError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError)
_CHUNK = 64 * 1024


class Listener(Protocol):
    """What hears the elements of an XML part; names come without their namespace's address."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, said: str) -> None: ...
    def is_full(self) -> bool: ...


def too_big() -> Refused:
    return Refused(Refusal("register.file_is_too_big", {"most": BIGGEST_FILE // MEGABYTE}))


def broken() -> Refused:
    return Refused(Refusal("register.file_is_broken"))


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive, unless what it announces is too much."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile as error:
        raise broken() from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > BIGGEST_UNFOLDED:
        raise too_big()
    return archive


def listen(archive: zipfile.ZipFile, part: str, listener: Listener) -> None:
    """Tell the listener every element of a part, until it has heard enough."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = partial(_start, listener)
    parser.EndElementHandler = lambda name: listener.end(_bare(name))
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    try:
        for chunk in _chunks(archive, part):
            parser.Parse(chunk, False)
            if listener.is_full():
                return
        parser.Parse(b"", True)
    except _FAULTS as error:
        raise broken() from error


def _start(listener: Listener, name: str, given: dict[str, str]) -> None:
    listener.start(_bare(name), {_bare(key): value for key, value in given.items()})


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """What a part unfolds to, never more than what any file may: what an archive announces may be a lie."""
    told = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            told += len(chunk)
            if told > BIGGEST_UNFOLDED:
                raise too_big()
            yield chunk


def _refuse_doctype(*_declared: object) -> None:
    """Entities are declared there: a register needs none."""
    raise broken()


def _bare(name: str) -> str:
    return name.rpartition("}")[2]
