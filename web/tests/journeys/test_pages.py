"""Every page in a real browser, at three widths: for everyone, by itself, light, and without a trace."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from journeys.conftest import Mailbox, Site, sign_in
from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.journey

WIDTHS = (360, 768, 1280)
SLUG, LEAD = "les-deux-rives", "pilote@deux-rives.invalid"
LIGHT_BYTES, WHOLE_BYTES = 50_000, 80_000
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
SHOWN = re.compile(r"^text/html")
FILES = re.compile(r"\.(json|pdf|ics)$")
SIGN_OUT = "/o/compte/"
# Where the walk starts: all else is found by following links, as people do.
ENTRANCES = ("/", "/usages", "/grille", "/registre", "/donnees", "/j/", f"/{SLUG}/cours/module-1/papier")
MEMBERS_ENTRANCES = (f"/o/{SLUG}", f"/o/{SLUG}/journal", f"/o/{SLUG}/membres")
PUBLIC_LIMIT, MEMBERS_LIMIT = 60, 80


@dataclass
class Watch:
    """What the browser did while a page was shown."""

    sizes: dict[str, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def clear(self) -> None:
        self.sizes.clear()
        self.complaints.clear()
