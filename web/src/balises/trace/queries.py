from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from balises.trace.models import Link, Node
from balises.trace.phrases import KIND_LABELS
from balises.trace.rules import Kind, rank


@dataclass(frozen=True)
class ThreadStep:
    """One step of a thread, as a page or an export shows it."""

    kind: Kind
    kind_label: str
    title: str
    address: str  # empty where it may not be followed
    on: date
    is_here: bool


def thread(node: Node) -> tuple[ThreadStep, ...]:
    """Everything the thing came from, itself, and everything it became, in the order of the chain."""
    return tuple(_member_step(step, here=node) for step in _sorted(_reachable(node)))


def public_thread(node: Node) -> tuple[ThreadStep, ...]:
    """The same for anyone: what is not public shows its kind and its month, and no address."""
    return tuple(_public_step(step, here=node) for step in _sorted(_reachable(node)))


def origins(node: Node) -> tuple[ThreadStep, ...]:
    """What the thing came from, nearest last, without itself."""
    return tuple(_member_step(step, here=node) for step in _sorted(_walk(node, forward=False) - {node.pk}))


def outcomes(node: Node) -> tuple[ThreadStep, ...]:
    """What the thing became, nearest first, without itself."""
    return tuple(_member_step(step, here=node) for step in _sorted(_walk(node, forward=True) - {node.pk}))


def _reachable(node: Node) -> set[int]:
    return _walk(node, forward=False) | _walk(node, forward=True)


def _walk(node: Node, *, forward: bool) -> set[int]:
    """Keys reached by following links one way; one query a step of the chain, whatever its width."""
    here, there = ("source_id", "result_id") if forward else ("result_id", "source_id")
    seen, front = {node.pk}, {node.pk}
    while front:
        found = set(Link.objects.filter(**{f"{here}__in": front}).values_list(there, flat=True))
        front = found - seen
        seen |= front
    return seen


def _sorted(keys: Iterable[int]) -> list[Node]:
    nodes = Node.objects.filter(pk__in=set(keys))
    return sorted(nodes, key=lambda node: (rank(node.kind), node.on, node.pk))


def kind_label(node: Node) -> str:
    """What kind of thing this is, in words."""
    return str(KIND_LABELS[Kind(node.kind)])


def _member_step(node: Node, *, here: Node) -> ThreadStep:
    kind = Kind(node.kind)
    return ThreadStep(kind, str(KIND_LABELS[kind]), node.title, node.address, node.on, node.pk == here.pk)


def _public_step(node: Node, *, here: Node) -> ThreadStep:
    kind = Kind(node.kind)
    label = str(KIND_LABELS[kind])
    if node.is_public:
        return ThreadStep(kind, label, node.public_title, node.public_address, node.on, node.pk == here.pk)
    return ThreadStep(kind, label, label, "", node.on.replace(day=1), node.pk == here.pk)


def thread_rows(steps: Iterable[ThreadStep]) -> list[dict[str, str]]:
    """A thread as exports write it: kind, title, address, date (day 1 where only the month is public)."""
    return [
        {"kind": step.kind, "title": step.title, "address": step.address, "date": step.on.isoformat()} for step in steps
    ]
