"""Backups: the whole database beside itself, dated by the day; what is older than the host keeps is removed.

The keys are in another folder, so no copy opens anything. What was erased from the database is still in former copies:
that is why they end.
"""

import logging
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from balises.boxes import rules
from balises.boxes.rules import Backup

logger = logging.getLogger("balises.boxes")


def save_results() -> Backup:
    """Copy the whole database into the backups folder; the copies of days past keeping go once this one is whole."""
    path = backup_of_today()
    if path is None:
        logger.warning("pg_dump is not installed: saving the sealed results is left to the host.")
        return Backup.LEFT_TO_HOST
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _save(_copy_sqlite if connection.vendor == "sqlite" else _dump_postgresql, path)
    prune_backups()
    return Backup.DONE


def backup_of_today() -> Path | None:
    """Where today's copy stands; None where no program can make one."""
    folder: Path = settings.BACKUPS_FOLDER
    if connection.vendor == "sqlite":
        return folder / f"balises-{timezone.localdate()}.sqlite3"
    return folder / f"balises-{timezone.localdate()}.pgdump" if shutil.which("pg_dump") else None


def prune_backups() -> int:
    """Remove the copies past keeping, and what killed copies left; the newest whole one always stays. Says how many."""
    folder: Path = settings.BACKUPS_FOLDER
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    past = rules.backups_past_keeping(names, today=timezone.localdate(), kept_days=settings.BACKUPS_KEPT_DAYS)
    for name in past:
        (folder / name).unlink(missing_ok=True)
    return len(past)


def _save(copy: Callable[[Path], None], path: Path) -> None:
    """Under a passing name until it is whole and on the disk: a killed copy never passes for a backup."""
    passing = path.with_suffix(f"{path.suffix}.part")
    passing.unlink(missing_ok=True)
    copy(passing)
    passing.chmod(0o600)
    with passing.open("rb") as file:
        os.fsync(file.fileno())
    passing.replace(path)


def _copy_sqlite(path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])


def _dump_postgresql(path: Path) -> None:
    where = connection.get_connection_params()
    names = {"host": "host", "port": "port", "user": "username"}
    options = [f"--{name}={where[key]}" for key, name in names.items() if where.get(key)]
    environment = {**os.environ, "PGPASSWORD": str(where.get("password") or "")}
    command = ["pg_dump", "--format=custom", f"--file={path}", *options, str(where["dbname"])]
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL)
