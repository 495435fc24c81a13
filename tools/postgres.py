"""A PostgreSQL server of our own for a while: in a temporary folder, on a free port, gone afterwards."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoPostgres(RuntimeError):
    """No PostgreSQL server program was found."""


def find_programs() -> Path:
    """The folder that holds initdb and pg_ctl, the newest first."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    on_path = shutil.which("pg_ctl")
    if on_path:
        candidates.append(Path(on_path).parent)
    for folder in candidates:
        if (folder / "initdb").exists():
            return folder
    raise NoPostgres("PostgreSQL manque. Sur Debian ou Ubuntu : apt install postgresql")


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server and give its URL. As root it runs under the postgres account, which initdb demands."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="balises-pg-"))
    port = _free_port()
    _own(folder)
    # Nothing of this server outlives the run: it need not wait for a disk.
    hasty = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {hasty} -c max_connections=60"
    try:
        _run(
            programs / "initdb",
            "-D",
            folder / "data",
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        _run(programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        _run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _own(folder: Path) -> None:
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _run(program: Path, *arguments: object, check: bool = True) -> None:
    command = [str(program), *map(str, arguments)]
    if getpass.getuser() == "root" or os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
