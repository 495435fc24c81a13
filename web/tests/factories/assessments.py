"""Rows for grids: the shipped edition, a process with its seats, a use, an open grid."""

import zipfile
from io import BytesIO

from django.utils import timezone

from balises.assessments import queries, services
from balises.assessments.models import Assessment, Assessor
from balises.assessments.rules import Answer, Choice, Depth
from balises.organisations.models import Member, Organisation
from balises.processes.models import Process, Seat
from balises.processes.rules import SeatKind, link_digest
from factories.register import make_use, start_process

PANEL = (SeatKind.PRACTITIONER, SeatKind.DIRECTION, SeatKind.SERVICE_USER)


def make_process_of(organisation: Organisation) -> Process:
    """A process whose use can be looked at with the shipped grid."""
    return start_process(organisation, starts_on=timezone.localdate())


def make_seat(process: Process, *, kind: SeatKind, token: str = "", member: Member | None = None) -> Seat:
    return Seat.objects.create(
        process=process,
        kind=kind,
        label=f"Siège {kind}",
        member=member,
        link_digest=link_digest(token) if token else "",
    )


def make_assessment(
    organisation: Organisation, *, by: Member, kinds: tuple[SeatKind, ...] = PANEL, depth: Depth = Depth.QUICK
) -> Assessment:
    """An open grid, asked of seats held by the links « lien-0 », « lien-1 »…"""
    process = make_process_of(organisation)
    seats = [make_seat(process, kind=kind, token=f"lien-{index}") for index, kind in enumerate(kinds)]
    use = make_use(process, title="Résumer un entretien")
    return services.open_assessment(use, seats=seats, depth=depth, by=by)


def panel_of(assessment: Assessment) -> list[Assessor]:
    return list(queries.assessors(assessment))


def fill(assessor: Assessor, *, choice: Choice = Choice.PARTLY, words: str = "", **others: Choice) -> None:
    """Answer every question the same way, but for `q<number>=choice`."""
    for number, code in enumerate(queries.codes(assessor.assessment), start=1):
        answer = Answer(code, others.get(f"q{number}", choice), words)
        services.rate(assessor, holder=queries.holder_of(assessor.seat), answer=answer)


def hand_in(assessor: Assessor) -> None:
    services.hand_in(assessor, holder=queries.holder_of(assessor.seat))


def share(assessment: Assessment, *choices: Choice, words: str = "", **others: Choice) -> Assessment:
    """Every seat answers everything with its own choice, and hands in."""
    for assessor, choice in zip(panel_of(assessment), choices, strict=True):
        fill(assessor, choice=choice, words=words, **others)
        hand_in(assessor)
    assessment.refresh_from_db()
    return assessment


def odt(**members: str) -> bytes:
    """A text document as an office suite writes it: its type first, stored as it stands."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, text in {"content.xml": "<a/>", **members}.items():
            archive.writestr(name, text)
    return kept.getvalue()


def office(*members: str) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", *members):
            archive.writestr(name, "<a/>")
    return kept.getvalue()
