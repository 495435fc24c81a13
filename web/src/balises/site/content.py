"""Bring the editions of content/ into the library: the one place that reads the folder."""

from collections.abc import Iterator
from pathlib import Path

from balises.library.formats import check_lock, digest, read_content
from balises.library.services import EditionRow, load_editions


class AlteredContent(Exception):
    """A published edition is not the one the LOCK file knows."""


def load_content(folder: Path) -> int:
    """Read, check and load every edition; a broken file stops here, with its name and line."""
    problems = check_lock(folder)
    if problems:
        raise AlteredContent("\n".join(map(str, problems)))
    return load_editions(_rows(folder))


def _rows(folder: Path) -> Iterator[EditionRow]:
    for edition in read_content(folder):
        yield EditionRow(
            edition.kind,
            edition.slug,
            edition.number,
            edition.language,
            edition.title,
            digest(edition),
            edition.model_dump(mode="json"),
        )
