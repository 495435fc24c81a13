"""The opinion map beside red-dwarf, an independent library that computes it too, in the same run.

red-dwarf has dependencies of its own and stays out of ours: `RED_DWARF_PYTHON` names the Python of an environment in
which `pip install red-dwarf==0.4.0` was done. Without it the map is left out of the table, and said so.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from portulan.opinion import LiveVotes, Votes, map_opinions
from portulan.opinion.sums import sums_of
from ratios import Compared, Plan, compare, waiting

PEER = "red-dwarf 0.4.0"
CASES = ((1_000, 100, 5), (10_000, 200, 3))
LARGE = (100_000, 500, 1)  # Five minutes for the peer: with BENCH_LARGE set
VOTES_A_PERSON = 30


def measure() -> tuple[Compared, ...]:
    return (*_maps(), *_one_vote())


def _maps() -> Iterator[Compared]:
    python = os.environ.get("RED_DWARF_PYTHON")
    if not python:
        print("The opinion map: RED_DWARF_PYTHON names no Python with red-dwarf 0.4.0; left out.")
        return
    for people, statements, rounds in (*CASES, *([LARGE] if os.environ.get("BENCH_LARGE") else [])):
        rows = drawn(people, statements)
        named = [(f"p{person}", f"s{statement}", vote) for person, statement, vote in rows.tolist()]
        with _peer(python, rows) as peer:
            yield compare(
                (f"a map of {people:,} people, {statements} statements, {len(rows):,} votes", PEER),
                ours=lambda named=named: map_opinions(Votes.of(named), profile="polis") and None,
                peer=peer,
                plan=Plan(count=1, rounds=rounds),
            )


def _one_vote() -> Iterator[Compared]:
    """One more vote in a running conversation: the sums kept, beside the sums counted again."""
    for people, statements, rounds in CASES:
        named = (
            (f"p{person}", f"s{statement}", vote) for person, statement, vote in drawn(people, statements).tolist()
        )
        votes = Votes.of(named)
        live, turn = LiveVotes(votes), iter(range(10**9))
        yield compare(
            (f"one more vote among {people:,} people, {statements} statements: the sums kept", "counted again"),
            ours=lambda live=live, turn=turn: live.vote("p0", "s0", next(turn) % 3 - 1),
            peer=lambda votes=votes: sums_of(votes) and None,
            plan=Plan(count=1, rounds=4 * rounds),
        )


def drawn(people: int, statements: int) -> np.ndarray:
    """Rows of person, statement, vote: four camps, about thirty votes a person, one pass in five."""
    generator = np.random.default_rng(people)
    camp, leaning = generator.integers(0, 4, people), generator.normal(size=(4, statements))
    seen = generator.random((people, statements)) < VOTES_A_PERSON / statements
    seen[np.arange(people), generator.integers(0, statements, people)] = True
    side = np.where(generator.normal(size=(people, statements)) + leaning[camp] > 0, 1, -1)
    votes = np.where(generator.random((people, statements)) < 0.2, 0, side)
    person, statement = np.nonzero(seen)
    return np.stack([person, statement, votes[person, statement]], axis=1)


@contextmanager
def _peer(python: str, rows: np.ndarray) -> Iterator[Callable[[], None]]:
    """A process that has read the same votes and imported its library, and maps them each time it is told to."""
    with tempfile.TemporaryDirectory(prefix="balises-bench-") as folder:
        path = Path(folder) / "votes.npy"
        np.save(path, rows)
        program = str(Path(__file__).with_name("red_dwarf_peer.py"))
        with waiting([python, "-W", "ignore", program, str(path)], order="map", name=PEER) as run:
            yield run


def latencies(people: int, statements: int, *, turns: int) -> str:
    """Milliseconds from a vote to the new map of the profile `polis`: median and the time that 95 in a hundred keep."""
    named = ((f"p{person}", f"s{statement}", vote) for person, statement, vote in drawn(people, statements).tolist())
    live, generator, taken = LiveVotes(Votes.of(named)), np.random.default_rng(1), []
    for _ in range(turns):
        person, statement = generator.integers(0, people), generator.integers(0, statements)
        started = time.perf_counter()
        live.vote(f"p{person}", f"s{statement}", int(generator.integers(-1, 2)))
        live.draw(profile="polis")
        taken.append(1000 * (time.perf_counter() - started))
    middle, most = np.quantile(taken, [0.5, 0.95])
    return f"{people:,} people, {statements} statements: vote to map {middle:.1f} ms, 95 in a hundred {most:.1f} ms"


if __name__ == "__main__":
    for compared in measure():
        print(compared.row, flush=True)
    for size in CASES:
        print(latencies(*size[:2], turns=40), flush=True)
    sys.exit(0)
