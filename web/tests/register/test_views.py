import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balises.assessments.rules import Choice
from balises.library.rules import Fact
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.register import services
from balises.register.models import AIUse
from balises.register.phrases.questions import QUESTIONS
from balises.register.queries.public import CONDITIONS_SHOWN
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories.assessments import fill, hand_in, make_assessment, panel_of
from factories.organisations import make_member, make_organisation
from factories.register import answer_facts, make_answerable_use, make_gate, make_use, start_process, use_facts


def published(organisation: Organisation, **fields: object) -> AIUse:
    with organisation_scope(organisation.pk):
        lead = make_member(organisation)
        use = make_answerable_use(start_process(organisation), **fields)
        return services.publish_entry(use, came_from=(), by=lead)


def signed_in(organisation: Organisation, *, role: Role = Role.LEAD) -> tuple[Client, Member]:
    member = make_member(organisation, role=role)
    client = Client()
    client.force_login(member.user)
    return client, member


def test_the_public_register_shows_published_uses_only(organisation: Organisation, client: Client) -> None:
    published(organisation, title="Traduire en urgence")
    with organisation_scope(organisation.pk):
        make_use(start_process(organisation), title="Brouillon secret")

    answer = client.get(f"/{organisation.slug}/registre")

    assert answer.status_code == 200
    assert "Traduire en urgence" in answer.text
    assert "Brouillon secret" not in answer.text
    assert "À instruire" in answer.text
    assert not answer.cookies


def test_an_empty_register_teaches(organisation: Organisation, client: Client) -> None:
    answer = client.get(f"/{organisation.slug}/registre")

    assert "Aucun usage n’est encore publié." in answer.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Résumer une visite", "Trier des demandes"]),
        ("?q=RESUMER", ["Résumer une visite"]),
        ("?statut=to_investigate", ["Résumer une visite", "Trier des demandes"]),
        ("?statut=refused", []),
        ("?q=trier&statut=to_investigate", ["Trier des demandes"]),
        ("?statut=n’importe-quoi", ["Résumer une visite", "Trier des demandes"]),
    ],
)
def test_the_register_is_searched_without_a_script(
    organisation: Organisation, client: Client, query: str, shown: list[str]
) -> None:
    titles = ["Résumer une visite", "Trier des demandes"]
    for title in titles:
        published(organisation, title=title)

    text = client.get(f"/{organisation.slug}/registre{query}").text

    assert [title for title in titles if title in text] == shown


def test_an_entry_says_how_to_refuse_and_contest(organisation: Organisation, client: Client) -> None:
    use = published(organisation, how_to_refuse="Dire non suffit.", how_to_contest="Écrire au secrétariat.")

    text = client.get(f"/{organisation.slug}/registre/{use.slug}").text

    assert "Dire non suffit." in text
    assert "Écrire au secrétariat." in text
    assert "n’interrompt aucun délai de recours" in text
    assert "D’où cela vient" in text


@pytest.mark.parametrize("count", [0, 1, CONDITIONS_SHOWN, CONDITIONS_SHOWN + 1])
def test_many_conditions_are_folded_so_that_whom_to_ask_stays_near(
    organisation: Organisation, client: Client, count: int
) -> None:
    use = published(organisation)
    with organisation_scope(organisation.pk):
        for number in range(count):
            make_gate(use, key=f"condition:{number}", says=(f"Tenir la condition {number}.",))

    text = client.get(f"/{organisation.slug}/registre/{use.slug}").text

    assert text.count("Tenir la condition") == count
    assert ("<details>" in text) is (count > CONDITIONS_SHOWN)
    assert ("Une seule porte est ouverte." in text) is (count == 1)
    assert ("Huit portes sont ouvertes." in text) is (count == CONDITIONS_SHOWN)


