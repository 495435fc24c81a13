from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from balises.library.models import Edition
from balises.library.queries import required_edition

COURSE = ("course", "ia-en-travail-social")


@dataclass(frozen=True)
class Place:
    """A page of a module, as a citation names it."""

    course: str
    module: str
    module_title: str
    page: str
    page_title: str
    has_article: bool


def course_edition() -> Edition:
    return required_edition(*COURSE)


def module_body(course: Edition, *, module: str) -> Mapping[str, Any] | None:
    """What a module of this edition of the course says; nothing where it is not written yet."""
    editions = Edition.objects.filter(kind="module", slug=course.slug, number=course.number, language=course.language)
    found = editions.filter(body__code=module).first()
    return found.body if found else None


def page_of(module: Mapping[str, Any], *, page: str) -> Mapping[str, Any] | None:
    return next((part for part in module["pages"] if part["code"] == page), None)


def has_article(page: Mapping[str, Any]) -> bool:
    return any(block["kind"] == "article" for block in page["blocks"])


def place_of(*, module: str, page: str) -> Place | None:
    """The page of the course at this address, if the course has one."""
    course = course_edition()
    body = module_body(course, module=module)
    part = page_of(body, page=page) if body else None
    if body is None or part is None:
        return None
    return Place(course.reference, module, body["title"], page, part["title"], has_article(part))
