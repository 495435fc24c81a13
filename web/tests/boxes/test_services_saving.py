"""Backups on a database of its own: what a copy holds, how long it stays."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from balises.boxes import services
from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from factories.boxes import make_box
from factories.organisations import make_organisation


@pytest.fixture
def organisation_of_its_own(own_database: str) -> Iterator[Organisation]:
    organisation = make_organisation()
    with organisation_scope(organisation.pk):
        yield organisation


def copy_of(folder: Path, *, days_ago: int) -> Path:
    suffix = "sqlite3" if connection.vendor == "sqlite" else "pgdump"
    path = folder / f"balises-{timezone.localdate() - timedelta(days=days_ago)}.{suffix}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"a copy of that day")
    return path


def test_a_backup_removes_the_copies_past_keeping(organisation_of_its_own: Organisation, settings: Any) -> None:
    settings.BACKUPS_KEPT_DAYS = 7
    old, kept = copy_of(settings.BACKUPS_FOLDER, days_ago=8), copy_of(settings.BACKUPS_FOLDER, days_ago=7)

    services.save_results()

    made = services.backup_of_today()
    assert set(settings.BACKUPS_FOLDER.iterdir()) == {kept, made}
    assert not old.exists()


def test_a_backup_that_fails_removes_nothing(organisation_of_its_own: Organisation, settings: Any) -> None:
    old = copy_of(settings.BACKUPS_FOLDER, days_ago=400)
    made = services.backup_of_today()
    assert made is not None
    made.with_suffix(f"{made.suffix}.part").mkdir()  # nothing can be written there

    with pytest.raises(OSError, match=r".part"):
        services.save_results()

    assert old.exists()


def test_copies_end_even_where_nothing_closes_any_more(settings: Any) -> None:
    old, last = copy_of(settings.BACKUPS_FOLDER, days_ago=90), copy_of(settings.BACKUPS_FOLDER, days_ago=60)

    assert services.prune_backups() == 1

    assert (old.exists(), last.exists()) == (False, True)


def test_the_command_says_where_the_copy_is_and_leaves_the_keys_out(
    organisation_of_its_own: Organisation, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    make_box()
    keys = [path.read_bytes() for path in settings.KEYS_FOLDER.rglob("*") if path.is_file()]
    assert len(keys) >= 2

    call_command("back_up")

    (path,) = settings.BACKUPS_FOLDER.iterdir()
    assert capsys.readouterr().out.strip() == str(path)
    assert not any(key in path.read_bytes() for key in keys)
    if connection.vendor == "sqlite":
        with sqlite3.connect(path) as copy:
            assert copy.execute("SELECT name FROM organisations_organisation").fetchone()
        copy.close()
