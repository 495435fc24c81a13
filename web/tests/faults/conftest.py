"""An installation whose processes and the test share one database and one folder of keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from factories.organisations import make_organisation
from faults.installation import Installation


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
