"""From a whispered card to an adopted article, and on to the next exploration.

Only browsers and a mailbox: a lead and a facilitator whose browsers run no script, six phones (half of them without
JavaScript), three assessors, twelve voters, a public visitor. No row is made behind the scenes.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Mailbox, Site, come_back_until, sign_in
from journeys.steps import PARIS, press, say_who_answers, seat_link, write_a_ruling

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
Picture = Callable[[Page, str], None]
LEAD = "pilote@exemple.test"
FACILITATOR = "animation@exemple.test"
PRACTITIONER = "terrain@exemple.test"
MANAGER = "encadrement@exemple.test"
USE = "Faire reformuler une note par un assistant en ligne"
ARTICLE = "Écrire avec un outil, signer de sa main"
NEXT_QUESTION = "Faut-il prévenir chaque personne quand un outil a servi ?"
KINDS = [
    *("card", "use", "assessment", "question", "deliberation", "decision"),
    *("article", "entry", "module", "conclusion", "exploration"),
]
THREAD = [
    "Cartes d’usage",
    "Usage d’IA",
    "Grille",
    "Question ouverte",
    "Délibération",
    "Décision",
    "Article de la charte",
    "Fiche du registre",
    "Module de formation",
    "Conclusion d’une rencontre",
    "Nouvelle exploration",
]


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    opening = ["init", "--name", "Association Le Ponton", "--slug", "le-ponton", "--email", LEAD]
    return start_site([*opening, "--function", "cheffe de service"], ["serve"])


def test_the_whole_chain(site: Site, mailbox: Mailbox, person: Arrive, picture: Picture) -> None:
    lead, facilitator = person(script=False), person(script=False)
    sign_in(lead, site, mailbox, email=LEAD)
    add_members(lead, site)
    start_the_process(lead, picture)
    come_in_by_the_first_letter(facilitator, site, mailbox)
    harvest_cards(lead, site, person, picture)
    draft_a_use(lead, picture)
    link = fill_seats(lead, site, picture)
    look_at_the_use(lead, site, mailbox, person, link=link, picture=picture)
    deliberate(facilitator, site, person, picture)
    decide(lead, site, picture)
    adopt(lead, site, picture)
    begins_at = announce(facilitator, site, picture)
    publish(lead, site, picture)
    teach(lead, site, picture)
    conclude(facilitator, site, picture, begins_at=begins_at)
    explore_again(lead, site)
    read_the_thread(lead, person(), site, picture)


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


def come_in_by_the_first_letter(facilitator: Page, site: Site, mailbox: Mailbox) -> None:
    """Whoever was added learns it by mail: what they are here, who added them, and the page to enter by."""
    letters = mailbox.to(FACILITATOR)
    told = mailbox.wait_for(FACILITATOR, r"(?s)^(.*/o/le-ponton\s.*)$")
    assert len(letters) <= 1
    for words in ("Association Le Ponton", "animatrice du collectif", "Animateur·rice", "cheffe de service", LEAD):
        assert words in told
    found = re.search(r"http://\S+/o/le-ponton(?=\s)", told)
    assert found
    sign_in(facilitator, site, mailbox, email=FACILITATOR, door=found.group(0))
    expect(facilitator).to_have_url(found.group(0))
    expect(facilitator.get_by_role("navigation", name="Votre compte")).to_contain_text("Animatrice du collectif")


def start_the_process(lead: Page, picture: Picture) -> None:
    lead.goto(lead.url.split("/membres")[0])
    picture(lead, "01-organisation-vide")
    press(lead, "Commencer la démarche")
    lead.get_by_label("Titre de la démarche").fill("Ce que nous faisons de l’IA, et ce que nous n’en ferons pas")
    lead.get_by_label("Mandat").fill("Le bureau demande au collectif une charte pour la fin du trimestre.")
    lead.get_by_label("Instance qui décidera").fill("Le collectif de la démarche, puis le bureau")
    picture(lead, "02-commencer")
    lead.locator("main form button").last.click()
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
    with lead.expect_navigation():
        lead.locator("main form button").last.click()
    come_back_until(lead.get_by_role("link", name="Lire les cartes"), url=collection)


def write_a_card(phone: Page, site: Site, *, code: str, number: int, picture: Picture) -> None:
    phone.goto(f"{site.url}/j/")
    phone.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(code.lower().replace("-", " "))
    phone.locator("main form button").first.click()
    picture(phone, f"06-carte-{number}")
    phone.get_by_role("radio").nth(2).check()
    phone.locator("[name=purpose]").fill(f"J’ai fait reformuler une note parce que j’écris mal ({number}).")
    phone.locator("[name=tool]").fill("Un assistant en ligne, gratuit")
    phone.locator("main form button").last.click()
    expect(phone.locator("h1")).to_contain_text("Votre carte est dans l’urne")
    assert phone.context.cookies() == []
    picture(phone, f"07-merci-{number}")


def draft_a_use(lead: Page, picture: Picture) -> None:
    press(lead, "Lire les cartes")
    expect(lead.locator("main")).to_contain_text("reformuler une note")
    picture(lead, "08-lire")
    for box in lead.get_by_role("checkbox").all():
        box.check()
    press(lead, "Rédiger un usage à partir des cartes choisies")
    lead.get_by_label("Titre de l’usage").fill(USE)
    lead.get_by_label("Finalité").fill("Rendre une note plus claire sans en changer le sens.")
    lead.get_by_label("Genre d’outil").fill("Assistant de rédaction en ligne")
    lead.get_by_label("Informations confiées à l’outil").fill("Le texte de la note, parfois reconnaissable.")
    lead.get_by_label("Personnes concernées").fill("Les personnes accompagnées, l’auteur de la note")
    press(lead, "Ajouter cet usage à la démarche")
    expect(lead.locator("h1")).to_contain_text(USE)
    picture(lead, "09-usage")


def fill_seats(lead: Page, site: Site, picture: Picture) -> str:
    """Two members sit down; the person accompanied gets a link, with neither e-mail nor account."""
    frame = f"{site.url}/o/le-ponton/demarche/1/cadre"
    for number, function in ((1, "éducatrice de rue"), (2, "chef de service")):
        lead.goto(f"{site.url}/o/le-ponton/sieges/{number}")
        option = lead.get_by_label("Qui tient ce siège").locator("option", has_text=function)
        lead.get_by_label("Qui tient ce siège").select_option(value=option.get_attribute("value"))
        press(lead, "Enregistrer le siège")
    lead.goto(frame)
    picture(lead, "10-cadre")
    link = seat_link(lead, site, slug="le-ponton")
    picture(lead, "11-lien-de-siege")
    return link


def look_at_the_use(lead: Page, site: Site, mailbox: Mailbox, person: Arrive, *, link: str, picture: Picture) -> None:
    lead.goto(f"{site.url}/o/le-ponton/usages/1/regarder")
    for seat_label in ("Terrain", "Encadrement", "Personne accompagnée"):
        lead.get_by_role("checkbox", name=re.compile(f"^{seat_label}")).check()
    press(lead, "Ouvrir la grille à ces sièges")
    lead.wait_for_url(re.compile(r"/grilles/\d+$"))
    picture(lead, "12-grille-ouverte")
    grid = lead.url
    for email, answer in ((PRACTITIONER, "En partie"), (MANAGER, "Oui")):
        assessor = person(script=email == MANAGER)
        sign_in(assessor, site, mailbox, email=email)
        assessor.goto(f"{grid}/coter")
        fill_the_grid(assessor, answer=answer, picture=picture)
    seat = person(phone=True, script=False)
    seat.goto(link)
    picture(seat, "13-siege-par-lien")
    seat.locator("main a.bouton").first.click()
    fill_the_grid(seat, answer="Non", picture=picture)
    assert seat.context.cookies() == []
    lead.goto(grid)
    expect(lead.locator("main")).not_to_contain_text("Mettre en commun maintenant")
    picture(lead, "15-grille-partagee")


def fill_the_grid(page: Page, *, answer: str, picture: Picture) -> None:
    """Ten questions, one a screen; then hand in."""
    for number in range(10):
        page.get_by_role("radio", name=re.compile(f"^{answer}")).first.check()
        if number == 0:
            picture(page, f"14-question-{answer}")
        press(page, "Continuer")
    press(page, "Remettre")


def deliberate(facilitator: Page, site: Site, person: Arrive, picture: Picture) -> None:
    facilitator.goto(f"{site.url}/o/le-ponton/deliberations/nouvelle")
    facilitator.get_by_role("radio").first.check()
    facilitator.get_by_label("Titre").fill("Se faire aider pour écrire")
    facilitator.locator("main form button").last.click()
    for text in ("On peut se faire aider pour écrire si l’on relit.", "Aucun nom ne doit entrer dans l’outil."):
        facilitator.get_by_label("Énoncé").first.fill(text)
        press(facilitator, "Ajouter l’énoncé")
    picture(facilitator, "16-deliberation")
    facilitator.get_by_role("button", name=re.compile("^Ouvrir")).click()
    press(facilitator, "Montrer le code à la salle")
    code = facilitator.locator(".code").inner_text().strip()
    deliberation = facilitator.url.split("?")[0]
    picture(facilitator, "16-deliberation-salle")
    for number in range(12):
        vote(person(phone=True, script=number % 2 == 0), site, code=code, number=number, picture=picture)
    facilitator.goto(deliberation)
    press(facilitator, "Clore la délibération")
    with facilitator.expect_navigation():
        facilitator.locator("main form button").last.click()
    come_back_until(facilitator.get_by_role("link", name="Emporter ce résultat"), url=deliberation)
    picture(facilitator, "18-resultats")


def vote(phone: Page, site: Site, *, code: str, number: int, picture: Picture) -> None:
    phone.goto(f"{site.url}/j/{code}")
    phone.locator("main form button").first.click()
    for choice in ("agree", "disagree" if number % 3 == 0 else "agree"):
        picture(phone, f"17-vote-{number % 2}")
        phone.locator(f"button[name=vote][value^={choice}]").click()
    expect(phone.locator("main")).to_contain_text(re.compile("merci|terminé|fini|fait", re.IGNORECASE))
    assert phone.context.cookies() == []


def decide(lead: Page, site: Site, picture: Picture) -> None:
    lead.goto(f"{site.url}/o/le-ponton/decisions/proposer")
    source = lead.get_by_label("D’où vient cette proposition")
    source.select_option(value=source.locator("option", has_text="Se faire aider").first.get_attribute("value"))
    lead.get_by_label("Usage de l’IA concerné").select_option(label=USE)
    lead.get_by_label("Titre").fill(ARTICLE)
    lead.get_by_label("Texte proposé").fill("On peut se faire aider d’un outil. On relit avant de signer.")
    press(lead, "Soumettre au consentement")
    lead.wait_for_url(re.compile(r"/decisions/\d+$"))
    picture(lead, "19-proposition")
    proposal = lead.url
    lead.get_by_role("button", name=re.compile("objections", re.IGNORECASE)).first.click()
    lead.get_by_label("Siège").select_option(index=1)
    lead.get_by_role("textbox", name="Objection").fill("Relire sans temps pour relire est une fiction.")
    with lead.expect_navigation():
        press(lead, "Noter l’objection")
    lead.goto(f"{proposal}/reformuler")
    lead.get_by_label("Texte reformulé").fill(
        "On peut se faire aider d’un outil. Qui signe a relu ; ce temps est compté."
    )
    with lead.expect_navigation():
        press(lead, "Sceller ce texte")
    settle_the_objection(lead, proposal)
    lead.goto(f"{proposal}/conclure")
    write_a_ruling(lead, status="Suspendu", reasons="L’usage existe et se cache ; une règle le rend dicible.")
    picture(lead, "20-conclure")
    lead.locator("main form button").last.click()
    expect(lead.locator("main")).to_contain_text("Relire sans temps")
    picture(lead, "21-decision")


def settle_the_objection(lead: Page, proposal: str) -> None:
    lead.goto(proposal)
    lead.get_by_role("link", name=re.compile("devenue|Traiter|traiter")).first.click()
    lead.get_by_role("radio", name=re.compile("^Maintenue")).check()
    lead.get_by_label("Opinion minoritaire").fill("Relire sans temps pour relire est une fiction.")
    lead.get_by_label(re.compile("accepte que son opinion")).check()
    with lead.expect_navigation():
        lead.locator("main form button").last.click()


def adopt(lead: Page, site: Site, picture: Picture) -> None:
    lead.goto(f"{site.url}/o/le-ponton/charte/commencer")
    lead.get_by_role("radio").last.check()
    press(lead, "Ouvrir le projet de charte")
    lead.goto(f"{site.url}/o/le-ponton/charte/articles")
    lead.get_by_label("Titre").fill(ARTICLE)
    lead.get_by_label("Texte").fill("On peut se faire aider d’un outil. Qui signe a relu ; ce temps est compté.")
    lead.get_by_label("Décision qui l’a voulu").select_option(index=1)
    with lead.expect_navigation():
        press(lead, "Enregistrer")
    lead.goto(f"{site.url}/o/le-ponton/charte/adopter")
    lead.get_by_label("Décision qui adopte la charte").select_option(index=1)
    picture(lead, "22-adopter")
    with lead.expect_navigation():
        lead.locator("main form button").last.click()
    lead.goto(f"{site.url}/le-ponton/charte/v1")
    expect(lead.locator("main")).to_contain_text(ARTICLE)
    picture(lead, "23-charte")


def publish(lead: Page, site: Site, picture: Picture) -> None:
    lead.goto(f"{site.url}/o/le-ponton/usages/1/fiche")
    say_who_answers(lead)
    lead.get_by_role("checkbox").first.check()
    with lead.expect_navigation():
        lead.get_by_role("button", name=re.compile("^Publier")).click()
    picture(lead, "24-fiche")
    lead.goto(f"{site.url}/le-ponton/registre")
    expect(lead.locator("main")).to_contain_text(USE)


def teach(lead: Page, site: Site, picture: Picture) -> None:
    lead.goto(f"{site.url}/le-ponton/cours/module-1")
    pages = [link.get_attribute("href") or "" for link in lead.locator("main a").all()]
    for page in (page for page in pages if page.startswith("/le-ponton/cours/module-1/")):
        lead.goto(f"{site.url}/o{page}/citer")
        if lead.get_by_role("button", name="Citer cet article").count():
            lead.get_by_role("radio").first.check()
            with lead.expect_navigation():
                press(lead, "Citer cet article")
            break
    lead.goto(f"{site.url}{page}")
    expect(lead.locator("main")).to_contain_text(ARTICLE)
    picture(lead, "25-module")


def announce(facilitator: Page, site: Site, picture: Picture) -> datetime:
    """A meeting that begins in the minute that comes."""
    starts = datetime.now(tz=PARIS) + timedelta(minutes=1)
    facilitator.goto(f"{site.url}/o/le-ponton/rencontres/nouvelle")
    facilitator.get_by_label("Titre").fill("Relire notre premier article")
    facilitator.get_by_label("Objet").fill("Dire ce qui tient et ce qui reste ouvert.")
    facilitator.get_by_label("Lieu").fill("Salle des Tilleuls")
    facilitator.get_by_label("Date").fill(starts.strftime("%Y-%m-%d"))
    facilitator.get_by_label("Heure de début").fill(starts.strftime("%H:%M"))
    facilitator.get_by_label("Heure de fin").fill((starts + timedelta(minutes=30)).strftime("%H:%M"))
    about = facilitator.get_by_label("Ce dont on parlera")
    about.select_option(value=about.locator("option", has_text=ARTICLE).first.get_attribute("value"))
    with facilitator.expect_navigation():
        press(facilitator, "Annoncer la rencontre")
    picture(facilitator, "26-rencontre")
    return starts.replace(second=0, microsecond=0)


def conclude(facilitator: Page, site: Site, picture: Picture, *, begins_at: datetime) -> None:
    """Nothing is concluded before people have met."""
    missing = begins_at - datetime.now(tz=PARIS)
    facilitator.wait_for_timeout(max(0.0, 1000 * missing.total_seconds() + 500))
    facilitator.goto(f"{site.url}/o/le-ponton/rencontres/1")
    facilitator.get_by_role("radio", name=re.compile("ouvert", re.IGNORECASE)).check()
    facilitator.get_by_role("textbox", name="Conclusion").fill(NEXT_QUESTION)
    with facilitator.expect_navigation():
        press(facilitator, "Publier cette conclusion")
    picture(facilitator, "27-conclusions")


def explore_again(lead: Page, site: Site) -> None:
    lead.goto(f"{site.url}/o/le-ponton/cartes/nouvelle")
    lead.get_by_label("Titre").fill("Ce que les personnes savent de nos écrits")
    question = lead.get_by_label("Question ouverte à explorer")
    question.select_option(value=question.locator("option", has_text=NEXT_QUESTION).first.get_attribute("value"))
    with lead.expect_navigation():
        lead.locator("main form button").last.click()


def read_the_thread(lead: Page, visitor: Page, site: Site, picture: Picture) -> None:
    """From the article back to the cards and forward to the next exploration: for members, then for anyone."""
    lead.goto(f"{site.url}/o/le-ponton/demarche/1")
    picture(lead, "28-demarche-walked")
    press(lead, "Voir ce fil en entier")
    labels = [line.inner_text().split(",")[0] for line in lead.locator(".filiation .date").all()]
    assert labels == THREAD
    picture(lead, "29-fil")
    article = visitor.request.get(f"{site.url}/le-ponton/charte.json").json()["articles"][0]
    assert [step["kind"] for step in article["thread"]] == KINDS
    visitor.goto(f"{site.url}/le-ponton/charte")
    picture(visitor, "30-charte-publique")
    assert visitor.context.cookies() == []
