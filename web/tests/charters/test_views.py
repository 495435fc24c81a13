from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone

from balises.charters import services
from balises.charters.models import Article, CharterVersion
from balises.charters.rules import ArticleText
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories.charters import TEXTS, adopt, make_article, make_charter, make_version
from factories.decisions import make_decision
from factories.organisations import make_member, make_organisation


@pytest.fixture
def lead(organisation: Organisation) -> Member:
    return make_member(organisation)


@pytest.fixture
def room(lead: Member) -> Client:
    client = Client()
    client.force_login(lead.user)
    return client


@pytest.fixture
def version(organisation: Organisation, lead: Member) -> CharterVersion:
    with organisation_scope(organisation.pk):
        return make_version(organisation, by=lead)


def test_before_any_adoption_the_page_teaches_and_the_data_are_absent(
    organisation: Organisation, client: Client
) -> None:
    assert "pas encore adopté de charte" in client.get(f"/{organisation.slug}/charte").text
    assert client.get(f"/{organisation.slug}/charte.json").status_code == 404
    assert client.get(f"/{organisation.slug}/charte/v1").status_code == 404


def test_a_draft_is_never_public(organisation: Organisation, client: Client, lead: Member) -> None:
    with organisation_scope(organisation.pk):
        make_article(make_charter(organisation, by=lead), by=lead, text=ArticleText("Titre secret", "Texte."))

    assert "Titre secret" not in client.get(f"/{organisation.slug}/charte").text


def test_the_charter_in_force_shows_each_article_with_its_thread(
    organisation: Organisation, client: Client, version: CharterVersion
) -> None:
    with organisation_scope(organisation.pk):
        article = Article.objects.get(number=1)
        module = trace.mark(Kind.MODULE, "Module 1", on=timezone.localdate(), came_from=(article.node,))
        trace.publish(module, face=trace.PublicFace("Module 1, page 3", "/x/cours/m1/p3"))

    page = client.get(f"/{organisation.slug}/charte")

    assert page.text.count("D’où vient cet article") == 2
    assert 'id="art-1"' in page.text
    assert '<a href="/x/cours/m1/p3">Module 1, page 3</a>' in page.text
    assert "Enregistrer un entretien" not in page.text  # the deliberation is internal: its kind, no title
    assert "Délibération" in page.text
    assert version.digest in page.text
    assert not page.cookies


def test_the_digest_is_that_of_the_document_anyone_can_fetch(
    organisation: Organisation, client: Client, version: CharterVersion
) -> None:
    page = client.get(f"/{organisation.slug}/charte/v1")
    document = client.get(f"/{organisation.slug}/charte/v1.json")

    assert f'href="/{organisation.slug}/charte/v1.json"' in page.text
    assert sha256(document.content).hexdigest() == version.digest
    assert version.digest in page.text


def test_the_data_of_the_charter_in_force(organisation: Organisation, client: Client, version: CharterVersion) -> None:
    document = client.get(f"/{organisation.slug}/charte.json").json()

    assert (document["organisation"], document["invented"], document["version"]) == (organisation.slug, False, 1)
    assert document["digest"] == version.digest
    assert [article["title"] for article in document["articles"]] == [text.title for text in TEXTS]


def test_an_invented_organisation_says_so(client: Client, db: None) -> None:
    invented = make_organisation(is_invented=True)
    with organisation_scope(invented.pk):
        make_version(invented, by=make_member(invented))

    assert "Organisation inventée" in client.get(f"/{invented.slug}/charte").text
    assert client.get(f"/{invented.slug}/charte.json").json()["invented"] is True


