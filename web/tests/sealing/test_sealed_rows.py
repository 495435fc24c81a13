"""SQL typed by hand against a sealed table: on SQLite, or on PostgreSQL where DATABASE_URL names a server."""

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, models

from balises.shared.sealed_rows import missing_triggers, sealed_models

SERVER = os.environ.get("DATABASE_URL", "")
ENGINE = "postgresql" if SERVER.startswith("postgres") else "sqlite"
TESTS = Path(__file__).resolve().parents[1]
LEAFLETS = "leaflets_leaflet"
ROWS = [(1, 1, "First", "as printed", 1), (2, 2, "Second", "as printed", 1)]
INSERT = f"INTO {LEAFLETS} (id, number, title, body, folder_id) VALUES"
Migrate = Callable[..., subprocess.CompletedProcess[str]]

ON_BOTH = {
    "UPDATE": f"UPDATE {LEAFLETS} SET body = 'changed' WHERE id = 1",
    "UPDATE of the key": f"UPDATE {LEAFLETS} SET id = 9 WHERE id = 1",
    "DELETE": f"DELETE FROM {LEAFLETS} WHERE id = 1",
    "DELETE of all": f"DELETE FROM {LEAFLETS}",
    "ON CONFLICT DO UPDATE": f"INSERT {INSERT} (1, 7, 'Other', '', 1) ON CONFLICT (id) DO UPDATE SET body = 'changed'",
    "ON CONFLICT DO UPDATE by title": (
        f"INSERT {INSERT} (9, 7, 'First', '', 1) ON CONFLICT (title) DO UPDATE SET body = 'changed'"
    ),
}
ON_ONE = {
    "sqlite": {
        "REPLACE": f"REPLACE {INSERT} (1, 7, 'Other', 'changed', 1)",
        "INSERT OR REPLACE": f"INSERT OR REPLACE {INSERT} (1, 7, 'Other', 'changed', 1)",
        "REPLACE through a unique column": f"REPLACE {INSERT} (9, 7, 'First', 'changed', 1)",
        "REPLACE through a unique pair": f"REPLACE {INSERT} (9, 1, 'Other', 'changed', 1)",
        "REPLACE of a row with itself": f"REPLACE INTO {LEAFLETS} SELECT * FROM {LEAFLETS}",
        "UPDATE OR REPLACE": f"UPDATE OR REPLACE {LEAFLETS} SET title = 'Second' WHERE id = 1",
        "UPDATE OR IGNORE": f"UPDATE OR IGNORE {LEAFLETS} SET title = 'Other' WHERE id = 1",
        "INSERT OR IGNORE": f"INSERT OR IGNORE {INSERT} (1, 7, 'Other', 'changed', 1)",
    },
    "postgresql": {
        "TRUNCATE": f"TRUNCATE {LEAFLETS}",
        "TRUNCATE CASCADE from its folder": "TRUNCATE leaflets_folder CASCADE",
        "MERGE": (
            f"MERGE INTO {LEAFLETS} l USING leaflets_folder f ON l.folder_id = f.id "
            "WHEN MATCHED THEN UPDATE SET body = 'changed'"
        ),
        "UPDATE as a replica": (
            f"SET LOCAL session_replication_role = replica; UPDATE {LEAFLETS} SET body = 'changed' WHERE id = 1"
        ),
    },
}
STATEMENTS = {**ON_BOTH, **ON_ONE[ENGINE]}


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    if ENGINE == "sqlite":
        yield f"sqlite:///{folder}/leaflets.sqlite3"
        return
    name = f"sealing_{secrets.token_hex(6)}"
    with closing(psycopg.connect(SERVER, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{SERVER.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def by_hand(address: str) -> Any:
    """The bare driver, with nothing that Django sets: recursive_triggers is off on SQLite."""
    return sqlite3.connect(address.removeprefix("sqlite:///")) if ENGINE == "sqlite" else psycopg.connect(address)


def execute(address: str, *statements: str) -> None:
    with closing(by_hand(address)) as database, database:
        for statement in statements:
            database.execute(statement)


def rows(address: str) -> list[tuple[Any, ...]]:
    with closing(by_hand(address)) as database:
        found = database.execute(f"SELECT id, number, title, body, folder_id FROM {LEAFLETS} ORDER BY id")
        return [tuple(row) for row in found.fetchall()]


def django_command(address: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        **variables,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "sealing.settings",
        "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path]),
    }
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def migrate(address: str, *arguments: str, **variables: str) -> None:
    done = django_command(address, "migrate", *arguments, **variables)
    assert done.returncode == 0, done.stderr


def write_first_rows(address: str) -> None:
    execute(
        address,
        "INSERT INTO leaflets_folder (id, name) VALUES (1, 'Hall')",
        *(f"INSERT {INSERT} {row}" for row in ROWS),
    )


@pytest.fixture
def leaflets(tmp_path: Path) -> Iterator[str]:
    """The address of a database migrated up to the sealing, with two rows."""
    with fresh_database(tmp_path) as address:
        migrate(address, "leaflets", "0002")
        write_first_rows(address)
        yield address


@pytest.fixture(scope="module", params=["as made", "after a rebuild"])
def sealed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, once as the sealing left it and once after a migration that rebuilds the table."""
    with fresh_database(tmp_path_factory.mktemp("sealed")) as address:
        migrate(address, "leaflets", "0002")
        write_first_rows(address)
        if request.param == "after a rebuild":
            migrate(address)
        yield address


@pytest.mark.parametrize("has_recursive_triggers", [True, False] if ENGINE == "sqlite" else [False])
@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_the_database_refuses_to_touch_a_sealed_row(sealed: str, statement: str, has_recursive_triggers: bool) -> None:
    with closing(by_hand(sealed)) as database:
        if has_recursive_triggers:
            database.execute("PRAGMA recursive_triggers=ON")
        with pytest.raises(
            (sqlite3.IntegrityError, psycopg.IntegrityError), match=f"^sealed row: {LEAFLETS} is insert"
        ):
            database.execute(statement)

    assert rows(sealed) == ROWS


def test_a_new_row_still_enters_a_sealed_table(leaflets: str) -> None:
    execute(leaflets, f"INSERT {INSERT} (3, 3, 'Third', '', 1)")

    assert [row[0] for row in rows(leaflets)] == [1, 2, 3]


def test_a_table_that_is_not_sealed_changes_freely(leaflets: str) -> None:
    execute(leaflets, "UPDATE leaflets_folder SET name = 'Door'")

    with closing(by_hand(leaflets)) as database:
        assert tuple(database.execute("SELECT name FROM leaflets_folder").fetchone()) == ("Door",)


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL changes a table in place and keeps its triggers")
def test_the_migrate_of_django_alone_would_leave_the_table_open_after_a_rebuild(leaflets: str) -> None:
    migrate(leaflets, WITHOUT_OUR_MIGRATE="yes")

    execute(leaflets, STATEMENTS["UPDATE"])

    assert rows(leaflets)[0][3] == "changed"


def test_the_sealing_can_be_undone_by_its_own_migration_and_done_again(leaflets: str) -> None:
    migrate(leaflets, "leaflets", "0001", WITHOUT_OUR_MIGRATE="yes")
    execute(leaflets, STATEMENTS["UPDATE"])
    migrate(leaflets, "leaflets", "0002", WITHOUT_OUR_MIGRATE="yes")

    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        execute(leaflets, STATEMENTS["DELETE"])

    assert rows(leaflets)[0][3] == "changed"


def test_migrating_back_past_the_sealing_leaves_no_sealed_model_open(leaflets: str) -> None:
    migrate(leaflets, "leaflets", "0001")

    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        execute(leaflets, STATEMENTS["UPDATE"])


def test_every_table_can_still_be_unmade_by_its_migrations(leaflets: str) -> None:
    migrate(leaflets, "leaflets", "zero")

    with pytest.raises((sqlite3.OperationalError, psycopg.errors.UndefinedTable)):
        rows(leaflets)


@pytest.mark.skipif(ENGINE != "sqlite", reason="recursive_triggers is a setting of SQLite")
def test_migrate_fails_loudly_where_replace_would_delete_in_silence(leaflets: str) -> None:
    done = django_command(leaflets, "migrate", RECURSIVE_TRIGGERS="OFF")

    assert done.returncode != 0
    assert "PRAGMA recursive_triggers=ON is missing" in done.stderr


def test_the_sealing_can_be_read_as_sql_and_leaves_no_migration_to_make(leaflets: str) -> None:
    sql = django_command(leaflets, "sqlmigrate", "leaflets", "0002").stdout
    changes = django_command(leaflets, "makemigrations", "--check", "--dry-run", "leaflets")

    assert f'BEFORE UPDATE{" OR DELETE" if ENGINE == "postgresql" else ""} ON "{LEAFLETS}"' in sql
    assert changes.returncode == 0, changes.stdout


@pytest.mark.django_db
@pytest.mark.parametrize("model", sealed_models(), ids=lambda model: model._meta.label)
def test_every_sealed_table_of_the_product_stands_sealed(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        names = [trigger for trigger in triggers_on(cursor, model._meta.db_table) if trigger.startswith("sealed_")]

    assert len(names) == {"sqlite": 3, "postgresql": 2}[connection.vendor]
    assert missing_triggers(connection) == []


def triggers_on(cursor: Any, table: str) -> list[str]:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    else:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass", [table])
    return [row[0] for row in cursor.fetchall()]
