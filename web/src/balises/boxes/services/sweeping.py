"""After a closing: the database gives up what it still held of deleted rows."""

import re
import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection

from balises.boxes.models import Envelope

TRIES = 20
PAUSE_SECONDS = 0.5
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code
_FIRST_NUMBER = re.compile(r"\d+")


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
