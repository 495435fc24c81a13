"""What the gates of every use leave to do, in two narrow readings: a page tells a hundred of thousands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from balises.library.queries import LawLineRow
from balises.library.rules import Effect
from balises.register import rules
from balises.register.models import AIUse, Gate
from balises.register.rules import GateState


@dataclass(frozen=True)
class OpenGate:
    pk: int
    effect: str
    due_on: date | None


@dataclass(frozen=True)
class Outstanding:
    open: Mapping[int, Sequence[OpenGate]]  # by use
    told: Mapping[int, set[str]]  # by use, the lines of law that a gate says already, open or closed


def outstanding(uses: Iterable[AIUse], *, lines: Iterable[LawLineRow]) -> Outstanding:
    gates = Gate.objects.filter(use__in=[use.pk for use in uses])
    waiting: dict[int, list[OpenGate]] = defaultdict(list)
    for use, pk, effect, due_on in gates.exclude(state=GateState.CLOSED).values_list("use", "pk", "effect", "due_on"):
        waiting[use].append(OpenGate(pk, effect, due_on))
    told: dict[int, set[str]] = defaultdict(set)
    keys = {rules.gate_key(line.code, effect=Effect(line.effect)) for line in lines if line.effect}
    for use, causes in gates.filter(key__in=keys).values_list("use", "causes"):
        told[use].update(cause["code"] for cause in causes)
    return Outstanding(waiting, told)
