"""`make bench`: each measure beside a peer in the same run, told as a ratio; writes a dated table in docs/reports."""

import datetime
import os
import platform
import sqlite3
import sys
import time
from importlib.metadata import version
from pathlib import Path

import arrival
import grids
import growth
import opinion
import sealing
import verbatim

REPORTS = Path(__file__).resolve().parent.parent / "docs" / "reports"
HEAD = (
    "| what | beside | least | median | most | ours a second | the peer a second |\n|---|---|---:|---:|---:|---:|---:|"
)


def main() -> int:
    started = time.monotonic()
    rows = [compared.row for module in (sealing, arrival, opinion, verbatim) for compared in module.measure()]
    table = "\n".join([HEAD, *rows])
    sizes = growth.measure()
    pages = grids.measure()
    print(f"{table}\n\n{sizes}\n\n{pages}")
    path = REPORTS / f"bench-{datetime.datetime.now(tz=datetime.UTC).date()}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report(table, sizes=sizes, pages=pages, seconds=time.monotonic() - started), encoding="utf-8")
    print(f"make bench: docs/reports/{path.name}, {time.monotonic() - started:.0f} s")
    return 0


def report(table: str, *, sizes: str, pages: str, seconds: float) -> str:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    packages = ("Django", "granian", "cryptography", "numpy", "scipy")
    versions = " · ".join(f"{package} {version(package)}" for package in packages)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"# What was measured on {today}\n\n"
        "*For developers and hosts. Written by `make bench`; how to read it: [Measure](../how-to/measure.md).*\n\n"
        f"Python {platform.python_version()} · SQLite {sqlite3.sqlite_version} · {versions} · {platform.system()} on "
        f"{platform.machine()}, {os.cpu_count()} processors, load {load} at the end · {seconds:.0f} s in all\n\n"
        "A ratio is our time divided by the peer's, in the same round: 2 means that ours takes twice as long.\n\n"
        f"{table}\n\n"
        "The opinion map by size, profile `polis`: least / median / most, of one vote median / 95 in a hundred / "
        f"most.\n\n{sizes}\n\n"
        f"Forty uses, twelve seats on each, {grids.ANSWERS} answers; {grids.READERS} readers at once, each a page "
        "every ten seconds.\n\n"
        f"{pages}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
