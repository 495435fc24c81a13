"""One demonstration for a module, built once; what each test changes is rolled back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings

from balises.organisations.models import Organisation
from balises.site.demonstration.build import build
from factories.databases import own_copy


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Organisation, Path]]:
    """The invented association: building it closes boxes, which commits, so it has a database of its own."""
    folder = tmp_path_factory.mktemp("demonstration")
    (folder / "keys").mkdir(mode=0o700)
    own = {"KEYS_FOLDER": folder / "keys", "BACKUPS_FOLDER": folder / "backups"}
    mail = {"EMAIL_BACKEND": "balises.shared.mail.WaitingBackend"}
    with django_db_blocker.unblock(), own_copy(connections, folder=folder):
        with override_settings(**own, **mail):
            article = build()
        yield article.organisation, folder / "keys"


@pytest.fixture
def demonstration(own_folders: None, built: tuple[Organisation, Path], db: None, settings: Any) -> Organisation:
    """An installation that says it is the demonstration, with the keys of its boxes."""
    organisation, settings.KEYS_FOLDER = built
    settings.IS_DEMONSTRATION = True
    return organisation
