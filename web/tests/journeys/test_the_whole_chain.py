"""From a whispered card to an adopted article, and on to the next exploration.

Only browsers and a mailbox: a lead, a facilitator, six phones (half of them without JavaScript), three assessors, twelve
voters, a public visitor. No row is made behind the scenes.
"""

import re
from collections.abc import Callable

import pytest
from journeys.conftest import Mailbox, Site, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
Picture = Callable[[Page, str], None]
LEAD = "pilote@exemple.test"
FACILITATOR = "animation@exemple.test"
PRACTITIONER = "terrain@exemple.test"
MANAGER = "encadrement@exemple.test"
USE = "Faire reformuler une note par un assistant en ligne"
ARTICLE = "Écrire avec un outil, signer de sa main"


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    opening = ["init", "--name", "Association Le Ponton", "--slug", "le-ponton", "--email", LEAD]
    return start_site([*opening, "--function", "cheffe de service"], ["serve"])


def test_the_whole_chain(site: Site, mailbox: Mailbox, person: Arrive, picture: Picture) -> None:
    lead = person()
    sign_in(lead, site, mailbox, email=LEAD)
    add_members(lead, site)
    start_the_process(lead, picture)
    harvest_cards(lead, site, person, picture)
    draft_a_use(lead, picture)


def press(page: Page, name: str) -> None:
    """Press a button or follow a link by its words, whichever it is."""
    target = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
    target.first.click()


def add_members(lead: Page, site: Site) -> None:
    for email, function, role in (
        (FACILITATOR, "animatrice du collectif", "Animateur·rice"),
        (PRACTITIONER, "éducatrice de rue", "Évaluateur·rice"),
        (MANAGER, "chef de service", "Évaluateur·rice"),
    ):
        lead.goto(f"{site.url}/o/le-ponton/membres/ajouter")
        lead.get_by_label("Adresse électronique").fill(email)
        lead.get_by_label("Fonction").fill(function)
        lead.get_by_label("Rôle").select_option(label=role)
        press(lead, "Enregistrer")
        expect(lead.get_by_role("row", name=re.compile(email))).to_be_visible()


def start_the_process(lead: Page, picture: Picture) -> None:
    lead.goto(lead.url.split("/membres")[0])
    picture(lead, "01-organisation-vide")
    press(lead, "Commencer la démarche")
    lead.get_by_label("Titre de la démarche").fill("Ce que nous faisons de l’IA, et ce que nous n’en ferons pas")
    lead.get_by_label("Mandat").fill("Le bureau demande au collectif une charte pour la fin du trimestre.")
    lead.get_by_label("Instance qui décidera").fill("Le collectif de la démarche, puis le bureau")
    picture(lead, "02-commencer")
    lead.locator("main form button").last.click()
    press(lead, "Ce que nous faisons de l’IA")
    expect(lead.locator("h1")).to_contain_text("Ce que nous faisons de l’IA")
    picture(lead, "03-demarche")


def harvest_cards(lead: Page, site: Site, person: Arrive, picture: Picture) -> None:
    lead.goto(f"{site.url}/o/le-ponton/cartes/nouvelle")
    lead.get_by_label("Titre").fill("Ce que l’IA fait déjà chez nous")
    lead.locator("main form button").last.click()
    press(lead, "Ouvrir la récolte")
    picture(lead, "04-recolte")
    collection = lead.url
    code = lead.locator(".code").inner_text().strip()
    lead.goto(f"{collection}?vue=salle")
    expect(lead.locator("main")).to_contain_text(code)
    picture(lead, "05-salle")
    for number in range(6):
        write_a_card(person(phone=True, script=number % 2 == 0), site, code=code, number=number, picture=picture)
    lead.goto(collection)
    press(lead, "Clore la récolte")
    lead.locator("main form button").last.click()
    lead.goto(collection)
    expect(lead.get_by_role("link", name="Lire les cartes")).to_be_visible(timeout=30_000)


def write_a_card(phone: Page, site: Site, *, code: str, number: int, picture: Picture) -> None:
    phone.goto(f"{site.url}/j/")
    phone.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(code.lower().replace("-", " "))
    phone.locator("main form button").first.click()
    picture(phone, f"06-carte-{number}")
    phone.get_by_role("radio").nth(2).check()
    boxes = phone.locator("main textarea")
    boxes.nth(0).fill(f"J’ai fait reformuler une note parce que j’écris mal ({number}).")
    boxes.nth(1).fill("Un assistant en ligne, gratuit")
    phone.locator("main form button").last.click()
    expect(phone.locator("h1")).to_contain_text(re.compile("merci|remise|reçue", re.IGNORECASE))
    assert phone.context.cookies() == []
    picture(phone, f"07-merci-{number}")


def draft_a_use(lead: Page, picture: Picture) -> None:
    press(lead, "Lire les cartes")
    expect(lead.locator("main")).to_contain_text("reformuler une note")
    picture(lead, "08-lire")
