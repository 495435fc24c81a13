"""Fixtures every test may use. Real rows, real databases, real tasks."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from factories.databases import own_copy
from factories.organisations import make_organisation


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A migrated test database, also where no test of the run asks for `db`: pytest-django then makes none."""
    name = str(connection.settings_dict["NAME"])
    if name.startswith("test_") or "mode=memory" in name:
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    """Each test has keys and backups of its own, and plain static files."""
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.KEYS_FOLDER.mkdir(mode=0o700)
    settings.BACKUPS_FOLDER = tmp_path / "backups"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the server makes it; it warns where it is missing
    settings.EMAIL_BACKEND = "balises.shared.mail.WaitingBackend"
    settings.BALISES_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make_organisation()


@pytest.fixture
def in_scope(organisation: Organisation) -> Iterator[Organisation]:
    """An organisation, with its scope open for the whole test."""
    with organisation_scope(organisation.pk):
        yield organisation


@pytest.fixture
def run_tasks() -> Callable[[], None]:
    """Run every task that is due, with the real worker."""

    def run() -> None:
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    return run


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own, copied from the migrated one: real commits, nothing to flush. Yields its URL."""
    with django_db_blocker.unblock(), own_copy(connections, folder=tmp_path) as address:
        os.environ["DATABASE_URL"], former = address, os.environ.get("DATABASE_URL")
        yield address
        if former is None:
            os.environ.pop("DATABASE_URL")
        else:
            os.environ["DATABASE_URL"] = former
