"""The samples of deploy/ in front of a real server: what gets through, and what no log keeps."""

import http.client
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from balises.boxes.rules import WRONG_CODES_AN_HOUR
from faults.installation import Installation, free_port

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
VISITOR, OTHER_VISITOR = "203.0.113.7", "203.0.113.8"
PAGE = "/j/AB3-K7Q"
START_SECONDS = 20

pytestmark = pytest.mark.any_engine


@pytest.fixture
def server(own_database: str, tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path, own_database)
    installation.start()
    yield installation
    installation.kill()


def status(port: int, page: str, *, forwarded_for: str = "") -> int:
    talk = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        talk.request("GET", page, headers={"X-Forwarded-For": forwarded_for} if forwarded_for else {})
        answer = talk.getresponse()
        answer.read()
        return answer.status
    finally:
        talk.close()


def test_behind_a_proxy_one_network_that_guesses_does_not_stop_the_others(server: Installation) -> None:
    for _ in range(WRONG_CODES_AN_HOUR):
        assert status(server.port, PAGE, forwarded_for=VISITOR) == 404

    assert status(server.port, PAGE, forwarded_for=VISITOR) == 409
    assert (
        status(server.port, PAGE, forwarded_for=f"{OTHER_VISITOR}, {VISITOR}") == 409
    )  # what a visitor adds is not believed
    assert status(server.port, PAGE, forwarded_for=OTHER_VISITOR) == 404


def nginx(folder: Path, port: int, upstream: int) -> list[str]:
    """The sample on a free port, without a certificate, inside the http block that Debian puts around it."""
    sample = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    sample = re.sub(r" *(?:listen \[::\]|ssl_certificate).*\n", "", sample)
    sample = sample.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace(
        "listen 80", f"listen 127.0.0.1:{free_port()}"
    )
    sample = sample.replace("/var/log/nginx", str(folder))
    passing = "".join(
        f"{kind}_temp_path {folder}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = f"pid {folder}/pid; events {{}} http {{ access_log {folder}/access.log; {passing}\n{sample}\n}}"
    (folder / "nginx.conf").write_text(around, encoding="utf-8")
    return ["nginx", "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]


def caddy(folder: Path, port: int, upstream: int) -> list[str]:
    sample = (DEPLOY / "Caddyfile").read_text(encoding="utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    sample = sample.replace("balises.exemple.org {", f"http://127.0.0.1:{port} {{").replace(
        "{\n", "{\n\tadmin off\n", 1
    )
    (folder / "Caddyfile").write_text(sample, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@contextmanager
def in_front(command: list[str], folder: Path, port: int) -> Iterator[None]:
    environment = {"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    with (folder / "said.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        wait_for(port, process, folder)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            status(port, "/sante")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError((folder / "said.log").read_text(encoding="utf-8", errors="replace"))


def here(sample: object) -> object:
    """Skipped before any server starts where the program is missing."""
    name = sample.__name__  # type: ignore[attr-defined]
    is_missing = shutil.which(name, path="/usr/sbin:/usr/bin") is None
    why = f"{name} manque. Sur Debian ou Ubuntu : apt install {name}"
    return pytest.param(sample, id=name, marks=pytest.mark.skipif(is_missing, reason=why))


@pytest.mark.parametrize("sample", [here(nginx), here(caddy)])
def test_the_sample_leads_to_balises_and_keeps_no_trace_of_a_visit(
    server: Installation, tmp_path: Path, sample: object
) -> None:
    name = sample.__name__  # type: ignore[attr-defined]
    folder, port = tmp_path / name, free_port()
    folder.mkdir()

    with in_front(sample(folder, port, server.port), folder, port):  # type: ignore[operator]
        assert status(port, "/sante") == 200
        assert status(port, PAGE) == 404
        server.kill()
        assert status(port, PAGE) == 502

    kept = "".join(path.read_text(errors="replace") for path in folder.glob("*.log"))
    assert "/j/" not in kept
    assert "K7Q" not in kept
    assert "remote_ip" not in kept
    assert "client:" not in kept
