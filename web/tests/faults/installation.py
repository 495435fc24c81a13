"""A real installation on the database of the test: its commands, its server, and the end of its server by `kill -9`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

START_SECONDS = 60
COMMAND_SECONDS = 90


@dataclass
class Installation:
    """Where its processes find their things. `settings` of the test name the same folders."""

    folder: Path
    database_url: str
    port: int = 0
    server: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BALISES_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return {
            **kept,
            "DATABASE_URL": self.database_url,
            "BALISES_HOME": str(self.folder),
            "BALISES_KEYS": str(self.folder / "keys"),
            "BALISES_BASE_URL": f"http://127.0.0.1:{self.port}",
            **more,
        }

    def run(self, *arguments: object, **more: str) -> int:
        """Run a command of Balises to its end, or to its death; give its status."""
        command = [*balises(), *map(str, arguments)]
        done = subprocess.run(
            command, env=self.environment(**more), cwd=self.folder, timeout=COMMAND_SECONDS, check=False
        )
        return done.returncode

    def popen(self, *arguments: object, **more: str) -> subprocess.Popen[bytes]:
        """Start a command, at the head of a group of processes of its own."""
        command = [*balises(), *map(str, arguments)]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, env=self.environment(**more), cwd=self.folder, stdout=log, stderr=log, start_new_session=True
            )

    def start(self) -> None:
        self.port = self.port or free_port()
        self.server = self.popen("serve", "--port", self.port)
        wait_for_health(self)

    def kill(self) -> None:
        """The whole server at once: the one that listens, the worker, and what the worker started."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(timeout=20)
            self.server = None

    @property
    def log(self) -> Path:
        return self.folder / "server.log"


def balises() -> list[str]:
    return [sys.executable, "-m", "balises"]


def wait_for_health(installation: Installation) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if installation.server is None or installation.server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{installation.port}/sante", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{installation.log.read_text(errors='replace')}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
