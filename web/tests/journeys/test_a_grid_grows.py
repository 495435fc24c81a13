"""Six remarks from the seats of a panel become the next edition of the grid, and the next look is taken with it.

Only browsers and a mailbox: a lead who holds a seat, two seats that came by a link, on phones, one without a script.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Mailbox, Site, sign_in
from journeys.steps import press, seat_link

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
Picture = Callable[[Page, str], None]
LEAD = "pilote@exemple.test"
USE, NEXT_USE = "Résumer un entretien avec un outil", "Trier des demandes avec un outil"
QUESTIONS = 10
PLAINER = "Se passe-t-on bien de cet outil quand il le faut ?"
REMARKS = (
    ("On ne comprend pas ce qui est demandé", "Que veut dire ce mot ?"),
    ("C’est trop long", "On s’y perd avant la fin."),
)


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    opening = ["init", "--name", "Maison des Tilleuls", "--slug", "les-tilleuls", "--email", LEAD]
    return start_site([*opening, "--function", "cheffe de service"], ["serve"])


def test_a_grid_grows(site: Site, mailbox: Mailbox, person: Arrive, picture: Picture) -> None:
    lead, phones = person(), [person(phone=True), person(phone=True, script=False)]
    sign_in(lead, site, mailbox, email=LEAD)
    links = set_the_table(lead, site)
    write_use(lead, site, title=USE)
    open_grid(lead, site, use=1)
    press(lead, "Ouvrir la grille à ces sièges")
    lead.wait_for_url(re.compile(r"/grilles/\d+$"))
    press(lead, "Répondre au nom de mon siège")
    for phone, link in zip(phones, links, strict=True):
        phone.goto(link)
        phone.locator("main a.bouton").first.click()
    for seat in (lead, *phones):
        remark_on_two_questions(seat)
    for seat in (lead, phones[1]):
        answer_and_hand_in(seat)
    share_without_waiting(lead, site)
    compose(lead, site, picture)
    look_again(lead, phones[1], site, link=links[1])


def set_the_table(lead: Page, site: Site) -> list[str]:
    """A process, a seat for the lead, two seats that come by a link."""
    lead.goto(f"{site.url}/o/les-tilleuls")
    press(lead, "Commencer la démarche")
    lead.get_by_label("Titre de la démarche").fill("Baliser nos usages")
    lead.get_by_label("Mandat").fill("Le bureau demande une charte.")
    lead.get_by_label("Instance qui décidera").fill("Le collectif")
    lead.locator("main form button").last.click()
    expect(lead.locator("h1")).to_contain_text("Baliser nos usages")
    lead.goto(f"{site.url}/o/les-tilleuls/sieges/2")
    lead.get_by_label("Qui tient ce siège").select_option(index=1)
    press(lead, "Enregistrer le siège")
    return [seat_link(lead, site, slug="les-tilleuls", seat=kind) for kind in ("Terrain", "Personne accompagnée")]


def write_use(lead: Page, site: Site, *, title: str) -> None:
    lead.goto(f"{site.url}/o/les-tilleuls/usages/nouveau")
    lead.get_by_label("Titre").fill(title)
    lead.get_by_label("Finalité").fill("Gagner du temps d’écriture.")
    lead.get_by_label("Genre d’outil").fill("Assistant en ligne")
    lead.get_by_label("Informations confiées").fill("Ce que dit la personne.")
    lead.get_by_label("Personnes concernées").fill("Personnes accompagnées")
    lead.get_by_role("radio").first.check()
    press(lead, "Écrire ce brouillon")


def open_grid(lead: Page, site: Site, *, use: int) -> None:
    lead.goto(f"{site.url}/o/les-tilleuls/usages/{use}/regarder")
    for seat in ("Terrain", "Encadrement", "Personne accompagnée"):
        lead.get_by_role("checkbox", name=re.compile(f"^{seat}")).check()


def remark_on_two_questions(page: Page) -> None:
    """From the screen of the first question, then of the second, back each time to where one was."""
    for number, (kind, words) in enumerate(REMARKS, 1):
        page.goto(f"{page.url.split('?')[0]}?question={number}")
        press(page, "Une remarque sur cette question")
        page.get_by_role("radio", name=kind).check()
        page.get_by_label("En quelques mots").fill(words)
        press(page, "Laisser cette remarque")
        expect(page.locator("h1")).to_contain_text("C’est noté")
        press(page, "Revenir à la question")


def answer_and_hand_in(page: Page) -> None:
    page.goto(f"{page.url.split('?')[0]}?question=1")
    for _question in range(QUESTIONS):
        page.get_by_role("radio", name=re.compile("^En partie")).first.check()
        press(page, "Continuer")
    press(page, "Remettre")


def share_without_waiting(lead: Page, site: Site) -> None:
    """What the third seat answered is erased unread; its remarks stay."""
    lead.goto(f"{site.url}/o/les-tilleuls/grilles/1")
    lead.get_by_label("Pourquoi ne pas attendre").fill("La séance a lieu demain.")
    press(lead, "Mettre en commun maintenant")


def compose(lead: Page, site: Site, picture: Picture) -> None:
    """Six remarks are read; one question is said otherwise because of them; the edition is sealed."""
    lead.goto(f"{site.url}/o/les-tilleuls/grille")
    expect(lead.locator("#remarques ~ ul > li")).to_have_count(6)
    picture(lead, "grille-1-remarques")
    press(lead, "Composer une édition")
    press(lead, "Commencer")
    lead.locator("main li", has_text="remarques").first.get_by_role("link").click()
    for box in lead.get_by_role("checkbox").all():
        box.check()
    lead.get_by_role("radio", name=re.compile("^La redire autrement")).check()
    lead.get_by_label("En mots simples").fill(PLAINER)
    lead.get_by_label("Pourquoi", exact=True).fill("Trois sièges ne comprenaient pas la question.")
    picture(lead, "grille-2-question")
    press(lead, "Enregistrer")
    press(lead, "Voir ce qui change, puis publier")
    expect(lead.locator("main ins").first).to_be_visible()
    lead.get_by_label("Le titre de la grille").fill("La grille des Tilleuls")
    picture(lead, "grille-3-apercu")
    press(lead, "Publier et sceller")
    press(lead, "La grille des Tilleuls, édition 2")
    expect(lead.locator("main")).to_contain_text(REMARKS[0][1])
    picture(lead, "grille-4-edition")


def look_again(lead: Page, phone: Page, site: Site, *, link: str) -> None:
    """The next use is looked at with the new words; the first keeps those it was asked."""
    write_use(lead, site, title=NEXT_USE)
    open_grid(lead, site, use=2)
    lead.get_by_role("radio", name=re.compile("^La grille des Tilleuls")).check()
    press(lead, "Ouvrir la grille à ces sièges")
    expect(lead.locator("main")).to_contain_text("La grille des Tilleuls, édition 2")
    phone.goto(link)
    phone.get_by_role("link", name=re.compile(NEXT_USE)).click()
    expect(phone.locator("h1")).to_contain_text(PLAINER)
    assert phone.context.cookies() == []
    lead.goto(f"{site.url}/o/les-tilleuls/grilles/1")
    expect(lead.locator("main")).to_contain_text("Grille éthique et robuste, édition 1")
