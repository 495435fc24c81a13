"""Hiding as little as leaves every untold number open: complementary suppression, each step seen by the audit."""

from collections.abc import Mapping

import numpy as np

from portulan.disclosure.linked.guards import Guard, holds
from portulan.disclosure.linked.programme import Numbers, Programme, Way


class CannotBeTold(ValueError):
    """What was told before already gives a number away, whatever is hidden now."""


def open_up(programme: Programme, *, guards: Mapping[int, Guard], weights: Numbers) -> None:
    """Hide rows of a programme until every row that has a guard, and is not exact, is open enough.

    Parameters
    ----------
    programme : Programme
        With everything told that may be; what must be hidden is hidden in it.
    guards : mapping of row to Guard
        Rows whose numbers must stay open, unless they are told.
    weights : array of float, shape (n_rows,)
        Information lost for each person a row may differ by; infinite where nothing may be hidden.

    Raises
    ------
    CannotBeTold
        If a number is given away by what cannot be hidden.

    Notes
    -----
    Hiding only adds possibilities: a number once open stays so, and each row is hidden once. Afterwards, what
    turns out not to have been needed is told again, the weightiest first, as long as the populations seen so far
    leave every number open.
    """
    told = programme.told.copy()
    while closed := closed_rows(programme, guards):
        programme.take(_way(programme, closed[0], guards[closed[0]], weights))
    _tell_again(programme, told, guards=guards, weights=weights)


def _way(programme: Programme, row: int, asked: Guard, weights: Numbers) -> Way:
    """The cheapest of the steps that would let the number go further."""
    steps = _steps(programme, row, asked)
    ways = [programme.cheapest_way(row, low=low, high=high, weights=weights) for low, high in steps]
    possible = [way for way in ways if way is not None]
    if not possible:
        raise CannotBeTold("What was told before gives a small number away, whatever is hidden now.")
    return min(possible, key=lambda way: way.loss)


def _steps(programme: Programme, row: int, asked: Guard) -> list[tuple[float, float]]:
    """Known to be small: up to where it is not, which may let it be less as well. Too narrow: up, or else down."""
    low = programme.fewest(row)
    high = programme.most(row, up_to=asked.needed(low))
    if high < asked.reach <= asked.needed(low):
        return [(asked.reach, np.inf)]
    down = high - asked.values + 1
    return [(asked.needed(low), np.inf), *([(-np.inf, down)] if down >= 0 else [])]


def _tell_again(programme: Programme, told: Numbers, *, guards: Mapping[int, Guard], weights: Numbers) -> None:
    hidden = np.flatnonzero((programme.told != told).any(axis=0))
    for row in sorted((int(place) for place in hidden), key=lambda place: (-weights[place], place)):
        values = programme.populations[:, row]
        kept = programme.populations[(told[0, row] <= values) & (values <= told[1, row])]
        exact = told[0, row] == told[1, row]
        others = [each for each in guards if not programme.is_exact(each) and not (exact and each == row)]
        if len(kept) and all(guards[each].is_met(kept[:, each].min(), kept[:, each].max()) for each in others):
            programme.told[:, row] = told[:, row]
            programme.populations = kept


def closed_rows(programme: Programme, guards: Mapping[int, Guard]) -> list[int]:
    """Rows neither told exactly nor open enough: what the audit finds."""
    return [row for row in guards if not programme.is_exact(row) and not holds(programme, row, guards[row])]
