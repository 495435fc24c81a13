"""A network that takes what is sent and loses the answer: the person sends it again, and it counts once.

The server does what it was asked; the browser shows its own page of a broken connection, and is told to load again.
Or everything went well, and somebody goes back to the form and sends it once more.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from journeys.conftest import Mailbox, Site, ask

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
CARD = "Résumer un compte rendu trop long."
VISITOR = "tenace@exemple.test"
ENVELOPES = "SELECT count(*) FROM boxes_envelope"
RATINGS = "SELECT count(*) FROM assessments_rating"
REGISTRATIONS = f"SELECT count(*) FROM meetings_registration WHERE address = '{VISITOR}'"


SCRIPTS = pytest.mark.parametrize("script", [False, True], ids=["without scripts", "with scripts"])


@SCRIPTS
def test_a_card_sent_again_is_one_card(demonstration: Site, person: Arrive, script: bool) -> None:
    before = count(demonstration, ENVELOPES)
    page = person(phone=True, script=script)
    write_a_card(page, demonstration)
    lose_the_answer(page, lambda: page.get_by_role("button", name="Déposer ma carte").click())
    after_the_loss = count(demonstration, ENVELOPES)

    page.reload()

    expect(page.locator("h1")).to_contain_text("Votre carte est dans l’urne")
    assert (after_the_loss, count(demonstration, ENVELOPES)) == (before + 1, before + 1)


@SCRIPTS
def test_a_card_changed_after_the_thanks_replaces_the_first(demonstration: Site, person: Arrive, script: bool) -> None:
    before = count(demonstration, ENVELOPES)
    page = person(phone=True, script=script)
    write_a_card(page, demonstration)
    page.get_by_role("button", name="Déposer ma carte").click()
    expect(page.locator("h1")).to_contain_text("Votre carte est dans l’urne")

    page.go_back()
    fill_the_card(page, purpose="Autrement dit.")
    page.get_by_role("button", name="Déposer ma carte").click()

    expect(page.locator("h1")).to_contain_text("Votre carte est dans l’urne")
    assert count(demonstration, ENVELOPES) == before + 1


def test_a_vote_sent_again_is_one_vote(demonstration: Site, person: Arrive) -> None:
    before = count(demonstration, ENVELOPES)
    page = person(phone=True)
    page.goto(f"{demonstration.url}/")
    page.locator("#etape-6 a.bouton").click()
    page.get_by_role("button", name="Commencer").click()
    statement = page.locator("h1").inner_text()
    lose_the_answer(page, lambda: page.get_by_role("button", name="D’accord", exact=True).click())

    page.reload()

    expect(page.locator("h1")).not_to_have_text(statement)
    assert count(demonstration, ENVELOPES) == before + 1


def test_a_registration_sent_again_is_one_letter(demonstration: Site, mailbox: Mailbox, person: Arrive) -> None:
    page = person(phone=True, script=False)
    page.goto(f"{demonstration.url}/les-deux-rives/rencontres")
    page.get_by_role("link", name=re.compile("Ce que nous avons appris")).first.click()
    page.get_by_label("Adresse électronique").fill(VISITOR)
    lose_the_answer(page, lambda: page.get_by_role("button", name="Recevoir le lien pour confirmer").click())

    page.reload()
    expect(page.locator("main")).to_contain_text("Un message part vers l’adresse")
    mailbox.wait_for(VISITOR, r"(http://\S+/rencontre/\S+)")

    assert (count(demonstration, REGISTRATIONS), mailbox.to(VISITOR)) == (1, [])


def test_the_answer_to_a_question_of_the_grid_sent_again_is_one_answer(demonstration: Site, person: Arrive) -> None:
    before = count(demonstration, RATINGS)
    page = person(phone=True, script=False)
    page.goto(f"{demonstration.url}/")
    page.get_by_role("button", name=re.compile("^Personne accompagnée")).click()
    page.get_by_role("link", name=re.compile("Traduire un échange")).click()
    question = page.locator("h1").inner_text()
    page.get_by_role("radio", name=re.compile("^Non")).first.check()
    lose_the_answer(page, lambda: page.get_by_role("button", name="Continuer").click())

    page.reload()

    expect(page.locator("h1")).not_to_have_text(question)
    assert count(demonstration, RATINGS) == before + 1


def write_a_card(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/")
    page.locator("#etape-2 a.bouton").click()
    fill_the_card(page, purpose=CARD)


def fill_the_card(page: Page, *, purpose: str) -> None:
    page.get_by_role("radio").nth(1).check()
    page.get_by_label("À quoi a-t-elle servi").fill(purpose)
    page.get_by_label("Avec quel genre d’outil").fill("Un assistant en ligne")


def lose_the_answer(page: Page, send: Callable[[], None]) -> None:
    """The server is asked, and answers; the browser never learns what."""
    answered: list[int] = []

    def cut(route: Route) -> None:
        if route.request.method == "POST":
            answered.append(route.fetch(max_redirects=0).status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/*", cut)
    with page.expect_event("requestfailed"):
        send()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/*")
    assert [status < 400 for status in answered] == [True]


def count(site: Site, question: str) -> int:
    found: int = ask(site, question)[0][0]
    return found
