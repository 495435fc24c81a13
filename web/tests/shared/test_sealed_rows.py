"""Does the check see every way a seal can be broken, and does a reinstallation mend it?

That the triggers refuse is shown in sealing/, by SQL typed by hand.
"""

import pytest
from django.db import connection

from balises.organisations.models import Entry, Member
from balises.shared.sealed_rows import RECURSIVE_TRIGGERS, install_all, missing_triggers, sealed_models

pytestmark = pytest.mark.django_db

ON_ENTRY = "organisations_entry"
ALWAYS = f"ALTER TABLE {ON_ENTRY} ENABLE ALWAYS TRIGGER sealed_{ON_ENTRY}_rows"
BREAKS = {
    "sqlite": {
        "dropped": (f"DROP TRIGGER sealed_{ON_ENTRY}_delete",),
        "replaced by one that does nothing": (
            f"DROP TRIGGER sealed_{ON_ENTRY}_delete",
            f"CREATE TRIGGER sealed_{ON_ENTRY}_delete BEFORE DELETE ON {ON_ENTRY} BEGIN SELECT 1; END",
        ),
        "moved to another table": (
            f"DROP TRIGGER sealed_{ON_ENTRY}_delete",
            f"CREATE TRIGGER sealed_{ON_ENTRY}_delete BEFORE DELETE ON organisations_member "
            f"BEGIN SELECT RAISE(ABORT, 'sealed row: {ON_ENTRY} is insert-only'); END",
        ),
    },
    "postgresql": {
        "dropped": (f"DROP TRIGGER sealed_{ON_ENTRY}_rows ON {ON_ENTRY}",),
        "disabled": (f"ALTER TABLE {ON_ENTRY} DISABLE TRIGGER sealed_{ON_ENTRY}_rows",),
        "asleep for replicas": (f"ALTER TABLE {ON_ENTRY} ENABLE TRIGGER sealed_{ON_ENTRY}_rows",),
        "on one event only": (
            f"CREATE OR REPLACE TRIGGER sealed_{ON_ENTRY}_rows BEFORE UPDATE ON {ON_ENTRY} "
            "FOR EACH ROW EXECUTE FUNCTION balises_refuse_sealed()",
            ALWAYS,
        ),
        "under a condition": (
            f"CREATE OR REPLACE TRIGGER sealed_{ON_ENTRY}_rows BEFORE UPDATE OR DELETE ON {ON_ENTRY} "
            "FOR EACH ROW WHEN (OLD.id < 0) EXECUTE FUNCTION balises_refuse_sealed()",
            ALWAYS,
        ),
        "on one column": (
            f"CREATE OR REPLACE TRIGGER sealed_{ON_ENTRY}_rows BEFORE UPDATE OF code OR DELETE ON {ON_ENTRY} "
            "FOR EACH ROW EXECUTE FUNCTION balises_refuse_sealed()",
            ALWAYS,
        ),
    },
}[connection.vendor]
BROKEN = {"sqlite": f"sealed_{ON_ENTRY}_delete", "postgresql": f"sealed_{ON_ENTRY}_rows"}[connection.vendor]


def test_the_models_that_say_so_are_sealed_and_no_others() -> None:
    sealed = sealed_models()

    assert Entry in sealed
    assert Member not in sealed


@pytest.mark.parametrize("statements", BREAKS.values(), ids=BREAKS.keys())
def test_a_broken_seal_is_named_and_mended(statements: tuple[str, ...]) -> None:
    assert missing_triggers(connection) == []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    assert missing_triggers(connection) == [BROKEN]

    install_all(connection)

    assert missing_triggers(connection) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no function to alter")
def test_a_function_that_was_disarmed_breaks_every_seal_and_is_mended() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION balises_refuse_sealed() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN COALESCE(NEW, OLD); END $$"
        )
    assert len(missing_triggers(connection)) == 2 * len(sealed_models())

    install_all(connection)

    assert missing_triggers(connection) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="recursive_triggers is a setting of SQLite")
def test_a_connection_where_replace_deletes_in_silence_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
        missing = missing_triggers(connection)
        cursor.execute("PRAGMA recursive_triggers=ON")

    assert missing == [RECURSIVE_TRIGGERS]
