"""Every count of a system as a sum of unknown numbers of people, as few unknowns as the links between tables allow.

The unknowns are the cells of the cliques of a triangulated graph of the variables, told to agree where two cliques
meet. For such a decomposable family, numbers that agree always come from some population (Lauritzen 1996, sect. 4.4;
whole numbers from a population of whole people, by filling one clique after another): an adversary who writes one
unknown for each full profile learns no more. The tests do write one for each full profile.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from portulan.disclosure.linked.frames import cut
from portulan.disclosure.plan import Variable
from portulan.disclosure.selections import Selection

MOST_UNKNOWNS = 20_000  # Some seconds for each question to the solver; a plan above it is cut in two.
Clique = tuple[int, ...]


@dataclass(frozen=True)
class System:
    """Counts as rows over unknowns.

    Parameters
    ----------
    selections : tuple of Selection
        One for each row, all different, in an order that depends on positions in the plan, not on names.
    rows : sparse array of 0 and 1, shape (n_selections, n_unknowns)
        Which unknowns each count sums.
    links : sparse array of -1, 0 and 1, shape (n_links, n_unknowns)
        Sums that are zero, since two cliques count the same people.
    """

    selections: tuple[Selection, ...]
    rows: csr_array
    links: csr_array


def build(variables: Sequence[Variable], selections: Iterable[Selection]) -> System:
    """The system of all these counts, and of everyone; ValueError if the variables linked together are too many."""
    places = {each.name: place for place, each in enumerate(variables)}
    ordered = tuple(sorted({Selection(), *selections}, key=lambda each: _position(each, variables, places)))
    blocks = _blocks(variables, ordered, places)
    cliques = cliques_of([{places[name] for name, _ in each.parts} for each in ordered])
    sizes = [prod(len(blocks[place]) for place in clique) for clique in cliques]
    if sum(sizes) > MOST_UNKNOWNS:
        linked = ", ".join(variables[place].name for place in max(cliques, key=len))
        raise ValueError(
            f"Too many variables are linked by the tables told together ({linked}): {sum(sizes)} unknowns."
        )
    layout = _Layout(blocks, tuple(cliques), tuple(int(start) for start in np.cumsum([0, *sizes])))
    rows = (layout.row(_numbers(each, variables, places)) for each in ordered)
    return System(ordered, sparse(rows, width=sum(sizes)), sparse(layout.links(), width=sum(sizes)))


def sparse(rows: Iterable[NDArray[np.float64]], *, width: int) -> csr_array:
    """Rows one at a time: together they would not fit where their non-zero places do."""
    places, starts, values = [np.zeros(0, dtype=np.intp)], [0], [np.zeros(0)]
    for row in rows:
        places.append(np.flatnonzero(row))
        values.append(row[places[-1]])
        starts.append(starts[-1] + len(places[-1]))
    return csr_array((np.concatenate(values), np.concatenate(places), starts), shape=(len(starts) - 1, width))


def _position(selection: Selection, variables: Sequence[Variable], places: dict[str, int]) -> list[object]:
    """By place in the plan: renaming a variable or a modality changes nothing."""
    parts = _numbers(selection, variables, places)
    return [len(parts), sorted((place, *sorted(numbers)) for place, numbers in parts.items())]


def _numbers(selection: Selection, variables: Sequence[Variable], places: dict[str, int]) -> dict[int, set[int]]:
    found = {}
    for name, admitted in selection.parts:
        known = variables[places[name]].modalities
        found[places[name]] = {known.index(modality) for modality in admitted}
    return found


def _blocks(
    variables: Sequence[Variable], selections: Sequence[Selection], places: dict[str, int]
) -> list[tuple[frozenset[int], ...]]:
    """For each variable, modalities that no count tells apart: they need no unknowns of their own."""
    sets: list[list[set[int]]] = [[] for _ in variables]
    for selection in selections:
        for place, numbers in _numbers(selection, variables, places).items():
            sets[place].append(numbers)
    return [cut(range(len(each.modalities)), some) for each, some in zip(variables, sets, strict=True)]


def cliques_of(groups: Iterable[set[int]]) -> list[Clique]:
    """Largest cliques of a triangulated graph where the variables of each group are neighbours.

    Triangulated by eliminating, time and again, the variable whose neighbours lack the fewest edges.
    """
    around: dict[int, set[int]] = {}
    for group in groups:
        for place in group:
            around.setdefault(place, set()).update(group - {place})
    found: list[set[int]] = [set()]
    while around:
        place = min(around, key=lambda each: (_lacking(around, each), each))
        near = around.pop(place)
        for other in near:
            around[other] = (around[other] | near) - {place, other}
        if not any(near | {place} <= clique for clique in found):
            found.append(near | {place})
    return sorted(tuple(sorted(clique)) for clique in found[1:] or found)


def _lacking(around: dict[int, set[int]], place: int) -> int:
    return sum(second not in around[first] for first, second in combinations(around[place], 2))


@dataclass(frozen=True)
class _Layout:
    """Where the unknowns of each clique stand: the cells of a table over its variables, in row-major order."""

    blocks: list[tuple[frozenset[int], ...]]
    cliques: tuple[Clique, ...]
    starts: tuple[int, ...]

    def row(self, numbers: dict[int, set[int]]) -> NDArray[np.float64]:
        """The unknowns that a count sums, in the first clique that knows all its variables."""
        home = next(which for which, clique in enumerate(self.cliques) if numbers.keys() <= set(clique))
        return self._sum(home, numbers)

    def links(self) -> Iterator[NDArray[np.float64]]:
        """Each clique agrees with its neighbour in a junction tree on what both know; apart, on how many there are."""
        for here, there in _junctions(self.cliques):
            shared = sorted({*self.cliques[here]} & {*self.cliques[there]})
            for cell in product(*(self.blocks[place] for place in shared)):
                numbers = {place: set(block) for place, block in zip(shared, cell, strict=True)}
                yield self._sum(here, numbers) - self._sum(there, numbers)

    def _sum(self, which: int, numbers: dict[int, set[int]]) -> NDArray[np.float64]:
        row = np.zeros(self.starts[-1])
        cell: NDArray[Any] = np.ones(1)
        for place in self.cliques[which]:
            admitted = numbers.get(place, set().union(*self.blocks[place]))
            cell = np.kron(cell, [float(block <= admitted) for block in self.blocks[place]])
        row[self.starts[which] : self.starts[which + 1]] = cell
        return row


def _junctions(cliques: tuple[Clique, ...]) -> Iterator[tuple[int, int]]:
    """A tree of greatest overlaps, which for a triangulated graph is a junction tree (Prim's algorithm)."""
    joined, left = [0], list(range(1, len(cliques)))
    while left:
        here, there = max(product(left, joined), key=lambda pair: len({*cliques[pair[0]]} & {*cliques[pair[1]]}))
        left.remove(here)
        joined.append(here)
        yield here, there
