from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from balises.learning.models import Citation
from balises.learning.queries.citing import citations
from balises.learning.queries.course import Place, course_edition, has_article, module_body, page_of
from balises.library.models import Edition
from balises.organisations.models import Organisation
from balises.shared.http import Crumb
from balises.shared.markdown import partial_day, rendered


@dataclass(frozen=True)
class FactRow:
    text: str
    source_title: str
    source_address: str
    publisher: str
    date: str
    is_checked: bool


@dataclass(frozen=True)
class BlockRow:
    """A piece of a page in reading order; only the field of its kind is filled."""

    kind: str
    html: SafeString | None = None
    activity: Mapping[str, Any] | None = None
    fact: FactRow | None = None
    question: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class PageRow:
    code: str
    title: str
    minutes: int
    url: str
    blocks: tuple[BlockRow, ...]
    articles: tuple[Citation, ...]
    has_article: bool


@dataclass(frozen=True)
class ModuleRow:
    code: str
    title: str
    hours: int
    outcomes: tuple[str, ...]
    url: str  # empty where the module is not written yet


@dataclass(frozen=True)
class CoursePage:
    title: str
    crumbs: tuple[Crumb, ...]
    edition: Edition
    modules: tuple[ModuleRow, ...]


@dataclass(frozen=True)
class ModulePage:
    title: str
    crumbs: tuple[Crumb, ...]
    edition: Edition
    body: Mapping[str, Any]
    introduction: SafeString
    pages: tuple[PageRow, ...]
    articles: tuple[Citation, ...]
    paper_url: str


@dataclass(frozen=True)
class LessonPage:
    title: str
    crumbs: tuple[Crumb, ...]
    module_title: str
    row: PageRow
    number: int
    page_count: int
    previous: PageRow | None
    next: PageRow | None
    module_url: str
    paper_url: str
    cite_url: str


@dataclass(frozen=True)
class PaperPage:
    title: str
    edition: Edition
    body: Mapping[str, Any]
    introduction: SafeString
    pages: tuple[PageRow, ...]


def course_page(organisation: Organisation) -> CoursePage:
    course = course_edition()
    rows = tuple(_module_row(organisation, module) for module in course.body["modules"])
    return CoursePage(course.title, (Crumb(_("Cours"), ""),), course, rows)


def module_page(organisation: Organisation, *, module: str) -> ModulePage | None:
    course = course_edition()
    body = module_body(course, module=module)
    if body is None:
        return None
    pages = _page_rows(organisation, course=course, body=body)
    return ModulePage(
        title=body["title"],
        crumbs=(Crumb(_("Cours"), reverse("learning:course", args=[organisation.slug])), Crumb(body["title"], "")),
        edition=course,
        body=body,
        introduction=rendered(body["introduction"]),
        pages=pages,
        articles=tuple(citation for row in pages for citation in row.articles),
        paper_url=reverse("learning:paper", args=[organisation.slug, module]),
    )


def paper_page(organisation: Organisation, *, module: str) -> PaperPage | None:
    course = course_edition()
    body = module_body(course, module=module)
    if body is None:
        return None
    pages = _page_rows(organisation, course=course, body=body)
    return PaperPage(body["title"], course, body, rendered(body["introduction"]), pages)


def lesson_page(organisation: Organisation, *, module: str, page: str) -> LessonPage | None:
    course = course_edition()
    body = module_body(course, module=module)
    if body is None or page_of(body, page=page) is None:
        return None
    rows = _page_rows(organisation, course=course, body=body)
    place = next(index for index, row in enumerate(rows) if row.code == page)
    module_url = reverse("learning:module", args=[organisation.slug, module])
    return LessonPage(
        title=rows[place].title,
        crumbs=(
            Crumb(_("Cours"), reverse("learning:course", args=[organisation.slug])),
            Crumb(body["title"], module_url),
            Crumb(rows[place].title, ""),
        ),
        module_title=body["title"],
        row=rows[place],
        number=place + 1,
        page_count=len(rows),
        previous=rows[place - 1] if place else None,
        next=rows[place + 1] if place + 1 < len(rows) else None,
        module_url=module_url,
        paper_url=reverse("learning:paper", args=[organisation.slug, module]),
        cite_url=reverse("learning:cite", args=[organisation.slug, module, page]),
    )


def _module_row(organisation: Organisation, module: Mapping[str, Any]) -> ModuleRow:
    url = reverse("learning:module", args=[organisation.slug, module["code"]]) if module["is_written"] else ""
    return ModuleRow(module["code"], module["title"], module["hours"], tuple(module["outcomes"]), url)


def _page_rows(organisation: Organisation, *, course: Edition, body: Mapping[str, Any]) -> tuple[PageRow, ...]:
    return tuple(_page_row(organisation, course=course, body=body, page=page) for page in body["pages"])


def _page_row(
    organisation: Organisation, *, course: Edition, body: Mapping[str, Any], page: Mapping[str, Any]
) -> PageRow:
    place = Place(course.reference, body["code"], body["title"], page["code"], page["title"], has_article(page))
    return PageRow(
        code=page["code"],
        title=page["title"],
        minutes=page["minutes"],
        url=reverse("learning:lesson", args=[organisation.slug, body["code"], page["code"]]),
        blocks=tuple(_block_row(block, body=body) for block in page["blocks"]),
        articles=tuple(citations(place).filter(article__is_public=True)),
        has_article=place.has_article,
    )


def _block_row(block: Mapping[str, Any], *, body: Mapping[str, Any]) -> BlockRow:
    if block["kind"] == "text":
        return BlockRow("text", html=rendered(block["text"]))
    if block["kind"] == "activity":
        return BlockRow("activity", activity=_told_apart(body["activities"], code=block["code"]))
    if block["kind"] == "fact":
        return BlockRow("fact", fact=_fact_row(_told_apart(body["facts"], code=block["code"])))
    if block["kind"] == "question":
        return BlockRow("question", question=_told_apart(body["questions"], code=block["code"]))
    return BlockRow("article")


def _told_apart(parts: list[Mapping[str, Any]], *, code: str) -> Mapping[str, Any]:
    return next(part for part in parts if part["code"] == code)


def _fact_row(fact: Mapping[str, Any]) -> FactRow:
    source = fact["source"]
    return FactRow(
        text=fact["text"],
        source_title=source["title"],
        source_address=source["address"],
        publisher=source["publisher"],
        date=partial_day(source["date"]),
        is_checked=bool(source["checked"]),
    )
