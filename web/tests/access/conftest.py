"""One world for the whole folder: nothing here changes it, each act is rolled back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import Client, override_settings

from balises.accounts.models import User
from factories.databases import own_copy
from factories.world import World, make_world


@pytest.fixture(scope="package")
def world_keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("world")
    (folder / "keys").mkdir(mode=0o700)
    return {"KEYS_FOLDER": folder / "keys", "BACKUPS_FOLDER": folder / "backups"}


@pytest.fixture(scope="package")
def world(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    world_keys: dict[str, Any],
) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world-database")
    mail = {"EMAIL_BACKEND": "balises.shared.mail.WaitingBackend"}
    with django_db_blocker.unblock(), own_copy(connections, folder=folder):
        with override_settings(**world_keys, **mail):
            made = make_world()
        yield made


@pytest.fixture(autouse=True)
def in_world(own_folders: None, settings: Any, world: World, world_keys: dict[str, Any]) -> None:
    """The boxes of the world find their keys again."""
    for name, value in world_keys.items():
        setattr(settings, name, value)


@pytest.fixture(scope="package")
def signed_in(world: World) -> dict[int | None, Client]:
    """A client for each person of the world, by key, signed in before any test; nobody is a stranger."""
    clients: dict[int | None, Client] = {None: Client()}
    for user in User.objects.all():
        clients[user.pk] = Client()
        clients[user.pk].force_login(user)
    return clients
