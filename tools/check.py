"""`make check`: every check, each named, all run even when one fails."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
TEMPLATES = "web/src"

CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("format", ["ruff", "format", "--check", "-q", "."]),
    ("lint", ["ruff", "check", "-q", "."]),
    ("whitespace and large files", ["python", "tools/tidy.py"]),
    ("types", ["mypy"]),
    ("import contracts", ["lint-imports", "--no-logo"]),
    ("templates", ["djlint", "--lint", "--quiet", "--configuration", "pyproject.toml", TEMPLATES]),
    ("migrations", ["balises", "makemigrations", "--check", "--dry-run", "-v", "0"]),
    ("content LOCK", ["balises", "content", "check", "content"]),
    ("generated docs", ["balises", "generate_docs", "docs/reference", "--check"]),
    (
        "guards",
        ["python", "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", "web/tests/architecture"],
    ),
)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="balises-check-") as home:
        environment = {**os.environ, "BALISES_HOME": f"{home}/home", "BALISES_KEYS": f"{home}/keys"}
        failed = [name for name, command in CHECKS if not passes(name, command, environment)]
    if failed:
        print(f"check: {', '.join(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    started = time.monotonic()
    run = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    print(f"{'ok  ' if run.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - started:.0f} s)", flush=True)
    if run.returncode != 0:
        print(run.stdout[-6000:], run.stderr[-3000:], sep="\n", file=sys.stderr)
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
