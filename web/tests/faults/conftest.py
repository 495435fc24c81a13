"""An installation whose processes and the test share one database and one folder of keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from factories.organisations import make_organisation
from faults.installation import Installation


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


@pytest.fixture
def installation(own_database: str, settings: Any, tmp_path: Path) -> Iterator[Installation]:
    here = Installation(tmp_path, own_database)
    yield here
    here.kill()


@pytest.fixture
def its_organisation(installation: Installation) -> Iterator[Organisation]:
    organisation = make_organisation()
    with organisation_scope(organisation.pk):
        yield organisation
