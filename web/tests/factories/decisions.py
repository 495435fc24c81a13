from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from balises.decisions import services
from balises.decisions.models import Decision, Proposal
from balises.decisions.rules import Draft, Outcome, Ruling
from balises.organisations.models import Member, Organisation
from balises.processes.models import Process, Seat
from balises.processes.rules import SeatKind
from balises.register.models import AIUse
from balises.register.rules import Status
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.register import start_process

_numbers = count(1)
TEXT = "Aucun entretien n’est enregistré sans l’accord préalable de la personne."


def make_deliberation_node(title: str = "Enregistrer un entretien ?") -> Node:
    return trace.mark(Kind.DELIBERATION, title, on=timezone.localdate())


def make_seat(process: Process, *, label: str = "Siège des personnes accompagnées") -> Seat:
    return Seat.objects.create(process=process, kind=SeatKind.SERVICE_USER, label=label)


def make_proposal(
    organisation: Organisation, *, by: Member, use: AIUse | None = None, text: str = TEXT, source: Node | None = None
) -> Proposal:
    """A proposal drawn from a deliberation, before the body."""
    process = use.process if use else start_process(organisation)
    draft = Draft(title=f"Proposition {next(_numbers)}", text=text)
    return services.propose(process, draft=draft, source=source or make_deliberation_node(), use=use, by=by)


def ruling(**fields: Any) -> Ruling:
    """Adopted today, to be looked at again in six months."""
    today = timezone.localdate()
    values = {
        "outcome": Outcome.ADOPTED,
        "reasons": "Une personne informée peut ne pas oser refuser.",
        "decided_on": today,
        "review_on": today + timedelta(days=180),
        "status": None,
    }
    return Ruling(**{**values, **fields})


def make_decision(organisation: Organisation, *, by: Member, use: AIUse | None = None, **fields: Any) -> Decision:
    """A sealed decision, through the whole round; nothing has been said of the use that would allow more."""
    ruled = {"status": Status.TO_INVESTIGATE} if use else {}
    given = {name: fields.pop(name) for name in ("text", "source") if name in fields}
    proposal = services.hear_objections(make_proposal(organisation, by=by, use=use, **given), by=by)
    return services.decide(proposal, ruling=ruling(**{**ruled, **fields}), by=by)
