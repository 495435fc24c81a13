"""Stop early, in words, where the machine's Python is too old or has no venv."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        f"Balises demande Python 3.11 ou plus récent ; ici : {sys.version.split()[0]}. "
        "Indiquez-en un autre : make PYTHON=python3.12 …"
    )
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit("Il manque le module venv de Python. Sur Debian ou Ubuntu : apt install python3-venv")
