"""A panel looks at one use: ten questions, then all of them, then around the table, and against one another.

Four seats: two with an account, a person accompanied with a QR and an old phone, a sheet of paper. Browsers only.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Site

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
Picture = Callable[[Page, str], None]
HOME = "/o/les-deux-rives"
SEATS = ("Terrain", "Encadrement", "Direction", "Personne accompagnée")
OPINION = "On me l’a dit une fois, dans un couloir. Ce n’est pas prévenir."
TOGETHER = "Cela se dit à l’oral, pas toujours. Nous l’écrirons."
CAUSE = "On ne m’a plus rien demandé depuis deux mois."
NOTE = "Ce que nous avons constaté."
VALUES = {"Oui": "yes", "En partie": "partly"}
ANSWERS = {"Terrain": "Oui", "Encadrement": "Oui", "Direction": "Oui", "Personne accompagnée": "En partie"}


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    return start_site(["demo"])


def test_a_panel_looks_quickly_then_wholly_then_speaks(site: Site, person: Arrive, picture: Picture) -> None:
    lead, practitioner = enter(person(), site, "Pilote"), enter(person(script=False), site, "Évaluateur")
    phone, link = person(phone=True, script=False), seat_link(lead, site)
    lead.goto(f"{site.url}{HOME}/usages/3/regarder")
    grid = open_grid(lead)
    look_quickly(grid, lead=lead, practitioner=practitioner, phone=phone, link=link, picture=picture)

    lead.goto(grid)
    expect(lead.locator("main")).to_contain_text("la grille entière est à remplir")
    picture(lead, "panel-1-regard-rapide")
    press(lead, "Ouvrir la grille entière")
    expect(lead.get_by_role("radio", name=re.compile("^La grille entière"))).to_be_checked()
    whole = open_grid(lead)
    look_wholly(whole, lead=lead, practitioner=practitioner, phone=phone, link=link, picture=picture)

    speak_together(lead, whole, picture=picture)
    dissent(phone, link, picture=picture)
    lead.goto(whole)
    expect(lead.locator("main")).to_contain_text("Un siège au moins tient à autre chose.")
    picture(lead, "panel-6-grille-entiere")
    read_outside(enter(person(), site, "Observateur"), whole)
    frame_an_enquiry(lead, picture=picture)
    ask_to_look_again(phone, link, lead=lead, picture=picture)
    assert phone.context.cookies() == []


def enter(page: Page, site: Site, role: str) -> Page:
    page.goto(f"{site.url}/")
    page.get_by_role("button", name=re.compile(f"^{role}")).click()
    return page


def seat_link(lead: Page, site: Site) -> str:
    """The person accompanied gets a QR, and its address."""
    lead.goto(f"{site.url}{HOME}/demarche/1/cadre")
    lead.get_by_role("link", name="Personne accompagnée").first.click()
    lead.get_by_role("button", name=re.compile("lien")).first.click()
    expect(lead.locator(".qr")).to_be_visible()
    found = re.search(r"http://127[^\s\"<]+/p/les-deux-rives/siege/[\w-]+", lead.content())
    assert found
    return found.group(0)


def open_grid(lead: Page) -> str:
    for label in SEATS:
        lead.get_by_role("checkbox", name=re.compile(f"^{label}")).first.check()
    press(lead, "Ouvrir la grille à ces sièges")
    lead.wait_for_url(re.compile(r"/grilles/\d+$"))
    return lead.url


def look_quickly(grid: str, *, lead: Page, practitioner: Page, phone: Page, link: str, picture: Picture) -> None:
    """One question a screen on the phone; ten on one screen at a desk; a file to show an answer; a sheet of paper."""
    practitioner.goto(f"{grid}/coter")
    practitioner.get_by_role("radio", name=re.compile("^Oui")).check()
    press(practitioner, "Garder, et joindre une pièce")
    practitioner.get_by_label("Ce que c’est").fill("Une note")
    note = {"name": "note.txt", "mimeType": "text/plain", "buffer": NOTE.encode()}
    practitioner.get_by_label("Un fichier").set_input_files(files=[note])
    press(practitioner, "Joindre")
    picture(practitioner, "panel-0-piece")
    for page in (practitioner, lead):
        page.goto(f"{grid}/coter?dimension=tout")
        tick(page, "Oui")
        hand_in(page)
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text("10 questions, 10 minutes environ")
    phone.locator("main a.bouton").first.click()
    for number in range(10):
        phone.get_by_role("radio", name=re.compile("^Non" if not number else "^Oui")).first.check()
        with phone.expect_navigation():
            press(phone, "Continuer")
    hand_in(phone)
    enter_paper(lead, grid, picture=picture)


def look_wholly(grid: str, *, lead: Page, practitioner: Page, phone: Page, link: str, picture: Picture) -> None:
    """Fifty-eight questions, a dimension a screen."""
    for page, seat in ((practitioner, "Terrain"), (lead, "Encadrement")):
        page.goto(f"{grid}/coter?dimension=d1")
        picture(page, f"panel-2-dimension-{seat}")
        through_dimensions(page, ANSWERS[seat])
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text("58 questions, 60 minutes environ")
    phone.locator("main a.bouton").first.click()
    press(phone, "Plusieurs questions sur un écran")
    phone.get_by_role("radio", name=re.compile("^Non")).first.check()
    phone.get_by_role("radio", name=re.compile("^On ne sait pas")).nth(1).check()
    picture(phone, "panel-3-dimension-telephone")
    through_dimensions(phone, ANSWERS["Personne accompagnée"], kept=2)
    lead.goto(grid)
    enter_paper(lead, grid, picture=picture)
    lead.goto(grid)
    expect(lead.locator("h1")).to_contain_text("Où les regards se séparent")


def through_dimensions(page: Page, answer: str, *, kept: int = 0) -> None:
    for number in range(10):
        tick(page, answer, kept=kept if number == 0 else 0)
    hand_in(page)


def tick(page: Page, answer: str, *, kept: int = 0) -> None:
    """Every question of a screen the same way, but the first ones where they are answered already; then go on."""
    radios = page.locator(f"input[type=radio][value={VALUES[answer]}]")
    radios.evaluate_all("(every, kept) => every.slice(kept).forEach(radio => { radio.checked = true })", kept)
    with page.expect_navigation():
        press(page, "Garder ces réponses et continuer")


def hand_in(page: Page) -> None:
    with page.expect_navigation():
        press(page, "Remettre")


def enter_paper(lead: Page, grid: str, *, picture: Picture) -> None:
    """The sheet of the direction is printed, then typed in."""
    lead.goto(grid)
    press(lead, "Imprimer Direction")
    expect(lead.locator(".feuille .case").first).to_be_visible()
    picture(lead, f"panel-4-papier-{'entier' if lead.locator('.case').count() > 60 else 'rapide'}")
    with lead.expect_navigation():
        press(lead, "Entrer les réponses de cette feuille")
    picture(lead, "panel-4-saisie")
    while lead.get_by_role("radio").count():
        tick(lead, ANSWERS["Direction"])
    hand_in(lead)
    expect(lead.locator("main")).to_contain_text("(sur papier)")


def speak_together(lead: Page, grid: str, *, picture: Picture) -> None:
    """The first question is the most parted: it is opened, talked over, and the panel says something of it."""
    lead.goto(grid)
    expect(lead.locator(".points li").nth(1)).to_contain_text("À délibérer")
    lead.locator(".points li a").first.click()
    expect(lead.locator("main")).to_contain_text("Ce que chaque siège a écrit")
    lead.get_by_role("radio", name=re.compile("^En partie")).check()
    lead.get_by_role("textbox", name="Pourquoi").fill(TOGETHER)
    press(lead, "Noter")
    expect(lead.locator("main")).to_contain_text(TOGETHER)
    picture(lead, "panel-5-ensemble")


def dissent(phone: Page, link: str, *, picture: Picture) -> None:
    phone.goto(link)
    phone.locator("main a.bouton").first.click()
    phone.locator(".points li a").first.click()
    expect(phone.locator("main")).to_contain_text(TOGETHER)
    phone.get_by_label("Ce que votre siège soutient").fill(OPINION)
    phone.get_by_label(re.compile("^J’accepte")).check()
    press(phone, "Garder ce texte")
    expect(phone.locator("blockquote")).to_contain_text(OPINION)
    picture(phone, "panel-5-opinion")


def read_outside(observer: Page, grid: str) -> None:
    """Outside the panel: the gap, what is said together, what its seat lets be read; nobody's answers."""
    observer.goto(f"{grid}/questions/1")
    main = observer.locator("main")
    expect(main).to_contain_text(TOGETHER)
    expect(main).to_contain_text(OPINION)
    expect(main).not_to_contain_text("Ce que chaque siège a écrit")


