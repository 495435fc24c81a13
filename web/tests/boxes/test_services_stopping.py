"""Shutting a box under load, and the process of its own that opens it."""

import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from balises.boxes import services
from balises.boxes.models import Box, Envelope
from balises.boxes.rules import BoxState
from balises.cards.models import Card, CardCollection
from balises.cards.rules import CollectionState
from balises.cards.services import close_collection
from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from balises.shared.envelopes import boxes_with_keys
from balises.shared.errors import Refused
from factories.boxes import make_box, put_envelopes, stop
from factories.cards import open_collection, put_cards
from factories.organisations import make_organisation

DUE = "balises.cards.tasks.seal_results"


@pytest.fixture
def organisation_of_own(own_database: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Organisation]:
    """A database and folders that a process started from here finds too."""
    monkeypatch.setenv("BALISES_KEYS", str(settings.KEYS_FOLDER))
    monkeypatch.setenv("BALISES_HOME", str(settings.BACKUPS_FOLDER.parent))
    organisation = make_organisation()
    with organisation_scope(organisation.pk):
        yield organisation


def test_stopping_schedules_the_opening_and_happens_once(in_scope: Organisation) -> None:
    box = make_box()

    stop(box)
    with pytest.raises(Refused) as refused:
        stop(box)

    assert refused.value.refusal.code == "boxes.closed"
    assert DBTaskResult.objects.filter(task_path=DUE).count() == 1


def test_every_acknowledged_answer_is_in_when_the_box_shuts_under_load(organisation_of_own: Organisation) -> None:
    box = make_box()
    acknowledged: list[str] = []

    def arrive() -> None:
        with organisation_scope(organisation_of_own.pk):
            try:
                while True:
                    token = services.new_token()
                    services.put_envelope(box, token=token, plaintext=b"oui")
                    acknowledged.append(token)
            except Refused:
                pass
            finally:
                connection.close()

    threads = [threading.Thread(target=arrive) for _ in range(4)]
    for thread in threads:
        thread.start()
    while len(acknowledged) < 40:
        assert any(thread.is_alive() for thread in threads)
    stop(box)
    for thread in threads:
        thread.join()

    assert Envelope.objects.count() == len(acknowledged)


def test_two_taps_at_once_make_one_envelope(organisation_of_own: Organisation) -> None:
    box, token = make_box(), services.new_token()
    ready = threading.Barrier(6)

    def arrive() -> None:
        with organisation_scope(organisation_of_own.pk):
            ready.wait()
            services.put_envelope(box, token=token, plaintext=b"oui")
            connection.close()

    threads = [threading.Thread(target=arrive) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Envelope.objects.count() == 1


def test_the_box_is_opened_in_a_process_of_its_own(organisation_of_own: Organisation, settings: Any) -> None:
    collection = open_collection(organisation_of_own)
    put_cards(collection, count=6)
    close_collection(collection, by=None)

    services.close_in_own_process("cards.seal_results", organisation_of_own.pk, collection.pk)

    assert Card.objects.count() == 6
    assert Box.objects.get().state == BoxState.CLOSED
    assert boxes_with_keys(settings.KEYS_FOLDER) == ()
    assert list(settings.BACKUPS_FOLDER.iterdir()) != []


def test_a_process_killed_on_its_way_is_tried_again_later(
    organisation_of_own: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = open_collection(organisation_of_own)
    put_cards(collection, count=5)
    close_collection(collection, by=None)
    DBTaskResult.objects.all().delete()
    monkeypatch.setenv("BALISES_KILL_AFTER", "write_and_empty")

    services.close_in_own_process("cards.seal_results", organisation_of_own.pk, collection.pk)

    again = DBTaskResult.objects.get(task_path=DUE)
    assert again.args_kwargs["args"] == [organisation_of_own.pk, collection.pk, 1]
    assert again.run_after is not None
    assert Box.objects.get().state == BoxState.EMPTIED


def test_closings_cut_short_are_resumed_at_start(organisation_of_own: Organisation, settings: Any) -> None:
    collection = open_collection(organisation_of_own)
    put_cards(collection, count=5)
    close_collection(collection, by=None)
    DBTaskResult.objects.all().delete()  # the worker died with its task

    resumed_count = services.resume_closings()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    assert resumed_count == 1
    assert Card.objects.count() == 5
    assert CardCollection.objects.get().state == CollectionState.CLOSED
    assert services.resume_closings() == 0
    assert "BALISES_KILL_AFTER" not in os.environ


def test_a_box_still_open_is_not_resumed(in_scope: Organisation) -> None:
    put_envelopes(make_box(), count=5)

    assert services.resume_closings() == 0
