"""kill -9 of the closing process, after each step and at any instant: nothing lost, nothing twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from balises.boxes.models import Box, Envelope
from balises.boxes.rules import BoxState, Outcome
from balises.boxes.services import resume_closings
from balises.cards.models import Card, CardCollection
from balises.cards.rules import CollectionState
from balises.cards.services import close_collection
from balises.organisations.models import Organisation
from balises.shared.envelopes import boxes_with_keys
from factories.cards import open_collection, put_cards

STEPS = ("write_and_empty", "destroy_keys", "shrink", "back_up", "mark_closed")


def stopped(organisation: Organisation, *, count: int) -> CardCollection:
    collection = open_collection(organisation)
    put_cards(collection, count=count)
    close_collection(collection, by=None)
    return CardCollection.objects.select_related("box", "process").get(pk=collection.pk)


def closing_process(collection: CardCollection, *, kill_after: str = "") -> subprocess.Popen[bytes]:
    organisation_pk = collection.process.organisation_id
    command = [sys.executable, "-m", "balises", "close", "cards.seal_results", str(organisation_pk), str(collection.pk)]
    return subprocess.Popen(command, env={**os.environ, "BALISES_KILL_AFTER": kill_after})


def assert_whole(collection: CardCollection, settings: Any, *, count: int) -> None:
    """Closed for good: each card once, no envelope, no key, a backup."""
    box = Box.objects.get(pk=collection.box_id)
    cards = Counter(Card.objects.filter(collection=collection).values_list("purpose", flat=True))
    assert cards == {f"Usage numéro {number}": 1 for number in range(count)}
    assert (box.state, box.outcome) == (BoxState.CLOSED, Outcome.OPENED)
    assert Envelope.objects.filter(box=box).count() == 0
    assert box.name_of_keys not in boxes_with_keys(settings.KEYS_FOLDER)
    assert CardCollection.objects.get(pk=collection.pk).state == CollectionState.CLOSED
    assert list(settings.BACKUPS_FOLDER.glob("balises-*")) != []


@pytest.mark.parametrize("step", STEPS)
def test_a_closing_killed_after_a_step_is_started_again_and_ends_whole(
    installation: Organisation, settings: Any, step: str
) -> None:
    collection = stopped(installation, count=7)

    killed = closing_process(collection, kill_after=step).wait()
    keys_meanwhile = boxes_with_keys(settings.KEYS_FOLDER)
    cards_meanwhile = set(Card.objects.values_list("pk", flat=True))
    ended = closing_process(collection).wait()

    assert (killed, ended) == (-signal.SIGKILL, 0)
    assert (keys_meanwhile != ()) == (step == "write_and_empty")  # destroyed after the commit, never before
    assert cards_meanwhile == set(Card.objects.values_list("pk", flat=True))  # written once, not written again
    assert_whole(collection, settings, count=7)


def test_a_closing_killed_at_any_instant_is_started_again_and_ends_whole(
    installation: Organisation, settings: Any
) -> None:
    started = time.monotonic()
    assert closing_process(stopped(installation, count=40)).wait() == 0
    whole_seconds = time.monotonic() - started

    for share in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        collection = stopped(installation, count=40)
        process = closing_process(collection)
        time.sleep(whole_seconds * share)
        process.kill()
        process.wait()

        assert closing_process(collection).wait() == 0
        assert_whole(collection, settings, count=40)


def test_two_closing_processes_at_once_end_as_one(installation: Organisation, settings: Any) -> None:
    collection = stopped(installation, count=12)

    processes = [closing_process(collection) for _ in range(2)]
    statuses = [process.wait() for process in processes]

    assert 0 in statuses
    if statuses != [0, 0]:  # one may find the file busy; it is tried again
        assert closing_process(collection).wait() == 0
    assert_whole(collection, settings, count=12)


def test_too_few_cards_killed_on_the_way_are_never_opened(installation: Organisation, settings: Any) -> None:
    collection = stopped(installation, count=4)

    killed = closing_process(collection, kill_after="write_and_empty").wait()
    ended = closing_process(collection).wait()

    box = Box.objects.get()
    assert (killed, ended) == (-signal.SIGKILL, 0)
    assert (box.state, box.outcome) == (BoxState.CLOSED, Outcome.DESTROYED_UNOPENED)
    assert (Card.objects.count(), Envelope.objects.count()) == (0, 0)
    assert boxes_with_keys(settings.KEYS_FOLDER) == ()


def test_a_server_killed_between_the_shutting_and_the_opening_resumes_at_start(
    installation: Organisation, settings: Any, run_tasks: Callable[[], None]
) -> None:
    collection = stopped(installation, count=5)

    resumed_count = resume_closings()
    run_tasks()

    assert resumed_count == 1
    assert_whole(collection, settings, count=5)
