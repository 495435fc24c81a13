from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from balises.library.formats import digest, read_edition
from balises.library.services import EditionRow, load_editions
from balises.organisations.models import Member
from balises.processes import services
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.rules import SeatKind

_CONTENT = Path(__file__).resolve().parents[3] / "content"
READY_PROCESS = "processes/trois-mois/edition-1.fr.yaml"
QUICK_SCAN = "frameworks/quick-scan/edition-1.fr.yaml"


@cache
def _row(name: str) -> EditionRow:
    e = read_edition(_CONTENT / name)
    return EditionRow(e.kind, e.slug, e.number, e.language, e.title, digest(e), e.model_dump(mode="json"))


def load_published(*names: str) -> None:
    """Editions as they are published in content/."""
    load_editions([_row(name) for name in names])


def make_process(lead: Member, **fields: Any) -> Process:
    """A process started from the ready one, in its organisation's scope."""
    load_published(READY_PROCESS)
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
