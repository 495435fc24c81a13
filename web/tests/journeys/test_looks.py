"""Pages seen otherwise: enlarged four times, at night, in forced colours, under a thumb, on paper."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from journeys.conftest import DESK, PHONE, Mailbox, Site, sign_in
from journeys.test_pages import LEAD, SLUG, broken_rules

pytestmark = pytest.mark.journey

PAGES = (
    "/",
    "/j/",
    f"/{SLUG}/registre",
    f"/{SLUG}/registre/reformuler-un-ecrit-professionnel",
    f"/{SLUG}/charte/v1",
    f"/{SLUG}/cours/module-1/papier",
    f"/o/{SLUG}",
    f"/o/{SLUG}/demarche/1",
    f"/o/{SLUG}/grilles/1",
    f"/o/{SLUG}/grilles/1/ailleurs",
    f"/o/{SLUG}/deliberations/1",
    f"/o/{SLUG}/usages/1",
    f"/o/{SLUG}/usages/1/rapport",
    f"/o/{SLUG}/usages/1/rapport/bref",
)
ENLARGED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %: WCAG 2.2, 1.4.10
THUMB = 44
UNDER_A_THUMB = (
    ".tete a, .fil a, .qui a, .demo a, .pied a, .route a, .marge li > a, .echeances li > a, .filiation li > a,"
    " summary, button, .bouton"
)
NOT_FOR_PAPER = "nav, button, .bouton, .saut, .pied"
CLIPPED_EDGES = """() => [...document.querySelectorAll(".bouton, button, .porte, .avis, input, textarea")]
    .filter(element => element.checkVisibility())
    .filter(element => {
        const style = getComputedStyle(element);
        return style.borderTopStyle === "none" || style.borderTopColor === style.backgroundColor;
    }).map(element => element.outerHTML.slice(0, 120))"""
FOLDED = """() => [...document.querySelectorAll("details:not([open]) > :not(summary)")]
    .filter(element => element.getBoundingClientRect().height === 0).map(element => element.outerHTML.slice(0, 120))"""

Look = Callable[..., Iterator[Page]]


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    return start_site(["demo"])


@pytest.fixture(scope="module")
def lead_state(site: Site, mailbox: Mailbox, browser: Browser) -> object:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site, mailbox, email=LEAD)
    page.wait_for_url(f"**/o/{SLUG}")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def look(browser: Browser, site: Site, lead_state: object) -> Iterator[Look]:
    """Each of the pages in turn, in a browser set as asked."""
    contexts: list[BrowserContext] = []

    def show(**settings: object) -> Iterator[Page]:
        context = browser.new_context(locale="fr-FR", storage_state=lead_state, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        for address in PAGES:
            page.goto(f"{site.url}{address}", wait_until="load")
            assert page.locator("h1").count() == 1, address
            yield page

    yield show
    for context in contexts:
        context.close()


def test_enlarged_four_times_no_page_scrolls_sideways(look: Look) -> None:
    beyond = {
        page.url: page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        for page in look(viewport=ENLARGED)
    }

    assert {url: pixels for url, pixels in beyond.items() if pixels > 0} == {}


def test_at_night_no_page_breaks_a_rule_of_accessibility(look: Look, keep: Callable[[Page, str], None]) -> None:
    broken = []
    for page in look(viewport=DESK, color_scheme="dark"):
        keep(page, "nuit")
        broken += [(page.url, rule) for rule in broken_rules(page)]

    assert broken == []


def test_in_forced_colours_what_can_be_pressed_keeps_its_edge(look: Look, keep: Callable[[Page, str], None]) -> None:
    clipped = []
    for page in look(viewport=DESK, forced_colors="active"):
        keep(page, "couleurs-forcees")
        clipped += [(page.url, element) for element in page.evaluate(CLIPPED_EDGES)]

    assert clipped == []


def test_on_a_phone_what_thumbs_press_is_tall_enough(look: Look) -> None:
    low = []
    for page in look(viewport=PHONE, has_touch=True):
        for target in page.locator(UNDER_A_THUMB).all():
            box = target.bounding_box()
            if box and target.is_visible() and box["height"] < THUMB:
                low.append((page.url, target.inner_text(), box["height"]))

    assert low == []


def test_on_paper_nothing_is_left_to_press_and_nothing_stays_folded(
    look: Look, keep: Callable[[Page, str], None]
) -> None:
    printed, folded = [], []
    for page in look(viewport=DESK):
        page.emulate_media(media="print")
        keep(page, "papier")
        printed += [(page.url, found.inner_text()) for found in page.locator(NOT_FOR_PAPER).all() if found.is_visible()]
        folded += [(page.url, element) for element in page.evaluate(FOLDED)]

    assert printed == []
    assert folded == []


def test_the_page_of_a_board_fits_two_sheets(browser: Browser, site: Site, lead_state: object) -> None:
    context = browser.new_context(locale="fr-FR", storage_state=lead_state)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site.url}/o/{SLUG}/usages/1/rapport/bref", wait_until="load")
    sheets = page.pdf(prefer_css_page_size=True)
    context.close()

    with pikepdf.open(io.BytesIO(sheets)) as printed:
        assert len(printed.pages) <= 2


@pytest.fixture
def keep(pictures: Path | None) -> Callable[[Page, str], None]:
    """A picture of the page in that light, and its sheets of paper, where pictures are wanted."""

    def take(page: Page, light: str) -> None:
        if pictures is None:
            return
        name = re.sub(r"\W+", "-", page.url.split("/", 3)[3]).strip("-") or "accueil"
        page.screenshot(path=str(pictures / f"{name}-{light}.png"), full_page=True)
        if light == "papier":
            page.pdf(path=str(pictures / f"{name}-{light}.pdf"), prefer_css_page_size=True)

    return take