def frame_an_enquiry(lead: Page, *, picture: Picture) -> None:
    lead.get_by_role("link", name=re.compile("^Dire qui cherche")).first.click()
    in_two_months = (datetime.now(ZoneInfo("Europe/Paris")).date() + timedelta(days=60)).isoformat()
    lead.get_by_label("Fonction qui en répond").fill("La cheffe de service insertion")
    lead.get_by_label("Pour quelle date").fill(in_two_months)
    press(lead, "Enregistrer")
    expect(lead.locator("main")).to_contain_text("La cheffe de service insertion en répond")
    picture(lead, "panel-7-recherche")


def ask_to_look_again(phone: Page, link: str, *, lead: Page, picture: Picture) -> None:
    """The seat without an account asks for another use, already decided: the lead finds it on the agenda."""
    phone.goto(link)
    phone.get_by_role("link", name=re.compile("^Demander de le regarder de nouveau")).first.click()
    press(phone, "Demander le réexamen")
    expect(phone.locator("main")).to_contain_text("Dites ce qui a changé, ou ce que vous avez vu")
    phone.get_by_label("Ce qui a changé, ou ce que vous avez vu").fill(CAUSE)
    press(phone, "Demander le réexamen")
    expect(phone.locator("main")).to_contain_text("Ce que votre siège a déjà demandé")
    picture(phone, "panel-8-reexamen")
    lead.goto(f"{lead.url.split('/o/')[0]}{HOME}/usages/1")
    expect(lead.locator("main")).to_contain_text(CAUSE)
    press(lead, "La question est à l’ordre du jour de la démarche.")
    expect(lead.locator("h1")).to_contain_text("Ce qui reste à trancher")
    expect(lead.locator("main")).to_contain_text("Faut-il revoir le statut de l’usage")
    picture(lead, "panel-8-ordre-du-jour")


def press(page: Page, name: str) -> None:
    target = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
    target.first.click()
