"""A charter's life: a draft that is written, versions that are sealed under a decision, and the draft goes on."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse

from balises.charters import queries, rules
from balises.charters.models import Article, Charter, CharterVersion
from balises.charters.rules import ArticleText
from balises.decisions.models import Decision
from balises.decisions.rules import digest_of
from balises.organisations import journal
from balises.organisations.models import Member, Organisation
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.rules import Kind


@transaction.atomic
def start_charter(organisation: Organisation, *, title: str, with_model: bool, by: Member) -> Charter:
    """Open the one draft, blank or from the model charter of the library."""
    insist(rules.refusal_to_start(has_charter=Charter.objects.filter(organisation=organisation).exists()))
    model = queries.model_charter() if with_model else None
    if with_model:
        insist(rules.refusal_to_use_model(has_model=model is not None))
    charter = Charter.objects.create(organisation=organisation, title=title, preamble=model.preamble if model else "")
    for number, text in enumerate(model.articles if model else (), start=1):
        Article.objects.create(charter=charter, number=number, title=text.title, text=text.text)
    journal.record("charters.started", charter, by=by)
    return charter


@transaction.atomic
def describe_charter(charter: Charter, *, title: str, preamble: str, by: Member) -> Charter:
    """Change the title or the preamble of the draft."""
    charter = queries.locked(charter)
    charter.title, charter.preamble = title, preamble
    charter.save(update_fields=["title", "preamble"])
    journal.record("charters.described", charter, by=by)
    return charter


@transaction.atomic
def add_article(charter: Charter, *, text: ArticleText, decision: Decision | None, by: Member) -> Article:
    """Add an article at the end of the draft."""
    charter = queries.locked(charter)
    insist(rules.refusal_to_add(is_already_there=queries.has_article(charter, text=text)))
    _insist_on_decision(decision)
    last = charter.articles.aggregate(last=Max("number"))["last"] or 0
    article = Article.objects.create(charter=charter, number=last + 1, decision=decision, **asdict(text))
    journal.record("charters.article_added", article, by=by)
    return article


@transaction.atomic
def write_article(article: Article, *, text: ArticleText, decision: Decision | None, by: Member) -> Article:
    """Rewrite an article of the draft; adopted versions keep theirs."""
    queries.locked(article.charter)
    _insist_on_decision(decision)
    article.title, article.text, article.decision = text.title, text.text, decision
    article.save(update_fields=["title", "text", "decision"])
    journal.record("charters.article_written", article, by=by)
    return article


@transaction.atomic
def move_article(article: Article, *, is_up: bool, by: Member) -> None:
    """Swap an article with its neighbour; at the end of the list nothing moves."""
    charter = queries.locked(article.charter)
    article = charter.articles.get(pk=article.pk)
    neighbour = queries.neighbour(article, is_up=is_up)
    if neighbour is None:
        return
    here, there = article.number, neighbour.number
    _renumber(article, number=queries.free_number(charter))
    _renumber(neighbour, number=here)
    _renumber(article, number=there)
    journal.record("charters.article_moved", article, by=by)


@transaction.atomic
def remove_article(article: Article, *, by: Member) -> None:
    """Take an article out of the draft and close the gap; adopted versions keep theirs."""
    charter = queries.locked(article.charter)
    journal.record("charters.article_removed", article, by=by)
    number = article.number
    article.delete()
    for follower in charter.articles.filter(number__gt=number).order_by("number"):
        _renumber(follower, number=F("number") - 1)


@transaction.atomic
def adopt_charter(charter: Charter, *, decision: Decision, by: Member) -> CharterVersion:
    """Seal the draft as the next version, under the decision that adopted it; the draft stays, to be the one after."""
    charter = queries.locked(charter)
    insist(rules.refusal_to_adopt(queries.adoption_facts(charter, decision=decision)))
    record = queries.charter_record(charter, decision=decision)
    articles = tuple(charter.articles.select_related("decision__node", "node").order_by("number"))
    version = CharterVersion.objects.create(
        charter=charter,
        number=record.version,
        decision=decision,
        body=asdict(record),
        article_nodes=[_mark(article, decision=decision) for article in articles],
        adopted_on=decision.decided_on,
        review_on=decision.review_on,
        digest=digest_of(rules.canonical_charter(record)),
    )
    for article in articles:
        _publish(article, version=version)
    journal.record("charters.adopted", version, by=by)
    return version


def _insist_on_decision(decision: Decision | None) -> None:
    if decision is not None:
        insist(rules.refusal_to_stand_on(queries.outcome_of(decision)))


def _renumber(article: Article, *, number: object) -> None:
    article.number = number  # type: ignore[assignment]
    article.save(update_fields=["number"])


def _mark(article: Article, *, decision: Decision) -> int:
    """The article's node follows it from version to version; each decision behind it is one more origin."""
    source = (article.decision or decision).node
    if article.node is None:
        article.node = trace.mark(Kind.ARTICLE, article.title, on=decision.decided_on, came_from=(source,))
        article.save(update_fields=["node"])
    else:
        trace.link(source, result=article.node)
    return article.node.pk


def _publish(article: Article, *, version: CharterVersion) -> None:
    if article.node is None:
        raise ValueError("An article is marked before it is published.")
    slug = version.charter.organisation.slug
    address = reverse("charters:version", args=[slug, version.number]) + f"#art-{article.number}"
    title = queries.article_title(article.number, article.title)
    trace.rename(article.node, title=title, on=version.adopted_on)
    trace.place(article.node, address=address)
    trace.publish(article.node, face=trace.PublicFace(title, address))
