"""Pages of docs/reference that are written from the code, so that they cannot drift from it."""

import ast
from pathlib import Path

from balises.organisations.permissions import Permission
from balises.organisations.roles import GRANTS, Role

SETTINGS = Path(__file__).with_name("settings.py")
HOME = Path(__file__).with_name("home.py")
NOTE = "<!-- Written by `make docs` from the code. Do not edit. -->\n\n"

MEANINGS = {
    "BALISES_HOME": "Dossier de la base, des sauvegardes et des fichiers servis.",
    "BALISES_KEYS": "Dossier des clés des urnes. Hors de tout dossier sauvegardé.",
    "BALISES_SECRET_KEY": "Clé qui signe les liens et les sessions ; écrite une fois dans BALISES_HOME si elle manque.",
    "BALISES_HOSTS": "Noms sous lesquels le site répond, séparés par des virgules.",
    "BALISES_BASE_URL": "Adresse publique, mise dans les courriels ; en https, les cookies deviennent sûrs.",
    "BALISES_DEMO": "Ouvre le choix d’un rôle en un clic, sur la machine locale seulement.",
    "BALISES_CONTENT": "Dossier des éditions de référence.",
    "BALISES_TIME_ZONE": "Fuseau horaire des dates affichées.",
    "BALISES_MAIL_URL": "Serveur de courriel, par exemple smtp://utilisateur:secret@serveur:587.",
    "BALISES_MAIL_FROM": "Expéditeur des courriels.",
    "BALISES_RETRY_SECONDS": "Secondes avant de réessayer un courriel que le serveur n’a pas pris, ou une clôture ; "
    "l’attente double à chaque essai, jusqu’à six heures.",
    "DATABASE_URL": "Base de données ; SQLite dans BALISES_HOME si elle manque, sinon par exemple postgres://…",
}


def pages() -> dict[str, str]:
    """File name → whole text."""
    return {"roles.md": roles_page(), "settings.md": settings_page()}


def roles_page() -> str:
    header = "| permission | " + " | ".join(role.value for role in Role) + " |\n|---|" + "---|" * len(Role)
    rows = [
        f"| `{permission}` | " + " | ".join("oui" if permission in GRANTS[role] else "" for role in Role) + " |"
        for permission in Permission
    ]
    return (
        f"{NOTE}# Qui peut faire quoi\n\nPour les membres et pour qui héberge.\n\n{header}\n" + "\n".join(rows) + "\n"
    )


def settings_page() -> str:
    rows = [f"| `{name}` | {MEANINGS[name]} | {default} |" for name, default in read_settings()]
    head = "| variable | ce qu’elle règle | à défaut |\n|---|---|---|\n"
    return f"{NOTE}# Réglages\n\nPour qui héberge Balises.\n\n{head}" + "\n".join(rows) + "\n"


def read_settings() -> list[tuple[str, str]]:
    """Each variable the settings read, with its default as written; a variable without a meaning fails loudly."""
    found = {}
    for path in (HOME, SETTINGS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] == "env" and node.args:
                default = next((ast.unparse(keyword.value) for keyword in node.keywords), "")
                found[str(ast.literal_eval(node.args[0]))] = f"`{default}`" if default else ""
    return sorted(found.items())
