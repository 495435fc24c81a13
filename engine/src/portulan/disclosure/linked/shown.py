"""From a programme in which everything is open, to the cells that people read."""

from collections.abc import Iterator

import numpy as np

from portulan.disclosure.cells import Band, Between, Cell, Reason, Suppressed
from portulan.disclosure.linked.drafts import Draft, comparison, everyone
from portulan.disclosure.linked.frames import Blocks, Key, cells
from portulan.disclosure.linked.programme import Programme
from portulan.disclosure.linked.protected import ProtectedTable
from portulan.disclosure.plan import Table, TablesPlan
from portulan.disclosure.selections import Selection, Statement

FAR = 4  # What can be four times the greatest number told is not bounded by what is told.


def kept(programme: Programme, written: Draft) -> Iterator[Statement]:
    """What is told after all, in the order of the rows."""
    for terms in programme.terms:
        if terms in written.told and is_kept(programme, written.told[terms]):
            yield written.told[terms]


def is_kept(programme: Programme, statement: Statement) -> bool:
    """Does the programme still say as much?"""
    low, high = programme.told[:, programme.places[statement.terms]]
    return (statement.low is None or low >= statement.low) and (statement.high is None or high <= statement.high)


def shown(plan: TablesPlan, table: Table, programme: Programme, written: Draft, *, blocks: Blocks) -> ProtectedTable:
    """One table as it is told: exact numbers, words, and for what is hidden the range that all the rest leaves."""
    words: dict[Key, Cell] = {}
    if table.name in written.words:
        words = dict(_words(plan, table, programme, written, blocks=blocks))
    return ProtectedTable(
        name=table.name,
        only=table.only,
        axes=tuple((axis, blocks[axis]) for axis in table.axes),
        cells=tuple(
            _number(programme, selection, otherwise=words.get(key))
            for key, selection in cells(plan, table, blocks=blocks).items()
        ),
    )


def _number(programme: Programme, selection: Selection, *, otherwise: Cell | None) -> Cell:
    row = programme.places[(selection, 1),]
    if programme.is_exact(row):
        return int(programme.told[0, row])
    if otherwise is not None:
        return otherwise
    far = FAR * (float(np.abs(programme.told[np.isfinite(programme.told)]).max(initial=0)) + 1)
    high = programme.most(row, up_to=far)
    return Suppressed(Reason.SMALL_OR_LINKED) if high >= far else Between(programme.fewest(row), high)


def _words(
    plan: TablesPlan, table: Table, programme: Programme, written: Draft, *, blocks: Blocks
) -> Iterator[tuple[Key, Cell]]:
    """A word where one block is crossed with nothing; nothing for the rest; the total stays a range."""
    for key, selection in cells(plan, table, blocks=blocks).items():
        named = [(axis, block) for axis, block in zip(table.axes, key, strict=True) if block is not None]
        if selection != everyone(plan, table):
            word = None
            if len(named) == 1:
                axis, block = named[0]
                told = [written.told.get(comparison(plan, table, axis=axis, block=each)) for each in blocks[axis]]
                word = _word(programme, told, place=blocks[axis].index(block))
            yield key, word or Suppressed(Reason.SMALL_OR_LINKED)


def _word(programme: Programme, told: list[Statement | None], *, place: int) -> Band | None:
    still = [each is not None and is_kept(programme, each) for each in told]
    leads = [each is not None and each.low is not None for each in told]
    if any(lead and is_still for lead, is_still in zip(leads, still, strict=True)):
        return Band.MORE_THAN_HALF if leads[place] else Band.LESS_THAN_HALF
    return Band.HALF_OR_LESS if still[place] else None
