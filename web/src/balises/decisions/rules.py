"""What must hold for a decision taken by consent, and what is sealed of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from balises.register.rules import Status, a_year_after
from balises.shared.errors import Refusal

DECISION_FORMAT = "balises/decision@1"


class ProposalState(StrEnum):
    CLARIFYING = "clarifying"
    OBJECTIONS = "objections"
    SETTLED = "settled"


class Outcome(StrEnum):
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class ObjectionState(StrEnum):
    RAISED = "raised"
    INTEGRATED = "integrated"
    MAINTAINED = "maintained"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Draft:
    """What is put before the body: a title and a first wording."""

    title: str
    text: str


@dataclass(frozen=True)
class ProposalFacts:
    state: ProposalState
    unanswered_count: int
    unsettled_count: int


@dataclass(frozen=True)
class Settlement:
    """What became of an objection, and the dissent that its seat agrees to see printed."""

    state: ObjectionState
    what_it_changed: str
    dissent: str
    has_consent: bool


@dataclass(frozen=True)
class Ruling:
    """What the body decided, why, when, and when it will look again."""

    outcome: Outcome
    reasons: str
    decided_on: date
    review_on: date
    status: Status | None


@dataclass(frozen=True)
class RulingFacts:
    proposal: ProposalFacts
    opened_on: date
    today: date
    is_about_a_use: bool


@dataclass(frozen=True)
class DecisionRecord:
    """What is sealed, whole. It names seats and functions, never persons."""

    organisation: str
    process: str
    body: str
    title: str
    text: str
    wording_number: int
    outcome: str
    reasons: str
    dissent: tuple[Mapping[str, str], ...]
    decided_on: str
    review_on: str
    use: str
    status: str
    format: str = DECISION_FORMAT


def refusal_to_propose(*, is_already_proposed: bool) -> Refusal | None:
    return Refusal("decisions.already_proposed") if is_already_proposed else None


def refusal_to_write(facts: ProposalFacts) -> Refusal | None:
    """Before it is sealed everything may be undone; afterwards a change is a new decision."""
    return Refusal("decisions.sealed") if facts.state is ProposalState.SETTLED else None


def refusal_to_ask(facts: ProposalFacts, *, is_already_asked: bool) -> Refusal | None:
    if facts.state is not ProposalState.CLARIFYING:
        return refusal_to_write(facts) or Refusal("decisions.clarifications_are_over")
    return Refusal("decisions.already_asked") if is_already_asked else None


def refusal_to_hear_objections(facts: ProposalFacts) -> Refusal | None:
    """One objects to what one understands: every question has its answer first."""
    if facts.state is not ProposalState.CLARIFYING:
        return refusal_to_write(facts) or Refusal("decisions.objections_are_heard")
    return Refusal("decisions.unanswered_question") if facts.unanswered_count else None


def refusal_to_return_to_clarifications(facts: ProposalFacts) -> Refusal | None:
    if facts.state is ProposalState.CLARIFYING:
        return Refusal("decisions.clarifications_are_open")
    return refusal_to_write(facts)


def refusal_to_object(facts: ProposalFacts, *, is_already_said: bool) -> Refusal | None:
    if facts.state is not ProposalState.OBJECTIONS:
        return refusal_to_write(facts) or Refusal("decisions.objections_come_later")
    return Refusal("decisions.already_objected") if is_already_said else None


def refusal_to_amend(facts: ProposalFacts, *, is_same: bool) -> Refusal | None:
    return refusal_to_write(facts) or (Refusal("decisions.same_wording") if is_same else None)


def refusal_to_settle(facts: ProposalFacts, *, settlement: Settlement) -> Refusal | None:
    if facts.state is not ProposalState.OBJECTIONS:
        return refusal_to_write(facts) or Refusal("decisions.objections_come_later")
    return refusal_to_say(settlement)


def refusal_to_say(settlement: Settlement) -> Refusal | None:
    """An objection that was integrated says what it changed; a dissent is printed with its seat's consent only."""
    if settlement.state is ObjectionState.INTEGRATED and not settlement.what_it_changed.strip():
        return Refusal("decisions.nothing_changed")
    if settlement.dissent and settlement.state is not ObjectionState.MAINTAINED:
        return Refusal("decisions.dissent_is_not_maintained")
    if settlement.dissent and not settlement.has_consent:
        return Refusal("decisions.no_consent")
    if settlement.has_consent and not settlement.dissent:
        return Refusal("decisions.no_dissent")
    return None


def refusal_to_conclude(facts: ProposalFacts) -> Refusal | None:
    """Nothing is decided over an objection that was not settled."""
    if facts.state is ProposalState.CLARIFYING:
        return Refusal("decisions.no_objection_round")
    if facts.unsettled_count:
        return Refusal("decisions.unsettled_objection")
    return refusal_to_write(facts)


def refusal_to_decide(facts: RulingFacts, *, ruling: Ruling) -> Refusal | None:
    if not ruling.reasons.strip():
        return Refusal("decisions.no_reason")
    return (
        refusal_to_conclude(facts.proposal)
        or refusal_to_date(ruling.decided_on, opened_on=facts.opened_on, today=facts.today)
        or refusal_to_review(ruling.review_on, today=facts.today)
        or refusal_to_set_status(ruling, is_about_a_use=facts.is_about_a_use)
    )


def refusal_to_date(decided_on: date, *, opened_on: date, today: date) -> Refusal | None:
    if decided_on > today:
        return Refusal("decisions.not_yet", {"today": today})
    if decided_on < opened_on:
        return Refusal("decisions.before_the_proposal", {"opened_on": opened_on})
    return None


def refusal_to_review(review_on: date, *, today: date) -> Refusal | None:
    if review_on <= today:
        return Refusal("decisions.review_is_past", {"today": today})
    if review_on > a_year_after(today):
        return Refusal("decisions.review_is_too_far", {"latest": a_year_after(today)})
    return None


def refusal_to_set_status(ruling: Ruling, *, is_about_a_use: bool) -> Refusal | None:
    """The body chooses the status of the use it speaks of; it pronounces none where it adopts nothing."""
    needs_one = is_about_a_use and ruling.outcome is Outcome.ADOPTED
    if needs_one and ruling.status is None:
        return Refusal("decisions.no_status")
    if ruling.status is not None and not needs_one:
        return Refusal("decisions.status_of_nothing")
    return None


def canonical_decision(record: DecisionRecord) -> bytes:
    """The bytes whose SHA-256 is the decision's digest."""
    return canonical(asdict(record))


def canonical(document: Mapping[str, Any]) -> bytes:
    """One spelling of a JSON document: keys in order, no spare space, letters as they are, UTF-8."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(document: bytes) -> str:
    return sha256(document).hexdigest()
