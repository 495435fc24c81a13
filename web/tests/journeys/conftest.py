"""The real server, a real mailbox, a real browser: what a story needs, and nothing behind the scenes."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, sync_playwright

# The first is the same engine without its windows: a person more costs it a tenth.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 90
DEMONSTRATION = (["demo"],)
CODE = r"(?m)^\s*([A-Z0-9-]{6,9})\s*$"
MAIL_SECONDS = 20
PHONE = {"width": 360, "height": 740}
PAGES: pytest.StashKey[list[Page]] = pytest.StashKey()
DESK = {"width": 1280, "height": 800}


@dataclass
class Mailbox:
    """Everything the mail server was given."""

    port: int = 0
    letters: list[tuple[str, str]] = field(default_factory=list)
    server: Controller | None = None

    def start(self) -> None:
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    def stop(self) -> None:
        """Nobody listens any more: the mail server is down."""
        if self.server is not None:
            self.server.stop()
            self.server = None

    def to(self, recipient: str) -> list[str]:
        return [text for name, text in self.letters if name == recipient]

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body()
        text = body.get_content() if body is not None else ""
        self.letters.extend((recipient, text) for recipient in envelope.rcpt_tos)
        return "250 OK"

    def wait_for(self, recipient: str, pattern: str) -> str:
        """The first group of the pattern in the newest letter to someone, once it has come; then it is thrown away."""
        deadline = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < deadline:
            for letter in reversed(self.letters):
                found = re.search(pattern, letter[1])
                if letter[0] == recipient and found:
                    self.letters.remove(letter)
                    return found.group(1)
            time.sleep(0.1)
        raise AssertionError(f"no letter to {recipient} with {pattern}: {self.letters}")


@dataclass(frozen=True)
class Site:
    """A running installation."""

    url: str
    home: Path
    environment: dict[str, str]


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox(port=free_port())
    box.start()
    yield box
    box.stop()


@pytest.fixture(scope="session")
def start_site(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Callable[..., Site]]:
    """Start an installation from nothing: `command` is what a host types."""
    running: list[subprocess.Popen[bytes]] = []
    built = tmp_path_factory.mktemp("built") / "demonstration"

    def start(*commands: list[str]) -> Site:
        folder = tmp_path_factory.mktemp("site")
        if commands == DEMONSTRATION and built.exists():
            shutil.copytree(built, folder, dirs_exist_ok=True)
        port = free_port()
        site = Site(f"http://127.0.0.1:{port}", folder, environment_for(folder, port=port, mail_port=mailbox.port))
        for command in commands[:-1]:
            subprocess.run([*balises(), *command], env=site.environment, cwd=folder, check=True)
        last = [*balises(), *commands[-1], "--port", str(port)]
        with (folder / "server.log").open("wb") as log:
            running.append(subprocess.Popen(last, env=site.environment, cwd=folder, stdout=log, stderr=log))
        wait_until_ready(site, running[-1], log=folder / "server.log")
        if commands == DEMONSTRATION and not built.exists():
            keep_a_copy(site, built)
        return site

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def demonstration(start_site: Callable[..., Site]) -> Site:
    """The demonstration for stories that can stand one after another on the same one."""
    return start_site(*DEMONSTRATION)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = os.environ.get("BALISES_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("Un navigateur manque. Sur Debian ou Ubuntu : apt install chromium")
    browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
    yield browser
    browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """A story that fails says where each person stood."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(PAGES, []):
            report.sections.append((page.url, page.locator("body").inner_text()[:3000]))
    return report


@pytest.fixture
def person(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Somebody with a device of their own: nothing shared with anybody else's."""
    contexts: list[BrowserContext] = []

    def arrive(*, phone: bool = False, script: bool = True) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESK, java_script_enabled=script, locale="fr-FR", timezone_id="Europe/Paris"
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        request.node.stash.setdefault(PAGES, []).append(page)
        return page

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where pictures go, if BALISES_SCREENSHOTS names a folder."""
    name = os.environ.get("BALISES_SCREENSHOTS")
    if not name:
        return None
    folder = Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def picture(pictures: Path | None) -> Callable[[Page, str], None]:
    """Keep a picture of a step where pictures are wanted."""

    def take(page: Page, name: str) -> None:
        if pictures is not None:
            page.screenshot(path=str(pictures / f"{name}.png"), full_page=True)

    return take


def sign_in(page: Page, site: Site, mailbox: Mailbox, *, email: str, door: str = "") -> None:
    """Go to a page of members, ask for a code, read it in the mailbox, type it."""
    page.goto(door or f"{site.url}/o/")
    page.get_by_label("Adresse électronique").fill(email)
    page.locator("main form button").first.click()
    page.get_by_label("Code").fill(mailbox.wait_for(email, CODE))
    page.locator("main form button").first.click()


def keep_a_copy(site: Site, built: Path) -> None:
    """The demonstration as nobody has touched it yet: the next story starts from there, not from nothing."""
    shutil.copytree(site.home, built, ignore=shutil.ignore_patterns("*.sqlite3*", "*.log"))
    database = Path(".demo", "home", "balises.sqlite3")
    with closing(sqlite3.connect(site.home / database)) as kept:
        kept.execute("VACUUM INTO ?", [str(built / database)])


def come_back_until(seen: Locator, *, url: str) -> None:
    """Open a page again and again, as somebody does whose browser runs no script, until something is on it."""
    deadline = time.monotonic() + START_SECONDS
    while not seen.count():
        assert time.monotonic() < deadline, f"{seen} never came to {url}"
        seen.page.wait_for_timeout(300)
        seen.page.goto(url)


def ask(site: Site, question: str) -> list[tuple[Any, ...]]:
    """Look into the database of a demonstration, without touching it."""
    path = site.home / ".demo" / "home" / "balises.sqlite3"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as database:
        return database.execute(question).fetchall()


def balises() -> list[str]:
    return [sys.executable, "-m", "balises"]


def environment_for(folder: Path, *, port: int, mail_port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BALISES_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    kept.pop("DATABASE_URL", None)
    return {
        **kept,
        "BALISES_HOME": str(folder / "home"),
        "BALISES_KEYS": str(folder / "keys"),
        "BALISES_BASE_URL": f"http://127.0.0.1:{port}",
        "BALISES_MAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "BALISES_RETRY_SECONDS": "0.5",
    }


def wait_until_ready(site: Site, process: subprocess.Popen[bytes], *, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(log.read_text(errors="replace"))
        try:
            with urllib.request.urlopen(f"{site.url}/sante", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"not ready after {START_SECONDS} s:\n{log.read_text(errors='replace')}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
