"""What each gate allows while it is open, and how it closes.

Rules propose; a named body pronounces, never more leniently than an open gate allows. Nothing here adds up: the
strictest gate speaks, whatever the number of the others, so no good measure buys a risk off.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from balises.library.rules import Effect, Nature
from balises.register.rules.entries import Status, refusal_to_name_owner, refusal_to_reach
from balises.shared.errors import Refusal

LENIENCY = (
    Status.REFUSED,
    Status.SUSPENDED,
    Status.TO_INVESTIGATE,
    Status.FRAMED_TRIAL,
    Status.ALLOWED_WITH_CONDITIONS,
    Status.ALLOWED,
)
_DUTIES_BEFORE_ANY_TRIAL = frozenset({Effect.DPIA, Effect.FRIA, Effect.STAFF_CONSULTATION})


class GateState(StrEnum):
    OPEN = "open"
    FRAMED = "framed"  # someone answers for it, by a date
    CLOSED = "closed"


@dataclass(frozen=True)
class GateFacts:
    """A gate as it stands."""

    code: str
    effect: Effect
    nature: Nature
    state: GateState
    is_blocking: bool = False
    is_still_set_off: bool = True


@dataclass(frozen=True)
class Framing:
    """Which function answers for a gate, and by when."""

    owner: str
    due_on: date | None


@dataclass(frozen=True)
class Closing:
    """Why a gate would close: the cause that is gone, what shows it, the body that says so, and its decision."""

    cause: str
    evidence: str
    body: str
    has_decision: bool = False


def ceiling_of(
    effect: Effect, *, nature: Nature, is_blocking: bool = False, state: GateState = GateState.OPEN
) -> Status:
    """The most lenient status that may be pronounced while such a gate is not closed."""
    if state is GateState.CLOSED and effect is not Effect.LIMIT:
        return Status.ALLOWED
    match effect:
        case Effect.STOP:
            return Status.SUSPENDED
        case Effect.FULL_GRID:
            return Status.TO_INVESTIGATE
        case Effect.INQUIRY:
            return Status.TO_INVESTIGATE if is_blocking else Status.ALLOWED_WITH_CONDITIONS
        case Effect.LIMIT:
            return Status.ALLOWED_WITH_CONDITIONS
        case _ if effect in _DUTIES_BEFORE_ANY_TRIAL and nature is Nature.LEGAL:
            return Status.TO_INVESTIGATE
        case _:
            return Status.ALLOWED_WITH_CONDITIONS if state is GateState.FRAMED else Status.FRAMED_TRIAL


def is_in_the_way(gate: GateFacts) -> bool:
    """While it is open, not even a framed trial may be pronounced."""
    allowed = ceiling_of(gate.effect, nature=gate.nature, is_blocking=gate.is_blocking, state=gate.state)
    return is_more_lenient(Status.FRAMED_TRIAL, than=allowed)


def ceiling(gates: Iterable[GateFacts]) -> Status:
    """The most lenient status that all the gates together allow: the strictest speaks."""
    allowed = [
        ceiling_of(gate.effect, nature=gate.nature, is_blocking=gate.is_blocking, state=gate.state) for gate in gates
    ]
    return min(allowed, key=LENIENCY.index, default=Status.ALLOWED)


def proposed_status(gates: Iterable[GateFacts], *, moment: str, is_looked_at: bool) -> Status:
    """What the rules propose: a stop suspends what runs and refuses what was planned; unseen is to be looked at."""
    strictest = ceiling(gates)
    if strictest is Status.SUSPENDED and moment == "planned":
        return Status.REFUSED
    return strictest if is_looked_at or strictest is Status.SUSPENDED else Status.TO_INVESTIGATE


def is_more_lenient(status: Status, *, than: Status) -> bool:
    return LENIENCY.index(status) > LENIENCY.index(than)


def refusal_to_pronounce_over(gates: Collection[GateFacts], *, status: Status) -> Refusal | None:
    """Never more leniently than an open gate allows."""
    if not is_more_lenient(status, than=ceiling(gates)):
        return None
    in_the_way = [
        gate.code
        for gate in gates
        if is_more_lenient(
            status, than=ceiling_of(gate.effect, nature=gate.nature, is_blocking=gate.is_blocking, state=gate.state)
        )
    ]
    return Refusal("register.gate_is_open", {"gates": sorted(set(in_the_way)), "ceiling": ceiling(gates)})


def refusal_to_frame(state: GateState, *, framing: Framing, today: date) -> Refusal | None:
    if state is GateState.CLOSED:
        return Refusal("register.gate_is_closed")
    if not framing.owner.strip() or framing.due_on is None:
        return Refusal("register.gate_without_owner")
    if framing.due_on < today:
        return Refusal("register.gate_due_is_past", {"today": today})
    return refusal_to_reach(framing.due_on, today=today) or refusal_to_name_owner(framing.owner)


def refusal_to_reopen_gate(state: GateState) -> Refusal | None:
    return None if state is GateState.CLOSED else Refusal("register.gate_is_open_already")


def refusal_to_close(gate: GateFacts, *, closing: Closing) -> Refusal | None:
    """A legal gate closes when its cause is gone, recorded; a chosen one by a documented collective decision."""
    if gate.state is GateState.CLOSED:
        return Refusal("register.gate_is_closed")
    if gate.effect is Effect.LIMIT:
        return why_never_closed(gate)
    if not closing.cause.strip() or not closing.evidence.strip() or not closing.body.strip():
        return Refusal("register.closing_says_why")
    if why_never_closed(gate):
        return why_never_closed(gate)
    if gate.effect is Effect.STOP and gate.nature is Nature.CHOSEN and gate.is_still_set_off:
        return None if closing.has_decision else Refusal("register.red_line_needs_a_decision")
    return None


def why_never_closed(gate: GateFacts) -> Refusal | None:
    """What no words can close, so that a page says it before anyone writes."""
    if gate.effect is Effect.LIMIT:
        return Refusal("register.limit_stays")
    if is_held_by_its_cause(gate.effect, nature=gate.nature) and gate.is_still_set_off:
        return Refusal("register.cause_is_still_there")
    return None


def is_held_by_its_cause(effect: Effect, *, nature: Nature) -> bool:
    """A legal stop falls with the facts and answers that set it off; a full grid with a full grid. A duty is done."""
    return effect is Effect.FULL_GRID or (effect is Effect.STOP and nature is Nature.LEGAL)


def longest_review_months(gates: Iterable[GateFacts], *, status: Status) -> int:
    """A year at most; six months for a trial, and where human oversight or rights are at stake."""
    is_close = any(gate.effect in {Effect.OVERSIGHT, Effect.FRIA} for gate in gates)
    return 6 if is_close or status is Status.FRAMED_TRIAL else 12
