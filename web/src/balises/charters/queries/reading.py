from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from balises.charters import rules
from balises.charters.models import Article, Charter, CharterVersion
from balises.charters.rules import AdoptionFacts, ArticleText, CharterRecord, SealedArticle
from balises.decisions.models import Decision
from balises.decisions.queries import adopted_decisions
from balises.decisions.rules import Outcome, canonical
from balises.library.queries import edition
from balises.organisations.models import Organisation


@dataclass(frozen=True)
class ModelCharter:
    """The model charter of the library: somewhere to start from, never something to keep as it is."""

    preamble: str
    articles: tuple[ArticleText, ...]


def model_charter() -> ModelCharter | None:
    found = edition(*rules.MODEL)
    if found is None:
        return None
    articles = tuple(ArticleText(each["title"], each["text"]) for each in found.body["articles"])
    return ModelCharter(found.body["preamble"], articles)


def locked(charter: Charter) -> Charter:
    return Charter.objects.select_for_update().get(pk=charter.pk)


def draft_of(organisation: Organisation) -> Charter | None:
    return Charter.objects.filter(organisation=organisation).select_related("organisation").first()


def has_article(charter: Charter, *, text: ArticleText) -> bool:
    return charter.articles.filter(title=text.title, text=text.text).exists()


def neighbour(article: Article, *, is_up: bool) -> Article | None:
    others = Article.objects.filter(charter=article.charter_id)
    if is_up:
        return others.filter(number__lt=article.number).order_by("-number").first()
    return others.filter(number__gt=article.number).order_by("number").first()


def free_number(charter: Charter) -> int:
    return (charter.articles.aggregate(last=Max("number"))["last"] or 0) + 1


def outcome_of(decision: Decision) -> Outcome:
    return Outcome(decision.outcome)


def versions(organisation: Organisation) -> QuerySet[CharterVersion]:
    """Adopted versions, latest first."""
    found = CharterVersion.objects.filter(charter__organisation=organisation)
    return found.select_related("charter__organisation", "decision").order_by("-number")


def version_in_force(organisation: Organisation) -> CharterVersion | None:
    return versions(organisation).first()


def unused_decisions() -> QuerySet[Decision]:
    """Adopted decisions that no version stands on yet."""
    return adopted_decisions().exclude(pk__in=CharterVersion.objects.values("decision"))


def adoption_facts(charter: Charter, *, decision: Decision) -> AdoptionFacts:
    return AdoptionFacts(
        article_count=charter.articles.count(),
        outcome=outcome_of(decision),
        is_decision_used=CharterVersion.objects.filter(decision=decision).exists(),
        is_unchanged=is_unchanged(charter),
    )


def is_unchanged(charter: Charter) -> bool:
    """Whether the draft says exactly what the version in force says."""
    last = version_in_force(charter.organisation)
    if last is None:
        return False
    adopted = [(article["title"], article["text"]) for article in last.body["articles"]]
    draft = list(charter.articles.order_by("number").values_list("title", "text"))
    return (last.body["title"], last.body["preamble"], adopted) == (charter.title, charter.preamble, draft)


def charter_record(charter: Charter, *, decision: Decision) -> CharterRecord:
    """Everything that the digest of the next version will cover, in plain values."""
    last = version_in_force(charter.organisation)
    return CharterRecord(
        organisation=charter.organisation.name,
        version=last.number + 1 if last else 1,
        title=charter.title,
        preamble=charter.preamble,
        articles=_sealed_articles(charter),
        body=decision.body_name,
        decision=decision.digest,
        adopted_on=decision.decided_on.isoformat(),
        review_on=decision.review_on.isoformat(),
    )


def _sealed_articles(charter: Charter) -> tuple[SealedArticle, ...]:
    articles = charter.articles.select_related("decision").order_by("number")
    return tuple(
        SealedArticle(each.number, each.title, each.text, each.decision.digest if each.decision else "")
        for each in articles
    )


def version_document(version: CharterVersion) -> bytes:
    """The very bytes whose SHA-256 is the digest."""
    return canonical(version.body)


def article_title(number: int, title: str) -> str:
    return _("Article %(number)s : %(title)s") % {"number": number, "title": title}


def keyed_version(version: CharterVersion) -> tuple[Mapping[str, str], ...]:
    """Its articles under the key that follows each from version to version."""
    return tuple(
        {"key": str(key), "title": article["title"], "text": article["text"]}
        for key, article in zip(version.article_nodes, version.body["articles"], strict=True)
    )


def keyed_draft(charter: Charter) -> tuple[Mapping[str, str], ...]:
    """The draft's articles under the same keys; one that was never adopted has a key of its own."""
    return tuple(
        {"key": str(article.node_id or f"draft-{article.pk}"), "title": article.title, "text": article.text}
        for article in charter.articles.order_by("number")
    )
