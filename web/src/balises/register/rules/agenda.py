"""What must be done for the uses of an organisation: what is late first, then by date, then what has none yet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DutyState(StrEnum):
    LATE = "late"
    DUE = "due"  # has a date to come
    UNDATED = "undated"  # to be done, and nobody has said for when
    TO_LEARN = "to_learn"  # may be owed: a fact is missing
    TO_COME = "to_come"  # its text is not in force yet


_ORDER = tuple(DutyState)


@dataclass(frozen=True)
class DutyFacts:
    """One thing to do, as it stands."""

    due_on: date | None
    is_certain: bool = True  # no fact is missing to say that it is owed
    is_in_force: bool = True


def state_of(duty: DutyFacts, *, today: date) -> DutyState:
    if duty.due_on is not None:
        return DutyState.LATE if duty.due_on < today else DutyState.DUE
    if not duty.is_in_force:
        return DutyState.TO_COME
    return DutyState.UNDATED if duty.is_certain else DutyState.TO_LEARN


def sort_key(state: DutyState, *, due_on: date | None) -> tuple[int, date]:
    """Late and due by their dates; the rest after, in the order of the states."""
    return _ORDER.index(state), due_on or date.max
