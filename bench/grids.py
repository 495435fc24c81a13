"""Pages of an organisation with forty uses and twelve seats on each, read by twenty people at once, on SQLite.

A reader asks for a page, reads it for ten seconds or so, asks for the next. Beside: the plainest Django page, served
by the same program to as many readers, before and after. What is told is the time until the last byte.
"""

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from arrival import PROGRAMS, _free_port, _served, bare

HERE = Path(__file__).resolve().parent
ANSWERS = "27,840"
READERS, PAGES_EACH, READING_SECONDS = 20, 13, (5.0, 15.0)
HEAD = "| page | median (ms) | p95 (ms) | most (ms) | p95 beside the plain page |\n|---|---:|---:|---:|---:|"


@dataclass
class Room:
    """Who reads, where, and how long each page took."""

    port: int
    pages: Mapping[str, str]
    cookie: str = ""
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def fill(self) -> None:
        readers = [threading.Thread(target=self._read, args=(number,)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()

    def _read(self, number: int) -> None:
        chance, titles = random.Random(number), list(self.pages)
        for step in range(PAGES_EACH):
            time.sleep(chance.uniform(*READING_SECONDS))
            title = titles[(number + step) % len(titles)]
            self.took[title].append(self.ask(self.pages[title]))

    def ask(self, page: str) -> float:
        started = time.perf_counter()
        talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            talk.request("GET", page, headers={"Cookie": self.cookie} if self.cookie else {})
            answer = talk.getresponse()
            answer.read()
        finally:
            talk.close()
        if answer.status != 200:
            raise RuntimeError(f"{page} answered {answer.status}")
        return (time.perf_counter() - started) * 1000


def measure() -> str:
    """A table, the slowest page first."""
    with tempfile.TemporaryDirectory(prefix="balises-bench-") as name:
        folder = Path(name)
        environment = installation(folder)
        command = [sys.executable, str(HERE / "forty_uses.py")]
        built = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        told, port = json.loads(built.stdout.splitlines()[-1]), _free_port()
        serve = [str(PROGRAMS / "balises"), "serve", "--port", str(port)]
        with _served(serve, folder, environment, port, "/sante"), bare(folder) as peer:
            plain = Room(peer.port, {"plain": "/"})
            ours = Room(port, told["pages"], f"sessionid={told['session']}")
            for page in told["pages"].values():  # the first reader of the day compiles the templates
                ours.ask(page)
            plain.fill()
            ours.fill()
            plain.fill()
    return table(ours.took, plain=plain.took["plain"])


def installation(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BALISES_", "DATABASE_"))}
    (folder / "keys").mkdir(mode=0o700)
    return {**kept, "BALISES_HOME": str(folder / "home"), "BALISES_KEYS": str(folder / "keys")}


def table(took: Mapping[str, list[float]], *, plain: list[float]) -> str:
    beside = p95(plain)
    slowest = sorted(took.items(), key=lambda page: -p95(page[1]))
    rows = [row(title, times, beside=beside) for title, times in [*slowest, ("the plain page", plain)]]
    return "\n".join([HEAD, *rows])


def row(title: str, times: list[float], *, beside: float) -> str:
    figures = f"{statistics.median(times):.0f} | **{p95(times):.0f}** | {max(times):.0f} | {p95(times) / beside:.1f}"
    return f"| {title} | {figures} |"


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    print(measure())
