"""The chain as a path: what each step's state is, from what exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    EXPLORE = "explore"
    LOOK = "look"
    DELIBERATE = "deliberate"
    DECIDE = "decide"
    CHARTER = "charter"
    REGISTER = "register"
    LEARN = "learn"
    MEET = "meet"


class State(StrEnum):
    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Progress:
    """How many things of a step exist, and how many are finished."""

    started_count: int
    finished_count: int


def states(progress: Mapping[Step, Progress]) -> dict[Step, State]:
    """A step is done once something of it is finished; we are at the first that is not; the others lie ahead."""
    found: dict[Step, State] = {}
    is_here_taken = False
    for step in Step:
        if progress[step].finished_count:
            found[step] = State.DONE
        elif not is_here_taken:
            found[step], is_here_taken = State.HERE, True
        else:
            found[step] = State.AHEAD
    return found


def here(found: Mapping[Step, State]) -> Step | None:
    """Where the process stands, or nothing when the chain is closed on itself."""
    return next((step for step, state in found.items() if state is State.HERE), None)
