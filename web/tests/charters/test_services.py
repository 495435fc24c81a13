from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from balises.charters import queries, services
from balises.charters.models import Article, Charter, CharterVersion
from balises.charters.rules import ArticleText
from balises.decisions.rules import Outcome
from balises.organisations.models import Member, Organisation
from balises.shared.errors import Refused
from balises.trace import queries as thread
from balises.trace.rules import Kind
from factories.charters import TEXTS, adopt, make_article, make_charter, make_version
from factories.decisions import make_decision, make_deliberation_node
from factories.organisations import make_member


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def charter(in_scope: Organisation, lead: Member) -> Charter:
    return make_charter(in_scope, by=lead)


def titles(charter: Charter) -> list[tuple[int, str]]:
    return list(charter.articles.order_by("number").values_list("number", "title"))


def test_a_draft_starts_from_the_model_of_the_library(in_scope: Organisation, lead: Member) -> None:

    charter = services.start_charter(in_scope, title="Charte", with_model=True, by=lead)

    model = queries.model_charter()
    assert [(article.title, article.text) for article in charter.articles.all()] == [
        (each.title, each.text) for each in model.articles
    ]
    assert charter.preamble == model.preamble


def test_a_second_draft_is_refused(charter: Charter, lead: Member) -> None:
    with pytest.raises(Refused) as refused:
        make_charter(charter.organisation, by=lead)

    assert refused.value.refusal.code == "charters.already_started"


def test_articles_are_added_moved_rewritten_and_removed(charter: Charter, lead: Member) -> None:
    first, second, third = (make_article(charter, by=lead, text=ArticleText(name, "Texte.")) for name in "ABC")

    services.move_article(third, is_up=True, by=lead)
    services.move_article(first, is_up=True, by=lead)
    services.write_article(second, text=ArticleText("B bis", "Autre."), decision=None, by=lead)
    moved = titles(charter)
    services.remove_article(Article.objects.get(pk=first.pk), by=lead)

    assert moved == [(1, "A"), (2, "C"), (3, "B bis")]
    assert titles(charter) == [(1, "C"), (2, "B bis")]


def test_a_double_click_adds_one_article(charter: Charter, lead: Member) -> None:
    make_article(charter, by=lead)

    with pytest.raises(Refused) as refused:
        make_article(charter, by=lead)

    assert refused.value.refusal.code == "charters.same_article"
    assert charter.articles.count() == 1


def test_an_article_never_stands_on_what_was_turned_down(charter: Charter, lead: Member) -> None:
    turned_down = make_decision(charter.organisation, by=lead, outcome=Outcome.NOT_ADOPTED)

    with pytest.raises(Refused) as refused:
        make_article(charter, by=lead, decision=turned_down)

    assert refused.value.refusal.code == "charters.decision_not_adopted"


def test_an_adopted_version_is_sealed_and_the_draft_goes_on(in_scope: Organisation, lead: Member) -> None:
    version = CharterVersion.objects.get(pk=make_version(in_scope, by=lead).pk)

    assert version.number == 1
    assert version.digest == sha256(queries.version_document(version)).hexdigest()
    assert (version.adopted_on, version.review_on) == (version.decision.decided_on, version.decision.review_on)
    assert [article["title"] for article in version.body["articles"]] == [text.title for text in TEXTS]
    assert version.body["decision"] == version.decision.digest
    assert version.charter.articles.count() == 2


def test_articles_are_public_under_the_decision_behind_each(charter: Charter, lead: Member) -> None:
    source = make_deliberation_node("Dilemme 7")
    behind = make_decision(charter.organisation, by=lead, source=source)
    make_article(charter, by=lead, text=TEXTS[0], decision=behind)
    make_article(charter, by=lead, text=TEXTS[1])

    version = adopt(charter, by=lead)

    first, second = Article.objects.order_by("number")
    slug = charter.organisation.slug
    assert thread.thread(first.node)[0].title == "Dilemme 7"
    assert [step.kind for step in thread.thread(first.node)] == [Kind.DELIBERATION, Kind.DECISION, Kind.ARTICLE]
    assert version.decision.node.links_out.get().result_id == second.node.pk
    assert (second.node.is_public, second.node.public_address) == (True, f"/{slug}/charte/v1#art-2")
    assert second.node.public_title == "Article 2\u202f: Une personne décide et signe"


def test_the_next_version_names_the_same_articles_at_a_new_address(charter: Charter, lead: Member) -> None:
    kept = make_article(charter, by=lead, text=TEXTS[0])
    gone = make_article(charter, by=lead, text=TEXTS[1])
    adopt(charter, by=lead)
    services.remove_article(Article.objects.get(pk=kept.pk), by=lead)
    rewritten = ArticleText("Signer", "On signe.")
    services.write_article(Article.objects.get(pk=gone.pk), text=rewritten, decision=None, by=lead)

    second = adopt(charter, by=lead)

    first = CharterVersion.objects.get(number=1)
    assert second.number == 2
    assert second.article_nodes == [first.article_nodes[1]]
    node = Article.objects.get().node
    assert (node.title, node.public_address) == (
        "Article 1\u202f: Signer",
        f"/{charter.organisation.slug}/charte/v2#art-1",
    )
    assert first.body["articles"][1]["text"] == TEXTS[1].text
    changes = queries.comparison_page(second, former=first).articles
    assert [(change.title, str(change.kind)) for change in changes] == [("Signer", "same"), (TEXTS[0].title, "removed")]


def test_an_unchanged_draft_is_not_adopted_again(in_scope: Organisation, lead: Member) -> None:
    charter = make_version(in_scope, by=lead).charter

    with pytest.raises(Refused) as refused:
        adopt(charter, by=lead)

    assert refused.value.refusal.code == "charters.nothing_changed"


def test_one_decision_adopts_one_version(in_scope: Organisation, lead: Member) -> None:
    version = make_version(in_scope, by=lead)
    make_article(version.charter, by=lead, text=ArticleText("Trois", "Encore."))

    with pytest.raises(Refused) as refused:
        services.adopt_charter(version.charter, decision=version.decision, by=lead)

    assert refused.value.refusal.code == "charters.decision_already_used"
    assert CharterVersion.objects.count() == 1


def test_a_charter_without_articles_is_not_adopted(charter: Charter, lead: Member) -> None:
    with pytest.raises(Refused) as refused:
        adopt(charter, by=lead)

    assert refused.value.refusal.code == "charters.no_article"


def test_the_database_refuses_to_touch_an_adopted_version(in_scope: Organisation, lead: Member) -> None:
    version = make_version(in_scope, by=lead)

    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        CharterVersion.objects.update(digest="0" * 64)
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        version.delete()
    assert CharterVersion.objects.get().digest == version.digest
