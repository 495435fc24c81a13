"""Someone who collects all that was published, and solves for the rest. Written apart from `portulan.disclosure`.

It reads the published JSON alone. Its unknowns are the numbers of people of every full profile, over all variables at
once; each published cell is an equation or an inequality; `scipy.optimize.linprog` gives the least and greatest value
of each number of people that one may wonder about. Then it subtracts published numbers from one another, pair by pair.
For small populations it also writes down every population that may have been, and looks at them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from scipy.optimize import linprog

SMALL = 5
FEWEST_IN_WORDS = 3


@dataclass(frozen=True)
class Cell:
    """A published cell: whom it counts among the profiles, and what is said of it."""

    name: str
    people: np.ndarray  # 0 and 1, shape (n_profiles,)
    everyone: np.ndarray  # of its table
    told: object
    is_margin_free: bool  # a cell inside the table
    in_words: bool


@dataclass(frozen=True)
class Found:
    """Something learned: of whom, what, and between which bounds."""

    what: str
    whom: str
    low: int
    high: int


class Adversary:
    """Knows all variables and all releases, in JSON."""

    def __init__(self, releases: Sequence[Mapping]) -> None:
        self.variables: dict[str, list[str]] = {}
        for release in releases:  # the last one names all modalities
            self.variables |= {each["name"]: each["modalities"] for each in release["plan"]["variables"]}
        self.profiles = list(product(*self.variables.values()))
        self.cells = [cell for place, release in enumerate(releases) for cell in self._read(release, place)]
        self.equal, self.below = [], []
        for cell in self.cells:
            self._believe(cell)

    def whom(self, admitted: Mapping[str, Sequence[str]]) -> np.ndarray:
        places = {name: place for place, name in enumerate(self.variables)}
        chosen = [all(profile[places[name]] in some for name, some in admitted.items()) for profile in self.profiles]
        return np.array(chosen, dtype=float)

    def _read(self, release: Mapping, place: int) -> Iterator[Cell]:
        there = {each["name"]: each["modalities"] for each in release["plan"]["variables"]}
        for table in release["tables"]:
            axes = [(axis["variable"], [*axis["blocks"], None]) for axis in table["axes"]]
            keys = list(product(*(blocks for _, blocks in axes)))
            base = there | table["only"]
            in_words = any(isinstance(told, dict) and "band" in told for told in table["cells"])
            for key, told in zip(keys, table["cells"], strict=True):
                named = {name: block for (name, _), block in zip(axes, key, strict=True) if block is not None}
                name = f"{place}:{table['name']} {named} {table['only']}"
                yield Cell(name, self.whom(base | named), self.whom(base), told, None not in key, in_words)

    def _believe(self, cell: Cell) -> None:
        match cell.told:
            case int():
                self.equal.append((cell.people, cell.told))
            case {"between": [low, high]}:
                self.below += [(cell.people, high), (-cell.people, -low)]
            case {"band": "more_than_half"}:
                self.below.append((cell.everyone - 2 * cell.people, -1))
            case {"band": "less_than_half"}:
                self.below.append((2 * cell.people - cell.everyone, -1))
            case {"band": "half_or_less"}:
                self.below.append((2 * cell.people - cell.everyone, 0))
            case {"withheld": str()}:
                pass
            case _:
                raise AssertionError(f"What is this? {cell.told!r}")

    def bounds(self, people: np.ndarray) -> tuple[int, int]:
        """Fewest and most of these people, in whole numbers."""
        low, high = (self._solve(sign * people) for sign in (1, -1))
        return int(np.ceil(low - 1e-6)), int(1e9 if high == -np.inf else np.floor(-high + 1e-6))

    @cached_property
    def _published(self) -> dict[str, np.ndarray]:
        told = {}
        for names, rows in ((("A_eq", "b_eq"), self.equal), (("A_ub", "b_ub"), self.below)):
            if rows:
                told[names[0]] = np.array([row for row, _ in rows])
                told[names[1]] = np.array([bound for _, bound in rows])
        return told

    def _solve(self, cost: np.ndarray) -> float:
        solved = linprog(cost, bounds=(0, None), method="highs", **self._published)
        if solved.status in {3, 4}:  # not bounded
            return -np.inf
        assert solved.status == 0, solved.message
        return solved.fun

    def learned(self) -> Iterator[Found]:
        """Everything that should not have been: by solving, then by subtracting."""
        yield from self._small_ones_told()
        yield from self._solved()
        yield from self._subtracted()

    def _small_ones_told(self) -> Iterator[Found]:
        for cell in self.cells:
            if isinstance(cell.told, int) and cell.told < SMALL and cell.people.any():
                yield Found("a small number is told", cell.name, cell.told, cell.told)

    def _solved(self) -> Iterator[Found]:
        known = {cell.people.tobytes() for cell in self.cells if isinstance(cell.told, int)}
        in_words = {
            cell.people.tobytes(): cell.in_words for cell in sorted(self.cells, key=lambda each: not each.in_words)
        }
        hidden = {cell.people.tobytes(): cell for cell in self.cells if cell.people.tobytes() not in known}
        for key, cell in hidden.items():
            yield from judge(cell.name, *self.bounds(cell.people), in_words=in_words[key])

    def _subtracted(self) -> Iterator[Found]:
        """All minus one, two dates, two filters, the rest of a row: whatever is inside whatever."""
        exact = {cell.people.tobytes(): cell for cell in self.cells if isinstance(cell.told, int)}
        for larger, smaller in product(exact.values(), repeat=2):
            between = larger.people - smaller.people
            if between.any() and (between >= 0).all() and larger.told - smaller.told < SMALL:
                left = larger.told - smaller.told
                yield Found("a small number is left", f"{larger.name} less {smaller.name}", left, left)


def judge(whom: str, low: int, high: int, *, in_words: bool) -> Iterator[Found]:
    """What is wrong with a hidden number that can only be from `low` to `high`."""
    if low == high:
        yield Found("recovered", whom, low, high)
    elif high - low + 1 < (FEWEST_IN_WORDS if in_words else SMALL):
        yield Found("too narrow", whom, low, high)
    elif high < SMALL and not (in_words and low == 0):
        yield Found("known to be small", whom, low, high)


def by_enumeration(adversary: Adversary, *, most: int) -> tuple[int, list[Found]] | None:
    """Every population that may have been, if they are few enough to write down; how many, and what they tell."""
    ranges = [adversary.bounds(row) for row in np.eye(len(adversary.profiles))]
    if np.prod([float(high - low + 1) for low, high in ranges]) > most:
        return None
    axes = [np.arange(low, high + 1) for low, high in ranges]
    worlds = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(axes))
    for row, told in adversary.equal:
        worlds = worlds[worlds @ row == told]
    for row, told in adversary.below:
        worlds = worlds[worlds @ row <= told]
    assert len(worlds), "What was published cannot be true."
    return len(worlds), list(_learned_from(worlds, adversary))


def _learned_from(worlds: np.ndarray, adversary: Adversary) -> Iterator[Found]:
    known = {cell.people.tobytes() for cell in adversary.cells if isinstance(cell.told, int)}
    in_words = any(cell.in_words for cell in adversary.cells)
    for cell in adversary.cells:
        values = np.unique(worlds @ cell.people)
        if cell.people.tobytes() not in known and len(values) < (FEWEST_IN_WORDS if in_words else SMALL):
            yield Found("few values", cell.name, int(values.min()), int(values.max()))
    inner = [cell for cell in adversary.cells if cell.is_margin_free]
    for size in range(1, min(len(inner), 6) + 1):  # any union of cells
        for together in combinations(inner, size):
            people = np.minimum(sum(cell.people for cell in together), 1)
            values = worlds @ people
            if values.max() < SMALL and not (in_words and values.min() == 0):
                whom = " or ".join(cell.name for cell in together)
                yield Found("a union known to be small", whom, int(values.min()), int(values.max()))
