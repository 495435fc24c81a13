from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.learning.models import Citation
from balises.learning.queries.course import Place
from balises.learning.rules import CiteFacts
from balises.organisations.models import Organisation
from balises.shared.http import Crumb
from balises.trace.models import Node
from balises.trace.rules import Kind


class CitedRow(NamedTuple):
    article: Node
    undo_url: str


@dataclass(frozen=True)
class CitePage:
    title: str
    crumbs: tuple[Crumb, ...]
    place: Place
    lesson_url: str
    charter_url: str
    cited: tuple[CitedRow, ...]
    has_articles: bool


def adopted_articles() -> QuerySet[Node]:
    return Node.objects.filter(kind=Kind.ARTICLE, is_public=True).order_by("pk")


def citations(place: Place) -> QuerySet[Citation]:
    found = Citation.objects.filter(course=place.course, module=place.module, page=place.page)
    return found.select_related("article").order_by("pk")


def citable_articles(place: Place) -> QuerySet[Node]:
    """Adopted articles that this page does not show yet."""
    return adopted_articles().exclude(pk__in=citations(place).values("article"))


def citation_of(place: Place, *, article: Node) -> Citation | None:
    return citations(place).filter(article=article).select_related("article", "node").first()


def cite_facts(place: Place, *, article: Node) -> CiteFacts:
    return CiteFacts(
        has_place=place.has_article,
        is_adopted_article=adopted_articles().filter(pk=article.pk).exists(),
        is_already_cited=citation_of(place, article=article) is not None,
    )


def module_node(address: str) -> Node | None:
    """The node of a module in this organisation: one, made at the first citation, kept ever after."""
    return Node.objects.filter(kind=Kind.MODULE, address=address).first()


def other_citations(citation: Citation) -> QuerySet[Citation]:
    """What else the organisation cites in the same module."""
    return Citation.objects.filter(node=citation.node).exclude(pk=citation.pk)


def cite_page(organisation: Organisation, *, place: Place) -> CitePage:
    module_url = reverse("learning:module", args=[organisation.slug, place.module])
    lesson_url = reverse("learning:lesson", args=[organisation.slug, place.module, place.page])
    return CitePage(
        title=_("Citer un article de notre charte"),
        crumbs=(
            Crumb(place.module_title, module_url),
            Crumb(place.page_title, lesson_url),
            Crumb(_("Citer un article"), ""),
        ),
        place=place,
        lesson_url=lesson_url,
        charter_url=f"/{organisation.slug}/charte",
        cited=tuple(_cited_row(organisation, citation) for citation in citations(place)),
        has_articles=citable_articles(place).exists(),
    )


def _cited_row(organisation: Organisation, citation: Citation) -> CitedRow:
    where = [organisation.slug, citation.module, citation.page, citation.article_id]
    return CitedRow(citation.article, reverse("learning:undo", args=where))
