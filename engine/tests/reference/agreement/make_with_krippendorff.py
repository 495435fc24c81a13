"""What the package krippendorff 0.9.0 computes of tables that nobody answered: run in this folder, writes alpha.json.

The first table is the one Krippendorff (2011) works out by hand; the others are drawn from a seed. Not needed to run
the tests.
"""

import json
from pathlib import Path

import krippendorff
import numpy as np

LEVELS = ("nominal", "ordinal", "interval")
MISSING = None
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, MISSING, MISSING, MISSING],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, MISSING, 3],
    [MISSING, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, MISSING],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, MISSING],
]
SHAPES = ((3, 6, 3, 0.0), (3, 20, 4, 0.2), (5, 58, 4, 0.1), (12, 58, 5, 0.3), (40, 10, 7, 0.5), (2, 30, 2, 0.0))


def drawn():
    rng = np.random.default_rng(2026)
    for assessors, criteria, values, missing in SHAPES:
        true = rng.integers(1, values + 1, size=criteria)
        noise = rng.integers(-1, 2, size=(assessors, criteria))
        table = np.clip(true + noise, 1, values)
        gone = rng.random(table.shape) < missing
        yield np.where(gone, MISSING, table.astype(object)).tolist()


def alphas(table):
    data = np.array([[np.nan if cell is MISSING else cell for cell in row] for row in table], dtype=float)
    return {level: float(krippendorff.alpha(data, level_of_measurement=level)) for level in LEVELS}


if __name__ == "__main__":
    tables = [PUBLISHED, *drawn()]
    lines = [json.dumps({"table": table, "alpha": alphas(table)}) for table in tables]
    Path("alpha.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
