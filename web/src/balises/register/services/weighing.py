"""What is told of a use, and what a panel answered, open gates; nothing told or answered ever closes one."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from balises.library.rules import Answer, Effect, Facts
from balises.organisations import journal
from balises.organisations.models import Member
from balises.register import queries, rules
from balises.register.models import AIUse, Gate, Look
from balises.register.phrases import FULL_GRID_DONE
from balises.register.rules import GateState, GridRow, KeptGate, LookFacts
from balises.shared.errors import insist
from balises.trace.models import Node


@transaction.atomic
def describe_facts(use: AIUse, *, facts: Facts, catalogue_code: str = "", by: Member) -> AIUse:
    """Write down the facts that the rows of the grid and of the law read; gates open at once where they must."""
    use = queries.locked(use)
    insist(rules.refusal_to_state_facts(facts))
    use.facts = {name: list(values) for name, values in facts.items()}
    use.catalogue_code = catalogue_code or use.catalogue_code
    use.save(update_fields=["facts", "catalogue_code"])
    _weigh(use)
    journal.record("register.facts_described", use, by=by)
    return use


@transaction.atomic
def record_look(use: AIUse, *, look: LookFacts, node: Node, by: Member | None) -> Look:
    """Keep what a panel answered, without the seats. Only a grid that was shared calls this."""
    use = queries.locked(use)
    answers = {code: sorted(given) for code, given in look.answers.items()}
    kept = Look.objects.create(
        use=use, edition=look.edition, is_whole=look.is_whole, answers=answers, node=node, on=timezone.localdate()
    )
    _weigh(use)
    if look.is_whole:
        _end_full_grid(use, look=kept)
    journal.record("register.look_recorded", use, by=by)
    return kept


@transaction.atomic
def add_to_look(use: AIUse, *, node: Node, criterion: str, answer: Answer, by: Member) -> None:
    """What a panel said together after talking is one answer more: it may open a gate, it never closes one."""
    use = queries.locked(use)
    look = Look.objects.select_for_update().get(use=use, node=node)
    given = set(look.answers.get(criterion, ()))
    _keep(look, criterion=criterion, given={*given, str(answer)})
    journal.record("register.look_completed", use, by=by)


@transaction.atomic
def take_from_look(use: AIUse, *, node: Node, criterion: str, answer: Answer, by: Member) -> None:
    """An answer that was added and is taken back. The gates it opened stay open: somebody records that it is gone."""
    use = queries.locked(use)
    look = Look.objects.select_for_update().get(use=use, node=node)
    given = set(look.answers.get(criterion, ()))
    _keep(look, criterion=criterion, given=given - {str(answer)})
    journal.record("register.look_completed", use, by=by)


@transaction.atomic
def reopen_gate(gate: Gate, *, by: Member) -> Gate:
    """Undo a closing: what was recorded of it stays in the journal."""
    gate = queries.locked_gate(gate)
    insist(rules.refusal_to_reopen_gate(GateState(gate.state)))
    _open_again(gate)
    gate.save(update_fields=["state", "closed_on", "decision_node"])
    journal.record("register.gate_reopened", gate, by=by)
    return gate


def _keep(look: Look, *, criterion: str, given: set[str]) -> None:
    look.answers = {**look.answers, criterion: sorted(given)}
    look.save(update_fields=["answers"])
    _weigh(look.use)


def _weigh(use: AIUse) -> None:
    """Open what is set off and was not; say of each gate whether its cause is still there."""
    kept = {gate.key: gate for gate in queries.gates_to_keep(use)}
    standing = {gate.key: gate for gate in Gate.objects.filter(use=use).select_for_update()}
    for key, gate in kept.items():
        if key in standing:
            _hold(standing[key], gate=gate)
        else:
            Gate.objects.create(use=use, key=key, opened_on=timezone.localdate(), **_written(gate))
    gone = [gate.pk for key, gate in standing.items() if key not in kept]
    Gate.objects.filter(pk__in=gone).update(is_still_set_off=False)


def _hold(standing: Gate, *, gate: KeptGate) -> None:
    """The same gate, set off again. A cause that is new, or that comes back, opens it once more."""
    known = {cause["key"] for cause in standing.causes} if standing.is_still_set_off else set()
    if standing.state == GateState.CLOSED and {cause.key for cause in gate.causes} - known:
        _open_again(standing)
    for name, value in _written(gate).items():
        setattr(standing, name, value)
    standing.save()


def _open_again(gate: Gate) -> None:
    """As it stood before it closed: who answered for it still does, and what lifted it no longer holds."""
    gate.state = GateState.FRAMED if gate.owner and gate.due_on else GateState.OPEN
    gate.closed_on, gate.decision_node = None, None


def _written(gate: KeptGate) -> dict[str, Any]:
    return {
        "effect": gate.effect,
        "nature": gate.nature,
        "is_blocking": gate.is_blocking,
        "causes": [_cause(row) for row in gate.causes],
        "is_still_set_off": True,
    }


def _cause(row: GridRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "code": row.code,
        "answer": row.answer or "",
        "says": row.says,
        "closes": row.closes,
        "asked": row.asked,
        "source": asdict(row.source) if row.source else None,
    }


def _end_full_grid(use: AIUse, *, look: Look) -> None:
    """The one gate that falls of itself: what it asked for was done."""
    Gate.objects.filter(use=use, effect=Effect.FULL_GRID).exclude(state=GateState.CLOSED).update(
        state=GateState.CLOSED,
        closed_on=look.on,
        cause_gone=str(FULL_GRID_DONE),
        evidence=look.node.title[:500],
        closed_by=use.process.deciding_body,
    )
