"""`make messages` for real, where gettext is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
needs_gettext = pytest.mark.skipif(
    shutil.which("xgettext") is None and not os.environ.get("CI"),
    reason="gettext manque. Sur Debian ou Ubuntu : apt install gettext",
)


@needs_gettext
def test_the_sentences_of_code_and_pages_are_collected(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "web/src", copy / "web/src", ignore=shutil.ignore_patterns("locale", "__pycache__"))
    shutil.copytree(ROOT / "tools", copy / "tools")
    (copy / ".venv").symlink_to(ROOT / ".venv")

    command = [sys.executable, str(copy / "tools/messages.py"), "--to", "nl"]
    subprocess.run(command, check=True, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy / "web/src")})

    catalogue = (copy / "web/src/balises/site/locale/nl/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert 'msgid "Le désaccord est gardé"' in catalogue  # from Python
    assert 'msgid "Ce compte est fermé"' in catalogue  # from a template


def test_what_to_type_is_said_where_gettext_is_missing() -> None:
    command = [sys.executable, str(ROOT / "tools/messages.py")]

    asked = subprocess.run(command, env={"PATH": ""}, capture_output=True, text=True, check=False)

    assert asked.returncode == 1
    assert "apt install gettext" in asked.stderr
