"""The bytes of a file, as text that hides nothing from the people who proofread it."""

import re
from dataclasses import dataclass
from pathlib import Path

from .problems import ContentError, Problem

# Control characters, line ends that some tools do not count, marks that make text read in another order than it is.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class Origin:
    """Where a piece of text comes from: a file, and the number of its first line there."""

    path: Path
    first_line: int = 1

    def error(self, line_index: int, message: str) -> ContentError:
        return ContentError(Problem(self.path, self.first_line + line_index, message))


def read_text(path: Path) -> str:
    return as_text(path.read_bytes(), path)


def as_text(raw: bytes, path: Path) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n")
        raise Origin(path).error(line, "ce caractère n’est pas de l’UTF-8 : enregistrer le fichier en UTF-8") from error
    hidden = _HIDDEN.search(text)
    if hidden:
        line = text[: hidden.start()].count("\n")
        raise Origin(path).error(line, f"caractère invisible refusé (U+{ord(hidden.group()):04X})")
    return text
