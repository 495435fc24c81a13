"""The cells of a table, margins included, and the people that each one counts."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeVar

from portulan.disclosure.plan import Table, TablesPlan
from portulan.disclosure.selections import Selection

Modality = TypeVar("Modality", bound=Hashable)
Block = tuple[str, ...]
"""Modalities told together."""
Blocks = Mapping[str, tuple[Block, ...]]
Key = tuple[Block | None, ...]
"""One block for each axis, or None for the margin over it."""


def cells(plan: TablesPlan, table: Table, *, blocks: Blocks) -> dict[Key, Selection]:
    """Every cell of a table, in row-major order, each margin after what it sums."""
    keys = product(*((*blocks[axis], None) for axis in table.axes))
    return {key: plan.select(dict(table.only) | _admitted(table.axes, key)) for key in keys}


def implied(plan: TablesPlan, table: Table, *, blocks: Blocks, parts: Blocks) -> Iterator[Selection]:
    """The same cells among those whom a filter leaves out, or who came at another date: all minus one is a count too.

    `parts` cuts the variables that may set people apart: the filters of the table, and dates of arrival.
    """
    apart = [name for name in parts if name not in table.axes]
    keys = list(product(*((*blocks[axis], None) for axis in table.axes)))
    for chosen in product(*((*parts[name], None) for name in apart)):
        for key in keys:
            yield plan.select(_admitted(apart, chosen) | _admitted(table.axes, key))


def parts(plan: TablesPlan, names: Iterable[str], *, told: Iterable[Selection]) -> dict[str, tuple[Block, ...]]:
    """Variables cut as finely as the filters of the plan, and what was told before, tell their modalities apart."""
    filters = [part for table in plan.tables for part in table.only]
    filters += [part for selection in told for part in selection.parts]
    found = {}
    for name in names:
        sets = [set(admitted) for each, admitted in filters if each == name]
        found[name] = tuple(tuple(sorted(block)) for block in cut(plan.modalities[name], sets))
    return found


def cut(modalities: Iterable[Modality], sets: Sequence[Collection[Modality]]) -> tuple[frozenset[Modality], ...]:
    """Modalities that no set tells apart stay together."""
    together: dict[tuple[bool, ...], list[Modality]] = {}
    for modality in modalities:
        together.setdefault(tuple(modality in each for each in sets), []).append(modality)
    return tuple(frozenset(block) for block in together.values())


def _admitted(names: Sequence[str], key: Key) -> dict[str, Block]:
    return {name: block for name, block in zip(names, key, strict=True) if block is not None}
