"""An installation as a host has it: folders, a database, commands, a server."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from faults.installation import Installation


class Host:
    """A folder for the data, another for the keys, a database: SQLite in the folder, or an empty PostgreSQL one."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.home, self.keys, self.database_url = folder / "home", folder / "keys", database_url
        self.home.mkdir(parents=True)
        self.keys.mkdir(mode=0o700)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BALISES_", "DATABASE_"))}
        own = {"BALISES_HOME": str(self.home), "BALISES_KEYS": str(self.keys)}
        database = {"DATABASE_URL": self.database_url} if self.database_url else {}
        return {**kept, **own, **database, "BALISES": str(Path(sys.executable).with_name("balises"))}

    def run(self, *command: object, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(map(str, command)), env={**self.environment, **more}, capture_output=True, text=True, check=False
        )

    def balises(self, *arguments: str) -> str:
        done = self.run(sys.executable, "-m", "balises", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> Installation:
        """The server on its own database; `kill()` ends it."""
        url = self.database_url or f"sqlite:///{self.home}/balises.sqlite3"
        installation = Installation(self.home, url)
        shutil.copytree(self.keys, self.home / "keys", dirs_exist_ok=True)  # where that class looks for them
        installation.start()
        return installation
