"""What several stories do, written once: take a role, press, hand a seat its link, conclude, say who answers."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from journeys.conftest import Site

PARIS = ZoneInfo("Europe/Paris")
REVIEW_DAYS = 180


def press(page: Page, name: str) -> None:
    """Press a button or follow a link by its words, whichever it is."""
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def enter(page: Page, site: Site, role: str) -> Page:
    """Take a role on the first page of the demonstration."""
    page.goto(f"{site.url}/")
    page.get_by_role("button", name=re.compile(f"^{role}")).click()
    return page


def in_days(days: int) -> str:
    """A day to come, as a date field takes it."""
    return (datetime.now(PARIS).date() + timedelta(days=days)).isoformat()


def seat_link(lead: Page, site: Site, *, slug: str, seat: str = "Personne accompagnée") -> str:
    """A seat without an account gets a QR, and its address."""
    lead.goto(f"{site.url}/o/{slug}/demarche/1/cadre")
    lead.get_by_role("link", name=seat).first.click()
    lead.get_by_role("button", name=re.compile("lien")).first.click()
    expect(lead.locator(".qr")).to_be_visible()
    found = re.search(rf"http://127[^\s\"<]+/p/{slug}/siege/[\w-]+", lead.content())
    assert found
    return found.group(0)


def write_a_ruling(page: Page, *, status: str, reasons: str) -> None:
    """What the body adopted, why, and when it will look again; it remains to seal it."""
    page.get_by_role("radio", name=re.compile("^Adopt")).check()
    page.get_by_label("Statut que l’instance donne à l’usage").select_option(label=status)
    page.get_by_label("Raisons").fill(reasons)
    page.get_by_label("Date de réexamen").fill(in_days(REVIEW_DAYS))


def say_who_answers(page: Page) -> None:
    """On the page of an entry: what anyone who reads it must find."""
    for label, words in (
        ("Fonction responsable", "La cheffe de service"),
        ("Contact humain", "Le secrétariat, du lundi au vendredi"),
        ("Comment refuser", "Dites-le à la personne qui vous accompagne."),
        ("Comment contester", "Écrivez à l’association."),
    ):
        page.get_by_label(label).fill(words)
    press(page, "Enregistrer")
