import re

import pytest
from django.test import Client

from balises.learning import services
from balises.learning.models import Citation
from balises.organisations.models import Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.trace import services as trace
from factories.learning import make_place
from factories.meetings import make_article
from factories.organisations import make_member, make_organisation

pytestmark = pytest.mark.django_db


def signed_in(organisation: Organisation, *, role: Role = Role.LEAD) -> Client:
    client = Client()
    client.force_login(make_member(organisation, role=role).user)
    return client


def citing(organisation: Organisation, *, title: str = "Dire quand une IA a écrit") -> Citation:
    with organisation_scope(organisation.pk):
        article = make_article(organisation, title=title)
        return services.cite_article(make_place(), article=article, by=make_member(organisation))


def test_the_course_tells_its_modules_and_which_are_not_written(organisation: Organisation, client: Client) -> None:
    shown = client.get(f"/{organisation.slug}/cours")

    assert shown.status_code == 200
    assert shown.text.count("pas encore écrit") == 6
    assert f'href="/{organisation.slug}/cours/module-1"' in shown.text
    assert not shown.cookies


def test_a_module_lists_its_pages_in_order(organisation: Organisation, client: Client) -> None:
    shown = client.get(f"/{organisation.slug}/cours/module-1").text

    places = [shown.index(f'href="/{organisation.slug}/cours/module-1/p-{number}"') for number in range(1, 7)]
    assert places == sorted(places)


def test_a_page_leads_to_the_one_before_and_the_one_after(organisation: Organisation, client: Client) -> None:
    base = f"/{organisation.slug}/cours/module-1"
    first, middle, last = (client.get(f"{base}/p-{number}").text for number in (1, 3, 6))

    assert ('rel="prev"' in first, 'rel="next"' in first) == (False, True)
    assert re.search(rf'href="{base}/p-2"\s+rel="prev"', middle)
    assert re.search(rf'href="{base}/p-4"\s+rel="next"', middle)
    assert ('rel="prev"' in last, 'rel="next"' in last) == (True, False)


def test_a_page_shows_its_facts_with_source_and_date_and_its_questions_with_reasons(
    organisation: Organisation, client: Client
) -> None:
    shown = client.get(f"/{organisation.slug}/cours/module-1/p-4")

    assert 'rel="noreferrer">' in shown.text
    assert "juin" in shown.text
    assert "<details>" in shown.text
    assert "Vérifier, c’est sortir de l’outil." in shown.text
    assert "<strong>erreur plausible</strong>" in shown.text
    assert len(shown.content) < 30_000


def test_the_whole_module_stands_on_one_sheet_to_print(organisation: Organisation, client: Client) -> None:
    shown = client.get(f"/{organisation.slug}/cours/module-1/papier").text

    assert all(f'id="p-{number}"' in shown for number in range(1, 7))
    assert "/citer" not in shown


@pytest.mark.parametrize("address", ["module-2", "module-2/p-1", "module-1/p-99", "module-9", "module-2/papier"])
def test_what_is_not_written_is_not_found(organisation: Organisation, client: Client, address: str) -> None:
    assert client.get(f"/{organisation.slug}/cours/{address}").status_code == 404


def test_a_page_shows_the_articles_of_its_organisation_and_no_other(organisation: Organisation) -> None:
    other = make_organisation()
    citation = citing(organisation, title="Notre article")
    citing(other, title="Un article d’ailleurs")

    shown = Client().get(f"/{organisation.slug}/cours/module-1/p-1").text

    assert "Notre article" in shown
    assert f'href="{citation.article.public_address}"' in shown
    assert "Un article d’ailleurs" not in shown
    assert "Un article d’ailleurs" in Client().get(f"/{other.slug}/cours/module-1/p-1").text


def test_an_article_withdrawn_from_the_public_is_no_longer_shown(organisation: Organisation, client: Client) -> None:
    citation = citing(organisation)
    before = client.get(f"/{organisation.slug}/cours/module-1/p-1").text
    with organisation_scope(organisation.pk):
        trace.withdraw(citation.article)

    after = client.get(f"/{organisation.slug}/cours/module-1/p-1").text

    assert "Dire quand une IA a écrit" in before
    assert "Dire quand une IA a écrit" not in after


def test_a_lead_cites_an_article_and_takes_it_back(organisation: Organisation) -> None:
    with organisation_scope(organisation.pk):
        article = make_article(organisation)
    client = signed_in(organisation)
    address = f"/o/{organisation.slug}/cours/module-1/p-1/citer"
    public = f"/{organisation.slug}/cours/module-1/p-1"

    cited = client.post(address, {"article": article.pk}, follow=True)
    shown = Client().get(public).text
    twice = client.post(address, {"article": article.pk})
    undone = client.post(f"{address}/{article.pk}/retirer", follow=True)
    undone_twice = client.post(f"{address}/{article.pk}/retirer")

    assert "Ne plus citer cet article" in cited.text
    assert "Dire quand une IA a écrit" in shown
    assert (twice.status_code, undone_twice.status_code) == (409, 409)
    assert "déjà cité" in twice.text
    assert "plus cité sur cette page" in undone_twice.text
    assert "Citer cet article" in undone.text
    assert "Dire quand une IA a écrit" not in Client().get(public).text


def test_without_an_adopted_article_the_page_teaches(organisation: Organisation) -> None:
    shown = signed_in(organisation).get(f"/o/{organisation.slug}/cours/module-1/p-1/citer")

    assert "Aucun article n’est encore adopté." in shown.text


def test_choosing_nothing_is_answered_beside_the_field(organisation: Organisation) -> None:
    with organisation_scope(organisation.pk):
        make_article(organisation)

    answer = signed_in(organisation).post(f"/o/{organisation.slug}/cours/module-1/p-1/citer", {})

    assert answer.status_code == 200
    assert "À reprendre avant d’envoyer" in answer.text


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER])
def test_only_the_lead_cites(organisation: Organisation, role: Role) -> None:
    with organisation_scope(organisation.pk):
        article = make_article(organisation)
    client = signed_in(organisation, role=role)
    address = f"/o/{organisation.slug}/cours/module-1/p-1/citer"

    answers = [client.get(address), client.post(address, {"article": article.pk})]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_an_article_of_another_organisation_cannot_be_cited(organisation: Organisation) -> None:
    other = make_organisation()
    with organisation_scope(organisation.pk):
        make_article(organisation)
    with organisation_scope(other.pk):
        foreign = make_article(other, title="Un article d’ailleurs")

    answer = signed_in(organisation).post(f"/o/{organisation.slug}/cours/module-1/p-1/citer", {"article": foreign.pk})

    assert answer.status_code == 200
    with organisation_scope(organisation.pk):
        assert not Citation.objects.exists()
