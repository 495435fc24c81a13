"""`balises`: one command for those who host and those who build."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

DEMONSTRATION_FOLDER = Path(".demo")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balises.site.settings")
    command = sys.argv[1:2]
    if command == ["demo"]:
        _prepare_demonstration()
    if command in (["demo"], ["serve"]):
        _lead_to_the_port()
    execute_from_command_line(["balises", *(sys.argv[1:] or ["help"])])


def _prepare_demonstration() -> None:
    """The demonstration has its own folders, and never touches an installation's."""
    os.environ["BALISES_DEMO"] = "1"
    os.environ["BALISES_HOME"] = str(DEMONSTRATION_FOLDER / "home")
    os.environ["BALISES_KEYS"] = str(DEMONSTRATION_FOLDER / "keys")
    os.environ.pop("DATABASE_URL", None)


def _lead_to_the_port() -> None:
    """Or letters and the codes on screen would lead to another port. An address set by the host comes first."""
    if "--port" in sys.argv[:-1]:
        port = sys.argv[sys.argv.index("--port") + 1]
        os.environ.setdefault("BALISES_BASE_URL", f"http://localhost:{port}")
