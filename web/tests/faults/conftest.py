"""An installation that other processes share: a database, keys and backups of the test's own."""

from collections.abc import Iterator
from typing import Any

import pytest

from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from factories.organisations import make_organisation


@pytest.fixture
def installation(own_database: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Organisation]:
    """An organisation that a process started from here finds too."""
    monkeypatch.setenv("BALISES_KEYS", str(settings.KEYS_FOLDER))
    monkeypatch.setenv("BALISES_HOME", str(settings.BACKUPS_FOLDER.parent))
    organisation = make_organisation()
    with organisation_scope(organisation.pk):
        yield organisation
