from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
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
    return tuple(_member_step(step, here=node) for step in _reachable([node])[node.pk])


def public_thread(node: Node) -> tuple[ThreadStep, ...]:
    """The same for anyone: what is not public shows its kind and its month, and no address."""
    return public_threads([node])[node.pk]


def public_threads(nodes: Collection[Node]) -> dict[int, tuple[ThreadStep, ...]]:
    """The public thread of each thing, by its key: as many queries for a whole register as for its longest thread."""
    reached = _reachable(nodes)
    return {node.pk: tuple(_public_step(step, here=node) for step in reached[node.pk]) for node in nodes}


def origins(node: Node) -> tuple[ThreadStep, ...]:
    """What the thing came from, nearest last, without itself."""
    return _without_itself(node, forward=False)


def outcomes(node: Node) -> tuple[ThreadStep, ...]:
    """What the thing became, nearest first, without itself."""
    return _without_itself(node, forward=True)


def _without_itself(node: Node, *, forward: bool) -> tuple[ThreadStep, ...]:
    keys = _follow(node.pk, edges=_edges([node.pk], forward=forward)) - {node.pk}
    return tuple(_member_step(step, here=node) for step in _sorted(Node.objects.filter(pk__in=keys)))


def _reachable(nodes: Collection[Node]) -> dict[int, list[Node]]:
    """What each thing came from, itself and what it became, in the order of the chain."""
    keys = [node.pk for node in nodes]
    back, forth = _edges(keys, forward=False), _edges(keys, forward=True)
    reached = {key: _follow(key, edges=back) | _follow(key, edges=forth) for key in keys}
    found = Node.objects.in_bulk(set().union(*reached.values()))
    return {key: _sorted(found[each] for each in walked & found.keys()) for key, walked in reached.items()}


def _edges(keys: Iterable[int], *, forward: bool) -> dict[int, set[int]]:
    """The links met by following them one way; one query a step of the chain, whatever its width."""
    here, there = ("source_id", "result_id") if forward else ("result_id", "source_id")
    edges: dict[int, set[int]] = defaultdict(set)
    front = set(keys)
    seen = set(front)
    while front:
        for near, far in Link.objects.filter(**{f"{here}__in": front}).values_list(here, there):
            edges[near].add(far)
        front = set().union(*(edges[key] for key in front if key in edges)) - seen
        seen |= front
    return edges


def _follow(key: int, *, edges: Mapping[int, set[int]]) -> set[int]:
    """The keys that the links lead to from one of them, itself among them."""
    seen, front = {key}, {key}
    while front:
        front = set().union(*(edges.get(each, ()) for each in front)) - seen
        seen |= front
    return seen


def _sorted(nodes: Iterable[Node]) -> list[Node]:
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
