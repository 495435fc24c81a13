"""The rules of the grid, changed one small thing at a time: which changes do their tests see? Part of `make prove`.

mutmut wants a project of its own: sources in src/, tests beside them. One is laid out in a temporary folder, with the
pure tests alone; what a test misses there, no database would have seen either.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEAST = 85  # per cent of the changes that a test must see
MUTATED = (
    *(f"register/rules/{name}.py" for name in ("gates", "setting_off", "routing", "duties", "severity", "truths")),
    *(f"library/rules/{name}.py" for name in ("conditions", "facts")),
)
PURE = ("register/test_rules*.py", "register/test_cases.py", "library/test_rules.py")
# What holds for any data is proven on the real rules: a thousand changes times a thousand draws would take a night.
LEFT_OUT = frozenset({"test_rules_properties.py"})
SETTINGS = """
[tool.pytest.ini_options]
DJANGO_SETTINGS_MODULE = "balises.site.settings"
addopts = "--import-mode=importlib -p no:cacheprovider"
pythonpath = ["tests"]
markers = ["slow: belongs to make prove"]

[tool.mutmut]
source_paths = ["src"]
only_mutate = {mutated}
pytest_add_cli_args_test_selection = {tests}
"""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="balises-mutation-") as folder:
        home = Path(folder)
        lay_out(home)
        status = run("run", home=home)
        if status:
            return status
        run("export-cicd-stats", home=home)
        found: Mapping[str, int] = json.loads((home / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))
        show_survivors(home)
    return verdict(found)


def lay_out(home: Path) -> None:
    """Sources, content and pure tests, where mutmut and the tests look for them."""
    web = ROOT / "web"
    shutil.copytree(web / "src", home / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "locale"))
    shutil.copytree(ROOT / "content", home / "content")
    shutil.copytree(web / "tests" / "factories", home / "tests" / "factories")
    for pattern in PURE:
        folder = home / "tests" / Path(pattern).parent
        folder.mkdir(exist_ok=True)
        for path in sorted((web / "tests").glob(pattern)):
            if path.name not in LEFT_OUT:
                shutil.copy(path, folder)
    mutated = [f"src/balises/{name}" for name in MUTATED]
    (home / "pyproject.toml").write_text(SETTINGS.format(mutated=mutated, tests=["tests"]), "utf-8")


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


def verdict(found: Mapping[str, int]) -> int:
    seen, total = found["killed"] + found["timeout"], found["total"] - found["skipped"]
    score = 100 * seen / total
    print(f"proof: {seen} of {total} changes to the rules of the grid are seen by their tests: {score:.1f} %")
    if score < LEAST:
        print(f"FAIL: at least {LEAST} % must be.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
