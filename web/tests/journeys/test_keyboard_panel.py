"""With nothing but the keys: a panel is asked, a dimension is answered, six remarks become an edition of the grid.

Every press of Tab is watched: see `journeys.keyboard`. It is one demonstration for the whole file.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from journeys.conftest import Site
from journeys.keyboard import Keyboard

pytestmark = pytest.mark.journey

Arrive = Callable[..., Page]
HOME = "/o/les-deux-rives"
SEATS = ("Terrain", "Encadrement", "Personne accompagnée")
SHARED = f"{HOME}/grilles/1"  # by three seats, with the whole grid
PLAINER = "Dit simplement : "
REASON = "Trois sièges ne comprenaient pas la question."
REMARKS = (
    ("On ne comprend pas ce qui est demandé", "Que veut dire ce mot ?"),
    ("C’est trop long", "On s’y perd avant la fin."),
)


def test_an_assessor_answers_a_dimension_and_takes_one_answer_back(demonstration: Site, person: Arrive) -> None:
    grid = ask_a_panel(enter(person(), demonstration, "Pilote"), demonstration)
    keys = enter(person(), demonstration, "Évaluateur")
    page = keys.page
    page.goto(f"{grid}/coter")
    keys.follow(page.get_by_role("link", name="Plusieurs questions sur un écran"))
    expect(page.locator("main")).to_contain_text("1 sur 10")
    asked = page.locator("section fieldset").count()

    for number in range(asked):
        keys.choose(page.locator("section fieldset").nth(number).get_by_role("radio", name="En partie"))
    keys.write(page.get_by_label("Ce que vous avez vu").last, "Une note le dit.")
    keys.follow(page.get_by_role("button", name="Garder ces réponses et continuer"))

    expect(page.locator("main")).to_contain_text("2 sur 10")
    expect(page.locator("main")).to_contain_text(f"Il reste {58 - asked} questions.")
    keys.follow(page.get_by_role("link", name="Dimension précédente"), back=True)
    keys.follow(page.get_by_role("button", name="Effacer cette réponse 3"))
    expect(page.locator("main")).to_contain_text(f"Il reste {58 - asked + 1} questions.")
    expect(page.locator("main :checked")).to_have_count(asked - 1)
    keys.step()
    assert has_the_focus(page.locator("section", has=page.locator("#q-3")))


def test_six_remarks_become_an_edition_of_the_grid(demonstration: Site, person: Arrive) -> None:
    lead = enter(person(), demonstration, "Pilote")
    for seat in (lead, enter(person(script=False), demonstration, "Évaluateur")):
        seat.page.goto(f"{demonstration.url}{SHARED}")
        remark_twice(seat)
    phone = enter(person(phone=True, script=False), demonstration, "Personne accompagnée")
    phone.follow(phone.page.get_by_role("link", name=re.compile("^Lire les réponses Reformuler")))
    remark_twice(phone)
    assert phone.page.context.cookies() == []

    compose(lead, demonstration)
    expect(lead.page.locator("main")).to_contain_text(REASON)
    for _kind, words in REMARKS:
        expect(lead.page.locator("main").get_by_text(words)).to_have_count(3)


def enter(page: Page, site: Site, role: str) -> Keyboard:
    keys = Keyboard(page)
    page.goto(f"{site.url}/")
    keys.follow(page.get_by_role("button", name=re.compile(f"^{role}")))
    return keys


def ask_a_panel(keys: Keyboard, site: Site) -> str:
    """The whole grid, from three seats."""
    page = keys.page
    page.goto(f"{site.url}{HOME}/usages/3/regarder")
    keys.skip_to_the_content()
    keys.choose(page.get_by_role("radio", name=re.compile("^La grille entière")))
    for seat in SEATS:
        box = page.get_by_role("checkbox", name=re.compile(f"^{seat}")).first
        keys.reach(box)
        if not box.is_checked():  # the seats that somebody holds are ticked already
            keys.page.keyboard.press("Space")
    keys.follow(page.get_by_role("button", name="Ouvrir la grille à ces sièges"))
    return page.url.split("#")[0]


def remark_twice(keys: Keyboard) -> None:
    """On the first question of the grid, then on it again."""
    page = keys.page
    keys.follow(page.get_by_role("link", name=re.compile("^Une question de la grille ne va pas")), back=True)
    keys.follow(page.locator("main ol a").first)
    for number, (kind, words) in enumerate(REMARKS):
        if number:
            keys.follow(page.get_by_role("link", name="Dire autre chose de cette question"))
        keys.choose(page.get_by_role("radio", name=kind))
        keys.write(page.get_by_label("En quelques mots"), words)
        keys.follow(page.get_by_role("button", name="Laisser cette remarque"))
        expect(page.locator("h1")).to_contain_text("C’est noté")


def compose(keys: Keyboard, site: Site) -> None:
    """The six are read, the question is said otherwise because of them, and edition 2 is sealed."""
    page = keys.page
    page.goto(f"{site.url}{HOME}/grille")
    keys.skip_to_the_content()
    expect(page.locator("#remarques ~ ul > li")).to_have_count(6)
    keys.follow(page.get_by_role("link", name="Composer une édition"))
    keys.follow(page.get_by_role("button", name="Commencer"))
    keys.follow(page.locator("main li", has_text="remarques").first.get_by_role("link"))
    keys.choose(page.get_by_role("radio", name=re.compile("^La redire autrement")))
    keys.write(page.get_by_label("En mots simples"), PLAINER)
    for box in page.get_by_role("checkbox").all():
        keys.press(box, key="Space")
        assert box.is_checked()
    keys.write(page.get_by_label("Pourquoi", exact=True), REASON)
    keys.follow(page.get_by_role("button", name="Enregistrer"))
    keys.follow(page.get_by_role("link", name="Voir ce qui change, puis publier"))
    expect(page.locator("main ins", has_text=PLAINER.strip())).to_be_visible()
    keys.write(page.get_by_label("Le titre de la grille"), "La grille des Deux Rives")
    keys.follow(page.get_by_role("button", name="Publier et sceller"))
    keys.follow(page.get_by_role("link", name="La grille des Deux Rives, édition 2"))


def has_the_focus(part: Locator) -> bool:
    return bool(part.evaluate("part => part.contains(document.activeElement)"))
