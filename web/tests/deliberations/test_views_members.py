import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from balises.deliberations import services
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import DeliberationState, Vote
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from factories.deliberations import STATEMENTS, make_draft, make_lead, make_open, make_question, vote_all
from factories.organisations import make_member, make_organisation


def signed_in(organisation: Organisation, *, role: Role = Role.LEAD) -> tuple[Client, Member]:
    member = make_member(organisation, role=role)
    client = Client()
    client.force_login(member.user)
    return client, member


def address(organisation: Organisation, tail: str = "") -> str:
    return f"/o/{organisation.slug}/deliberations{tail}"


def test_an_empty_list_teaches(in_scope: Organisation) -> None:
    client, _ = signed_in(in_scope)

    answer = client.get(address(in_scope))

    assert "Aucune délibération pour l’instant." in answer.text
    assert address(in_scope, "/nouvelle") in answer.text


def test_a_facilitator_makes_a_deliberation_from_a_question(in_scope: Organisation) -> None:
    question = make_question(in_scope)
    client, _ = signed_in(in_scope, role=Role.FACILITATOR)

    answer = client.post(address(in_scope, "/nouvelle"), {"question": question.pk, "title": " Le  dire ? "})

    made = Deliberation.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.title, made.question) == ("Le dire ?", question)
    assert "Le dire\u202f?" in client.get(address(in_scope)).text


def test_without_any_question_the_page_says_what_comes_first(in_scope: Organisation) -> None:
    client, _ = signed_in(in_scope)

    assert "Choisissez d’abord une question ouverte" in client.get(address(in_scope, "/nouvelle")).text


@pytest.mark.parametrize("said", [{}, {"title": ""}, {"title": "x" * 201}, {"title": "Oui", "question": "999999"}])
def test_a_form_sent_back_keeps_what_was_typed_and_makes_nothing(in_scope: Organisation, said: dict[str, str]) -> None:
    question = make_question(in_scope)
    client, _ = signed_in(in_scope)

    answer = client.post(address(in_scope, "/nouvelle"), {"question": question.pk, **said})

    assert answer.status_code == 200
    assert "À reprendre avant d’envoyer" in answer.text
    assert said.get("title", "") in answer.text
    assert not Deliberation.objects.exists()


def test_a_question_of_another_organisation_cannot_be_chosen(in_scope: Organisation) -> None:
    other = make_organisation()
    with organisation_scope(other.pk):
        foreign = make_question(other)
    client, _ = signed_in(in_scope)

    client.post(address(in_scope, "/nouvelle"), {"question": foreign.pk, "title": "Volée"})

    assert not Deliberation.objects.exists()


def test_a_statement_written_twice_is_sent_back_with_its_sentence(in_scope: Organisation) -> None:
    client, lead = signed_in(in_scope)
    draft = make_draft(in_scope, by=lead)

    answer = client.post(f"{draft.get_absolute_url()}/enonce", {"text": STATEMENTS[0]})

    assert "Cet énoncé est déjà dans la liste." in answer.text
    assert draft.statements.count() == len(STATEMENTS)


def test_statements_are_added_reworded_removed_and_picked_in_the_library(in_scope: Organisation) -> None:
    client, lead = signed_in(in_scope)
    draft = make_draft(in_scope, statements=("Un.",), by=lead)
    first = draft.statements.get()

    client.post(f"{draft.get_absolute_url()}/enonce", {"text": "Deux."})
    client.post(address(in_scope, f"/enonces/{first.pk}"), {"text": "Un, autrement."})
    client.post(f"{draft.get_absolute_url()}/bibliotheque", {"codes": ["dil-03"]})
    client.post(address(in_scope, f"/enonces/{draft.statements.get(number=2).pk}/retirer"))

    assert [each.dilemma or each.text for each in draft.statements.all()] == ["Un, autrement.", "dil-03"]
    assert client.get(f"{draft.get_absolute_url()}/bibliotheque").status_code == 200
    assert client.post(f"{draft.get_absolute_url()}/bibliotheque", {"codes": ["dil-99"]}).status_code == 200


def test_the_draft_the_open_page_and_the_closing_page_each_say_where_things_stand(in_scope: Organisation) -> None:
    client, lead = signed_in(in_scope)
    draft = make_draft(in_scope, by=lead)
    url = draft.get_absolute_url()

    drafted = client.get(url).text
    opened = client.post(f"{url}/ouvrir", follow=True).text
    asked = client.get(f"{url}/clore").text
    closing = client.post(f"{url}/clore", follow=True).text

    assert "Ouvrir la délibération" in drafted
    assert "Moins de cinq" in opened
    assert "On ne revient pas en arrière." in asked
    assert "Clôture en cours" in closing
    assert 'http-equiv="refresh"' in closing


