"""The demonstration with nothing but the keys: a card, a harvest, a grid, a vote, the charter and its thread.

Every press of Tab is watched: see `journeys.keyboard`. No mouse, no touch, no shortcut; a story begins where an address
is typed.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import CODE, Mailbox, Site
from journeys.keyboard import Keyboard, complaints_of

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
SLUG, LEAD = "les-deux-rives", "pilote@deux-rives.invalid"
CARD = "Trier les demandes avant la permanence."
USE = "Trier les demandes avec un assistant"
QUESTIONS = 10


@pytest.mark.parametrize("phone", [True, False], ids=["a phone without scripts", "a desk"])
def test_a_card_is_given_by_its_code(demonstration: Site, person: Arrive, phone: bool) -> None:
    code = code_on_the_first_page(person(script=False), demonstration)
    page = person(phone=phone, script=not phone)
    keys = Keyboard(page)
    page.goto(f"{demonstration.url}/j/")

    keys.skip_to_the_content()
    keys.write(page.get_by_label("Code de la collecte"), code.lower())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.choose(page.get_by_role("radio").nth(1))
    keys.write(page.get_by_label("À quoi a-t-elle servi"), CARD)
    keys.write(page.get_by_label("Avec quel genre d’outil"), "Un assistant en ligne")
    keys.follow(page.get_by_role("button", name="Déposer ma carte"))

    expect(page.locator("h1")).to_contain_text("Votre carte est dans l’urne")
    assert page.context.cookies() == []


def test_a_card_sent_back_leads_to_what_must_be_mended(demonstration: Site, person: Arrive) -> None:
    page = person(phone=True)
    keys = Keyboard(page)
    page.goto(f"{demonstration.url}/j/{code_on_the_first_page(person(script=False), demonstration)}")

    keys.follow(page.get_by_role("button", name="Déposer ma carte"))
    keys.press(page.locator("#a-reprendre a").nth(1))
    page.keyboard.type(CARD)

    assert page.get_by_label("À quoi a-t-elle servi").input_value() == CARD


def test_a_vote_is_cast_forwards_and_backwards(demonstration: Site, person: Arrive) -> None:
    page = person(phone=True)
    keys = Keyboard(page)
    page.goto(f"{demonstration.url}/")

    keys.follow(page.locator("#etape-6 a.bouton"))
    keys.follow(page.get_by_role("button", name="Commencer"))
    keys.reach(page.get_by_role("button", name="Je passe"))
    keys.press(page.get_by_role("button", name="Pas d’accord"), key="Space", back=True)
    page.wait_for_load_state()
    keys.follow(page.get_by_role("button", name="D’accord", exact=True), key="Space")

    expect(page.locator("main")).to_contain_text(re.compile("merci|terminé|fini", re.IGNORECASE))
    assert page.context.cookies() == []


def test_an_assessor_answers_the_whole_grid(demonstration: Site, person: Arrive) -> None:
    page = person()
    keys = Keyboard(page)
    page.goto(f"{demonstration.url}/")

    keys.follow(page.locator("#etape-5 button"))
    why = page.locator("details", has_text="Pourquoi cette question")
    keys.press(why.locator("summary"))
    expect(why).to_have_attribute("open", "")
    page.reload()
    for _number in range(QUESTIONS):
        keys.choose(page.get_by_role("radio", name=re.compile("^En partie")))
        keys.follow(page.get_by_role("button", name="Continuer"))
    keys.follow(page.get_by_role("button", name="Remettre"))

    expect(page.locator("main")).to_contain_text("Ce que votre siège a répondu")


def test_a_lead_closes_a_harvest_and_drafts_a_use(demonstration: Site, mailbox: Mailbox, person: Arrive) -> None:
    page = person()
    keys = Keyboard(page)
    page.goto(f"{demonstration.url}/o/")
    keys.write(page.get_by_label("Adresse électronique"), LEAD)
    keys.follow(page.get_by_role("button", name="Recevoir un code"))
    keys.write(page.get_by_label("Code"), mailbox.wait_for(LEAD, CODE))
    keys.follow(page.get_by_role("button", name="Entrer"))

    close_the_harvest(keys, demonstration)
    keys.follow(page.get_by_role("link", name="Lire les cartes"))
    for box in page.get_by_role("checkbox").all():
        keys.press(box, key="Space")
    keys.follow(page.get_by_role("button", name="Rédiger un usage à partir des cartes choisies"))
    draft(keys)

    expect(page.locator("h1")).to_contain_text(USE)


def test_a_visitor_reads_the_charter_and_follows_its_thread(demonstration: Site, person: Arrive) -> None:
    page = person()
    keys = Keyboard(page)
    page.goto(f"{demonstration.url}/{SLUG}/registre")

    keys.follow(page.get_by_role("navigation", name="Principale").get_by_role("link", name="Charte"))
    keys.skip_to_the_content()
    thread = page.locator("#art-1 .filiation a")
    assert thread.count() > 0
    keys.follow(thread.first)

    expect(page.locator("h1")).not_to_be_empty()
    expect(page.locator("main")).to_contain_text("D’où")
    assert page.context.cookies() == []


def test_a_page_is_walked_to_its_end_and_round_again(demonstration: Site, person: Arrive) -> None:
    """Nothing holds the focus: past the last place, the browser has its turn, and the page begins anew."""
    page = person()
    keys = Keyboard(page)
    page.goto(f"{demonstration.url}/{SLUG}/charte")
    words = [keys.step()["tag"] for _ in range(2)]
    while words[-1] != "BODY" and len(words) < 150:
        words.append(keys.step()["tag"])

    assert words[-1] == "BODY"
    assert len(words) > 10


def test_the_eye_for_the_keyboard_sees(browser: Browser) -> None:
    """A page that hides its focus, turns its order round, covers a link and traps whoever comes."""
    page = browser.new_page()
    page.set_content(
        "<style>#nu:focus{outline:0}#haut{position:absolute;top:0;left:0}</style>"
        "<a href='#' id='nu'>Sans contour</a><p style='margin-top:9em'><a href='#' tabindex='2' id='deux'>Deux</a> "
        "<a href='#' tabindex='1' id='un'>Un</a></p><a href='#' id='haut' tabindex='3'>En haut</a>"
        "<a href='#' id='dessous'>Dessous</a>"
        "<div style='position:fixed;bottom:0;width:100%;height:50%;background:#fff'></div>"
        "<p style='margin-top:60em'></p><button onkeydown='event.preventDefault()'>Piège</button>"
    )
    keys = Keyboard(page)
    said: list[str] = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen = keys.look()
        said += complaints_of(seen, back=False) if seen["tag"] != "BODY" else []

    assert set(said) == {
        "the focus is trapped",
        "the focus does not show",
        "the focus is under something",
        "the order is not that of the page",
        "the order is not that of reading",
    }


def code_on_the_first_page(page: Page, demonstration: Site) -> str:
    page.goto(f"{demonstration.url}/")
    found = re.search(r"\b([A-Z0-9]{3}-[A-Z0-9]{3})\b", page.locator("#etape-2").inner_text())
    assert found
    return found.group(1)


def close_the_harvest(keys: Keyboard, demonstration: Site) -> None:
    """From the process to the harvest, which closes while the page waits for it."""
    page = keys.page
    page.goto(f"{demonstration.url}/o/{SLUG}/cartes")
    keys.skip_to_the_content()
    keys.follow(page.get_by_role("link", name=re.compile("Les outils arrivés sans prévenir")))
    harvest = page.url
    keys.follow(page.get_by_role("link", name="Clore la récolte"))
    keys.follow(page.get_by_role("button", name="Clore maintenant"))
    page.goto(harvest)
    expect(page.get_by_role("link", name="Lire les cartes")).to_be_visible(timeout=30_000)


def draft(keys: Keyboard) -> None:
    page = keys.page
    for label, words in (
        ("Titre de l’usage", USE),
        ("Finalité", "Savoir par quoi commencer."),
        ("Genre d’outil", "Assistant en ligne"),
        ("Informations confiées à l’outil", "L’objet des demandes, sans nom."),
        ("Personnes concernées", "Les personnes qui demandent"),
    ):
        keys.write(page.get_by_label(label), words)
    keys.choose(page.get_by_role("radio").nth(1))
    keys.follow(page.get_by_role("button", name="Ajouter cet usage à la démarche"))
