"""What is to be looked for before one can answer: gates of one effect, each with who answers for it and by when."""

from collections.abc import Collection

from balises.library.rules import Effect
from balises.register.models import AIUse
from balises.register.queries.weighing import GateRow, gate_row
from balises.register.rules import GateState


def open_inquiries(use: AIUse, *, criteria: Collection[str]) -> tuple[GateRow, ...]:
    """The enquiries of a use that those criteria asked for, closed ones apart."""
    found = [gate for gate in use.gates.all() if gate.effect == Effect.INQUIRY and gate.state != GateState.CLOSED]
    asked = [gate for gate in found if {cause["code"] for cause in gate.causes} & set(criteria)]
    return tuple(gate_row(gate) for gate in asked)
