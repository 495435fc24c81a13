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
