"""How open a count must stay: the rule that the audit holds every untold number to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from portulan.disclosure.linked.programme import Programme
from portulan.disclosure.policy import Policy
from portulan.disclosure.selections import Selection


@dataclass(frozen=True)
class Guard:
    """What must remain possible for a number that is not told.

    Parameters
    ----------
    values : int
        How many values, at least, from the least to the greatest possible.
    reach : int
        The greatest possible value is this or more, so that nobody knows the number to be small.
    or_zero : bool
        Told in words, a number may be known to be small, if it can be zero.
    or_many : bool
        No table tells the number: it may as well be known, once it is known to be `reach` or more.

    Notes
    -----
    With `reach` the threshold, no union of untold counts, in whatever tables, can be known to be small: its least
    part would be known to be small too. So unions need no check of their own.
    """

    values: int
    reach: int
    or_zero: bool = False
    or_many: bool = False

    def is_met(self, low: float, high: float) -> bool:
        """Do the numbers from `low` to `high` leave enough open?"""
        return high - low + 1 >= self.values and (high >= self.reach or (self.or_zero and low == 0))

    def needed(self, low: float) -> float:
        """The least value that must be possible, for one who can also be `low`."""
        enough = low + self.values - 1
        return enough if self.or_zero and low == 0 else max(enough, self.reach)


class Untold(StrEnum):
    """Why a number is not told exactly, from the most to the least that must stay open."""

    HIDDEN = "hidden"
    """A cell of a table: as many values as the threshold, and not known to be under it."""
    IN_WORDS = "in_words"
    """Of five to nine people, one word: at least three values, as `known_votes_resisted` says of the fewest."""
    WATCHED = "watched"
    """No table tells it, and two may give it away: all minus one, who arrived between two dates."""


def guard(untold: Untold, *, policy: Policy) -> Guard:
    """What must remain possible, under this policy."""
    small = policy.count_threshold
    match untold:
        case Untold.HIDDEN:
            return Guard(values=small, reach=small)
        case Untold.IN_WORDS:
            return Guard(values=small - 2, reach=small, or_zero=True)
    return Guard(values=small, reach=small, or_many=True)


def holds(programme: Programme, row: int, asked: Guard) -> bool:
    """Is the number of this row open enough? Asks the solver only what the populations seen do not show."""
    low, high = programme.seen(row)
    if asked.is_met(low, high):
        return True
    if low < np.inf and programme.most(row, up_to=asked.needed(low)) >= asked.needed(low):
        return True
    low = programme.fewest(row)
    if asked.is_met(low, programme.seen(row)[1]) or (asked.or_many and low >= asked.reach):
        return True
    return programme.most(row, up_to=asked.needed(low)) >= asked.needed(low)


def strictest_of(untold: Iterable[tuple[Selection, Untold]]) -> dict[Selection, Untold]:
    """Why each number is not told, by whichever table asks most.

    Of people that no table counts, among those that a word is about, no more is asked than of that word.
    """
    found: dict[Selection, set[Untold]] = {}
    for selection, why in untold:
        found.setdefault(selection, set()).add(why)
    strictest = {selection: next(why for why in Untold if why in whys) for selection, whys in found.items()}
    words = [selection for selection, why in strictest.items() if why is Untold.IN_WORDS]
    for selection, why in strictest.items():
        if why is Untold.WATCHED and any(selection.is_among(each) for each in words):
            strictest[selection] = Untold.IN_WORDS
    return strictest


def guards_of(
    programme: Programme, untold: Mapping[Selection, Untold], *, policy: Policy, for_whom_knows_the_program: bool
) -> dict[int, Guard]:
    """What must remain possible, by row of a programme: cells first, then what no table tells, in order of rows.

    Whoever knows the program knows that a number is small where it says « at most five »: for them it must be able
    to be any small number, zero too.
    """
    guards = {}
    for selection, why in untold.items():
        asked = guard(why, policy=policy)
        if for_whom_knows_the_program and why is Untold.HIDDEN:
            asked = replace(asked, reach=0)
        if not (for_whom_knows_the_program and why is Untold.WATCHED):
            guards[programme.places[(selection, 1),]] = asked
    return dict(sorted(guards.items(), key=lambda item: (item[1].or_many, item[0])))
