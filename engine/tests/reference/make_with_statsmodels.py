"""People who do not exist, and what statsmodels and SciPy compute of them: run in this folder, writes two files."""

import csv
import json
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.stats.contingency import association
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

HERE = Path(__file__).parent
ROLES, USES, AGES = ("field", "office", "head"), ("never", "monthly", "weekly", "daily"), ("under 40", "40 and over")
BASES = (120, 80, 60, 45)
COUNTS = ((60, 20, 22, 14), (40, 45, 20, 11), (20, 15, 18, 20))


def invented():
    rng = np.random.default_rng(2026)
    for person in range(240):
        role = rng.choice(3, p=(0.55, 0.3, 0.15))
        age = rng.choice(2, p=(0.45, 0.55) if role else (0.6, 0.4))
        use = rng.choice(4, p=((0.4, 0.25, 0.2, 0.15), (0.2, 0.2, 0.3, 0.3), (0.15, 0.25, 0.35, 0.25))[role])
        trait = rng.normal()
        items = [int(np.clip(np.rint(3 + trait + rng.normal()), 1, 5)) for _ in range(5)]
        weight = (0.5, 1.0, 2.0)[role] * (1.25, 0.8)[age]
        yield (f"p{person}", ROLES[role], AGES[age], USES[use], weight, *items)


def intervals():
    cases = [(8, 10), (0, 12), (12, 12), (1, 7), (37, 200), (3.5, 17.25)]
    for confidence in (0.9, 0.95, 0.99):
        for made, asked in cases:
            low, high = proportion_confint(made, asked, alpha=1 - confidence, method="wilson")
            yield {"made": made, "asked": asked, "confidence": confidence, "low": low, "high": high}


def comparisons():
    for first, second in (((18, 20), (9, 20)), ((3, 50), (4, 41)), ((30, 61), (2, 9))):
        z, p = proportions_ztest([first[0], second[0]], [first[1], second[1]])
        yield {"first": first, "second": second, "z": z, "p": p}


def letters(method):
    """Which pairs of columns differ, row by row."""
    for row in COUNTS:
        pairs = list(combinations(range(len(BASES)), 2))
        p = [proportions_ztest([row[a], row[b]], [BASES[a], BASES[b]])[1] for a, b in pairs]
        differs = np.less(p, 0.05) if method == "none" else multipletests(p, 0.05, method=method)[0]
        yield [[int(a), int(b)] for (a, b), is_told in zip(pairs, differs, strict=True) if is_told]


def main():
    with (HERE / "invented.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("person", "role", "age", "use", "weight", *(f"item{n}" for n in range(1, 6))))
        writer.writerows(invented())
    made = {
        "intervals": list(intervals()),
        "comparisons": list(comparisons()),
        "counts": COUNTS,
        "bases": BASES,
        "letters": {method: list(letters(method)) for method in ("bonferroni", "holm", "none")},
        "cramers_v": association(np.array(COUNTS), method="cramer"),
    }
    (HERE / "statsmodels.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
