from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.charters import rules
from balises.charters.models import Article, Charter, CharterVersion
from balises.charters.queries.reading import (
    is_unchanged,
    keyed_draft,
    keyed_version,
    model_charter,
    unused_decisions,
    version_in_force,
    versions,
)
from balises.charters.rules import ArticleChange
from balises.organisations.models import Organisation
from balises.shared.errors import Refusal
from balises.trace import queries as trace
from balises.trace.models import Node
from balises.trace.queries import ThreadStep


class Crumb(NamedTuple):
    label: str
    url: str


@dataclass(frozen=True)
class ArticleRow:
    """An adopted article with its thread, cut where the article stands."""

    number: int
    title: str
    text: str
    anchor: str
    address: str
    thread: tuple[ThreadStep, ...]
    origins: tuple[ThreadStep, ...]
    outcomes: tuple[ThreadStep, ...]


@dataclass(frozen=True)
class VersionRow:
    version: CharterVersion
    label: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class VersionPage:
    title: str
    crumbs: tuple[Crumb, ...]
    version: CharterVersion
    body: Mapping[str, Any]
    articles: tuple[ArticleRow, ...]
    is_in_force: bool
    is_review_due: bool
    versions: tuple[VersionRow, ...]
    in_force_url: str
    comparison_url: str
    json_url: str
    record_url: str
    pdf_url: str


@dataclass(frozen=True)
class NoVersionPage:
    title: str
    crumbs: tuple[Crumb, ...]
    organisation: Organisation


@dataclass(frozen=True)
class DraftArticleRow:
    article: Article
    edit_url: str
    up_url: str
    down_url: str
    remove_url: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class DraftPage:
    title: str
    crumbs: tuple[Crumb, ...]
    charter: Charter
    articles: tuple[DraftArticleRow, ...]
    in_force: CharterVersion | None
    why_not_adopt: Refusal | None
    add_url: str
    describe_url: str
    adopt_url: str
    comparison_url: str


@dataclass(frozen=True)
class StartPage:
    title: str
    crumbs: tuple[Crumb, ...]
    has_model: bool


@dataclass(frozen=True)
class StepPage:
    """A page of one act on the draft: write an article, remove one, adopt."""

    title: str
    crumbs: tuple[Crumb, ...]
    back_url: str
    why_not: Refusal | None = None
    has_decision: bool = False
    propose_url: str = ""


@dataclass(frozen=True)
class ComparisonPage:
    title: str
    crumbs: tuple[Crumb, ...]
    articles: tuple[ArticleChange, ...]
    preamble: tuple[tuple[rules.Change, ...], ...]
    is_same: bool
    back_url: str


def version_page(version: CharterVersion) -> VersionPage:
    organisation = version.charter.organisation
    every = tuple(versions(organisation))
    args = [organisation.slug, version.number]
    former = next((each for each in every if each.number == version.number - 1), None)
    return VersionPage(
        title=version.body["title"],
        crumbs=(Crumb(_("Charte"), public_url(organisation)), Crumb(version_label(version), "")),
        version=version,
        body=version.body,
        articles=article_rows(version),
        is_in_force=version.number == every[0].number,
        is_review_due=version.review_on <= timezone.localdate(),
        versions=tuple(_version_row(each, here=version) for each in every),
        in_force_url=public_url(organisation),
        comparison_url=reverse("charters:comparison", args=[*args, former.number]) if former else "",
        json_url=reverse("charters:public_json", args=[organisation.slug]),
        record_url=reverse("charters:record", args=args),
        pdf_url=reverse("charters:pdf", args=args),
    )


def no_version_page(organisation: Organisation) -> NoVersionPage:
    return NoVersionPage(_("La charte des usages de l’IA"), (Crumb(_("Charte"), ""),), organisation)


def article_rows(version: CharterVersion) -> tuple[ArticleRow, ...]:
    nodes = Node.objects.in_bulk(version.article_nodes)
    pairs = zip(version.article_nodes, version.body["articles"], strict=True)
    return tuple(_article_row(article, node=nodes[pk], version=version) for pk, article in pairs)


def _article_row(article: Mapping[str, Any], *, node: Node, version: CharterVersion) -> ArticleRow:
    thread = trace.public_thread(node)
    here = next(index for index, step in enumerate(thread) if step.is_here)
    anchor = f"art-{article['number']}"
    return ArticleRow(
        number=article["number"],
        title=article["title"],
        text=article["text"],
        anchor=anchor,
        address=f"{version.get_absolute_url()}#{anchor}",
        thread=thread,
        origins=thread[: here + 1],
        outcomes=thread[here + 1 :],
    )


