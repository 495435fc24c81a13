"""`make prove`: what takes long, before a release, on SQLite and on PostgreSQL; writes a dated report in docs/reports.

The rules of the grid and the engine are proven once, without a database: they know none.

A test puts a figure in the report by printing a line that starts with « proof: ».
"""

import datetime
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from postgres import NoPostgres, find_programs, running_server

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "docs" / "reports"
PYTEST = ["python", "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "--no-header"]
LONG = ("-m", "slow")
MARK = "proof: "

PROOFS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Whose answer is whose? An attacker with copies, logs and times", (*LONG, "web/tests/adversary")),
    # All of them, not the long ones alone: `make test` kills nothing on PostgreSQL.
    ("Processes and servers killed at any moment", ("web/tests/faults",)),
    ("Reports opened and read back by an office suite", (*LONG, "web/tests/dossiers")),
)
PROOFS_WITHOUT_DATABASE: tuple[tuple[str, list[str]], ...] = (
    ("Les règles de la grille : every small change seen by a test", ["python", "tools/mutation.py"]),
    ("Small numbers stay in: an attacker who solves for what is hidden", [*PYTEST, *LONG, "engine/tests"]),
    ("Small numbers stay in: every small change seen by a test", ["python", "tools/mutation.py", "disclosure"]),
    ("Shares as other programs compute them: every small change seen", ["python", "tools/mutation.py", "proportions"]),
)
NO_DATABASE = "no database"


@dataclass(frozen=True)
class Proven:
    """One proof on one database, as it ended."""

    title: str
    database: str
    command: str
    status: int
    figures: tuple[str, ...]
    summary: str
    seconds: float

    @property
    def result(self) -> str:
        return "holds" if self.status == 0 else f"FAILS (status {self.status})"


def main() -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="balises-prove-") as home:
        environment = {**os.environ, "BALISES_HOME": f"{home}/home", "BALISES_KEYS": f"{home}/keys"}
        environment.pop("DATABASE_URL", None)
        proven = [*without_database(environment), *on_sqlite(environment), *on_postgresql(environment)]
    path = write_report(proven, seconds=time.monotonic() - started)
    print(f"make prove: {path.relative_to(ROOT)}, {time.monotonic() - started:.0f} s")
    return 1 if any(each.status for each in proven) else 0


def without_database(environment: Mapping[str, str]) -> Iterator[Proven]:
    for title, command in PROOFS_WITHOUT_DATABASE:
        yield prove(title, command, database=NO_DATABASE, environment=environment)


def on_sqlite(environment: Mapping[str, str]) -> Iterator[Proven]:
    for title, tests in PROOFS:
        yield prove(title, [*PYTEST, *tests], database=f"SQLite {sqlite3.sqlite_version}", environment=environment)


def on_postgresql(environment: Mapping[str, str]) -> Iterator[Proven]:
    """A report without PostgreSQL would prove half: a missing server fails."""
    try:
        with running_server() as url:
            for title, tests in PROOFS:
                there = {**environment, "DATABASE_URL": url}
                yield prove(title, [*PYTEST, *tests], database=postgresql_version(), environment=there)
    except NoPostgres as missing:
        print(f"FAIL: {missing}", file=sys.stderr)
        yield Proven("Everything above", "PostgreSQL", "", 1, (), str(missing), 0.0)


def postgresql_version() -> str:
    told = subprocess.run([str(find_programs() / "postgres"), "--version"], capture_output=True, text=True, check=True)
    return f"PostgreSQL {told.stdout.split()[2]}"


def prove(title: str, command: Sequence[str], *, database: str, environment: Mapping[str, str]) -> Proven:
    """Run one proof, show what it printed, keep its figures."""
    print(f"— {title} ({database})", flush=True)
    started = time.monotonic()
    program, *rest = command
    done = subprocess.run(
        [str(ROOT / ".venv" / "bin" / program), *rest],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(done.stdout, flush=True)
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    return Proven(
        title,
        database,
        " ".join(command),
        done.returncode,
        figures_in(lines),
        lines[-1] if lines else "",
        time.monotonic() - started,
    )


def figures_in(lines: Sequence[str]) -> tuple[str, ...]:
    """pytest prints the dots of passed tests on the same line, before."""
    return tuple(line.partition(MARK)[2] for line in lines if MARK in line)


def write_report(proven: Sequence[Proven], *, seconds: float) -> Path:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    path = REPORTS / f"prove-{today}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join([*head(today, seconds), table(proven), *map(section, proven)]) + "\n", encoding="utf-8")
    return path


def head(today: datetime.date, seconds: float) -> tuple[str, ...]:
    versions = {"Python": platform.python_version(), "Django": version("django"), "pytest": version("pytest")}
    return (
        f"# What was proven on {today}",
        "*For hosts, guarantors and developers. Written by `make prove`; how to read it: [Prove](../how-to/prove.md).*",
        f"Revision `{revision()}` · {' · '.join(f'{name} {number}' for name, number in versions.items())} · "
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors · {seconds:.0f} s in all",
    )


def revision() -> str:
    """The commit that was proven; « + changes » where files of the tree were not in it."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty= + changes"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"


def table(proven: Sequence[Proven]) -> str:
    rows = [f"| {each.title} | {each.database} | {each.result} | {each.seconds:.0f} s |" for each in proven]
    return "\n".join(["| proof | database | result | duration |", "|---|---|---|---|", *rows])


def section(each: Proven) -> str:
    figures = [f"- {figure}" for figure in each.figures] or ["- No figure was printed."]
    return "\n".join([f"## {each.title}, {each.database}", "", f"`{each.command}`", "", each.summary, "", *figures])


if __name__ == "__main__":
    sys.exit(main())