def test_a_condition_asked_for_twice_is_said_once(organisation: Organisation, client: Client) -> None:
    use = published(organisation)
    with organisation_scope(organisation.pk):
        make_gate(
            use, key="condition:1.1", says=("Écrire la règle.", "Écrire la règle. Changer de compte.", "Essayer.")
        )

    text = client.get(f"/{organisation.slug}/registre/{use.slug}").text

    assert text.count("Écrire la règle.") == 1
    assert "Changer de compte." in text
    assert "Essayer." in text


def test_text_typed_as_markup_is_shown_as_text(organisation: Organisation, client: Client) -> None:
    use = published(organisation, purpose="<script>alert(1)</script>")

    text = client.get(f"/{organisation.slug}/registre/{use.slug}").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_withdrawn_entry_answers_410_with_a_sentence(organisation: Organisation, client: Client) -> None:
    use = published(organisation)
    with organisation_scope(organisation.pk):
        services.withdraw_entry(use, by=make_member(organisation))

    page = client.get(f"/{organisation.slug}/registre/{use.slug}")
    data = client.get(f"/{organisation.slug}/registre/{use.slug}.json")

    assert (page.status_code, data.status_code) == (410, 410)
    assert "a été retirée du registre" in page.text


def test_a_draft_has_no_public_address(organisation: Organisation, client: Client) -> None:
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))

    assert client.get(f"/{organisation.slug}/registre/{use.slug}").status_code == 404


def test_an_invented_organisation_says_so_in_page_and_data(client: Client, db: None) -> None:
    invented = make_organisation(is_invented=True)
    use = published(invented)

    pages = [client.get(f"/{invented.slug}/registre"), client.get(f"/{invented.slug}/registre/{use.slug}")]
    data = client.get(f"/{invented.slug}/registre/{use.slug}.json").json()

    assert all("Organisation inventée" in page.text for page in pages)
    assert data["invented"] is True


def test_the_register_of_the_instance_gathers_every_organisation(organisation: Organisation, client: Client) -> None:
    other = make_organisation(is_invented=True)
    first, second = published(organisation), published(other)
    with organisation_scope(other.pk):
        make_answerable_use(start_process(other), title="Brouillon")

    entries = client.get("/registre.json").json()["entries"]
    page = client.get("/registre").text

    assert {(entry["organisation"], entry["slug"], entry["invented"]) for entry in entries} == {
        (organisation.slug, first.slug, False),
        (other.slug, second.slug, True),
    }
    assert set(entries[0]) == {"slug", "title", "organisation", "invented", "status", "review_on", "thread"}
    assert [step["kind"] for step in entries[0]["thread"]] == ["use", "entry"]
    assert first.title in page
    assert "organisation inventée" in page


def test_the_data_of_a_register_are_whole_entries(organisation: Organisation, client: Client) -> None:
    use = published(organisation)

    document = client.get(f"/{organisation.slug}/registre.json").json()

    assert document["organisation"] == organisation.slug
    assert document["entries"][0]["how_to_refuse"] == use.how_to_refuse
    assert document["entries"][0] == client.get(f"/{organisation.slug}/registre/{use.slug}.json").json()


def test_a_lead_drafts_describes_and_publishes_a_use(organisation: Organisation) -> None:
    client, _ = signed_in(organisation)
    with organisation_scope(organisation.pk):
        process = start_process(organisation)
        article = trace.mark(Kind.ARTICLE, "Article 1", on=timezone.localdate())
        trace.publish(article, face=trace.PublicFace("Article 1", "/x/charte/v1#art-1"))

    drafted = client.post(f"/o/{organisation.slug}/usages/nouveau", {"process": process.pk, **vars(use_facts())})
    with organisation_scope(organisation.pk):
        use = AIUse.objects.get()
    described = client.post(
        f"/o/{organisation.slug}/usages/{use.pk}/fiche", {**vars(use_facts()), **vars(answer_facts())}
    )
    client.post(f"/o/{organisation.slug}/usages/{use.pk}/publier", {"articles": [article.pk]})
    page = client.get(f"/{organisation.slug}/registre/{use.slug}")

    assert drafted["Location"] == f"/o/{organisation.slug}/usages/{use.pk}/faits"
    assert described.status_code == 302
    assert page.status_code == 200
    assert "Article 1" in page.text