def test_the_pdf_is_served_to_be_printed(organisation: Organisation, client: Client, version: CharterVersion) -> None:
    answer = client.get(f"/{organisation.slug}/charte/v1.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert f"charte-{organisation.slug}-v1.pdf" in answer["Content-Disposition"]


def test_former_versions_stay_and_are_compared(
    organisation: Organisation, client: Client, lead: Member, version: CharterVersion
) -> None:
    with organisation_scope(organisation.pk):
        article = Article.objects.get(number=1)
        text = ArticleText(article.title, article.text.replace("personnel", "grand public"))
        services.write_article(article, text=text, decision=None, by=lead)
        adopt(version.charter, by=lead)

    former = client.get(f"/{organisation.slug}/charte/v1").text
    current = client.get(f"/{organisation.slug}/charte").text
    compared = client.get(f"/{organisation.slug}/charte/v2/depuis-v1").text

    assert "Version 1, remplacée." in former
    assert "compte personnel" in former
    assert "Version 2, en vigueur." in current
    assert "/charte/v2/depuis-v1" in current
    assert "<del>personnel</del> <ins>grand public</ins>" in compared


def test_a_lead_writes_orders_and_adopts_the_charter(organisation: Organisation, room: Client, lead: Member) -> None:
    base = f"/o/{organisation.slug}/charte"
    with organisation_scope(organisation.pk):
        behind, adopting = make_decision(organisation, by=lead), make_decision(organisation, by=lead)
    first = room.get(base)
    room.post(f"{base}/commencer", {"title": "Notre charte", "beginning": "blank"})
    room.post(f"{base}/preambule", {"title": "Notre charte", "preamble": "À toutes et tous."})
    room.post(f"{base}/articles", {"title": "Dire", "text": "On le dit.", "decision": behind.pk})
    room.post(f"{base}/articles", {"title": "Relire", "text": "On relit.", "decision": ""})
    with organisation_scope(organisation.pk):
        relire = Article.objects.get(title="Relire")
    room.post(f"{base}/articles/{relire.pk}/monter")
    draft = room.get(base).text
    adopted = room.post(f"{base}/adopter", {"decision": adopting.pk})
    again = room.post(f"{base}/adopter", {"decision": adopting.pk})
    page = room.get(f"/{organisation.slug}/charte").text

    assert first["Location"] == f"{base}/commencer"
    assert draft.index("Relire") < draft.index("Dire")
    assert behind.proposal.title in draft
    assert adopted.status_code == 302
    assert again.status_code == 200
    assert "À toutes et tous." in page
    with organisation_scope(organisation.pk):
        assert CharterVersion.objects.count() == 1


def test_what_the_draft_changes_is_shown_before_adopting(
    organisation: Organisation, room: Client, lead: Member, version: CharterVersion
) -> None:
    with organisation_scope(organisation.pk):
        make_article(version.charter, by=lead, text=ArticleText("Troisième", "Nouveau texte."))

    text = room.get(f"/o/{organisation.slug}/charte/ce-qui-change").text

    assert "Article ajouté." in text
    assert "Inchangé." in text


def test_the_adopt_button_says_what_is_missing(organisation: Organisation, room: Client, lead: Member) -> None:
    with organisation_scope(organisation.pk):
        make_charter(organisation, by=lead)
    base = f"/o/{organisation.slug}/charte"

    draft = room.get(base).text
    adopting = room.get(f"{base}/adopter").text

    assert "Le projet n’a pas encore d’article" in draft
    assert "Aucune décision n’attend" in adopting


def test_line_ends_are_spelt_one_way(organisation: Organisation, room: Client, lead: Member) -> None:
    with organisation_scope(organisation.pk):
        make_charter(organisation, by=lead)

    room.post(f"/o/{organisation.slug}/charte/articles", {"title": "T", "text": "Un.\r\n\r\nDeux."})

    with organisation_scope(organisation.pk):
        assert Article.objects.get().text == "Un.\n\nDeux."


def test_removing_an_article_asks_first(organisation: Organisation, room: Client, lead: Member) -> None:
    with organisation_scope(organisation.pk):
        article = make_article(make_charter(organisation, by=lead), by=lead)
    address = f"/o/{organisation.slug}/charte/articles/{article.pk}/retirer"

    asked = room.get(address)
    with organisation_scope(organisation.pk):
        still_there = Article.objects.exists()
    room.post(address)

    assert "Retirer cet article du projet" in asked.text
    with organisation_scope(organisation.pk):
        assert (still_there, Article.objects.exists()) == (True, False)


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"title": "", "text": "Texte gardé."}, "Texte gardé."),
        ({"title": "Titre gardé", "text": ""}, "Titre gardé"),
        ({"title": "x" * 161, "text": "Texte gardé."}, "Texte gardé."),
        ({"title": "T", "text": "y" * 3001}, "y" * 3001),
        ({"title": "T", "text": "Texte gardé.", "decision": "999999"}, "Texte gardé."),
    ],
)
def test_an_article_sent_back_keeps_what_was_typed(
    organisation: Organisation, room: Client, lead: Member, fields: dict[str, str], kept: str
) -> None:
    with organisation_scope(organisation.pk):
        make_charter(organisation, by=lead)

    answer = room.post(f"/o/{organisation.slug}/charte/articles", fields)

    assert answer.status_code == 200
    assert kept in answer.text
    assert "À reprendre avant d’envoyer" in answer.text


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER])
def test_others_read_the_draft_and_only_the_lead_writes(
    organisation: Organisation, version: CharterVersion, role: Role
) -> None:
    client = Client()
    client.force_login(make_member(organisation, role=role).user)
    base = f"/o/{organisation.slug}/charte"

    assert client.get(base).status_code == 200
    assert client.get(f"{base}/adopter").status_code == 403
    assert client.post(f"{base}/articles", {"title": "T", "text": "T"}).status_code == 403


def test_another_organisation_finds_nothing(version: CharterVersion, client: Client) -> None:
    other = make_organisation()
    member = Client()
    member.force_login(make_member(other).user)
    with organisation_scope(version.charter.organisation_id):
        article = Article.objects.first()

    assert client.get(f"/{other.slug}/charte/v1").status_code == 404
    assert member.get(f"/o/{other.slug}/charte/articles/{article.pk}").status_code == 404
