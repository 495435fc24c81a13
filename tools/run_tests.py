"""`make test`: the checks, every test on SQLite, the database tests again on PostgreSQL, the journeys in a browser.

Where `CI` is set, a missing database, browser or data set fails; elsewhere it is skipped, and what to type is printed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import check
from postgres import NoPostgres, running_server

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [str(ROOT / ".venv" / "bin" / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header"]
IN_CI = bool(os.environ.get("CI"))
SYSTEM_PACKAGES = ("chromium", "postgresql", "fonts-dejavu-core", "gettext")
LIGHT_BROWSER = "chromium-headless-shell"  # the same engine without its windows: the stories take a third less
BROWSERS = (LIGHT_BROWSER, "chromium", "chromium-browser", "google-chrome")
APT = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
APT_SECONDS = 120


def main() -> int:
    started = time.monotonic()
    install_system_packages()
    statuses: list[int] = []
    with tempfile.TemporaryDirectory(prefix="balises-tests-") as home:
        environment = {**os.environ, "BALISES_HOME": f"{home}/home", "BALISES_KEYS": f"{home}/keys"}
        environment.pop("DATABASE_URL", None)
        with beside(in_a_browser, environment) as stories:
            statuses.append(check.main())
            statuses.append(run("engine", [*ENGINE], environment))
            statuses.append(run("web on SQLite", [*BY_FILE, "web/tests", *WITHOUT_JOURNEYS], environment))
            statuses.append(run("who may reach what", [*AS_IT_COMES, *AT_ONCE, "web/tests/access"], environment))
            statuses.append(on_postgresql(environment))
        statuses.append(stories.result())
    print(f"make test: {time.monotonic() - started:.0f} s")
    return 1 if any(statuses) else 0


ENGINE = ("-n", "2", "engine/tests", "--doctest-modules", "engine/src", "-m", "not slow")
# A folder may share one database of its own: a test of another folder must not run while it is open.
BY_FILE = ("-n", "2", "--dist", "loadfile")
# Tables made at once from the models, where no process is started on a copy of them: it would migrate it again.
AT_ONCE = ("--nomigrations",)
AS_IT_COMES = ("-n", "2", "--dist", "worksteal")
# The access tests walk one world, made once, in a database of their own: they run apart.
APART = ("journeys", "architecture", "access")
WITHOUT_KILLS = ["--ignore=web/tests/faults"]  # on PostgreSQL they belong to make prove
WITHOUT_JOURNEYS = [*(f"--ignore=web/tests/{folder}" for folder in APART), "-m", "not slow"]


def run(name: str, arguments: list[str], environment: Mapping[str, str]) -> int:
    """Run one part; what it says is shown whole when it ends, so that two parts never speak at once."""
    started = time.monotonic()
    done = subprocess.run(
        [*PYTEST, *arguments],
        cwd=ROOT,
        env=dict(environment),
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    status = done.returncode
    print(f"— {name} ({time.monotonic() - started:.0f} s)\n{done.stdout}", flush=True)
    return 0 if status == 5 and not IN_CI else status  # 5: no test found


@contextmanager
def beside(part: Callable[[Mapping[str, str]], int], environment: Mapping[str, str]) -> Iterator[Future[int]]:
    """One part while others run: whoever waits for a page leaves its core to them."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool.submit(part, environment)


def on_postgresql(environment: Mapping[str, str]) -> int:
    try:
        with running_server() as url:
            database_tests = [*BY_FILE, "web/tests", *WITHOUT_JOURNEYS, *WITHOUT_KILLS]
            return run("web on PostgreSQL", database_tests, {**environment, "DATABASE_URL": url})
    except NoPostgres as missing:
        return skipped(str(missing))


def in_a_browser(environment: Mapping[str, str]) -> int:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return skipped("Un navigateur manque. Sur Debian ou Ubuntu : apt install chromium")
    return run("journeys in a browser", ["web/tests/journeys"], {**environment, "BALISES_BROWSER": browser})


def skipped(reason: str) -> int:
    print(f"{'FAIL' if IN_CI else 'skipped'}: {reason}", file=sys.stderr)
    return 1 if IN_CI else 0


def install_system_packages() -> None:
    """On a bare Debian or Ubuntu, as root, install what the tests need; elsewhere the skips say what to type."""
    if shutil.which("apt-get") is None or os.geteuid() != 0 or (has_all_programs() and shutil.which(LIGHT_BROWSER)):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    is_asked = not has_all_programs()
    with suppress(subprocess.SubprocessError):  # without a network, what stands here may be enough
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=is_asked, timeout=APT_SECONDS)
    if is_asked:
        subprocess.run([*APT, *SYSTEM_PACKAGES], env=environment, check=True, stdout=subprocess.DEVNULL)
    with suppress(subprocess.SubprocessError):  # not every distribution has it
        subprocess.run(
            [*APT, LIGHT_BROWSER], env=environment, check=False, timeout=APT_SECONDS, stdout=subprocess.DEVNULL
        )


def has_all_programs() -> bool:
    has_postgres = any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None
    return has_postgres and any(map(shutil.which, BROWSERS)) and shutil.which("xgettext") is not None


if __name__ == "__main__":
    sys.exit(main())
