from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.charters import rules
from balises.charters.models import Article, Charter, CharterVersion
from balises.charters.queries.common import ComparisonPage, draft_url
from balises.charters.queries.reading import (
    is_unchanged,
    keyed_draft,
    keyed_version,
    model_charter,
    unused_decisions,
    version_in_force,
)
from balises.organisations.models import Organisation
from balises.shared.errors import Refusal
from balises.shared.http import Crumb


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
    articles = tuple(charter.articles.select_related("decision__proposal__process__organisation").order_by("number"))
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
