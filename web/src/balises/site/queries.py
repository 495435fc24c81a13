from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balises.organisations.models import Organisation
from balises.shared.keys import KeyFolderError, check_key_folder
from balises.shared.sealed_rows import missing_triggers


@dataclass(frozen=True)
class Leg:
    """One leg of the route that every process follows; here nobody stands anywhere on it."""

    label: str
    sentence: str
    url: str = ""
    state: str = "ahead"
    state_label: str = ""


@dataclass(frozen=True)
class HomePage:
    organisations: tuple[Organisation, ...]
    route: tuple[Leg, ...]


@dataclass(frozen=True)
class NotFoundPage:
    kept: tuple[str, ...]


def home_page() -> HomePage:
    return HomePage(organisations=tuple(Organisation.objects.order_by("name")), route=_route())


def _route() -> tuple[Leg, ...]:
    return (
        Leg(_("Explorer"), _("Des cartes anonymes disent les usages déjà là.")),
        Leg(_("Regarder"), _("Plusieurs sièges, une même grille.")),
        Leg(_("Délibérer"), _("Voter sur des énoncés, voir ce qui rassemble.")),
        Leg(_("Décider"), _("Une instance nommée prononce, et dit pourquoi.")),
        Leg(_("Écrire"), _("La charte, article par article.")),
        Leg(_("Publier"), _("Le registre : refuser, contester, à qui parler.")),
        Leg(_("Former"), _("Le cours cite nos propres articles.")),
        Leg(_("Se relier"), _("Se réunir, et rouvrir ce qui reste ouvert.")),
    )


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
