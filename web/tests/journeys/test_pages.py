"""Every page in a real browser, at three widths: for everyone, by itself, light, and without a trace.

The demonstration is walked as people walk it, by its links; of pages that differ by a number only, two are kept.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from journeys.conftest import Mailbox, Site, sign_in

pytestmark = pytest.mark.journey

WIDTHS = (360, 768, 1280)
SLUG, LEAD = "les-deux-rives", "pilote@deux-rives.invalid"
VISITOR = "visite@exemple.test"
PARTICIPANTS_BYTES, OTHERS_BYTES = 50_000, 80_000
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
OF_A_SHAPE = 1  # pages kept that differ by a number only
AT_LEAST = {"public": 15, "participants": 6, "members": 25}  # or the walk has lost its way
ENTRANCES = (
    "/",
    "/usages",
    "/grille",
    "/registre",
    "/donnees",
    "/j/",
    "/preuves",
    f"/{SLUG}/cours/module-1/papier",
)
SIGN_IN = "/o/compte/entrer"
MEMBERS_ENTRANCES = (
    f"/o/{SLUG}",
    f"/o/{SLUG}/membres",
    f"/o/{SLUG}/journal",
    f"/o/{SLUG}/cartes/1/lire",
    f"/o/{SLUG}/cartes",
    f"/o/{SLUG}/charte",
    f"/o/{SLUG}/grilles/2/joindre/1",
    f"/o/{SLUG}/usages/1/reexamen",
    f"/o/{SLUG}/usages/1/confier",
    f"/o/{SLUG}/grilles/1/ailleurs",
)
LINK = re.compile(r'href="([^"#?]+)')
PARTICIPANTS = re.compile(rf"/p/{SLUG}/[\w/-]+")

WITHOUT_COOKIE = {"public", "participants"}
LOUD = {"error", "warning"}

Sizes = dict[str, int]


@dataclass(frozen=True)
class Place:
    """A page as the walk found it; `door` says who goes there."""

    door: str
    address: str
    is_begun: bool = False  # what follows its first button is looked at, in its place

    @property
    def name(self) -> str:
        """For its picture."""
        words = re.sub(r"\W+", "-", self.address).strip("-") or "accueil"
        return f"{words[:80]}-apres" if self.is_begun else words[:80]


class Watcher:
    """A page of the browser, and what it did since it was last asked to show something."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[Request] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type in LOUD else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def show(self, url: str, *, is_begun: bool) -> None:
        self._forget()
        self.page.goto(url, wait_until="load")
        if is_begun:
            self._forget()
            self.page.locator("main form button").first.click()
            self.page.wait_for_load_state("load")

    def _forget(self) -> None:
        self.asked.clear()
        self.complaints.clear()


@dataclass(frozen=True)
class Look:
    """What one page was at one width."""

    width: int
    broken_rules: tuple[str, ...]
    overflow: int


@dataclass(frozen=True)
class Visit:
    """What one page was."""

    place: Place
    looks: tuple[Look, ...]
    elsewhere: tuple[str, ...]
    complaints: tuple[str, ...]
    byte_count: int
    h1_count: int
    language: str
    cookie_count: int


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    return start_site(["demo"])


