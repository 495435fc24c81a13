"""Robustness beside performance: what holds, bends or breaks under hard knocks. Never a number, never mixed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from balises.register.rules.entries import GainKind, refusal_to_reach
from balises.shared.errors import Refusal

FEWEST_CARDS = 3


class Hold(StrEnum):
    """What a use does under a hard knock."""

    HOLDS = "holds"
    BENDS = "bends"
    BREAKS = "breaks"


class Robustness(StrEnum):
    UNTESTED = "untested"
    HOLDS = "holds"
    BENDS = "bends"
    BREAKS = "breaks"


class Performance(StrEnum):
    UNTOLD = "untold"
    PROMISED = "promised"  # by anyone, or observed by the vendor
    OBSERVED = "observed"


_WORST_FIRST = (Hold.BREAKS, Hold.BENDS, Hold.HOLDS)


@dataclass(frozen=True)
class Margin:
    """What is created so that the use bends instead of breaking: what, which function, by when."""

    what: str = ""
    owner: str = ""
    due_on: date | None = None

    @property
    def is_told(self) -> bool:
        return bool(self.what.strip() or self.owner.strip() or self.due_on)

    @property
    def is_whole(self) -> bool:
        return bool(self.what.strip() and self.owner.strip() and self.due_on)


@dataclass(frozen=True)
class KnockFacts:
    """What the room says of one card."""

    hold: Hold
    said: str
    margin: Margin


def refusal_to_play(cards: Collection[str], *, known: Collection[str], on: date, today: date) -> Refusal | None:
    if len(set(cards)) < FEWEST_CARDS:
        return Refusal("register.too_few_cards")
    if not set(cards) <= set(known):
        return Refusal("register.unknown_card")
    if on > today:
        return Refusal("register.session_in_the_future")
    return refusal_to_reach(on, today=today)


@dataclass(frozen=True)
class KnockStanding:
    """Where a card stands when it is answered."""

    is_played: bool
    former_due_on: date | None
    today: date


def refusal_to_record_knock(standing: KnockStanding, *, knock: KnockFacts) -> Refusal | None:
    """A margin is whole, and due on a day to come; a date that was written before may pass."""
    if not standing.is_played:
        return Refusal("register.unknown_card")
    margin = knock.margin
    if margin.is_told and not margin.is_whole:
        return Refusal("register.margin_is_not_whole")
    if margin.due_on is None or margin.due_on == standing.former_due_on:
        return None
    if margin.due_on < standing.today:
        return Refusal("register.margin_is_past")
    return refusal_to_reach(margin.due_on, today=standing.today)


def refusal_to_remove_session(*, has_answers: bool) -> Refusal | None:
    """What a room said is undone card by card, never in one go."""
    return Refusal("register.session_has_answers") if has_answers else None


def refusal_to_create_margin(*, has_margin: bool) -> Refusal | None:
    return None if has_margin else Refusal("register.no_margin")


def refusal_to_stand_beside(*, is_itself: bool) -> Refusal | None:
    return Refusal("register.beside_itself") if is_itself else None


def worst(holds: Iterable[Hold]) -> Hold | None:
    given = set(holds)
    return next((hold for hold in _WORST_FIRST if hold in given), None)


def profile(knocks: Iterable[tuple[Collection[str], Hold]]) -> Mapping[str, Hold]:
    """For each robustness criterion that a card puts to the test, the worst that was said."""
    by_code: dict[str, set[Hold]] = {}
    for codes, hold in knocks:
        for code in codes:
            by_code.setdefault(code, set()).add(hold)
    return {code: found for code, holds in by_code.items() if (found := worst(holds))}


def robustness_of(holds: Iterable[Hold]) -> Robustness:
    found = worst(holds)
    return Robustness(found) if found else Robustness.UNTESTED


def performance_of(gains: Iterable[tuple[GainKind, bool]]) -> Performance:
    """A gain that its own vendor observed is still a promise."""
    given = list(gains)
    if any(kind is GainKind.OBSERVED and not is_vendor for kind, is_vendor in given):
        return Performance.OBSERVED
    return Performance.PROMISED if given else Performance.UNTOLD
