"""After a closing: the database gives up what it still held of deleted rows, and the results are saved."""

import logging
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from balises.boxes.models import Envelope
from balises.boxes.rules import Backup

TRIES = 20
PAUSE_SECONDS = 0.5
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code
_FIRST_NUMBER = re.compile(r"\d+")
logger = logging.getLogger("balises.boxes")


class SweepError(RuntimeError):
    """Traces of deleted rows remain because something else still reads them; the closing is tried again later."""


def shrink() -> None:
    """Rewrite what held envelopes, until the database says nothing is left of the deleted rows."""
    _until(_sqlite_is_swept if connection.vendor == "sqlite" else _postgresql_is_swept)


def _until(is_swept: Callable[[Any], bool]) -> None:
    for _ in range(TRIES):
        with connection.cursor() as cursor:
            if is_swept(cursor):
                return
        time.sleep(PAUSE_SECONDS)
    raise SweepError("The database could not be swept: another reader holds old rows.")


def _sqlite_is_swept(cursor: Any) -> bool:
    """The file rewritten without its free pages, the log emptied into it and cut to nothing."""
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    is_busy, left_in_log, _ = cursor.fetchone()
    cursor.execute("PRAGMA freelist_count")
    (free_pages,) = cursor.fetchone()
    return not is_busy and left_in_log <= 0 and free_pages == 0  # -1: the database keeps no log


def _postgresql_is_swept(cursor: Any) -> bool:
    """The envelope table in a new file, in which no dead row had to be kept for an older reader.

    It waits for the table a moment only: answers to other boxes would queue behind it.
    """
    kept_dead: list[int] = []

    def note(notice: Any) -> None:
        number = _FIRST_NUMBER.search(notice.message_detail or "")
        kept_dead.extend([int(number.group())] if number else [])

    cursor.execute("SET lock_timeout = '1s'")
    cursor.connection.add_notice_handler(note)
    try:
        cursor.execute(f"VACUUM (FULL, VERBOSE) {Envelope._meta.db_table}")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        return False
    finally:
        cursor.connection.remove_notice_handler(note)
        cursor.execute("RESET lock_timeout")
    return bool(kept_dead) and not any(kept_dead)


def save_results() -> Backup:
    """Copy the whole database beside it, dated by the day; keys are elsewhere, so no copy opens anything."""
    folder: Path = settings.BACKUPS_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if connection.vendor == "sqlite":
        return _save(_copy_sqlite, folder / f"balises-{timezone.localdate()}.sqlite3")
    if shutil.which("pg_dump"):
        return _save(_dump_postgresql, folder / f"balises-{timezone.localdate()}.pgdump")
    logger.warning("pg_dump is not installed: saving the sealed results is left to the host.")
    return Backup.LEFT_TO_HOST


def _save(copy: Callable[[Path], None], path: Path) -> Backup:
    """Under a passing name until it is whole and on the disk: a killed copy never passes for a backup."""
    passing = path.with_suffix(f"{path.suffix}.part")
    passing.unlink(missing_ok=True)
    copy(passing)
    passing.chmod(0o600)
    with passing.open("rb") as file:
        os.fsync(file.fileno())
    passing.replace(path)
    return Backup.DONE


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
