"""The closing process killed, for real, after each step, inside the transaction, at its start, and at any moment."""

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import pytest

from balises.boxes.models import Box, Envelope
from balises.boxes.rules import Backup, BoxState, Outcome
from balises.boxes.services import new_token
from balises.cards.models import Card, CardCollection
from balises.cards.rules import CollectionState
from balises.cards.services import SEALING, close_collection, put_card
from balises.organisations.models import Organisation
from balises.shared.envelopes import boxes_with_keys
from factories.cards import card, open_collection
from faults.installation import COMMAND_SECONDS, Installation

KILLED = -signal.SIGKILL
CARD_COUNT = 7
MOMENT_COUNT = 12

# The process of `balises close`, but dead between the writing of cards and the deletion of envelopes. `split` commits
# in between: the fault that one transaction is there to prevent.
KILLED_INSIDE = """
import os, signal, sys
import django
django.setup()
from django.db import connection
from balises.boxes import services as boxes
from balises.cards import queries, services
from balises.organisations.scoping import organisation_scope

how, organisation_pk, pk = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def write(opened):
    services._write_cards(collection, opened)
    if how == "split":
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")
    os.kill(os.getpid(), signal.SIGKILL)

with organisation_scope(organisation_pk):
    collection = queries.to_seal(pk)
    boxes.open_envelopes(queries.box_of(collection), write=write, fewer=lambda: None)
"""


@dataclass(frozen=True)
class Standing:
    """What a look from outside finds of a closing."""

    state: str
    purposes: tuple[str, ...]
    envelope_count: int
    has_keys: bool
    is_saved: bool


@dataclass(frozen=True)
class Harvest:
    """A harvest that was just closed, and the cards whose authors were thanked."""

    installation: Installation
    organisation: Organisation
    collection: CardCollection
    acknowledged: tuple[str, ...]

    @property
    def command(self) -> tuple[object, ...]:
        return ("close", SEALING, self.organisation.pk, self.collection.pk)

    def standing(self) -> Standing:
        box = Box.objects.get(pk=self.collection.box_id)
        cards = Card.objects.filter(collection=self.collection)
        keys, backups = self.installation.folder / "keys", self.installation.folder / "backups"
        return Standing(
            state=box.state,
            purposes=tuple(sorted(cards.values_list("purpose", flat=True))),
            envelope_count=Envelope.objects.filter(box=box).count(),
            has_keys=str(box.pk) in boxes_with_keys(keys),
            is_saved=backups.exists() and any(path.suffix != ".part" for path in backups.iterdir()),
        )

    def stand_together(self) -> bool:
        """All cards and no envelope, or no card and all envelopes. Anything else is loss or a card told twice."""
        found = self.standing()
        before, after = ((), CARD_COUNT), (self.acknowledged, 0)
        return (found.purposes, found.envelope_count) in {before, after}

    def ended_well(self) -> bool:
        """Every acknowledged card once, and nothing left of its envelope; said the same by box and harvest."""
        box = Box.objects.get(pk=self.collection.box_id)
        state = CardCollection.objects.get(pk=self.collection.pk).state
        is_whole = self.standing() == Standing(BoxState.CLOSED, self.acknowledged, 0, has_keys=False, is_saved=True)
        has_its_words = (box.outcome, box.backup, state) == (Outcome.OPENED, Backup.DONE, CollectionState.CLOSED)
        return is_whole and has_its_words and box.unreadable_count == 0


def close_one(installation: Installation, organisation: Organisation, *, title: str = "Récolte de juin") -> Harvest:
    collection = open_collection(organisation, title=title)
    purposes = tuple(f"{title}, carte {number}" for number in range(CARD_COUNT))
    for purpose in purposes:
        put_card(collection, token=new_token(), card=card(purpose=purpose))
    close_collection(collection, by=None)
    return Harvest(installation, organisation, collection, purposes)


@pytest.fixture
def harvest(installation: Installation, its_organisation: Organisation) -> Harvest:
    return close_one(installation, its_organisation)


def kill_inside(harvest: Harvest, *, how: str) -> int:
    command = [sys.executable, "-c", KILLED_INSIDE, how, str(harvest.organisation.pk), str(harvest.collection.pk)]
    environment = harvest.installation.environment(DJANGO_SETTINGS_MODULE="balises.site.settings")
    return subprocess.run(command, env=environment, timeout=COMMAND_SECONDS, check=False).returncode