def comparison_page(version: CharterVersion, *, former: CharterVersion) -> ComparisonPage:
    title = _("Ce qui change de la version %(former)s à la version %(number)s") % {
        "former": former.number,
        "number": version.number,
    }
    organisation = version.charter.organisation
    return ComparisonPage(
        title=title,
        crumbs=(
            Crumb(_("Charte"), public_url(organisation)),
            Crumb(version_label(version), version.get_absolute_url()),
            Crumb(_("Ce qui change"), ""),
        ),
        articles=rules.changes_between(keyed_version(former), keyed_version(version)),
        preamble=rules.changes_in(former.body["preamble"], version.body["preamble"]),
        is_same=former.body["preamble"] == version.body["preamble"],
        back_url=version.get_absolute_url(),
    )


def draft_comparison_page(charter: Charter, *, former: CharterVersion) -> ComparisonPage:
    return ComparisonPage(
        title=_("Ce que le projet change à la version %(former)s") % {"former": former.number},
        crumbs=(Crumb(_("Charte en projet"), draft_url(charter.organisation)), Crumb(_("Ce qui change"), "")),
        articles=rules.changes_between(keyed_version(former), keyed_draft(charter)),
        preamble=rules.changes_in(former.body["preamble"], charter.preamble),
        is_same=former.body["preamble"] == charter.preamble,
        back_url=draft_url(charter.organisation),
    )


def start_page(organisation: Organisation) -> StartPage:
    return StartPage(
        title=_("Commencer la charte"),
        crumbs=(Crumb(organisation.name, organisation.get_absolute_url()), Crumb(_("Charte"), "")),
        has_model=model_charter() is not None,
    )


def draft_page(charter: Charter) -> DraftPage:
    organisation, slug = charter.organisation, charter.organisation.slug
    articles = tuple(charter.articles.select_related("decision__proposal").order_by("number"))
    return DraftPage(
        title=charter.title,
        crumbs=(Crumb(organisation.name, organisation.get_absolute_url()), Crumb(_("Charte en projet"), "")),
        charter=charter,
        articles=tuple(_draft_row(each, slug=slug, count=len(articles)) for each in articles),
        in_force=version_in_force(organisation),
        why_not_adopt=_refusal_to_prepare(charter, article_count=len(articles)),
        add_url=reverse("charters:add_article", args=[slug]),
        describe_url=reverse("charters:describe", args=[slug]),
        adopt_url=reverse("charters:adopt", args=[slug]),
        comparison_url=reverse("charters:draft_comparison", args=[slug]),
    )


def step_page(organisation: Organisation, *, title: str) -> StepPage:
    back_url = draft_url(organisation)
    return StepPage(title=title, crumbs=(Crumb(_("Charte en projet"), back_url), Crumb(title, "")), back_url=back_url)


def adopt_page(charter: Charter) -> StepPage:
    organisation, title = charter.organisation, _("Adopter la charte")
    back_url = draft_url(organisation)
    return StepPage(
        title=title,
        crumbs=(Crumb(_("Charte en projet"), back_url), Crumb(title, "")),
        back_url=back_url,
        why_not=_refusal_to_prepare(charter, article_count=charter.articles.count()),
        has_decision=unused_decisions().exists(),
        propose_url=reverse("decisions:propose", args=[organisation.slug]),
    )


def public_url(organisation: Organisation) -> str:
    return reverse("charters:public", args=[organisation.slug])


def draft_url(organisation: Organisation) -> str:
    return reverse("charters:draft", args=[organisation.slug])


def version_label(version: CharterVersion) -> str:
    return _("Version %(number)s") % {"number": version.number}


def _version_row(version: CharterVersion, *, here: CharterVersion) -> VersionRow:
    return VersionRow(version, version_label(version), version.get_absolute_url(), is_here=version.pk == here.pk)


def _draft_row(article: Article, *, slug: str, count: int) -> DraftArticleRow:
    args = [slug, article.pk]
    return DraftArticleRow(
        article=article,
        edit_url=reverse("charters:write_article", args=args),
        up_url=reverse("charters:move_article_up", args=args),
        down_url=reverse("charters:move_article_down", args=args),
        remove_url=reverse("charters:remove_article", args=args),
        is_first=article.number == 1,
        is_last=article.number == count,
    )


def _refusal_to_prepare(charter: Charter, *, article_count: int) -> Refusal | None:
    return rules.refusal_to_prepare_adoption(article_count=article_count, is_unchanged=is_unchanged(charter))