def test_a_use_is_written_with_what_the_person_accompanied_will_read_of_it(organisation: Organisation) -> None:
    client, _ = signed_in(organisation)
    with organisation_scope(organisation.pk):
        process = start_process(organisation)
    said = {"process": process.pk, "plain": "L’outil raccourcit ce que l’équipe écrit sur vous.", **vars(use_facts())}

    client.post(f"/o/{organisation.slug}/usages/nouveau", said)

    with organisation_scope(organisation.pk):
        assert AIUse.objects.get().plain == said["plain"]


def test_a_form_sent_back_keeps_what_was_typed_with_the_sentence(organisation: Organisation) -> None:
    client, _ = signed_in(organisation)
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))
    sent = {**vars(use_facts(title="Titre gardé")), **vars(answer_facts(owner="Mme Durand"))}

    answer = client.post(f"/o/{organisation.slug}/usages/{use.pk}/fiche", sent)

    assert answer.status_code == 200
    assert "Écrivez une fonction" in answer.text
    assert "Titre gardé" in answer.text
    assert "Mme Durand" in answer.text


def test_the_button_that_publishes_says_what_is_missing(organisation: Organisation) -> None:
    client, _ = signed_in(organisation)
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))

    text = client.get(f"/o/{organisation.slug}/usages/{use.pk}/fiche").text
    refused = client.post(f"/o/{organisation.slug}/usages/{use.pk}/publier")

    assert "Il manque la fonction responsable" in text
    assert refused.status_code == 409
    assert "Il manque la fonction responsable" in refused.text


def test_withdrawing_asks_first(organisation: Organisation) -> None:
    client, _ = signed_in(organisation)
    use = published(organisation)

    asked = client.get(f"/o/{organisation.slug}/usages/{use.pk}/retirer")
    still_there = client.get(f"/{organisation.slug}/registre/{use.slug}").status_code
    client.post(f"/o/{organisation.slug}/usages/{use.pk}/retirer")

    assert "Retirer cette fiche du registre" in asked.text
    assert still_there == 200
    assert client.get(f"/{organisation.slug}/registre/{use.slug}").status_code == 410


@pytest.mark.parametrize("path", ["usages/nouveau", "usages/{pk}/fiche", "usages/{pk}/retirer"])
def test_only_the_lead_writes_in_the_register(organisation: Organisation, path: str) -> None:
    client, _ = signed_in(organisation, role=Role.ASSESSOR)
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))

    assert client.get(f"/o/{organisation.slug}/" + path.format(pk=use.pk)).status_code == 403
    assert client.get(f"/o/{organisation.slug}/usages").status_code == 200


def test_another_organisation_finds_nothing(organisation: Organisation) -> None:
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))
    other = make_organisation()
    client, _ = signed_in(other)

    assert client.get(f"/o/{other.slug}/usages/{use.pk}/fiche").status_code == 404
    assert use.title not in client.get(f"/o/{other.slug}/usages").text


def test_the_list_costs_the_same_for_one_use_and_for_three(organisation: Organisation, client: Client) -> None:
    address = f"/{organisation.slug}/registre"
    published(organisation)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    published(organisation)
    published(organisation)
    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(one) == len(three)


def test_the_gates_of_a_use_nobody_described_ask_whether_a_situation_is_grave(organisation: Organisation) -> None:
    client, lead = signed_in(organisation)
    with organisation_scope(organisation.pk):
        assessment = make_assessment(organisation, by=lead)
        for assessor in panel_of(assessment):
            fill(assessor, choice=Choice.NO)
            hand_in(assessor)

    answer = client.get(f"/o/{organisation.slug}/usages/{assessment.use_id}/portes")

    assert answer.status_code == 200
    assert str(QUESTIONS[Fact.SEVERITY].question) in answer.text
    assert f'href="/o/{organisation.slug}/usages/{assessment.use_id}/rapport"' in answer.text
