"""The demonstration as a newcomer walks it: from its first page, one click a step, and back.

One browser, no keyboard but for what a form asks. The server is the one that `balises demo` starts.
"""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Site
from journeys.steps import press, write_a_ruling

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
Picture = Callable[[Page, str], None]
CARD = "Préparer une trame d’entretien avant une visite."
USE = "Préparer un entretien avec un assistant"
OBJECTION = "Éteindre sans prévenir surprendrait les équipes."
AMENDED = "Les fonctions arrivées sans décision sont éteintes par défaut, après que les équipes ont été prévenues."
REASONS = "Personne ne les a choisies ; on les rallumera quand elles auront été regardées."
QUESTIONS = 10


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    return start_site(["demo"])


def test_the_ten_steps(site: Site, person: Arrive, picture: Picture) -> None:
    newcomer = person()
    for number, walk in enumerate(STEPS, 1):
        newcomer.goto(f"{site.url}/")
        picture(newcomer, f"dix-{number:02}-avant")
        walk(newcomer)
        picture(newcomer, f"dix-{number:02}-apres")


def test_and_the_decision_becomes_an_article_of_the_next_charter(site: Site, person: Arrive, picture: Picture) -> None:
    """What the tutorial adds to the ten steps; it comes after them, in the same demonstration."""
    lead = person()
    lead.goto(f"{site.url}/")
    lead.get_by_role("button", name=re.compile("^Pilote")).click()
    lead.goto(f"{site.url}/o/les-deux-rives/demarche/1")
    lead.locator(".route").get_by_role("link", name="Charte").click()
    press(lead, "Écrire un article")
    lead.get_by_label("Titre").fill("Éteindre ce que personne n’a choisi")
    lead.get_by_label("Texte").fill(AMENDED)
    lead.get_by_label("Décision qui l’a voulu").select_option(index=1)
    with lead.expect_navigation():
        press(lead, "Enregistrer")
    press(lead, "Voir ce qui change")
    expect(lead.locator("main")).to_contain_text(AMENDED)
    lead.go_back()
    press(lead, "Adopter")
    lead.get_by_label("Décision qui adopte la charte").select_option(index=1)
    picture(lead, "dix-11-adopter")
    with lead.expect_navigation():
        press(lead, "Adopter et sceller")
    lead.goto(f"{site.url}/les-deux-rives/charte/v2")
    expect(lead.locator("main")).to_contain_text(AMENDED)


def test_every_role_is_one_click_away(site: Site, person: Arrive) -> None:
    visitor = person()
    for role, seen in (
        ("Pilote", "cheffe de service insertion"),
        ("Animatrice", "animatrice du collectif"),
        ("Évaluateur", "éducateur de rue"),
        ("Garante", "déléguée à la protection des données"),
        ("Observateur", "administrateur"),
    ):
        visitor.goto(f"{site.url}/")
        visitor.get_by_role("button", name=re.compile(f"^{role}")).click()
        expect(visitor.get_by_role("navigation", name="Votre compte")).to_contain_text(seen.capitalize())
        visitor.get_by_role("link", name="Changer de rôle, suivre le parcours").click()
        expect(visitor.locator("#parcours")).to_be_visible()


def test_a_seat_and_the_public_come_in_without_a_cookie_nor_a_script(site: Site, person: Arrive) -> None:
    phone = person(phone=True, script=False)
    phone.goto(f"{site.url}/")
    phone.get_by_role("button", name=re.compile("^Personne accompagnée")).click()
    expect(phone.locator("main")).to_contain_text("Traduire un échange à l’accueil")
    phone.goto(f"{site.url}/")
    phone.get_by_role("button", name=re.compile("^Public")).click()
    expect(phone.locator("main")).to_contain_text("Reformuler un écrit professionnel")
    assert phone.context.cookies() == []


def follow(page: Page, number: int) -> None:
    """The one act of a step, whether it takes a role or not."""
    page.locator(f"#etape-{number} :is(button, a.bouton)").click()


def read_the_route(page: Page) -> None:
    assert page.context.cookies() == []
    follow(page, 1)
    expect(page.locator("h1")).to_contain_text("Ce que nous faisons de l’IA")
    expect(page.locator(".route li")).not_to_have_count(0)
    expect(page.get_by_role("navigation", name="Votre compte")).to_contain_text("Administrateur")


def write_a_card(page: Page) -> None:
    follow(page, 2)
    page.get_by_role("radio").nth(1).check()
    page.get_by_label("À quoi a-t-elle servi").fill(CARD)
    page.get_by_label("Avec quel genre d’outil").fill("Un assistant en ligne")
    page.locator("main form button").last.click()
    expect(page.locator("h1")).to_contain_text("Votre carte est dans l’urne")


def close_the_harvest(page: Page) -> None:
    follow(page, 3)
    expect(page.locator("h1")).to_contain_text("Les outils arrivés sans prévenir")
    harvest = page.url
    press(page, "Clore la récolte")
    with page.expect_navigation():
        page.locator("main form button").last.click()
    page.goto(harvest)
    expect(page.get_by_role("link", name="Lire les cartes")).to_be_visible(timeout=30_000)
    press(page, "Lire les cartes")
    expect(page.locator("main")).to_contain_text(CARD)


