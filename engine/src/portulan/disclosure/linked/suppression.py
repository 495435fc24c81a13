"""Hiding as little as leaves every untold number open: complementary suppression, each step seen by the audit."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from portulan.disclosure.linked.guards import Guard, Untold, guards_of, holds
from portulan.disclosure.linked.programme import Numbers, Programme, Way
from portulan.disclosure.linked.system import System
from portulan.disclosure.policy import Policy
from portulan.disclosure.selections import Selection, Statement


class CannotBeTold(ValueError):
    """What was told before already gives a number away, whatever is hidden now."""


@dataclass
class Reader:
    """Someone who reads what is told: what it means to them, and what must stay open to them.

    Parameters
    ----------
    programme : Programme
        Everything told, as they understand it.
    knows_the_program : bool
        « At most five » is said of fewer than five: do they know?
    guards : mapping of row to Guard
        Rows whose numbers must stay open, unless they are told.
    """

    programme: Programme
    knows_the_program: bool
    guards: Mapping[int, Guard] = field(default_factory=dict)
    drafted: Numbers = field(init=False)
    populations: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.remember()

    def remember(self) -> None:
        """Keep what is told now as what one would like to tell."""
        self.drafted, self.populations = self.programme.told.copy(), self.programme.populations

    def untold(self) -> list[int]:
        """Rows that must stay open and that nothing tells exactly."""
        return [row for row in self.guards if not self.programme.is_exact(row)]

    def closed(self) -> Iterator[int]:
        """Those that are not open enough, one at a time: what the audit finds."""
        rows = self.untold()
        if rows and not len(self.programme.populations):
            self.programme.look_around(rows)
        return (row for row in rows if not holds(self.programme, row, self.guards[row]))

    def tell_again(self, row: int) -> None:
        """Tell what was hidden; populations that it contradicts are no longer possible."""
        low, high = self.drafted[:, row]
        self.programme.told[:, row] = low, high
        self.populations = self.programme.populations
        values = self.populations[:, row]
        self.programme.populations = self.populations[(low <= values) & (values <= high)]

    def hide_again(self, row: int) -> None:
        """Hide what was told again last."""
        self.programme.hide([row])
        self.programme.populations = self.populations


def readers(
    system: System, *, fixed: Sequence[Statement], drafted: Collection[Statement], policy: Policy
) -> tuple[Reader, Reader]:
    """One who knows the program, one who takes what is told as it stands; what must stay open is set later."""
    found = []
    for knows in (True, False):
        before, now = ([_understood(each, knows, policy) for each in some] for some in (fixed, drafted))
        programme = Programme(system, fixed=before, sums=[each.terms for each in now])
        for statement in now:
            programme.tell(statement)
        found.append(Reader(programme, knows))
    found[0].programme.wider = found[1].programme
    return found[0], found[1]


def _understood(statement: Statement, knows_the_program: bool, policy: Policy) -> Statement:
    small = policy.count_threshold
    is_band = (statement.low, statement.high) == (0, small)
    return replace(statement, high=small - 1) if is_band and knows_the_program else statement


def keep_open(reader: Reader, untold: Mapping[Selection, Untold], *, policy: Policy) -> None:
    """Hold a reader's numbers to what is asked of each."""
    reader.guards = guards_of(
        reader.programme, untold, policy=policy, for_whom_knows_the_program=reader.knows_the_program
    )


def open_up(readers: Sequence[Reader], *, weights: Numbers) -> None:
    """Hide rows, for all readers, until every number that must stay open to one of them is.

    Parameters
    ----------
    readers : sequence of Reader
        With everything told that may be; what must be hidden is hidden in their programmes, which have the same
        rows.
    weights : array of float, shape (n_rows,)
        Information lost for each person a row may differ by; infinite where nothing may be hidden.

    Raises
    ------
    CannotBeTold
        If a number is given away by what cannot be hidden.

    Notes
    -----
    Hiding only adds possibilities: each row is hidden once, and the work ends. Afterwards, what turns out not to
    have been needed is told again, the weightiest first, as long as every number stays open.
    """
    for reader in readers:
        reader.remember()
    while (found := next(_closed(readers), None)) is not None:
        reader, row = found
        way = _way(reader.programme, row, reader.guards[row], weights)
        reader.programme.see(way.population)
        for each in readers:
            each.programme.hide(way.hidden)
    _tell_again(readers, weights=weights)


def _closed(readers: Sequence[Reader]) -> Iterator[tuple[Reader, int]]:
    return ((reader, row) for reader in readers for row in reader.closed())


def _way(programme: Programme, row: int, asked: Guard, weights: Numbers) -> Way:
    """The cheapest of the steps that would let the number go further."""
    asked_for = steps(programme, row, asked)
    ways = [programme.cheapest_way(row, low=low, high=high, weights=weights) for low, high in asked_for]
    possible = [way for way in ways if way is not None]
    if not possible:
        raise CannotBeTold("What was told before gives a small number away, whatever is hidden now.")
    return min(possible, key=lambda way: way.loss)


def steps(programme: Programme, row: int, asked: Guard) -> list[tuple[float, float]]:
    """Up to the top of its own band, or to where it is not small, which may let it be less too; else wider, either way.

    A number told as a band is thus opened by hiding its neighbours, before its band is taken back.
    """
    low = programme.fewest(row)
    needed = asked.needed(low)
    high = programme.most(row, up_to=needed)
    nearer = [top for top in (programme.told[1, row], asked.reach) if high < top <= needed]
    if nearer:
        return [(min(nearer), np.inf)]
    down = high - asked.values + 1
    return [(needed, np.inf), *([(-np.inf, down)] if down >= 0 else [])]


def _tell_again(readers: Sequence[Reader], *, weights: Numbers) -> None:
    hidden = np.flatnonzero((readers[0].programme.told != readers[0].drafted).any(axis=0))
    for row in sorted((int(place) for place in hidden), key=lambda place: (-weights[place], place)):
        for reader in readers:
            reader.tell_again(row)
        if next(_closed(readers), None) is not None:
            for reader in readers:
                reader.hide_again(row)
