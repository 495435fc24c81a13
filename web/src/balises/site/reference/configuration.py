"""settings.md: every variable that an installation reads, with its default as written."""

import ast
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent
SETTINGS, HOME = SITE / "settings.py", SITE / "home.py"

MEANINGS = {
    "BALISES_HOME": "Dossier de la base, des sauvegardes et des fichiers servis.",
    "BALISES_KEYS": "Dossier des clés des urnes. Hors de tout dossier sauvegardé.",
    "BALISES_BACKUPS_KEPT_DAYS": (
        "Nombre de jours pendant lesquels une sauvegarde est gardée ; "
        "au-delà elle est effacée, sauf si c’est la dernière."
    ),
    "BALISES_SECRET_KEY": "Clé qui signe les liens et les sessions ; écrite une fois dans BALISES_HOME si elle manque.",
    "BALISES_HOSTS": "Noms sous lesquels le site répond, séparés par des virgules.",
    "BALISES_PROXIES": "Adresses des serveurs placés devant Balises, dont l’en-tête X-Forwarded-For est cru.",
    "BALISES_BASE_URL": "Adresse publique, mise dans les courriels ; en https, les cookies deviennent sûrs.",
    "BALISES_DEMO": "Ouvre le choix d’un rôle en un clic, sur la machine locale seulement.",
    "BALISES_CONTENT": "Dossier des éditions de référence.",
    "BALISES_TIME_ZONE": "Fuseau horaire des dates affichées.",
    "BALISES_MAIL_URL": (
        "Serveur de courriel, par exemple smtp+tls://utilisateur:secret@serveur:587 ; "
        "sans « +tls », rien n’est chiffré."
    ),
    "BALISES_MAIL_FROM": "Expéditeur des courriels.",
    "BALISES_RETRY_SECONDS": "Secondes avant de réessayer un courriel que le serveur n’a pas pris, ou une clôture ; "
    "l’attente double à chaque essai, jusqu’à six heures.",
    "DATABASE_URL": "Base de données ; SQLite dans BALISES_HOME si elle manque, sinon par exemple postgres://…",
}


def settings_page() -> str:
    rows = [f"| `{name}` | {MEANINGS[name]} | {default} |" for name, default in read_settings()]
    head = "| variable | ce qu’elle règle | à défaut |\n|---|---|---|\n"
    return f"# Réglages\n\nPour qui héberge Balises.\n\n{head}" + "\n".join(rows) + "\n"


def read_settings() -> list[tuple[str, str]]:
    """Each variable the settings read, with its default as written; a variable without a meaning fails loudly."""
    found = {}
    for path in (HOME, SETTINGS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] == "env" and node.args:
                default = next((ast.unparse(keyword.value) for keyword in node.keywords), "")
                found[str(ast.literal_eval(node.args[0]))] = f"`{default}`" if default else ""
    return sorted(found.items())
