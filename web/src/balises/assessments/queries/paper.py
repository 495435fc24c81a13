"""The same grid on paper: what is printed for a seat, and where each sheet stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessor
from balises.assessments.phrases import ANSWER_LABELS, DEPTH_LABELS
from balises.assessments.queries.asking import is_plain_for, subject_of, wording_around
from balises.assessments.queries.reading import ALL_ON_ONE_SCREEN, criteria, missing, paper_facts
from balises.assessments.queries.screens import Desk, wording_for
from balises.assessments.rules import LAST_SCREEN, AssessmentState, Choice, Depth
from balises.organisations.models import Member
from balises.processes import queries as processes
from balises.shared.errors import Refusal
from balises.shared.http import Crumb


@dataclass(frozen=True)
class PrintedQuestion:
    number: int
    wording: str
    guidance: str


@dataclass(frozen=True)
class PrintedDimension:
    title: str
    questions: tuple[PrintedQuestion, ...]


@dataclass(frozen=True)
class PaperPage:
    title: str
    seat: str
    use: str
    subject: tuple[tuple[str, str], ...]
    depth: str
    is_plain: bool
    answers: tuple[str, ...]
    dimensions: tuple[PrintedDimension, ...]
    count: int
    minutes: int
    contact: str
    enter_url: str


@dataclass(frozen=True)
class SheetRow:
    """Where the sheet of one seat stands, for whoever enters it."""

    seat: str
    print_url: str
    enter_url: str  # "" where it may not be entered, for the reason beside it
    resume_url: str  # "" where nothing was handed in from paper
    erase_url: str  # "" where nothing was entered
    why_not: Refusal | None


@dataclass(frozen=True)
class SheetPage:
    """Why a sheet may not be entered here, and what may be done about it."""

    title: str
    crumbs: tuple[Crumb, ...]
    seat: str
    why_not: Refusal
    erase_url: str  # "" where nothing was entered, or too late
    grid_url: str


def sheet_page(desk: Desk, *, why_not: Refusal) -> SheetPage:
    assessor, assessment = desk.assessor, desk.assessor.assessment
    is_undone = assessor.is_paper and assessment.state == AssessmentState.OPEN
    grid = assessment.get_absolute_url()
    crumbs = (*processes.process_crumbs(assessment.use.process), Crumb(_("Grille"), grid), Crumb(_("Papier"), ""))
    return SheetPage(
        title=_("Entrer une grille papier"),
        crumbs=crumbs,
        seat=assessor.seat.label,
        why_not=why_not,
        erase_url=_url("erase_paper", assessor) if is_undone else "",
        grid_url=grid,
    )


def why_not_enter(assessor: Assessor, *, by: Member) -> Refusal | None:
    return rules.refusal_to_enter_paper(paper_facts(assessor, by=by))


def first_screen(assessor: Assessor) -> str:
    """Ten questions stand on one screen; fifty-eight go by dimension, from the first with a question left."""
    waiting = missing(assessor)
    if not waiting:
        return f"question={LAST_SCREEN}"
    if assessor.assessment.depth == Depth.QUICK:
        return f"dimension={ALL_ON_ONE_SCREEN}"
    return f"dimension={criteria(assessor.assessment)[waiting[0] - 1]['dimension']['code']}"


def paper_page(assessor: Assessor) -> PaperPage:
    assessment, use = assessor.assessment, assessor.assessment.use
    count = len(criteria(assessment))
    return PaperPage(
        title=_("Une grille à remplir sur papier"),
        seat=assessor.seat.label,
        use=use.title,
        subject=subject_of(assessor),
        depth=str(DEPTH_LABELS[Depth(assessment.depth)]),
        is_plain=is_plain_for(assessor),
        answers=tuple(str(ANSWER_LABELS[choice]) for choice in Choice),
        dimensions=_dimensions(assessor),
        count=count,
        minutes=rules.minutes_for(count),
        contact=use.organisation.contact,
        enter_url=_url("enter_paper", assessor),
    )


def _dimensions(assessor: Assessor) -> tuple[PrintedDimension, ...]:
    by_title: dict[str, list[PrintedQuestion]] = {}
    for number, criterion in enumerate(criteria(assessor.assessment), start=1):
        asked = PrintedQuestion(number, wording_for(assessor, criterion), criterion["guidance"])
        by_title.setdefault(wording_around(assessor, criterion).dimension, []).append(asked)
    return tuple(PrintedDimension(title, tuple(asked)) for title, asked in by_title.items())


def sheet_rows(asked: tuple[Assessor, ...], *, member: Member) -> tuple[SheetRow, ...]:
    """The seats that may still answer on paper, or have; while the grid is open."""
    return tuple(_sheet_row(found, member=member) for found in asked)


def why_no_sheet(sheets: tuple[SheetRow, ...]) -> Refusal | None:
    """What stands in the way of every sheet alike, said once."""
    first = sheets[0].why_not if sheets else None
    return first if all(sheet.why_not == first for sheet in sheets) else None


def _sheet_row(found: Assessor, *, member: Member) -> SheetRow:
    is_in = found.handed_in_on is not None
    why_not = why_not_enter(found, by=member)
    return SheetRow(
        seat=found.seat.label,
        print_url=_url("paper", found),
        enter_url="" if why_not else _url("enter_paper", found),
        resume_url=_url("resume_paper", found) if found.is_paper and is_in else "",
        erase_url=_url("erase_paper", found) if found.is_paper else "",
        why_not=why_not,
    )


def _url(name: str, assessor: Assessor) -> str:
    assessment = assessor.assessment
    return reverse(f"assessments:{name}", args=[assessment.use.organisation.slug, assessment.pk, assessor.pk])
