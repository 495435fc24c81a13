import pytest
from django.utils import timezone

from balises.learning import services
from balises.learning.models import Citation
from balises.organisations.models import Entry, Organisation
from balises.organisations.scoping import organisation_scope
from balises.shared.errors import Refused
from balises.trace import queries as trace
from balises.trace import services as tracing
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.learning import make_place
from factories.meetings import make_article
from factories.organisations import make_member, make_organisation

pytestmark = pytest.mark.django_db


def test_a_cited_article_leads_to_the_module(in_scope: Organisation) -> None:
    article, lead = make_article(in_scope), make_member(in_scope)

    citation = services.cite_article(make_place(), article=article, by=lead)

    steps = trace.public_thread(article)
    assert [step.kind for step in steps] == [Kind.ARTICLE, Kind.MODULE]
    assert steps[1].title == "Ce qu’est, et n’est pas, une IA"
    assert steps[1].address == f"/{in_scope.slug}/cours/module-1"
    assert (citation.course, citation.page) == ("course:ia-en-travail-social@1", "p-1")
    assert Entry.objects.filter(code="learning.article_cited").count() == 1


def test_a_module_has_one_node_in_an_organisation_and_another_elsewhere(organisation: Organisation) -> None:
    other = make_organisation()
    for each in (organisation, other):
        with organisation_scope(each.pk):
            lead = make_member(each)
            services.cite_article(make_place("p-1"), article=make_article(each), by=lead)
            services.cite_article(make_place("p-4"), article=make_article(each), by=lead)

    for each in (organisation, other):
        with organisation_scope(each.pk):
            assert Node.objects.filter(kind=Kind.MODULE).count() == 1


def test_an_article_is_not_cited_twice_on_a_page(in_scope: Organisation) -> None:
    article, lead = make_article(in_scope), make_member(in_scope)
    services.cite_article(make_place(), article=article, by=lead)

    with pytest.raises(Refused) as refused:
        services.cite_article(make_place(), article=article, by=lead)

    assert refused.value.refusal.code == "learning.already_cited"
    assert Citation.objects.count() == 1


def test_only_an_adopted_article_is_cited_and_only_where_there_is_a_place(in_scope: Organisation) -> None:
    lead, article = make_member(in_scope), make_article(in_scope)
    draft = tracing.mark(Kind.ARTICLE, "Brouillon", on=timezone.localdate())

    with pytest.raises(Refused) as not_adopted:
        services.cite_article(make_place(), article=draft, by=lead)
    with pytest.raises(Refused) as no_place:
        services.cite_article(make_place("p-2"), article=article, by=lead)

    assert not_adopted.value.refusal.code == "learning.not_an_adopted_article"
    assert no_place.value.refusal.code == "learning.no_place"
    assert not Node.objects.filter(kind=Kind.MODULE).exists()


def test_a_citation_is_undone_and_made_again_on_the_same_node(in_scope: Organisation) -> None:
    article, lead, place = make_article(in_scope), make_member(in_scope), make_place()
    first = services.cite_article(place, article=article, by=lead)

    services.undo_citation(place, article=article, by=lead)
    undone = trace.public_thread(article)
    again = services.cite_article(place, article=article, by=lead)

    assert [step.kind for step in undone] == [Kind.ARTICLE]
    assert again.node == first.node
    assert [step.kind for step in trace.public_thread(article)] == [Kind.ARTICLE, Kind.MODULE]


def test_the_module_keeps_coming_from_an_article_that_another_page_shows(in_scope: Organisation) -> None:
    article, lead = make_article(in_scope), make_member(in_scope)
    services.cite_article(make_place("p-1"), article=article, by=lead)
    services.cite_article(make_place("p-4"), article=article, by=lead)

    services.undo_citation(make_place("p-1"), article=article, by=lead)

    assert [step.kind for step in trace.public_thread(article)] == [Kind.ARTICLE, Kind.MODULE]
    assert Node.objects.get(kind=Kind.MODULE).is_public


def test_undoing_twice_is_refused_in_words(in_scope: Organisation) -> None:
    article, lead, place = make_article(in_scope), make_member(in_scope), make_place()
    services.cite_article(place, article=article, by=lead)
    services.undo_citation(place, article=article, by=lead)

    with pytest.raises(Refused) as refused:
        services.undo_citation(place, article=article, by=lead)

    assert refused.value.refusal.code == "learning.not_cited"
