"""What a collective does about a gate: someone answers for it by a date; its cause goes, and it closes."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from balises.organisations import journal
from balises.organisations.models import Member
from balises.register import queries, rules
from balises.register.models import AIUse, Gain, Gate
from balises.register.rules import Closing, Framing, GainFacts, GateState
from balises.shared.errors import insist
from balises.trace.models import Node


@transaction.atomic
def frame_gate(gate: Gate, *, framing: Framing, by: Member) -> Gate:
    """Say which function answers for it, and by when."""
    gate = queries.locked_gate(gate)
    insist(rules.refusal_to_frame(GateState(gate.state), framing=framing, today=timezone.localdate()))
    gate.state, gate.owner, gate.due_on = GateState.FRAMED, framing.owner.strip(), framing.due_on
    gate.save(update_fields=["state", "owner", "due_on"])
    journal.record("register.gate_framed", gate, by=by)
    return gate


@transaction.atomic
def close_gate(gate: Gate, *, closing: Closing, decision: Node | None, by: Member) -> Gate:
    """Record that the cause is gone, or that a collective decided, with what shows it and who says so."""
    gate = queries.locked_gate(gate)
    insist(rules.refusal_to_close(queries.gate_facts(gate), closing=closing))
    gate.state, gate.closed_on = GateState.CLOSED, timezone.localdate()
    gate.cause_gone, gate.evidence, gate.closed_by = closing.cause, closing.evidence, closing.body
    gate.decision_node = decision
    gate.save(update_fields=["state", "closed_on", "cause_gone", "evidence", "closed_by", "decision_node"])
    journal.record("register.gate_closed", gate, by=by)
    return gate


@transaction.atomic
def reopen_gate(gate: Gate, *, by: Member) -> Gate:
    """Undo a closing: what was recorded of it stays in the journal."""
    gate = queries.locked_gate(gate)
    insist(rules.refusal_to_reopen_gate(GateState(gate.state)))
    open_again(gate)
    gate.save(update_fields=["state", "closed_on", "decision_node"])
    journal.record("register.gate_reopened", gate, by=by)
    return gate


def open_again(gate: Gate) -> None:
    """As it stood before it closed: who answered for it still does, and what lifted it no longer holds."""
    gate.state = GateState.FRAMED if gate.owner and gate.due_on else GateState.OPEN
    gate.closed_on, gate.decision_node = None, None


@transaction.atomic
def note_gain(use: AIUse, *, gain: GainFacts, by: Member) -> Gain:
    """Note what is promised or was observed: beside robustness, never mixed with it."""
    insist(rules.refusal_to_note_gain(gain, today=timezone.localdate()))
    noted, is_new = Gain.objects.get_or_create(use=use, **asdict(gain))
    if is_new:
        journal.record("register.gain_noted", use, by=by)
    return noted


@transaction.atomic
def remove_gain(gain: Gain, *, by: Member) -> None:
    journal.record("register.gain_removed", gain.use, by=by)
    gain.delete()
