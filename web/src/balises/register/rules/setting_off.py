"""What a grid's rows set off, given what seats answered and the facts of the use. One seat is enough."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from balises.library.rules import (
    UNKNOWN,
    Answer,
    Condition,
    Effect,
    Facts,
    Nature,
    Truth,
    holds,
    refused_facts,
    unknown_among,
)
from balises.register.rules.entries import Status
from balises.register.rules.gates import LENIENCY, GateFacts, GateState, ceiling_of, is_more_lenient
from balises.register.rules.severity import to_be_told
from balises.shared.errors import Refusal

DONE_ONCE = frozenset(
    {
        Effect.DPIA,
        Effect.FRIA,
        Effect.OVERSIGHT,
        Effect.DELIBERATION,
        Effect.NOTICE,
        Effect.STAFF_CONSULTATION,
        Effect.FULL_GRID,
        Effect.LIMIT,
    }
)
# A « no » opens what a « partly » opens: a worse answer never opens less.
_OPENED_BY: Mapping[Answer, frozenset[Answer]] = {
    Answer.PARTLY: frozenset({Answer.PARTLY, Answer.NO}),
    Answer.NO: frozenset({Answer.NO}),
    Answer.UNKNOWN: frozenset({Answer.UNKNOWN}),
    Answer.YES: frozenset(),
    Answer.NOT_APPLICABLE: frozenset(),
}


@dataclass(frozen=True)
class RowSource:
    """The text a row comes from, as its edition dates it."""

    title: str
    address: str
    country: str
    date: str
    checked: str  # "" where nobody opened it


@dataclass(frozen=True)
class GridRow:
    """One row of an edition: what an answer to a criterion, or the facts alone, set off."""

    code: str  # of the criterion or of the general rule
    answer: Answer | None  # nothing where the facts are enough
    given: tuple[Condition, ...]
    effect: Effect
    nature: Nature
    is_blocking: bool = False
    in_force_on: date | None = None
    says: str = ""
    closes: str = ""
    asked: str = ""  # who must be asked, told or consulted, where a text says so
    source: RowSource | None = None

    @property
    def key(self) -> str:
        """What tells this row from the others: asked twice, it opens one gate."""
        conditions = ",".join(sorted(f"{c.fact}{'!' * c.is_negated}={'|'.join(sorted(c.values))}" for c in self.given))
        return f"{self.code}:{self.answer or 'facts'}:{self.effect}:{self.nature}:{conditions}"


@dataclass(frozen=True)
class SetOff:
    """A row that speaks of the use, or that would if a fact were known."""

    row: GridRow
    nature: Nature  # on that day: a duty to come is a choice until then
    missing_facts: tuple[str, ...] = ()  # the row waits for them

    @property
    def waits(self) -> bool:
        return bool(self.missing_facts)


@dataclass(frozen=True)
class KeptGate:
    """A gate to write down: one for each criterion and effect; one for each duty, whatever asks for it."""

    key: str
    effect: Effect
    nature: Nature
    is_blocking: bool
    causes: tuple[GridRow, ...]


@dataclass(frozen=True)
class LookFacts:
    """What a panel answered: each criterion with its answers, without the seats."""

    edition: str
    is_whole: bool
    answers: Mapping[str, frozenset[Answer]]


def refusal_to_state_facts(facts: Facts) -> Refusal | None:
    fault = next(refused_facts(facts), None)
    return Refusal("register.unknown_fact", {"fact": fault[0]}) if fault else None


def set_off(
    rows: Iterable[GridRow], *, answers: Mapping[str, Collection[Answer]], facts: Facts, on: date
) -> tuple[SetOff, ...]:
    """Every row that some seat's answer and the facts set off, strictest first. One seat is enough."""
    found = set()
    for row in rows:
        if row.answer is not None and not _OPENED_BY[row.answer] & set(answers.get(row.code, ())):
            continue
        truth = holds(row.given, facts=facts)
        if truth is not Truth.NO:
            missing = _missing(row, facts=facts) if truth is Truth.UNKNOWN else ()
            found.add(SetOff(row, nature_on(row, on=on), missing))
    return tuple(sorted(found, key=_strictest_first))


