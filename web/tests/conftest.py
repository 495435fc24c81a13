"""Fixtures every test may use. Real rows, real databases, real tasks."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from balises.site.content import load_content
from factories.databases import own_copy
from factories.organisations import make_organisation


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A test database as a server that has started once leaves it: migrated, the library in it.

    Also where no test of the run asks for `db`: pytest-django then makes none.
    """
    name = str(connection.settings_dict["NAME"])
    is_made = name.startswith("test_") or "mode=memory" in name
    with django_db_blocker.unblock():
        made = () if is_made else setup_databases(verbosity=0, interactive=False)
        load_content(settings.CONTENT_FOLDER)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


# The sealing starts processes on the engine of the run: it belongs to both, whatever its tests ask for.
ON_BOTH_ENGINES = {"sealing"}
DATABASE_FIXTURES = {"db", "django_db_setup", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what a database can change: the whole suite has run on SQLite before."""
    if connection.vendor != "postgresql":
        return
    aside = [item for item in items if not meets_a_database(item)]
    if aside:
        config.hook.pytest_deselected(items=aside)
        items[:] = [item for item in items if meets_a_database(item)]


def meets_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("any_engine"):
        return False
    asked = set(getattr(item, "fixturenames", ()))
    return bool(
        asked & DATABASE_FIXTURES or item.get_closest_marker("django_db") or ON_BOTH_ENGINES & set(item.path.parts)
    )


# A test makes much and keeps little: looking for cycles every 700 objects costs time and finds nothing.
gc.set_threshold(100_000, 50, 50)


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
