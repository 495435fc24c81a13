"""Open answers: sixty thousand passages parted in ten classes, compiled (extra `fast`) beside the same loops in Python.

No peer in Python is known to us, and rainette needs R: `RSCRIPT` names an Rscript that has rainette 0.3 and quanteda,
which is then measured on smaller tables (at sixty thousand passages it needs 17 GB). Without it that is left out, and
said so.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from scipy.io import mmwrite
from scipy.sparse import csr_array

from portulan.verbatim import find_identifying, splitting
from portulan.verbatim.reinert import MODES, classify_table
from ratios import Compared, Plan, compare, waiting

PEER = "rainette 0.3"
MANY = (60_000, 7_300)
CASES = ((1_250, 1_700, 3),)
LARGE = (10_000, 4_700, 1)  # A minute each time for the peer: with BENCH_LARGE set
WORDS_A_PASSAGE = 8.5
THEMES = 12
SENTENCE = (
    "J’ai demandé à Sophie de relire le compte rendu du 12 mars avec l’outil, puis j’ai rappelé au 06 39 98 12 34. "
)


def measure() -> tuple[Compared, ...]:
    return tuple(_rows())


def _rows() -> Iterator[Compared]:
    table, sources = drawn(*MANY), np.arange(MANY[0])
    classify_table(table, sources)  # Compiled once, and kept between runs
    yield compare(
        (f"ten classes of {MANY[0]:,} passages, {MANY[1]:,} words, mode reinert, compiled", "the same in Python"),
        ours=lambda: classify_table(table, sources) and None,
        peer=lambda: _without_compiling(lambda: classify_table(table, sources)),
        plan=Plan(count=1, rounds=3),
    )
    yield from _beside_rainette()


def _beside_rainette() -> Iterator[Compared]:
    rscript = os.environ.get("RSCRIPT")
    if not rscript:
        print(f"Ten classes: RSCRIPT names no Rscript with {PEER}; left out.")
        return
    for passages, words, rounds in (*CASES, *([LARGE] if os.environ.get("BENCH_LARGE") else [])):
        table, sources = drawn(passages, words), np.arange(passages)
        with _peer(rscript, table) as peer:
            for mode in MODES:
                yield compare(
                    (f"ten classes of {passages:,} passages, {words:,} words, mode {mode}", PEER),
                    ours=lambda mode=mode, table=table, sources=sources: (
                        classify_table(table, sources, mode=mode) and None
                    ),
                    peer=peer,
                    plan=Plan(count=1, rounds=rounds),
                )


def drawn(passages: int, words: int) -> csr_array:
    """Passages of one theme out of twelve: words by Zipf's law, each theme favouring its own."""
    generator = np.random.default_rng(passages)
    common = 1 / np.arange(10, words + 10)
    rows, columns = list[np.ndarray](), list[np.ndarray]()
    for theme in range(THEMES):
        law = common * np.where(generator.random(words) < 0.08, 8, 1)
        here = np.arange(theme, passages, THEMES)
        count = generator.poisson(WORDS_A_PASSAGE * 1.06, len(here)) + 1
        rows.append(np.repeat(here, count))
        columns.append(generator.choice(words, size=int(count.sum()), p=law / law.sum()))
    cells = csr_array(
        (np.ones(sum(map(len, rows)), dtype=np.int64), (np.concatenate(rows), np.concatenate(columns))),
        shape=(passages, words),
    )
    cells.sum_duplicates()
    cells.data[:] = 1
    return cells


def _without_compiling(run: Callable[[], object]) -> None:
    worth, splitting.WORTH_COMPILING = splitting.WORTH_COMPILING, 10**12
    try:
        run()
    finally:
        splitting.WORTH_COMPILING = worth


@contextmanager
def _peer(rscript: str, table: csr_array) -> Iterator[Callable[[], None]]:
    """An R that has read the same table and loaded rainette, and classifies it each time it is told to."""
    with tempfile.TemporaryDirectory(prefix="balises-bench-") as folder:
        path = Path(folder) / "table.mtx"
        mmwrite(path, table, field="integer")
        program = str(Path(__file__).with_name("rainette_peer.R"))
        with waiting([rscript, "--vanilla", program, str(path)], order="classify", name=PEER) as run:
            yield run


def a_warning() -> str:
    """Milliseconds to read a thousand characters for what may identify."""
    text, taken = (SENTENCE * 20)[:1000], []
    for _ in range(40):
        started = time.perf_counter()
        find_identifying(text)
        taken.append(1000 * (time.perf_counter() - started))
    return f"what may identify in 1,000 characters: {np.median(taken):.1f} ms, {max(taken):.1f} at most"


if __name__ == "__main__":
    for compared in measure():
        print(compared.row, flush=True)
    print(a_warning())
    sys.exit(0)
