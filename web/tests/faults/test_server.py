"""kill -9 of the whole server, five times, while phones write cards: what was acknowledged is there, once."""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from urllib.parse import urlencode

from django.db import connection

from balises.boxes.models import Box
from balises.boxes.rules import BoxState
from balises.cards.models import Card, CardCollection
from balises.cards.services import close_collection
from balises.organisations.models import Organisation
from factories.cards import open_collection, typed

KILLS, PHONES = 5, 6
LOAD_SECONDS = 1.5  # between two kills, at least
START_SECONDS, CLOSING_SECONDS = 60, 60
_HIDDEN = re.compile(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"')


class Server:
    """The real one, with its worker, in a group of processes that dies together."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def start(self) -> None:
        command = [sys.executable, "-m", "balises", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline and self.process.poll() is None, "the server did not start"
            time.sleep(0.1)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _answers(self) -> bool:
        try:
            status, _ = ask(self.port, "GET", "/sante")
        except (OSError, http.client.HTTPException):
            return False
        return status == 200


def ask(port: int, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
    phone = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
    try:
        phone.request(method, path, body=urlencode(fields) if fields else None, headers=headers)
        answer = phone.getresponse()
        return answer.status, answer.read().decode()
    finally:
        phone.close()


class Phone(threading.Thread):
    """Writes one card after another; when the network fails it taps the button again, or gives up."""

    def __init__(self, number: int, *, port: int, target: str, is_over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.target, self.is_over = number, port, target, is_over
        self.tried: set[str] = set()
        self.acknowledged: set[str] = set()
        self.failure_count = 0

    def run(self) -> None:
        while not self.is_over.is_set():
            with suppress(OSError, http.client.HTTPException):
                self._write(f"Phone {self.number}, carte {len(self.tried)}")
            time.sleep(0.01)

    def _write(self, purpose: str) -> None:
        _, page = ask(self.port, "GET", self.target)
        fields = {**dict(_HIDDEN.findall(page)), **typed(purpose=purpose)}
        self.tried.add(purpose)
        for _ in range(random.choice((1, 40))):
            try:
                status, _ = ask(self.port, "POST", self.target, fields)
            except (OSError, http.client.HTTPException):
                self.failure_count += 1
                time.sleep(0.25)
                continue
            if status == 302:
                self.acknowledged.add(purpose)
            return


def test_what_was_acknowledged_before_each_kill_is_there_once(installation: Organisation) -> None:
    collection = open_collection(installation)
    assert collection.box is not None
    server, is_over = Server(), threading.Event()
    server.start()
    phones = [Phone(n, port=server.port, target=collection.box.target, is_over=is_over) for n in range(PHONES)]
    for phone in phones:
        phone.start()

    for _ in range(KILLS):
        time.sleep(LOAD_SECONDS + random.random())
        server.kill()
        server.start()
    time.sleep(LOAD_SECONDS)
    is_over.set()
    for phone in phones:
        phone.join()
    close_collection(collection, by=None)
    wait_until_closed(collection)
    server.kill()

    acknowledged = set().union(*(phone.acknowledged for phone in phones))
    tried = set().union(*(phone.tried for phone in phones))
    cards = Counter(Card.objects.values_list("purpose", flat=True))
    assert sum(phone.failure_count for phone in phones) > 0  # the kills were felt
    assert len(acknowledged) > 10 * KILLS
    assert acknowledged - set(cards) == set()
    assert set(cards) - tried == set()
    assert [purpose for purpose, count in cards.items() if count > 1] == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def wait_until_closed(collection: CardCollection) -> None:
    deadline = time.monotonic() + CLOSING_SECONDS
    while Box.objects.get(pk=collection.box_id).state != BoxState.CLOSED:
        assert time.monotonic() < deadline, "the worker did not close the box"
        time.sleep(0.2)
