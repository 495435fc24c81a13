"""`balises`: one command for those who host and those who build."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

DEMONSTRATION_FOLDER = Path(".demo")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balises.site.settings")
    if sys.argv[1:2] == ["demo"]:
        _prepare_demonstration()
    execute_from_command_line(["balises", *(sys.argv[1:] or ["help"])])


def _prepare_demonstration() -> None:
    """The demonstration has its own folders, and never touches an installation's."""
    os.environ["BALISES_DEMO"] = "1"
    os.environ["BALISES_HOME"] = str(DEMONSTRATION_FOLDER / "home")
    os.environ["BALISES_KEYS"] = str(DEMONSTRATION_FOLDER / "keys")
    os.environ.pop("DATABASE_URL", None)
    if "--port" in sys.argv[:-1]:  # or the codes on screen would lead to another port
        port = sys.argv[sys.argv.index("--port") + 1]
        os.environ.setdefault("BALISES_BASE_URL", f"http://localhost:{port}")