@pytest.fixture(scope="module")
def lead_state(site: Site, mailbox: Mailbox, browser: Browser) -> Any:
    """A lead's session, kept for one browser of each width."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site, mailbox, email=LEAD)
    page.wait_for_url(f"**/o/{SLUG}")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def places(site: Site, mailbox: Mailbox, browser: Browser, lead_state: Any) -> tuple[Place, ...]:
    stranger, lead = browser.new_context(locale="fr-FR"), browser.new_context(storage_state=lead_state)
    open_a_grid(lead.new_page(), site)
    links = {a_seat_link(lead.new_page(), site), a_registration_link(stranger.new_page(), site, mailbox)}
    public, told = follow_links(stranger, site, entrances=ENTRANCES, prefix="/")
    members, told_to_lead = follow_links(lead, site, entrances=MEMBERS_ENTRANCES, prefix="/o/")
    starts = sorted(told | told_to_lead | links)
    starts += [f"{address}/merci" for address in starts if re.fullmatch(r"/p/[\w-]+/cartes/[\w-]{6,7}", address)]
    participants, _told = follow_links(stranger, site, entrances=starts, prefix=f"/p/{SLUG}")
    stranger.close()
    lead.close()
    found = {"public": public, "participants": participants, "members": members, "entrance": [SIGN_IN]}
    votes = [Place("participants", address, is_begun=True) for address in participants if "/deliberation/" in address]
    return (*(Place(door, address) for door, addresses in found.items() for address in addresses), *votes)


@pytest.fixture(scope="module")
def visits(
    site: Site, browser: Browser, lead_state: Any, places: tuple[Place, ...], pictures: Path | None
) -> Iterator[tuple[Visit, ...]]:
    stranger, arriving = browser.new_context(locale="fr-FR"), browser.new_context(locale="fr-FR")
    lead = browser.new_context(locale="fr-FR", storage_state=lead_state)
    strange, own = Watcher(stranger.new_page()), Watcher(lead.new_page())
    watchers = {"public": strange, "participants": strange, "members": own, "entrance": Watcher(arriving.new_page())}
    sizes: Sizes = {}
    yield tuple(visit(watchers[place.door], site, place=place, sizes=sizes, pictures=pictures) for place in places)
    for context in (stranger, lead, arriving):
        context.close()


def test_the_walk_meets_every_kind_of_page(places: tuple[Place, ...]) -> None:
    counts = {door: sum(place.door == door for place in places) for door in AT_LEAST}

    assert {door for door, count in counts.items() if count < AT_LEAST[door]} == set()


def test_the_eye_for_accessibility_sees(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<main><img src='data:,'><h1>Sans alternative</h1></main>")

    assert any(rule.startswith("image-alt") for rule in broken_rules(page))


def test_no_page_breaks_a_rule_of_accessibility(visits: tuple[Visit, ...]) -> None:
    assert [(v.place.address, look.width, rule) for v in visits for look in v.looks for rule in look.broken_rules] == []


def test_no_page_scrolls_sideways(visits: tuple[Visit, ...]) -> None:
    assert [(v.place.address, look.width, look.overflow) for v in visits for look in v.looks if look.overflow > 0] == []


def test_no_page_asks_anything_of_another_host(visits: tuple[Visit, ...]) -> None:
    assert [(v.place.address, v.elsewhere) for v in visits if v.elsewhere] == []


def test_the_browser_has_nothing_to_complain_of(visits: tuple[Visit, ...]) -> None:
    assert [(v.place.address, v.complaints) for v in visits if v.complaints] == []


def test_only_members_get_a_cookie(visits: tuple[Visit, ...]) -> None:
    assert [v.place.address for v in visits if v.cookie_count and v.place.door in WITHOUT_COOKIE] == []


def test_every_page_is_light(visits: tuple[Visit, ...]) -> None:
    assert [(v.place.address, v.byte_count) for v in visits if v.byte_count >= limit_of(v.place)] == []


def test_every_page_has_one_title_and_says_it_is_in_french(visits: tuple[Visit, ...]) -> None:
    said = [(v.place.address, v.h1_count, v.language) for v in visits]

    assert [facts for facts in said if facts[1:] != (1, "fr")] == []


def visit(watcher: Watcher, site: Site, *, place: Place, sizes: Sizes, pictures: Path | None) -> Visit:
    """Show a page, listen to what the browser does, measure, then look at it as each screen shows it."""
    watcher.show(f"{site.url}{place.address}", is_begun=place.is_begun)
    page, requests, complaints = watcher.page, tuple(watcher.asked), tuple(watcher.complaints)
    looks = tuple(look_at(page, width=width, place=place, pictures=pictures) for width in WIDTHS)
    return Visit(
        place=place,
        looks=looks,
        elsewhere=tuple(r.url for r in requests if not r.url.startswith((site.url, "data:"))),
        complaints=complaints,
        byte_count=sum(size_of(r, page=page, sizes=sizes) for r in requests),
        h1_count=page.locator("h1").count(),
        language=page.evaluate("document.documentElement.lang"),
        cookie_count=len(page.context.cookies()),
    )


def look_at(page: Page, *, width: int, place: Place, pictures: Path | None) -> Look:
    page.set_viewport_size({"width": width, "height": 800})
    if pictures is not None:
        page.screenshot(path=str(pictures / f"{place.name}-{width}.png"), full_page=True)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return Look(width, broken_rules(page), overflow)


def broken_rules(page: Page) -> tuple[str, ...]:
    """What axe finds; its script is put in a page once, however often the page is looked at."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", RULES)
    return tuple(f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"])


def size_of(request: Request, *, page: Page, sizes: Sizes) -> int:
    """Uncompressed: the page as it stands, and each file asked for once more; a browser forgets what it left."""
    if request.resource_type == "document":
        return len(page.content().encode())
    if request.url not in sizes:
        sizes[request.url] = len(page.request.get(request.url).body())
    return sizes[request.url]


def limit_of(place: Place) -> int:
    return PARTICIPANTS_BYTES if place.address.startswith(("/p/", "/j")) else OTHERS_BYTES


def follow_links(
    context: BrowserContext, site: Site, *, entrances: tuple[str, ...] | list[str], prefix: str
) -> tuple[list[str], set[str]]:
    """The pages one reaches from the entrances, in the order met, and the participants' addresses read on the way."""
    waiting, kept, told, shapes = list(entrances), [], set(), dict[str, int]()
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        shape = re.sub(r"\d+|module-\d+/[\w-]+", "N", address)
        if shapes.get(shape, 0) >= OF_A_SHAPE:
            continue
        answer = context.request.get(f"{site.url}{address}")
        if not answer.headers.get("content-type", "").startswith("text/html") or answer.status != 200:
            continue
        shapes[shape] = shapes.get(shape, 0) + 1
        kept.append(address)
        text = answer.text()
        told.update(PARTICIPANTS.findall(text))
        for link in LINK.findall(text):
            target = urljoin(f"{site.url}{address}", link)
            path = urlsplit(target).path
            if target.startswith(site.url) and path.startswith(prefix) and path not in seen and is_walked(path, prefix):
                seen.add(path)
                waiting.append(path)
    return kept, told


def is_walked(path: str, prefix: str) -> bool:
    """Files are no pages, and each door is walked by its own people."""
    is_another_door = prefix == "/" and path.startswith(("/o/", "/p/"))
    is_a_file = "." in path.rpartition("/")[2]
    return not is_another_door and not is_a_file and not path.startswith(("/static/", "/o/compte/"))


def open_a_grid(page: Page, site: Site) -> None:
    """Ask every seat to look at a use that waits, so that there is a question to answer."""
    page.goto(f"{site.url}/o/{SLUG}/usages")
    page.get_by_role("link", name=re.compile("Traduire un échange")).first.click()
    page.goto(f"{page.url}/regarder")
    for box in page.locator("main form input[type=checkbox]").all():
        box.check()
    page.locator("main form button").last.click()


def a_seat_link(page: Page, site: Site) -> str:
    """A new link for the seat that has no account."""
    page.goto(f"{site.url}/o/{SLUG}")
    page.goto(f"{site.url}/o/{SLUG}/demarche/1/cadre")
    seats = [link.get_attribute("href") or "" for link in page.locator("main a[href*='/sieges/']").all()]
    for address in seats:
        page.goto(f"{site.url}{address}")
        maker = page.locator("form[action$='/lien'] button")
        if "Personne accompagnée" in page.locator("main").inner_text() and maker.count():
            maker.first.click()
            return PARTICIPANTS.findall(page.content())[0]
    raise AssertionError(f"no seat takes a link: {seats}")


def a_registration_link(page: Page, site: Site, mailbox: Mailbox) -> str:
    page.goto(f"{site.url}/{SLUG}/rencontres")
    page.get_by_role("link", name=re.compile("Ce que nous avons appris")).first.click()
    page.get_by_label("Adresse électronique").fill(VISITOR)
    page.locator("main form button").last.click()
    return urlsplit(mailbox.wait_for(VISITOR, r"(http://\S+/rencontre/\S+)")).path