def test_a_draft_without_statements_shows_why_it_does_not_open(in_scope: Organisation) -> None:
    client, lead = signed_in(in_scope)
    draft = make_draft(in_scope, statements=(), by=lead)

    page, refused = client.get(draft.get_absolute_url()), client.post(f"{draft.get_absolute_url()}/ouvrir")

    assert "Il manque au moins un énoncé" in page.text
    assert refused.status_code == 409


def test_acts_sent_twice_are_refused_in_words(in_scope: Organisation) -> None:
    client, lead = signed_in(in_scope)
    url = make_open(in_scope, by=lead).get_absolute_url()

    again = client.post(f"{url}/ouvrir")
    client.post(f"{url}/clore")
    closed_again = client.post(f"{url}/clore")
    early = client.get(f"{url}.json")

    assert (again.status_code, closed_again.status_code, early.status_code) == (409, 409, 409)
    assert "déjà été ouverte" in again.text
    assert "il n’y a rien à clore" in closed_again.text


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER])
def test_who_does_not_run_it_reads_and_does_not_act(in_scope: Organisation, role: Role) -> None:
    draft = make_draft(in_scope, by=make_lead(in_scope))
    client, _ = signed_in(in_scope, role=role)
    url = draft.get_absolute_url()

    page = client.get(url)
    acts = [client.post(f"{url}/{act}") for act in ("ouvrir", "clore", "enonce", "titre", "bibliotheque")]

    assert page.status_code == 200
    assert "Ouvrir la délibération" not in page.text
    assert {answer.status_code for answer in acts} == {403}


def test_strangers_find_nothing(in_scope: Organisation) -> None:
    draft = make_draft(in_scope, by=make_lead(in_scope))
    stranger, _ = signed_in(make_organisation())

    assert stranger.get(draft.get_absolute_url()).status_code == 404
    assert Client().get(draft.get_absolute_url()).status_code == 302


def test_the_title_changes_while_it_is_a_draft(in_scope: Organisation) -> None:
    client, lead = signed_in(in_scope)
    draft = make_draft(in_scope, by=lead)

    client.post(f"{draft.get_absolute_url()}/titre", {"title": "Autre titre"})

    assert Deliberation.objects.get().title == "Autre titre"


def closed_pages(voter_count: int) -> tuple[Client, Deliberation]:
    """The pages of a deliberation so many people voted on, in a database of its own."""
    organisation = make_organisation()
    with organisation_scope(organisation.pk):
        client, lead = signed_in(organisation)
        opened = make_open(organisation, by=lead)
        for voter in range(voter_count):
            vote_all(opened, choices=(Vote.AGREE, Vote.AGREE if voter < 5 else Vote.DISAGREE))
        services.close_deliberation(opened, by=lead)
        services.seal_results(opened.pk)
        return client, Deliberation.objects.select_related("run", "process__organisation").get(pk=opened.pk)


def test_the_results_say_words_reasons_and_method(own_database: str) -> None:
    client, closed = closed_pages(12)

    page = client.get(closed.get_absolute_url()).text

    assert "12 réponses. D’accord\u202f: de 8 à 12." in page
    assert "Non montré\u202f: trop peu de personnes ont répondu" in page  # nobody answered the third statement
    assert "Comment ce chiffre est-il calculé\u202f?" in page
    assert "portulan.disclosure.protect_choices" in page
    assert closed.run is not None
    assert closed.run.digest in page


def test_the_results_leave_as_json_with_their_digest(own_database: str, tmp_path: Path) -> None:
    client, closed = closed_pages(12)

    answer = client.get(f"{closed.get_absolute_url()}.json")

    document, kept = answer.json(), tmp_path / "resultat.json"
    kept.write_bytes(answer.content)
    checked = subprocess.run(
        [sys.executable, "-m", "portulan", "check", kept], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "The same as the one published." in checked.stdout
    assert closed.run is not None
    assert (document["result"], document["digest"]) == (closed.run.result, closed.run.digest)
    assert [each["text"] for each in document["statements"]] == list(STATEMENTS)
    assert [step["kind"] for step in document["thread"]] == ["question", "deliberation"]


def test_too_few_voters_get_the_paper_script_on_the_page_and_to_print(own_database: str) -> None:
    client, closed = closed_pages(7)

    page = client.get(closed.get_absolute_url()).text
    sheet = client.get(f"{closed.get_absolute_url()}/papier").text

    assert closed.state == DeliberationState.ON_PAPER
    assert "détruits sans être ouverts" in page
    assert "Délibérer sur papier, à moins de huit" in page
    assert all("Entendre les raisons" in text and STATEMENTS[2] in text for text in (page, sheet))
