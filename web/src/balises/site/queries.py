from dataclasses import dataclass
from pathlib import Path
from typing import Any

from balises.organisations.models import Organisation
from balises.shared.keys import KeyFolderError, check_key_folder
from balises.shared.sealed_rows import missing_triggers


@dataclass(frozen=True)
class HomePage:
    organisations: tuple[Organisation, ...]


def home_page() -> HomePage:
    return HomePage(organisations=tuple(Organisation.objects.order_by("name")))


def health_checks(connection: Any, keys_folder: Path) -> dict[str, bool]:
    """What must hold for the service to be whole; each check is true or false, and says nothing else."""
    return {
        "database": _database_answers(connection),
        "keys": _keys_are_readable(keys_folder),
        "sealed_rows": not missing_triggers(connection),
    }


def _database_answers(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _keys_are_readable(keys_folder: Path) -> bool:
    try:
        check_key_folder(keys_folder)
    except KeyFolderError:
        return False
    return True