def draft_a_use(page: Page) -> None:
    follow(page, 4)
    expect(page.locator("main")).to_contain_text(CARD)
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Rédiger un usage à partir des cartes choisies")
    for label, words in (
        ("Titre de l’usage", USE),
        ("Finalité", "Arriver avec des questions."),
        ("Genre d’outil", "Assistant de rédaction en ligne"),
        ("Informations confiées à l’outil", "Le motif de la visite, sans nom."),
        ("Personnes concernées", "Les personnes accompagnées"),
    ):
        page.get_by_label(label).fill(words)
    page.get_by_role("radio").first.check()
    press(page, "Ajouter cet usage à la démarche")
    expect(page.locator("h1")).to_contain_text(USE)


def look_with_the_grid(page: Page) -> None:
    follow(page, 5)
    expect(page.locator("header.tete")).to_contain_text("Traduire un échange à l’accueil")
    for _number in range(QUESTIONS):
        page.get_by_role("radio", name=re.compile("^En partie")).first.check()
        press(page, "Continuer")
    press(page, "Remettre")
    expect(page.locator("main")).to_contain_text("Ce que votre siège a répondu")


def vote(page: Page) -> None:
    follow(page, 6)
    page.locator("main form button").first.click()
    for choice in ("agree", "disagree"):
        page.locator(f"button[name=vote][value^={choice}]").click()
    expect(page.locator("main")).to_contain_text(re.compile("merci|terminé|fini", re.IGNORECASE))


def object_amend_decide(page: Page) -> None:
    follow(page, 7)
    expect(page.locator("h1")).to_contain_text("Éteindre ce que personne n’a choisi")
    proposal = page.url
    page.get_by_role("button", name=re.compile("objections", re.IGNORECASE)).first.click()
    page.get_by_label("Siège").select_option(index=1)
    page.get_by_role("textbox", name="Objection").fill(OBJECTION)
    with page.expect_navigation():
        press(page, "Noter l’objection")
    page.goto(proposal)
    page.locator("a[href$=reformuler]").first.click()
    page.get_by_label("Texte reformulé").fill(AMENDED)
    with page.expect_navigation():
        press(page, "Sceller ce texte")
    page.goto(proposal)
    page.get_by_role("link", name=re.compile("devenue|traiter", re.IGNORECASE)).first.click()
    page.get_by_role("radio", name=re.compile("^Intégrée")).check()
    page.get_by_label(re.compile("changé", re.IGNORECASE)).fill("Les équipes sont prévenues avant.")
    with page.expect_navigation():
        page.locator("main form button").last.click()
    page.goto(proposal)
    page.locator("a[href$=conclure]").first.click()
    conclude(page)


def conclude(page: Page) -> None:
    write_a_ruling(page, status="Suspendu", reasons=REASONS)
    page.locator("main form button").last.click()
    for words in (AMENDED, OBJECTION, REASONS):
        expect(page.locator("main")).to_contain_text(words)


def read_the_thread(page: Page) -> None:
    follow(page, 8)
    lines = page.locator(".filiation li")
    expect(lines.first).to_contain_text("Cartes d’usage")
    expect(lines.last).to_contain_text("Nouvelle exploration")
    page.go_back()
    page.locator("#etape-8").get_by_role("link", name="La charte en vigueur").click()
    expect(page.locator("main")).to_contain_text("Écrire avec un outil, signer de sa main")


def read_the_register(page: Page) -> None:
    follow(page, 9)
    expect(page.locator("h1")).to_contain_text("Reformuler un écrit professionnel")
    expect(page.locator("main")).to_contain_text("l’écrit sera fait sans outil")
    page.go_back()
    page.locator("#etape-9").get_by_role("link", name="Ses données (JSON)").click()
    assert "Reformuler un écrit professionnel" in json.dumps(
        json.loads(page.locator("body").inner_text()), ensure_ascii=False
    )
    page.go_back()
    page.locator("#etape-9").get_by_role("link", name="Le module qui cite l’article").click()
    expect(page.locator("main")).to_contain_text("Écrire avec un outil, signer de sa main")


def meet(page: Page) -> None:
    follow(page, 10)
    expect(page.locator("h1")).to_contain_text("ce qui reste ouvert")
    page.get_by_label("Adresse électronique").fill("curieuse@exemple.test")
    press(page, "Recevoir le lien pour confirmer")
    page.wait_for_url(re.compile("/demande$"))
    expect(page.locator("main")).to_contain_text("adresse")
    page.goto(page.url.split("/les-deux-rives")[0])
    page.locator("#etape-10").get_by_role("link", name="La conclusion restée ouverte").click()
    expect(page.locator("main")).to_contain_text("Faut-il prévenir chaque personne")


STEPS = (
    read_the_route,
    write_a_card,
    close_the_harvest,
    draft_a_use,
    look_with_the_grid,
    vote,
    object_amend_decide,
    read_the_thread,
    read_the_register,
    meet,
)
