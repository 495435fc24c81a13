"""What an attacker holds: nightly copies of the database, logical and physical, logs, tokens, exact arrival times."""

import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

ENVELOPES, CARDS = "boxes_envelope", "cards_card"
LIBRARY = "library_edition"  # the same for everybody, half a megabyte: it is left out of the dumps


@dataclass(frozen=True)
class Row:
    """A row as it lies on the disk: its place (rowid or ctid), its transaction (xmin), its values."""

    place: tuple[int, ...]
    transaction: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Copy:
    """One night: the tables as they lie, and the whole logical dump as text."""

    envelopes: tuple[Row, ...]
    cards: tuple[Row, ...]
    dump: str


@dataclass(frozen=True)
class Person:
    """Someone invited. The network saw each arrival; the mail server saw the token."""

    number: int  # in the order of first arrivals, from 0
    address: str
    token: str
    arrivals: tuple[float, ...]


@dataclass(frozen=True)
class Evidence:
    people: tuple[Person, ...]
    nights: tuple[Copy, ...]
    after: Copy  # once the box is closed
    backups: tuple[str, ...]  # dumps of the backups made at closing
    key_files: tuple[str, ...]  # what the key folder still holds once the box is closed
    logs: str


def copy_database(address: str, *, folder: Path, box: str, collection: int) -> Copy:
    """Copy the files while the server runs, as a backup or a thief would; read the copy, not the server."""
    copier = _copy_sqlite if connection.vendor == "sqlite" else _copy_postgresql
    return copier(address, folder, box, collection)


def dump_of_backup(path: Path) -> str:
    if path.suffix == ".sqlite3":
        with sqlite3.connect(path) as copy:
            text = "\n".join(copy.iterdump())
        copy.close()
        return text
    return _run("pg_restore", "--file=-", str(path))


def _copy_sqlite(address: str, folder: Path, box: str, collection: int) -> Copy:
    original = Path(address.removeprefix("sqlite:///"))
    for suffix in ("", "-wal"):
        if original.with_name(original.name + suffix).exists():
            shutil.copy(original.with_name(original.name + suffix), folder / f"night{suffix}")
    copy = sqlite3.connect(folder / "night")
    copy.row_factory = sqlite3.Row
    copy.execute(f"DROP TABLE {LIBRARY}")
    night = Copy(
        envelopes=_sqlite_rows(copy, f"SELECT rowid AS place, * FROM {ENVELOPES} WHERE box_id = ?", box),
        cards=_sqlite_rows(copy, f"SELECT rowid AS place, * FROM {CARDS} WHERE collection_id = ?", collection),
        dump="\n".join(copy.iterdump()),
    )
    copy.close()
    for path in folder.glob("night*"):
        path.unlink()
    return night


def _sqlite_rows(copy: sqlite3.Connection, query: str, key: Any) -> tuple[Row, ...]:
    rows = [dict(row) for row in copy.execute(f"{query} ORDER BY rowid", [key])]
    return tuple(Row(place=(row.pop("place"),), transaction=0, values=row) for row in rows)


def _copy_postgresql(address: str, folder: Path, box: str, collection: int) -> Copy:
    return Copy(
        envelopes=_postgresql_rows(f"SELECT ctid, xmin, * FROM {ENVELOPES} WHERE box_id = %s::uuid", box),
        cards=_postgresql_rows(f"SELECT ctid, xmin, * FROM {CARDS} WHERE collection_id = %s", collection),
        dump=_run("pg_dump", f"--exclude-table-data={LIBRARY}", address),
    )


def _postgresql_rows(query: str, key: Any) -> tuple[Row, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f"{query} ORDER BY ctid", [key])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    return tuple(Row(place=_place(row.pop("ctid")), transaction=int(row.pop("xmin")), values=row) for row in rows)


def _place(ctid: Any) -> tuple[int, ...]:
    return tuple(int(part) for part in str(ctid).strip("()").split(","))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
