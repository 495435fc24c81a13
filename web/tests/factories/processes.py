from typing import Any

from django.utils import timezone

from balises.organisations.models import Member
from balises.processes import services
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.rules import SeatKind


def make_process(lead: Member, **fields: Any) -> Process:
    """A process started from the ready one, in its organisation's scope."""
    values = {
        "title": "Baliser nos usages",
        "mandate": "Le bureau demande une charte pour la fin du trimestre.",
        "deciding_body": "Le collectif, puis le bureau",
        "starts_on": timezone.localdate(),
    }
    return services.start_process(**{**values, **fields}, by=lead)


def seat_of(process: Process, kind: SeatKind) -> Seat:
    return Seat.objects.get(process=process, kind=kind)


def make_question(process: Process, lead: Member, *, text: str = "Peut-on dire non sans attendre ?") -> OpenQuestion:
    return services.ask(process, text=text, by=lead)
