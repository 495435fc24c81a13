"""Tables that may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from portulan.disclosure.cells import Cell, cell_to_plain
from portulan.disclosure.linked.frames import Block, Key
from portulan.disclosure.linked.guards import Untold
from portulan.disclosure.plan import TablesPlan
from portulan.disclosure.protected import Protected
from portulan.disclosure.selections import Selection, Statement
from portulan.results import Method

FORMAT = "portulan.tables/1"


@dataclass(frozen=True)
class ProtectedTable:
    """One table, as far as it may be told.

    Parameters
    ----------
    name : str
        Of the planned table.
    only : tuple of (str, tuple of str) pairs
        Its filter.
    axes : tuple of (str, tuple of tuple of str) pairs
        For each variable crossed, the blocks of modalities that are told together.
    cells : tuple of Cell
        Numbers of people, in row-major order, after the blocks of each axis the margin over it.

    Examples
    --------
    >>> table = ProtectedTable("use", (), (("use", (("no",), ("yes",))),), (12, 14, 26))
    >>> table.at(("yes",)), table.at(None)
    (14, 26)
    """

    name: str
    only: tuple[tuple[str, Block], ...]
    axes: tuple[tuple[str, tuple[Block, ...]], ...]
    cells: tuple[Cell, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """For each cell, one block for each axis, or None for the margin over it."""
        return tuple(product(*((*blocks, None) for _, blocks in self.axes)))

    def at(self, *key: Block | None) -> Cell:
        """The cell at these blocks; KeyError if there is none."""
        return dict(zip(self.keys, self.cells, strict=True))[key]

    def rows(self) -> Iterator[dict[str, str]]:
        """One line for each cell, all as text, ready for a CSV: what is withheld says so, and is never empty."""
        for key, cell in zip(self.keys, self.cells, strict=True):
            named = zip((name for name, _ in self.axes), key, strict=True)
            blocks = {name: "all" if block is None else " | ".join(block) for name, block in named}
            yield {"table": self.name, **blocks, "people": str(cell)}

    def to_plain(self) -> dict[str, Any]:
        """The table as dictionaries, lists and scalars, ready for JSON."""
        return {
            "name": self.name,
            "only": {name: list(admitted) for name, admitted in self.only},
            "axes": [{"variable": name, "blocks": [list(block) for block in blocks]} for name, blocks in self.axes],
            "cells": [cell_to_plain(cell) for cell in self.cells],
        }


@dataclass(frozen=True)
class ProtectedTables(Protected):
    """What is told of all the tables of one plan, as one linked system.

    Parameters
    ----------
    plan : TablesPlan
        Written before opening.
    tables : tuple of ProtectedTable
        One for each planned table, in its order.
    told : tuple of Statement
        Everything that the tables tell, once each; what a `Ledger` remembers.
    untold : tuple of (Selection, Untold) pairs
        Numbers that must stay open, and why.
    method : Method
        How they were protected.
    """

    plan: TablesPlan
    tables: tuple[ProtectedTable, ...]
    told: tuple[Statement, ...]
    untold: tuple[tuple[Selection, Untold], ...]
    method: Method

    def table(self, name: str) -> ProtectedTable:
        """The table of this name; KeyError if none was planned."""
        return {each.name: each for each in self.tables}[name]

    def to_plain(self) -> dict[str, Any]:
        """The whole result as dictionaries, lists and scalars, ready for JSON."""
        return {
            "format": FORMAT,
            "plan": self.plan.to_plain(),
            "plan_digest": self.plan.digest(),
            "tables": [table.to_plain() for table in self.tables],
            "method": self.method.to_plain(),
        }