AFTER = {
    "write_and_empty": {"state": BoxState.EMPTIED, "has_keys": True, "is_saved": False},
    "destroy_keys": {"state": BoxState.EMPTIED, "has_keys": False, "is_saved": False},
    "shrink": {"state": BoxState.EMPTIED, "has_keys": False, "is_saved": False},
    "back_up": {"state": BoxState.EMPTIED, "has_keys": False, "is_saved": True},
    "mark_closed": {"state": BoxState.CLOSED, "has_keys": False, "is_saved": True},
}


@pytest.mark.parametrize(("step", "expected"), AFTER.items())
def test_a_closing_killed_after_a_step_and_started_again_ends_well(
    harvest: Harvest, step: str, expected: dict[str, Any]
) -> None:
    killed = harvest.installation.run(*harvest.command, BALISES_KILL_AFTER=step)
    meanwhile = harvest.standing()
    again = harvest.installation.run(*harvest.command)

    assert (killed, again) == (KILLED, 0)
    assert meanwhile == Standing(purposes=harvest.acknowledged, envelope_count=0, **expected)
    assert harvest.ended_well()


@pytest.mark.slow
def test_a_closing_killed_after_each_step_in_turn_ends_well(harvest: Harvest) -> None:
    killed = [harvest.installation.run(*harvest.command, BALISES_KILL_AFTER=step) for step in AFTER]
    again = harvest.installation.run(*harvest.command)

    assert (killed, again) == ([KILLED] * len(AFTER), 0)
    assert harvest.ended_well()


def test_a_closing_killed_as_it_starts_has_touched_nothing(harvest: Harvest) -> None:
    process = harvest.installation.popen(*harvest.command)
    process.kill()
    process.wait(timeout=20)
    meanwhile = harvest.standing()
    again = harvest.installation.run(*harvest.command)

    assert meanwhile == Standing(BoxState.CLOSING, (), CARD_COUNT, has_keys=True, is_saved=False)
    assert again == 0
    assert harvest.ended_well()


def test_a_closing_killed_inside_its_transaction_has_written_nothing(harvest: Harvest) -> None:
    killed = kill_inside(harvest, how="whole")
    meanwhile = harvest.standing()
    stood_together = harvest.stand_together()
    again = harvest.installation.run(*harvest.command)

    assert (killed, again) == (KILLED, 0)
    assert stood_together
    assert (meanwhile.state, meanwhile.purposes) == (BoxState.CLOSING, ())
    assert harvest.ended_well()


def test_control_a_transaction_split_in_two_would_be_seen(harvest: Harvest) -> None:
    killed = kill_inside(harvest, how="split")
    stood_together = harvest.stand_together()
    harvest.installation.run(*harvest.command)

    assert killed == KILLED
    assert not stood_together
    assert not harvest.ended_well()  # every card is there twice
    assert len(harvest.standing().purposes) == 2 * CARD_COUNT


def wait_until_emptied(harvest: Harvest, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and harvest.standing().state == BoxState.CLOSING:
        time.sleep(0.002)


@pytest.mark.slow
def test_a_closing_killed_at_any_moment_ends_well(installation: Installation, its_organisation: Organisation) -> None:
    first = close_one(installation, its_organisation, title="Récolte pour mesurer")
    started = time.monotonic()
    installation.run(*first.command)
    whole_seconds = time.monotonic() - started

    found = []
    for number in range(MOMENT_COUNT):
        harvest = close_one(installation, its_organisation, title=f"Récolte {number}")
        process = installation.popen(*harvest.command)
        if number % 2:  # the steps after the transaction are short beside the start of a process: wait for them
            wait_until_emptied(harvest, process)
            time.sleep(number * 0.004)
        else:
            time.sleep(whole_seconds * number / MOMENT_COUNT)
        process.kill()
        process.wait(timeout=20)
        found.append((harvest.standing().state, harvest.stand_together()))
        assert installation.run(*harvest.command) == 0
        assert harvest.ended_well(), f"killed at moment {number}"

    states = [state for state, _ in found]
    told = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    print(f"proof: {MOMENT_COUNT} closings killed at moments of their {whole_seconds:.1f} s; found {told}; 0 lost")
    assert all(stood_together for _, stood_together in found)
