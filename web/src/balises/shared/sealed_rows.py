"""Sealed means sealed: the database itself refuses to change or remove the rows of a sealed table.

A model is sealed by `is_sealed = True` and by `SealRows("Model")` in its migrations. The command `migrate` puts back
whatever trigger is missing afterwards, since SQLite drops a table's triggers when it rebuilds the table.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, router, transaction
from django.db.backends.utils import truncate_name
from django.db.migrations.operations.base import Operation, OperationCategory

RECURSIVE_TRIGGERS = "PRAGMA recursive_triggers=ON"
_FUNCTION = "balises_refuse_sealed"
_FUNCTION_BODY = (
    " BEGIN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
    "MESSAGE = 'sealed row: ' || TG_TABLE_NAME || ' is insert-only'; END "
)
# Bits of pg_trigger.tgtype: row 1, before 2, delete 8, update 16, truncate 32.
_POSTGRESQL_EVENTS = {"rows": ("UPDATE OR DELETE", "ROW", 27), "truncate": ("TRUNCATE", "STATEMENT", 34)}


class SealRows(Operation):
    """Migration operation: from here on, the rows of the model are insert-only."""

    reduces_to_sql = True
    reversible = True
    category = OperationCategory.SQL

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Sealing is not part of Django's picture of the table."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._apply(to_state.apps.get_model(app_label, self.model_name), schema_editor, is_sealing=True)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._apply(from_state.apps.get_model(app_label, self.model_name), schema_editor, is_sealing=False)

    def describe(self) -> str:
        return f"Seal the rows of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"seal_{self.model_name.lower()}"

    def _apply(self, model: type[models.Model], schema_editor: Any, *, is_sealing: bool) -> None:
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        with schema_editor.connection.cursor() as cursor:
            triggers = list(_triggers(schema_editor.connection, cursor, model))
        for trigger in triggers:
            for statement in (trigger.drop, *(trigger.create if is_sealing else ())):
                schema_editor.execute(statement, params=None)


@dataclass(frozen=True)
class _Trigger:
    """How to make a trigger, and what the catalogue shows of it while it stands unaltered."""

    name: str
    drop: str
    create: tuple[str, ...]
    proof: Hashable


def sealed_models() -> list[type[models.Model]]:
    """Every model that says `is_sealed = True`. `is True`: a field may bear the same name."""
    return [
        model for model in apps.get_models() if getattr(model, "is_sealed", False) is True and not model._meta.proxy
    ]


def install_all(connection: Any) -> None:
    """Make again, in one transaction, each trigger that is missing or altered."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for trigger in _absent(connection, cursor):
            for statement in (trigger.drop, *trigger.create):
                cursor.execute(statement)


def missing_triggers(connection: Any) -> list[str]:
    """What should stand and does not: a trigger that is gone, altered, disabled; on SQLite, also the setting."""
    with connection.cursor() as cursor:
        missing = sorted(trigger.name for trigger in _absent(connection, cursor))
        if connection.vendor == "sqlite" and cursor.execute("PRAGMA recursive_triggers").fetchone() != (1,):
            missing.append(RECURSIVE_TRIGGERS)
    return missing


def _absent(connection: Any, cursor: Any) -> list[_Trigger]:
    """A partial migration may leave a table for later: only tables that exist are looked at."""
    tables = {table.name for table in connection.introspection.get_table_list(cursor)}
    standing = _sqlite_standing(cursor) if connection.vendor == "sqlite" else _postgresql_standing(cursor)
    return [
        trigger
        for model in sealed_models()
        if model._meta.db_table in tables and router.allow_migrate_model(connection.alias, model)
        for trigger in _triggers(connection, cursor, model)
        if trigger.proof not in standing
    ]


def _triggers(connection: Any, cursor: Any, model: type[models.Model]) -> Iterator[_Trigger]:
    if connection.vendor == "sqlite":
        return _sqlite_triggers(connection, cursor, model._meta)
    if connection.vendor == "postgresql":
        return _postgresql_triggers(connection, model._meta)
    raise ValueError(f"Rows cannot be sealed on {connection.vendor}: only on SQLite and PostgreSQL.")


def _sqlite_triggers(connection: Any, cursor: Any, options: Any) -> Iterator[_Trigger]:
    """REPLACE deletes silently unless recursive_triggers is on: what it would replace is refused at insert too."""
    quoted, table = connection.ops.quote_name, options.db_table
    conflict = " OR ".join(
        f"EXISTS (SELECT 1 FROM {quoted(table)} WHERE "  # noqa: S608 - names of our own tables, quoted
        + " AND ".join(f"{quoted(column)} = NEW.{quoted(column)}" for column in columns)
        + ")"
        for columns in dict.fromkeys([(options.pk.column,), *_sqlite_unique_columns(cursor, table)])
    )
    for event, when in (("update", ""), ("delete", ""), ("insert", f"WHEN {conflict} ")):
        name = quoted(f"sealed_{table}_{'replace' if when else event}")
        create = (
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {quoted(table)} {when}"
            f"BEGIN SELECT RAISE(ABORT, 'sealed row: {table} is insert-only'); END"
        )
        yield _Trigger(name.strip('"'), f"DROP TRIGGER IF EXISTS {name}", (create,), proof=create)


def _sqlite_unique_columns(cursor: Any, table: str) -> list[tuple[str, ...]]:
    """Columns of each unique index; indexes on a condition or an expression are refused by a guard test."""
    cursor.execute(
        "SELECT i.name, c.name FROM pragma_index_list(%s) i, pragma_index_info(i.name) c "
        'WHERE i."unique" AND NOT i.partial ORDER BY i.name, c.seqno',
        [table],
    )
    columns: dict[str, list[str]] = {}
    for index, column in cursor.fetchall():
        columns.setdefault(index, []).append(column)
    return sorted({tuple(names) for names in columns.values() if None not in names})


def _sqlite_standing(cursor: Any) -> set[Hashable]:
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    return {row[0] for row in cursor.fetchall()}


def _postgresql_triggers(connection: Any, options: Any) -> Iterator[_Trigger]:
    """ALWAYS: a plain trigger sleeps while `session_replication_role` is `replica`."""
    table = connection.ops.quote_name(options.db_table)
    for suffix, (events, level, bits) in _POSTGRESQL_EVENTS.items():
        name = truncate_name(f"sealed_{options.db_table}_{suffix}", connection.ops.max_name_length())
        create = (
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_FUNCTION_BODY}$$",
            f'CREATE TRIGGER "{name}" BEFORE {events} ON {table} FOR EACH {level} EXECUTE FUNCTION {_FUNCTION}()',
            f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER "{name}"',
        )
        drop = f'DROP TRIGGER IF EXISTS "{name}" ON {table}'
        yield _Trigger(name, drop, create, proof=(options.db_table, name, bits))


def _postgresql_standing(cursor: Any) -> set[Hashable]:
    """Triggers that call our function, unaltered, on every column, without condition, and always."""
    cursor.execute(
        "SELECT c.relname, t.tgname, t.tgtype FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled = 'A' AND t.tgqual IS NULL "
        "AND t.tgattr::text = '' AND p.proname = %s AND p.prosrc = %s",
        [_FUNCTION, _FUNCTION_BODY],
    )
    return set(cursor.fetchall())
