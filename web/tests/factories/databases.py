"""Copies of the migrated test database: sealed rows refuse the flush that other test suites rely on."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ALIAS = "default"


@contextmanager
def own_copy(connections: Any, *, folder: Path) -> Iterator[str]:
    """Point the default connection, in every thread, at a fresh copy; give its address as a URL."""
    original = connections[ALIAS]
    copier = _sqlite_copy if original.vendor == "sqlite" else _postgresql_copy
    with copier(original, folder) as (name, address):
        former = connections.settings[ALIAS]["NAME"]
        connections.settings[ALIAS]["NAME"] = name
        copy = original.copy()
        copy.settings_dict = {**original.settings_dict, "NAME": name}
        connections[ALIAS] = copy
        try:
            yield address
        finally:
            copy.close()
            connections[ALIAS] = original
            connections.settings[ALIAS]["NAME"] = former


@contextmanager
def _sqlite_copy(original: Any, folder: Path) -> Iterator[tuple[str, str]]:
    path = folder / "own.sqlite3"
    with original.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    yield str(path), f"sqlite:///{path}"
    shutil.rmtree(folder / "own", ignore_errors=True)


@contextmanager
def _postgresql_copy(original: Any, folder: Path) -> Iterator[tuple[str, str]]:
    source = original.settings_dict["NAME"]
    name = f"own_{secrets.token_hex(6)}"
    original.close()
    with original._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    settings = original.settings_dict
    address = f"postgres://{quote(settings['USER'])}@{settings['HOST']}:{settings['PORT']}/{name}"
    try:
        yield name, address
    finally:
        with original._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
