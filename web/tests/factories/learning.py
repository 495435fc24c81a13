from functools import cache
from pathlib import Path

from balises.learning.queries import Place, place_of
from balises.library.formats import digest, read_edition
from balises.library.services import EditionRow, load_editions

_FOLDER = Path(__file__).resolve().parents[3] / "content/courses/ia-en-travail-social/edition-1"


@cache
def _rows() -> tuple[EditionRow, ...]:
    editions = [read_edition(_FOLDER / name) for name in ("course.fr.yaml", "module-1.fr.md")]
    return tuple(
        EditionRow(e.kind, e.slug, e.number, e.language, e.title, digest(e), e.model_dump(mode="json"))
        for e in editions
    )


def load_course() -> None:
    """The course as it is published, and its one written module."""
    load_editions(_rows())


def make_place(page: str = "p-1") -> Place:
    """A page of the published module; « p-2 » keeps no place for an article."""
    place = place_of(module="module-1", page=page)
    assert place is not None
    return place
