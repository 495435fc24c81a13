"""How the opinion map grows: four sizes, ten times as many people each. `BENCH_LARGE=1` adds the two large ones.

Each size is measured in a process of its own, which tells its highest memory. The peer was measured once: see
`PEER_ONCE`, with the commands in `red_dwarf_peer.py`.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow
from pyarrow import parquet

from crowds import crowd
from portulan.opinion import LiveVotes, map_opinions, read_votes
from portulan.opinion.votes import NO_VOTE

SIZES = ((1_000, 100, 25, 300), (10_000, 200, 30, 100), (100_000, 500, 60, 30), (1_000_000, 500, 72, 10))
ROUNDS, STARTS = 5, 3
PEER_ONCE = (
    "red-dwarf 0.4.0 (`run_pipeline`, votes already a list in memory), once, 100,000 people: 339 s of processor time, "
    "832 s on the wall of a busy machine, 4,024 MB at most."
)
HEAD = (
    "| people x statements, votes | map in memory, ms | its processor ms | one vote to a new map, ms | from Parquet, "
    "whole process, s | memory of it, MB |\n|---|---:|---:|---:|---:|---:|"
)


def measure() -> str:
    """A table: least / median / most, of one vote median / 95 in a hundred / most."""
    sizes = SIZES if os.environ.get("BENCH_LARGE") else SIZES[:2]
    return "\n".join([HEAD, *(_row(*size) for size in sizes), "", PEER_ONCE])


def _row(people: int, statements: int, votes_a_person: int, turns: int) -> str:
    with tempfile.TemporaryDirectory(prefix="balises-bench-") as folder:
        choices, path = crowd(people, statements, votes_a_person=votes_a_person), Path(folder) / "votes.parquet"
        _write(choices, path)
        count = int(np.count_nonzero(choices != NO_VOTE))
        del choices
        inside = json.loads(_child("inside", path, turns)[1])
        whole = [_child("whole", path, 0) for _ in range(STARTS)]
    seconds, memory = [each[0] for each in whole], max(json.loads(each[1]) for each in whole)
    cells = (_spread(inside["wall"]), _spread(inside["processor"]), _spread(inside["live"], middle=(0.5, 0.95, 1)))
    return f"| {people:,} x {statements}, {count:,} | {' | '.join(cells)} | {_spread(seconds, digits=2)} | {memory:,} |"


def _spread(values: list[float], *, middle: tuple[float, ...] = (0, 0.5, 1), digits: int = 1) -> str:
    return " / ".join(f"{each:,.{digits}f}" for each in np.quantile(values, middle))


def _write(choices: np.ndarray, path: Path) -> None:
    """Sorted by participant, some people at a time."""
    schema = pyarrow.schema(
        [("participant", pyarrow.int32()), ("statement", pyarrow.int16()), ("vote", pyarrow.int8())]
    )
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for low, high in pairwise([*range(0, len(choices), 100_000), len(choices)]):
            person, statement = np.nonzero(choices[low:high] != NO_VOTE)
            columns = {
                "participant": person + low,
                "statement": statement,
                "vote": choices[low:high][person, statement],
            }
            arrays = [pyarrow.array(columns[each.name]).cast(each.type) for each in schema]
            file.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _child(what: str, path: Path, turns: int) -> tuple[float, str]:
    started = time.perf_counter()
    words = [sys.executable, __file__, what, str(path), str(turns)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - started, said


def inside(path: Path, turns: int) -> dict[str, list[float]]:
    """Milliseconds of a map of votes in memory, by both clocks, and from one vote to the next map."""
    votes = read_votes(path)
    map_opinions(votes, profile="polis")
    clocks = time.perf_counter, time.process_time
    both = [_timed(lambda: map_opinions(votes, profile="polis") and None, clocks) for _ in range(ROUNDS)]
    live, generator = LiveVotes(votes), np.random.default_rng(1)

    def one_vote() -> None:
        person, statement = generator.integers(len(votes.participants)), generator.integers(len(votes.statements))
        live.vote(votes.participants[person], votes.statements[statement], int(generator.integers(-1, 2)))
        live.draw(profile="polis")

    frames = [_timed(one_vote, clocks)[0] for _ in range(turns + 2)][2:]
    return {"wall": [each[0] for each in both], "processor": [each[1] for each in both], "live": frames}


def _timed(act: Callable[[], None], clocks: tuple[Callable[[], float], ...]) -> list[float]:
    started = [clock() for clock in clocks]
    act()
    return [1000 * (clock() - start) for clock, start in zip(clocks, started, strict=True)]


def whole(path: Path) -> int:
    """A map from the file, and the most memory of this process in megabytes."""
    map_opinions(read_votes(path), profile="polis")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        file = Path(sys.argv[2])
        print(json.dumps(inside(file, int(sys.argv[3])) if sys.argv[1] == "inside" else whole(file)))
    else:
        print(f"{measure()}\n\nload {' '.join(f'{each:.1f}' for each in os.getloadavg())} at the end")
