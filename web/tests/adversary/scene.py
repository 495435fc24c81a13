"""Twelve invited people write cards over five days, through the real pages; every night the database is copied."""

import io
import logging
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.test import Client

from adversary.evidence import Copy, Evidence, Person, copy_database, dump_of_backup
from balises.boxes import services as boxes
from balises.boxes.models import Box, Invitation
from balises.cards import services
from balises.cards.models import CardCollection
from balises.organisations.scoping import organisation_scope
from balises.shared.envelopes import invitation_token, read_arrival_key
from balises.site.logs import WithoutParticipants
from factories.cards import open_collection, typed
from factories.organisations import make_organisation

PEOPLE, DAYS = 12, 5
REPLACING_SHARE = 0.15
_HIDDEN = re.compile(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"')
_WORDS = [
    *("note", "rapport", "visite", "famille", "courrier", "résumé", "traduction", "juge", "réunion", "dossier"),
    *("entretien", "relire", "reformuler", "chercher", "expliquer", "classer", "préparer", "répondre", "budget"),
    *("logement", "école", "santé", "équipe", "planning", "outil"),
]

_phone = Client()  # one does for all: no page sets a cookie
Truth = dict[int, str]  # the number of a person, the purpose she wrote last


@contextmanager
def written_logs() -> Iterator[io.StringIO]:
    """Everything any logger says, through the filter that the product's own handler has."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutParticipants())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def play(database: str, *, folder: Path, settings: Any) -> tuple[Evidence, Truth]:
    """One harvest from the first mail to the backup after closing; what an attacker has of it, and the truth."""
    organisation = make_organisation()
    with organisation_scope(organisation.pk), written_logs() as logs:
        collection = open_collection(organisation)
        people = _invite(collection, settings)
        people, truth, nights = _live(people, collection, database=database, folder=folder)
        services.close_collection(collection, by=None)
        services.seal_results(collection.pk)
        evidence = Evidence(
            people=people,
            nights=nights,
            after=_night(collection, database=database, folder=folder),
            backups=tuple(dump_of_backup(path) for path in sorted(settings.BACKUPS_FOLDER.iterdir())),
            key_files=tuple(path.read_text("latin-1") for path in settings.KEYS_FOLDER.rglob("*") if path.is_file()),
            logs=logs.getvalue(),
        )
    return evidence, truth


def _invite(collection: CardCollection, settings: Any) -> list[Person]:
    box = _box(collection)
    boxes.invite(box, addresses=[f"personne-{number}@exemple.test" for number in range(PEOPLE)])
    arrival = read_arrival_key(settings.KEYS_FOLDER, box=box.name_of_keys)
    invitations = list(Invitation.objects.filter(box=box))
    random.shuffle(invitations)
    return [
        Person(number, each.address, invitation_token(each.pk, arrival=arrival), ())
        for number, each in enumerate(invitations)
    ]


def _live(
    people: list[Person], collection: CardCollection, *, database: str, folder: Path
) -> tuple[tuple[Person, ...], Truth, tuple[Copy, ...]]:
    """Each writes once on some day; some come back, and replace their card."""
    truth: Truth = {}
    nights = []
    first_day = sorted(random.choices(range(DAYS), k=PEOPLE))
    for day in range(DAYS):
        comers = [number for number in range(PEOPLE) if first_day[number] == day]
        back = [number for number in truth if random.random() < REPLACING_SHARE]
        for number in [*comers, *back]:
            people[number], truth[number] = _write(people[number], collection)
        nights.append(_night(collection, database=database, folder=folder))
    return tuple(people), truth, tuple(nights)


def _write(person: Person, collection: CardCollection) -> tuple[Person, str]:
    target = _box(collection).target
    page = _phone.get(f"{target}/{person.token}").content.decode()
    purpose = " ".join(random.choices(_WORDS, k=random.randint(4, 50)))
    answer = _phone.post(target, {**dict(_HIDDEN.findall(page)), **typed(purpose=purpose)})
    if answer.status_code != 302:
        raise AssertionError(answer.content.decode())
    return replace(person, arrivals=(*person.arrivals, time.time())), purpose


def _night(collection: CardCollection, *, database: str, folder: Path) -> Copy:
    key = str(_box(collection).pk)
    key = key.replace("-", "") if database.startswith("sqlite") else key
    return copy_database(database, folder=folder, box=key, collection=collection.pk)


def _box(collection: CardCollection) -> Box:
    if collection.box is None:
        raise ValueError("The harvest of a scene is open.")
    return collection.box