def _missing(row: GridRow, *, facts: Facts) -> tuple[str, ...]:
    """The facts that someone can tell, those behind a derived one among them."""
    names = (name for fact in unknown_among(row.given, facts=facts) for name in to_be_told(fact, facts=facts))
    return tuple(dict.fromkeys(names))


def gates_of(found: Iterable[SetOff]) -> tuple[GateFacts, ...]:
    """The gates that stand open where nothing was done yet. A row that waits opens an enquiry on each fact it lacks."""
    found = tuple(found)
    opened = [
        GateFacts(each.row.code, each.row.effect, each.nature, GateState.OPEN, is_blocking=each.row.is_blocking)
        for each in found
        if not each.waits
    ]
    return (*opened, *_enquiries(each for each in found if each.waits))


def kept_gates(found: Iterable[SetOff]) -> tuple[KeptGate, ...]:
    """What is written down of what was set off: an impact assessment that three rows ask for is done once."""
    by_key: dict[str, list[SetOff]] = {}
    for each in found:
        if not each.waits:
            by_key.setdefault(gate_key(each.row.code, effect=each.row.effect), []).append(each)
    return tuple(_kept(key, causes=causes) for key, causes in by_key.items())


def gate_key(code: str, *, effect: Effect) -> str:
    """« 2.1:stop »; « dpia » for what is done once, whatever asks for it."""
    return str(effect) if effect in DONE_ONCE else f"{code}:{effect}"


def _kept(key: str, *, causes: list[SetOff]) -> KeptGate:
    is_legal = any(each.nature is Nature.LEGAL for each in causes)
    return KeptGate(
        key=key,
        effect=causes[0].row.effect,
        nature=Nature.LEGAL if is_legal else Nature.CHOSEN,
        is_blocking=any(each.row.is_blocking for each in causes),
        causes=tuple(each.row for each in causes),
    )


def _enquiries(waiting: Iterable[SetOff]) -> list[GateFacts]:
    """Not knowing blocks where what hangs on it would block."""
    blocking: dict[str, bool] = {}
    for each in waiting:
        row = each.row
        would = ceiling_of(row.effect, nature=each.nature, is_blocking=row.is_blocking)
        blocks = not is_more_lenient(would, than=Status.TO_INVESTIGATE)
        for fact in each.missing_facts:
            blocking[fact] = blocking.get(fact, False) or blocks
    return [
        GateFacts(f"fact:{fact}", Effect.INQUIRY, Nature.CHOSEN, GateState.OPEN, is_blocking=is_blocking)
        for fact, is_blocking in sorted(blocking.items())
    ]


def reasons_for_full_grid(
    answers: Mapping[str, Collection[Answer]], *, quick_scan: Collection[str], facts: Facts
) -> tuple[str, ...]:
    """Why ten questions are not enough; nothing where they are. What is not known is a reason."""
    is_reassured = all(set(answers.get(code, ())) <= {Answer.YES, Answer.NOT_APPLICABLE} for code in quick_scan)
    is_ours = _may_be(facts, "role", "deployer", "upstream")  # what a person does for herself is not ours to search
    reasons = {
        "quick_answer": is_ours and not is_reassured,
        "identifiable": is_ours and _may_be(facts, "personal_data", "service_users"),
        "ai_act": _may_be(facts, "ai_act", "high_risk", "uncertain", "prohibited"),
        "grave": is_ours and _may_be(facts, "grave", "yes"),
    }
    return tuple(reason for reason, holds_true in reasons.items() if holds_true)


def _may_be(facts: Facts, fact: str, *values: str) -> bool:
    known = set(facts.get(fact, ()))
    return not known or UNKNOWN in known or bool(known & set(values))


def nature_on(row: GridRow, *, on: date) -> Nature:
    """A duty that is not in force yet is a choice of the grid until it is."""
    is_to_come = row.in_force_on is not None and on < row.in_force_on
    return Nature.CHOSEN if is_to_come else row.nature


def _strictest_first(found: SetOff) -> tuple[bool, int, str, bool]:
    row = found.row
    allowed = ceiling_of(row.effect, nature=found.nature, is_blocking=row.is_blocking)
    return found.waits, LENIENCY.index(allowed), row.key, row.is_blocking
