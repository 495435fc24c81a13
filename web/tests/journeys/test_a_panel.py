"""A panel looks at one use, ten questions then all of them, and speaks; its body pronounces; a seat has it reopened.

Four seats: two with an account, a person accompanied with a QR and an old phone, a sheet of paper. Browsers only.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import DESK, PHONE, Site
from journeys.steps import enter, in_days, press, say_who_answers, seat_link, write_a_ruling

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
Picture = Callable[[Page, str], None]
SLUG = "les-deux-rives"
HOME = f"/o/{SLUG}"
USE, ENTRY = f"{HOME}/usages/3", f"/{SLUG}/registre/phrases-proposees-par-le-traitement-de-texte"
SEATS = ("Terrain", "Encadrement", "Direction", "Personne accompagnée")
OPINION = "On me l’a dit une fois, dans un couloir. Ce n’est pas prévenir."
TOGETHER = "Cela se dit à l’oral, pas toujours. Nous l’écrirons."
STOP = "Personne ne les a choisies ; on les regardera de nouveau si quelque chose change."
CAUSE = "On me dit qu’elles peuvent maintenant être éteintes poste par poste."
REOPEN = "Chaque poste peut les éteindre : le collectif les regarde de nouveau avant que l’on s’en serve."
NOTE = "Ce que nous avons constaté."
VALUES = {"Oui": "yes", "En partie": "partly"}
ANSWERS = {"Terrain": "Oui", "Encadrement": "Oui", "Direction": "Oui", "Personne accompagnée": "En partie"}


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    return start_site(["demo"])


def test_a_use_is_looked_at_pronounced_published_then_reopened(site: Site, person: Arrive, picture: Picture) -> None:
    lead, practitioner = enter(person(), site, "Pilote"), enter(person(script=False), site, "Évaluateur")
    phone, link = person(phone=True, script=False), seat_link(lead, site, slug=SLUG)
    lead.goto(f"{site.url}{USE}/regarder")
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
    assert fits_a_phone(lead)
    read_outside(enter(person(), site, "Observateur"), whole)
    frame_an_enquiry(lead, picture=picture)

    visitor = person()
    suspend(lead, site, picture=picture)
    publish(lead, site, visitor=visitor, picture=picture)
    ask_to_look_again(phone, link, lead=lead, site=site, picture=picture)
    reopen(lead, picture=picture)
    read_that_it_is_reopened(phone, link, lead=lead, visitor=visitor, picture=picture)
    assert (phone.context.cookies(), visitor.context.cookies()) == ([], [])


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


def fits_a_phone(page: Page) -> bool:
    """Whether nothing sticks out on the side, where every dimension has a name and a mark."""
    page.set_viewport_size(PHONE)
    fits = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size(DESK)
    return bool(fits)


def dissent(phone: Page, link: str, *, picture: Picture) -> None:
    phone.goto(link)
    phone.get_by_role("link", name=re.compile("^Lire les réponses Phrases")).first.click()
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
    lead.get_by_label("Fonction qui en répond").fill("La cheffe de service insertion")
    lead.get_by_label("Pour quelle date").fill(in_days(60))
    press(lead, "Enregistrer")
    expect(lead.locator("main")).to_contain_text("La cheffe de service insertion en répond")
    picture(lead, "panel-7-recherche")


def suspend(lead: Page, site: Site, *, picture: Picture) -> None:
    """The text that waited is heard, and the body named in the mandate gives the use its status."""
    lead.goto(f"{site.url}{USE}")
    press(lead, "Suivre la proposition")
    picture(lead, "panel-8-proposition")
    seal(lead, status="Suspendu", reasons=STOP, picture=picture)
    expect(lead.locator("main")).to_contain_text("Le collectif de la démarche, puis le bureau")
    picture(lead, "panel-8-decision")


def seal(lead: Page, *, status: str, reasons: str, picture: Picture) -> None:
    press(lead, "Ouvrir le tour d’objections")
    press(lead, "Conclure")
    write_a_ruling(lead, status=status, reasons=reasons)
    picture(lead, "panel-8-conclure")
    press(lead, "Sceller la décision")
    expect(lead.locator("main")).to_contain_text(reasons)
    expect(lead.locator("main .marque-etat")).to_have_text(status)


def publish(lead: Page, site: Site, *, visitor: Page, picture: Picture) -> None:
    lead.goto(f"{site.url}{USE}")
    press(lead, "Compléter et publier sa fiche")
    say_who_answers(lead)
    picture(lead, "panel-9-fiche")
    press(lead, "Publier la fiche")
    visitor.goto(f"{site.url}/{SLUG}/registre")
    picture(visitor, "panel-9-registre")
    visitor.get_by_role("link", name="Phrases proposées par le traitement de texte").click()
    assert visitor.url == f"{site.url}{ENTRY}"
    expect(visitor.locator("main .marque-etat").first).to_have_text("Suspendu")
    expect(visitor.locator(".marge")).to_contain_text("Décision")
    picture(visitor, "panel-9-fiche-publique")


def ask_to_look_again(phone: Page, link: str, *, lead: Page, site: Site, picture: Picture) -> None:
    """The seat without an account says what changed: the question is on the agenda, the status stays."""
    phone.goto(link)
    picture(phone, "panel-10-siege")
    phone.get_by_role("link", name=re.compile("^Demander de le regarder de nouveau Phrases")).click()
    press(phone, "Demander le réexamen")
    expect(phone.locator("main")).to_contain_text("Dites ce qui a changé, ou ce que vous avez vu")
    phone.get_by_label("Ce qui a changé, ou ce que vous avez vu").fill(CAUSE)
    press(phone, "Demander le réexamen")
    expect(phone.locator("main")).to_contain_text("Ce que votre siège a déjà demandé")
    picture(phone, "panel-10-reexamen")
    lead.goto(f"{site.url}{USE}")
    expect(lead.locator("main")).to_contain_text(CAUSE)
    expect(lead.locator("main .marque-etat")).to_have_text("Suspendu")
    picture(lead, "panel-10-usage")
    press(lead, "La question est à l’ordre du jour de la démarche.")
    expect(lead.locator("h1")).to_contain_text("Ce qui reste à trancher")
    expect(lead.locator("#ouvertes ~ ol")).to_contain_text("Faut-il revoir le statut de l’usage")
    picture(lead, "panel-10-ordre-du-jour")
    lead.go_back()


def reopen(lead: Page, *, picture: Picture) -> None:
    """From the page of the use: where the proposal comes from and which use it bears on are filled in already."""
    press(lead, "Porter la demande devant l’instance")
    lead.get_by_label("Titre").fill("Regarder de nouveau ce que l’on a éteint")
    lead.get_by_label("Texte proposé").fill(REOPEN)
    picture(lead, "panel-11-proposer")
    press(lead, "Soumettre au consentement")
    seal(lead, status="À instruire", reasons="Ce qui manquait pour choisir existe maintenant.", picture=picture)
    expect(lead.locator(".marge .filiation")).to_contain_text("Faut-il revoir le statut de l’usage")
    picture(lead, "panel-11-decision")


def read_that_it_is_reopened(phone: Page, link: str, *, lead: Page, visitor: Page, picture: Picture) -> None:
    """Members, the public and the seat that asked read the new status, and the one before."""
    press(lead, "Phrases proposées par le traitement de texte")
    expect(lead.locator("main .marque-etat")).to_have_text("À instruire")
    expect(lead.locator("main")).to_contain_text("L’instance s’est prononcée de nouveau")
    picture(lead, "panel-12-usage")
    press(lead, "Voir ce fil en entier")
    expect(lead.locator(".filiation li", has_text="Décision, ")).to_have_count(2)
    picture(lead, "panel-12-fil")
    visitor.reload()
    expect(visitor.locator("main .marque-etat").first).to_have_text("À instruire")
    expect(visitor.locator(".titre")).to_contain_text(re.compile(r"L’instance s’était déjà prononcée le\s.*: suspendu"))
    expect(visitor.locator(".marge li", has_text="Décision")).to_have_count(2)
    expect(visitor.locator("body")).not_to_contain_text(CAUSE)
    picture(visitor, "panel-12-fiche-publique")
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text("Statut : à instruire.")
    picture(phone, "panel-12-siege")
