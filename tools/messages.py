"""`make messages`: collect every French sentence wrapped for translation, for those who translate.

make messages           every catalogue that exists, and the list of all sentences in locale/django.pot
make messages TO=nl     begin the catalogue of one more language
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "web" / "src" / "balises"
CATALOGUES = PACKAGE / "site" / "locale"
BALISES = ROOT / ".venv" / "bin" / "balises"
LANGUAGE = re.compile(r"[a-z]{2,3}")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", default="", help="a language to begin, for example nl")
    asked = parser.parse_args()
    if shutil.which("xgettext") is None:
        sys.exit("gettext manque. Sur Debian ou Ubuntu : apt install gettext")
    if asked.to and not LANGUAGE.fullmatch(asked.to):
        sys.exit(f"« {asked.to} » n’est pas un code de langue, comme en, nl ou de.")
    collect([f"--locale={asked.to}"] if asked.to else ["--all"])
    collected = (CATALOGUES / "django.pot").read_text(encoding="utf-8").count("\nmsgid ") - 1
    print(f"{collected} phrases dans {(CATALOGUES / 'django.pot').relative_to(ROOT)}")
    return 0


def collect(which: list[str]) -> None:
    command = [str(BALISES), "makemessages", *which, "--keep-pot", "--no-wrap", "--add-location=file", "--verbosity=0"]
    with tempfile.TemporaryDirectory(prefix="balises-messages-") as home:
        environment = {**os.environ, "BALISES_HOME": f"{home}/home", "BALISES_KEYS": f"{home}/keys"}
        if subprocess.run(command, cwd=PACKAGE, env=environment, check=False).returncode != 0:
            sys.exit("Les phrases n’ont pas pu être relevées : voir ci-dessus.")


if __name__ == "__main__":
    sys.exit(main())
