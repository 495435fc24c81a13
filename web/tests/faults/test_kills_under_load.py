"""The real server killed with `kill -9` while cards arrive over HTTP: who was thanked has a card, once."""

import http.client
import itertools
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection

from balises.boxes.models import Box, Envelope
from balises.boxes.rules import BoxState
from balises.cards.models import Card, CardCollection
from balises.cards.services import close_collection
from balises.organisations.models import Organisation
from balises.shared.envelopes import boxes_with_keys
from factories.cards import open_collection, typed
from faults.installation import Installation

THREAD_COUNT = 4
BETWEEN_KILLS = 12  # cards thanked for, at least, before the next kill
PATIENCE_SECONDS = 60
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Room:
    """People who write cards, one after another; each sends again what was not acknowledged, as a phone does."""

    port: int
    page: str
    sent: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    cut_count: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    is_over: threading.Event = field(default_factory=threading.Event)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def write_cards(self) -> None:
        while not self.is_over.is_set():
            self.write_card(f"Carte {next(self._numbers)}")

    def write_card(self, purpose: str) -> None:
        """One person: reads the form, fills it, sends it until thanked, or until told that it is closed."""
        form = dict(HIDDEN.findall(self.ask("GET")[1]))
        if not form.get("token"):
            return
        self.sent.append(purpose)
        body = urlencode({**{name: unescape(value) for name, value in form.items()}, **typed(purpose=purpose)})
        while not self.is_over.is_set():
            status, told = self.ask("POST", body)
            if status == 302 and told.endswith("/merci"):
                self.acknowledged.append(purpose)
                return

    def ask(self, method: str, body: str | None = None) -> tuple[int, str]:
        """The status, and the page or where it leads; (0, "") where the server was down, or died on the way."""
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"} if body else {}
        talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            talk.request(method, self.page, body=body, headers=headers)
            answer = talk.getresponse()
            page = answer.read().decode()
        except ConnectionRefusedError:  # nobody listens yet
            time.sleep(0.2)
            return 0, ""
        except (OSError, http.client.HTTPException):
            self.cut_count += 1
            return 0, ""
        finally:
            talk.close()
        self.answers[answer.status] += 1
        if answer.status == 410:
            self.is_over.set()
        return answer.status, answer.headers.get("Location", "") or page

    def wait_for_more(self, count: int) -> None:
        wanted = len(self.acknowledged) + count
        wait_until(lambda: len(self.acknowledged) >= wanted)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def full_of_people(room: Room) -> Iterator[None]:
    threads = [threading.Thread(target=room.write_cards) for _ in range(THREAD_COUNT)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        room.is_over.set()
        for thread in threads:
            thread.join(timeout=40)


@pytest.fixture
def collection(its_organisation: Organisation) -> CardCollection:
    return open_collection(its_organisation)


def start_with(installation: Installation, collection: CardCollection) -> Room:
    installation.start()
    box = Box.objects.get(pk=collection.box_id)
    connection.close()
    return Room(installation.port, box.target)


def state_of(collection: CardCollection) -> str:
    state: str = Box.objects.values_list("state", flat=True).get(pk=collection.box_id)
    return state


@pytest.mark.parametrize("kill_count", [1, pytest.param(5, marks=pytest.mark.slow)])
def test_who_was_thanked_has_a_card_once_however_often_the_server_was_killed(
    installation: Installation, collection: CardCollection, kill_count: int
) -> None:
    room = start_with(installation, collection)
    with full_of_people(room):
        for _ in range(kill_count):
            room.wait_for_more(BETWEEN_KILLS)
            installation.kill()
            installation.start()
        room.wait_for_more(BETWEEN_KILLS)
        close_collection(collection, by=None)
        assert room.is_over.wait(PATIENCE_SECONDS)
    wait_until(lambda: state_of(collection) == BoxState.CLOSED)

    cards = Counter(Card.objects.filter(collection=collection).values_list("purpose", flat=True))
    missing, twice = set(room.acknowledged) - set(cards), [each for each, count in cards.items() if count > 1]
    print(
        f"proof: server killed {kill_count}× under load on {connection.vendor}: {len(room.acknowledged)} cards "
        f"acknowledged, {room.cut_count} requests cut on the way, {cards.total()} cards after closing, "
        f"{len(missing)} lost, {len(twice)} twice"
    )
    assert (missing, twice) == (set(), [])
    assert set(cards) <= set(room.sent)
    assert room.cut_count > 0  # the kills fell on people who were sending
    assert set(room.answers) <= {200, 302, 410}
    assert (Envelope.objects.count(), boxes_with_keys(installation.folder / "keys")) == (0, ())


@contextmanager
def someone_who_reads_on() -> Iterator[None]:
    """Another reader of the database, because of whom the closing process cannot sweep, and waits."""
    reader = connection.copy()
    reader.connect()
    begin = "BEGIN" if reader.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
    with reader.cursor() as cursor:
        cursor.execute(begin)
        cursor.execute("SELECT count(*) FROM boxes_envelope")
        cursor.fetchone()
        yield
        cursor.execute("ROLLBACK")
    reader.close()


@pytest.mark.slow
def test_a_closing_cut_short_by_the_death_of_the_server_is_resumed_when_it_starts(
    installation: Installation, collection: CardCollection
) -> None:
    room = start_with(installation, collection)
    for number in range(6):
        room.write_card(f"Carte {number}")
    with someone_who_reads_on():
        close_collection(collection, by=None)
        wait_until(lambda: state_of(collection) == BoxState.EMPTIED)
        installation.kill()
    state_meanwhile = state_of(collection)
    installation.start()
    wait_until(lambda: state_of(collection) == BoxState.CLOSED)

    purposes = sorted(Card.objects.filter(collection=collection).values_list("purpose", flat=True))
    assert state_meanwhile == BoxState.EMPTIED
    assert purposes == sorted(room.acknowledged) == [f"Carte {number}" for number in range(6)]
    assert (Envelope.objects.count(), boxes_with_keys(installation.folder / "keys")) == (0, ())
