"""The chain as a path, and a use on it: where each stands, from what exists. Nothing here is ever stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from balises.processes.rules import SeatKind

FEWEST_SEATS = 3


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


class UseAct(StrEnum):
    """What a use waits for."""

    DESCRIBE = "describe"
    LOOK = "look"
    ANSWER = "answer"
    PROPOSE = "propose"
    CONSENT = "consent"
    RECONSIDER = "reconsider"
    PUBLISH = "publish"
    REVIEW = "review"


@dataclass(frozen=True)
class Progress:
    """How many things of a step are finished, and how many wait for someone. Things, never people."""

    finished_count: int
    waiting_count: int

    @property
    def is_begun(self) -> bool:
        return bool(self.finished_count or self.waiting_count)


@dataclass(frozen=True)
class UseStanding:
    """How far a use has come."""

    is_described: bool
    is_looked_at: bool
    has_open_grid: bool
    has_open_proposal: bool
    has_request: bool  # to look at it again, unanswered
    is_pronounced: bool
    is_published: bool


def here(progress: Mapping[Step, Progress]) -> Step | None:
    """The first step with nothing finished; then the first where something waits; nothing when the round is closed."""
    unwalked = (step for step in Step if not progress[step].finished_count and not _is_passed_over(step, progress))
    unfinished = (step for step in Step if progress[step].waiting_count)
    return next(unwalked, None) or next(unfinished, None)


def _is_passed_over(step: Step, progress: Mapping[Step, Progress]) -> bool:
    """A use known already is looked at without a harvest of cards before it."""
    return step is Step.EXPLORE and not progress[step].is_begun and progress[Step.LOOK].is_begun


def states(progress: Mapping[Step, Progress]) -> dict[Step, State]:
    current = here(progress)
    return {step: _state(step, progress=progress[step], current=current) for step in Step}


def _state(step: Step, *, progress: Progress, current: Step | None) -> State:
    if step is current:
        return State.HERE
    return State.DONE if progress.finished_count else State.AHEAD


def is_table_set(held: Iterable[SeatKind]) -> bool:
    """Enough seats are held to look at a use, one of them by a service user."""
    kinds = list(held)
    return len(kinds) >= FEWEST_SEATS and SeatKind.SERVICE_USER in kinds


def next_act(use: UseStanding) -> UseAct:
    """The one thing a use waits for; what was published waits for its review, or for what a seat asked."""
    steps = (
        (use.has_open_proposal, UseAct.CONSENT),
        (use.has_request, UseAct.RECONSIDER),
        (use.is_published, UseAct.REVIEW),
        (use.is_pronounced, UseAct.PUBLISH),
        (use.has_open_grid, UseAct.ANSWER),
        (use.is_looked_at, UseAct.PROPOSE),
        (use.is_described, UseAct.LOOK),
    )
    return next((act for holds, act in steps if holds), UseAct.DESCRIBE)
