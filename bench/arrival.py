"""A card that arrives over HTTP in a real installation, beside a bare view that inserts a row, on SQLite.

Same server program, same threads, same clients, a new connection for each card, as phones do. Acknowledged means
committed on both sides. What Balises adds: its middleware, the form, the origin, the signed token, the seal, the slot.
"""

import http.client
import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from ratios import Compared, Plan, compare

HERE = Path(__file__).resolve().parent
PROGRAMS = Path(sys.executable).parent
CLIENTS, CARDS_EACH, ROUNDS = 4, 50, 9
START_SECONDS = 90
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
CARD = {
    "visibility": "hidden",
    "purpose": "Reformuler une note avant de l’envoyer à la personne, pour qu’elle soit plus simple à lire.",
    "tool": "un assistant de conversation",
    "information": "la note, sans le nom",
    "change": "",
    "need": "",
}


@dataclass(frozen=True)
class Door:
    """Where cards are sent, and what goes with each."""

    port: int
    page: str
    fields: tuple[tuple[str, str], ...] = ()

    def send(self) -> None:
        token = secrets.token_urlsafe(16)
        status, _ = self.ask("POST", urlencode({**dict(self.fields), "token": token, **CARD}))
        if status != 302:
            raise RuntimeError(f"A card was not received: {status}")

    def ask(self, method: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
        talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            talk.request(method, self.page, body=body, headers=headers)
            answer = talk.getresponse()
            return answer.status, answer.read().decode()
        finally:
            talk.close()

    def crowd(self) -> None:
        threads = [threading.Thread(target=self._send_many) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _send_many(self) -> None:
        for _ in range(CARDS_EACH):
            self.send()


def measure() -> tuple[Compared, ...]:
    """Void where a card that was acknowledged is not in the database."""
    with tempfile.TemporaryDirectory(prefix="balises-bench-") as name:
        folder = Path(name)
        with balises(folder) as ours, bare(folder) as peer:
            expected = [count + CLIENTS * CARDS_EACH * (ROUNDS + 1) for count in _row_counts(folder)]
            plan = Plan(count=CLIENTS * CARDS_EACH, rounds=ROUNDS)
            titles = ("a card arrives and is committed", "bare Django view, one INSERT")
            told = compare(titles, ours=ours.crowd, peer=peer.crowd, plan=plan)
            if _row_counts(folder) != expected:
                raise RuntimeError("Cards are missing: the measure is void.")
        return (told,)


def _row_counts(folder: Path) -> list[int]:
    counted = []
    for database, table in ((".demo/home/balises.sqlite3", "boxes_envelope"), ("bare.sqlite3", "card")):
        with sqlite3.connect(folder / database) as connection:
            counted.append(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    return counted


@contextmanager
def balises(folder: Path) -> Iterator[Door]:
    """The demonstration, served for real; cards go to its open harvest."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BALISES_")}
    with _served([str(PROGRAMS / "balises"), "demo", "--port", str(port)], folder, environment, port, "/sante"):
        with sqlite3.connect(folder / ".demo/home/balises.sqlite3") as connection:
            asked = "SELECT target FROM boxes_box WHERE state = 'open' AND target LIKE '%/cartes/%'"
            page = connection.execute(asked).fetchone()[0]
        form = Door(port, page).ask("GET")[1]
        activity = dict(HIDDEN.findall(form))["activity"]
        yield Door(port, page, (("activity", unescape(activity)),))


@contextmanager
def bare(folder: Path) -> Iterator[Door]:
    port = _free_port()
    options = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "32", "--port", str(port))
    command = [str(PROGRAMS / "granian"), *options, "--no-access-log", "--log-level", "warning", "bare:application"]
    environment = {**os.environ, "BARE_DATABASE": str(folder / "bare.sqlite3"), "PYTHONPATH": str(HERE)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with _served(command, folder, environment, port, "/"):
        yield Door(port, "/")


@contextmanager
def _served(command: list[str], folder: Path, environment: dict[str, str], port: int, page: str) -> Iterator[None]:
    with (folder / f"{port}.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait(Door(port, page), server, folder / f"{port}.log")
            yield
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(door: Door, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if door.ask("GET")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"A server did not start:\n{log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
