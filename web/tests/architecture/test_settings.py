"""Each setting is read in one place and documented; each hole in the scope is one that is used."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from balises.site import reference

ROOT = Path(__file__).resolve().parents[3]
SRC = ROOT / "web" / "src" / "balises"
SOURCES = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
READERS = {"site/settings.py", "site/home.py"}
# Who else touches the environment, and why; a file that no longer does fails.
MAY_TOUCH_THE_ENVIRONMENT = {
    "site/cli.py": "the demonstration has folders of its own, set before the settings are read",
    "site/wsgi.py": "Django's own variable, which names the settings",
    "boxes/management/commands/close.py": "a seam for tests of faults, documented where it is read",
    "boxes/services/saving.py": "pg_dump takes its password there",
}
LEAVES_THE_SCOPE = re.compile(r"^from balises\.organisations\.scoping import .*\beverywhere\b", re.MULTILINE)


def touches_the_environment(path: Path) -> bool:
    names = {
        ast.unparse(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)
    }
    return bool(names & {"os.environ", "os.getenv", "environ.Env"})


def test_every_setting_is_documented_and_every_meaning_is_of_a_setting() -> None:
    assert {name for name, _ in reference.read_settings()} == set(reference.MEANINGS)


def test_the_environment_is_read_in_one_place() -> None:
    touching = {str(path.relative_to(SRC)) for path in SOURCES if touches_the_environment(path)}

    assert touching - READERS == set(MAY_TOUCH_THE_ENVIRONMENT)


def test_what_the_samples_set_is_documented() -> None:
    sample = (ROOT / "deploy" / "balises.env").read_text("utf-8")
    set_there = set(re.findall(r"^#?([A-Z_]+)=", sample, re.MULTILINE))

    assert set_there
    assert set_there <= set(reference.MEANINGS)


def test_only_listed_files_may_leave_the_scope_and_each_of_them_does() -> None:
    ignored = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]["per-file-ignores"]
    listed = [pattern for pattern, rules in ignored.items() if "TID251" in rules and pattern.startswith("web/src")]
    assert listed

    for pattern in listed:
        found = [path for path in ROOT.glob(pattern) if LEAVES_THE_SCOPE.search(path.read_text("utf-8"))]
        assert found, f"{pattern} no longer leaves the scope"


@pytest.mark.parametrize("name", sorted({*READERS, *MAY_TOUCH_THE_ENVIRONMENT}))
def test_no_listed_file_is_gone(name: str) -> None:
    assert (SRC / name).is_file()
