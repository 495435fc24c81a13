"""The rules of the grid, what keeps small numbers in, or shares, changed one small thing at a time: which changes do
their tests see? Part of `make prove`.

mutmut wants a project of its own: sources in src/, tests beside them. One is laid out in a temporary folder, with the
pure tests alone; what a test misses there, no database would have seen either.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB, ENGINE = ROOT / "web", ROOT / "engine"
RULES = (
    *(f"register/rules/{name}.py" for name in ("gates", "setting_off", "routing", "duties", "severity", "truths")),
    *(f"library/rules/{name}.py" for name in ("conditions", "facts")),
)
PURE = ("register/test_rules*.py", "register/test_cases.py", "library/test_rules.py")
# What holds for any data is proven on the real rules: a thousand changes times a thousand draws would take a night.
LEFT_OUT = frozenset({"test_rules_properties.py"})
NOT_COPIED = shutil.ignore_patterns("__pycache__", "static", "locale")
SETTINGS = """
[tool.pytest.ini_options]
addopts = "--import-mode=importlib -p no:cacheprovider {options}"
pythonpath = ["tests"]
markers = ["slow: belongs to make prove", "any_engine: shows the same on every database"]
{more}

[tool.mutmut]
source_paths = ["src"]
only_mutate = {mutated}
pytest_add_cli_args_test_selection = {tests}
"""


@dataclass(frozen=True)
class Subject:
    """What is changed, and how many of the changes, in per cent, a test must see."""

    told: str
    least: int
    lay_out: Callable[[Path], None]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subject", nargs="?", default="grid", choices=SUBJECTS)
    subject = SUBJECTS[parser.parse_args().subject]
    with tempfile.TemporaryDirectory(prefix="balises-mutation-") as folder:
        home = Path(folder)
        subject.lay_out(home)
        status = run("run", home=home)
        if status:
            return status
        run("export-cicd-stats", home=home)
        found: Mapping[str, int] = json.loads((home / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))
        show_survivors(home)
    return verdict(found, subject)


def lay_out_grid(home: Path) -> None:
    """Sources, content and pure tests, where mutmut and the tests look for them."""
    shutil.copytree(WEB / "src", home / "src", ignore=NOT_COPIED)
    shutil.copytree(ROOT / "content", home / "content")
    shutil.copytree(WEB / "tests" / "factories", home / "tests" / "factories")
    for pattern in PURE:
        folder = home / "tests" / Path(pattern).parent
        folder.mkdir(exist_ok=True)
        for path in sorted((WEB / "tests").glob(pattern)):
            if path.name not in LEFT_OUT:
                shutil.copy(path, folder)
    mutated = [f"src/balises/{name}" for name in RULES]
    settings = {"options": "", "more": 'DJANGO_SETTINGS_MODULE = "balises.site.settings"'}
    (home / "pyproject.toml").write_text(SETTINGS.format(mutated=mutated, tests=["tests"], **settings), "utf-8")


def lay_out_disclosure(home: Path) -> None:
    """The engine, and the tests of its disclosure control that draw nothing at random."""
    shutil.copytree(ENGINE / "src", home / "src", ignore=NOT_COPIED)
    (home / "tests").mkdir()
    for path in sorted((ENGINE / "tests").glob("test_disclosure*.py")):
        shutil.copy(path, home / "tests")
    mutated = ["src/portulan/disclosure/*"]
    settings = {"options": "-p no:django", "more": ""}
    (home / "pyproject.toml").write_text(SETTINGS.format(mutated=mutated, tests=["tests"], **settings), "utf-8")


def lay_out_proportions(home: Path) -> None:
    """The engine, and the tests of its shares beside the values of other programs."""
    shutil.copytree(ENGINE / "src", home / "src", ignore=NOT_COPIED)
    shutil.copytree(ENGINE / "tests" / "reference", home / "tests" / "reference")
    shutil.copy(ENGINE / "tests" / "test_proportions.py", home / "tests")
    mutated = ["src/portulan/proportions/*"]
    settings = {"options": "-p no:django", "more": ""}
    (home / "pyproject.toml").write_text(SETTINGS.format(mutated=mutated, tests=["tests"], **settings), "utf-8")


SUBJECTS: Mapping[str, Subject] = {
    "grid": Subject("the rules of the grid", 85, lay_out_grid),
    "disclosure": Subject("what keeps small numbers in", 90, lay_out_disclosure),
    "proportions": Subject("shares and how sure they are", 90, lay_out_proportions),
}


def run(command: str, *, home: Path) -> int:
    program = [str(ROOT / ".venv" / "bin" / "mutmut"), command]
    environment = {**os.environ, "BALISES_HOME": str(home / "home"), "BALISES_KEYS": str(home / "keys")}
    done = subprocess.run(program, cwd=home, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-2000:], sep="\n")
    return done.returncode


def show_survivors(home: Path) -> None:
    """Which change went unseen, so that a test can be written for it."""
    program = [str(ROOT / ".venv" / "bin" / "mutmut"), "results"]
    done = subprocess.run(program, cwd=home, capture_output=True, text=True, check=False)
    print(done.stdout)


def verdict(found: Mapping[str, int], subject: Subject) -> int:
    seen, total = found["killed"] + found["timeout"], found["total"] - found["skipped"]
    score = 100 * seen / total
    print(f"proof: {seen} of {total} changes to {subject.told} are seen by their tests: {score:.1f} %")
    if score < subject.least:
        print(f"FAIL: at least {subject.least} % must be.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
