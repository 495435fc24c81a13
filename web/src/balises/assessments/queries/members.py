"""What members see: the grids, opening one, one grid before and after the sharing."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor
from balises.assessments.queries.after import missing_voices
from balises.assessments.queries.beside import BesideLink, beside_link
from balises.assessments.queries.panel import Panel, panel
from balises.assessments.queries.paper import SheetRow, sheet_rows, why_no_sheet
from balises.assessments.queries.reading import (
    RaisedRow,
    assessments,
    assessors,
    codes,
    holder_label,
    is_any_handed_in,
    raised_rows,
    seats_of,
    uses_waiting,
)
from balises.assessments.queries.telling import Telling, telling
from balises.assessments.rules import AssessmentState, Depth
from balises.library import queries as library
from balises.organisations.models import Member, Organisation
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.processes import queries as processes
from balises.processes.models import Process, Seat
from balises.register import queries as register
from balises.register.models import AIUse
from balises.register.queries import GateRow
from balises.shared.errors import Refusal
from balises.shared.http import Crumb
from balises.trace.queries import ThreadStep, thread


@dataclass(frozen=True)
class GridRow:
    assessment: Assessment
    title: str
    url: str
    state: str
    rate_url: str  # "" where nothing is asked of the reader


@dataclass(frozen=True)
class Turn:
    """A grid that waits for the answers of the reader's own seat."""

    use: str
    url: str


@dataclass(frozen=True)
class WaitingRow:
    title: str
    url: str
    open_url: str  # "" where the reader may not open one


@dataclass(frozen=True)
class AssessmentsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    waiting: tuple[WaitingRow, ...]
    grids: tuple[GridRow, ...]
    uses_url: str
    grid_url: str


@dataclass(frozen=True)
class OpenPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    grid: str
    question_count: int
    quick_count: int
    frame_url: str
    is_whole_asked_for: bool  # by the facts alone, before anybody looked
    plain_url: str  # where the use is told in plain words; "" once it is, or where the reader may not


@dataclass(frozen=True)
class AskedRow:
    label: str
    holder: str
    handed_in: bool
    is_mine: bool
    is_paper: bool


@dataclass(frozen=True)
class InquiryRow:
    """Something to look for: each enquiry gets a function that answers for it, and a date."""

    gate: GateRow
    frame_url: str  # "" where the reader may not


@dataclass(frozen=True)
class AssessmentPage:
    title: str
    crumbs: tuple[Crumb, ...]
    assessment: Assessment
    is_shared: bool
    asked: tuple[AskedRow, ...]
    rate_url: str  # "" where the reader holds no seat of this grid
    has_handed_in: bool
    may_share: bool
    share_url: str
    why_not_share: Refusal | None
    panel: Panel | None
    questions: tuple[RaisedRow, ...]
    thread: tuple[ThreadStep, ...]
    missing_voices: tuple[str, ...]  # said once it is shared
    telling: Telling | None  # the texts that tell each seat, for whoever opened it
    sheets: tuple[SheetRow, ...]  # for whoever enters what was answered on paper, while it is open
    why_no_sheet: Refusal | None  # the reason that all of them share
    inquiries: tuple[InquiryRow, ...]  # what somebody did not know, once it is shared
    whole_url: str  # "" unless ten questions were not enough, and the reader may open the whole grid
    gates_url: str
    beside: BesideLink | None  # where somebody else looked at the same tool
    let_out_url: str  # "" where the reader may not, or nothing is shared


def assessments_page(organisation: Organisation, *, member: Member) -> AssessmentsPage:
    mine = Assessor.objects.filter(assessment=OuterRef("pk"), seat__member=member, handed_in_on__isnull=True)
    listed = assessments().defer("edition_body")  # the grid that each was opened with: a list need not read it
    may_open = may(Role(member.role), Permission.ASSESSMENT_RUN)
    return AssessmentsPage(
        title=_("Regarder à plusieurs"),
        crumbs=(processes.home_crumb(organisation), Crumb(_("Grilles"), "")),
        waiting=tuple(_waiting_row(use, may_open=may_open) for use in uses_waiting()),
        grids=tuple(_grid_row(found) for found in listed.annotate(is_awaiting_me=Exists(mine))),
        uses_url=reverse("register:uses", args=[organisation.slug]),
        grid_url=reverse("assessments:own_grid", args=[organisation.slug]),
    )


def turns_of(member: Member) -> tuple[Turn, ...]:
    """What a member is asked to answer; nothing where somebody enters it from paper."""
    if not may(Role(member.role), Permission.ASSESSMENT_RATE):
        return ()
    asked = Assessor.objects.filter(
        seat__member=member, handed_in_on__isnull=True, is_paper=False, assessment__state=AssessmentState.OPEN
    )
    found = asked.select_related("assessment__use__organisation").defer("assessment__edition_body").order_by("pk")
    return tuple(Turn(each.assessment.use.title, _rate_url(each.assessment)) for each in found)


def _waiting_row(use: AIUse, *, may_open: bool) -> WaitingRow:
    open_url = reverse("assessments:open", args=[use.organisation.slug, use.pk]) if may_open else ""
    return WaitingRow(use.title, use.get_absolute_url(), open_url)


def _grid_row(found: Assessment) -> GridRow:
    is_open = found.state == AssessmentState.OPEN
    is_mine = is_open and getattr(found, "is_awaiting_me", False)
    return GridRow(
        assessment=found,
        title=found.use.title,
        url=found.get_absolute_url(),
        state=_("Ouverte : chacun répond seul") if is_open else _("Mise en commun"),
        rate_url=_rate_url(found) if is_mine else "",
    )


def _rate_url(assessment: Assessment) -> str:
    return reverse("assessments:rate", args=[assessment.use.organisation.slug, assessment.pk])


def open_page(use: AIUse, *, role: Role) -> OpenPage:
    offered = library.grids_to_choose()[0]  # the one ticked at first
    here, is_writer = [use.organisation.slug, use.pk], may(role, Permission.REGISTER_WRITE)
    return OpenPage(
        title=_("Regarder cet usage à plusieurs"),
        crumbs=(
            *processes.process_crumbs(use.process),
            Crumb(use.title, use.get_absolute_url()),
            Crumb(_("Ouvrir une grille"), ""),
        ),
        use=use,
        grid=offered.title,
        question_count=len(offered.body["criteria"]),
        quick_count=len(library.quick_scan_codes(offered.body)),
        frame_url=reverse("processes:frame", args=[use.organisation.slug, use.process_id]),
        is_whole_asked_for=bool(use.facts) and not use.looks.exists() and register.needs_full_grid(use),
        plain_url=reverse("register:describe", args=here) if is_writer and not use.plain else "",
    )


def held_seats_of(process: Process) -> tuple[Seat, ...]:
    """Whoever sits at the table looks, unless the lead says otherwise."""
    return tuple(seat for seat in seats_of(process) if processes.is_held(seat))


def depth_to_open(use: AIUse) -> Depth:
    """The quick scan first; the whole grid where ten questions were seen not to be enough."""
    return Depth.WHOLE if use.looks.exists() and register.needs_full_grid(use) else Depth.QUICK


def assessment_page(assessment: Assessment, *, member: Member) -> AssessmentPage:
    use, asked = assessment.use, tuple(assessors(assessment))
    mine = next((found for found in asked if found.seat.member_id == member.pk), None)
    state = AssessmentState(assessment.state)
    is_shared, role = state is AssessmentState.SHARED, Role(member.role)
    sheets = _sheets(assessment, asked=asked, member=member)
    return AssessmentPage(
        title=_("Où les regards se séparent") if is_shared else _("Chacun répond d’abord seul"),
        crumbs=(
            *processes.process_crumbs(use.process),
            Crumb(use.title, use.get_absolute_url()),
            Crumb(_("Grille"), ""),
        ),
        assessment=assessment,
        is_shared=is_shared,
        asked=tuple(_asked_row(found, mine=mine) for found in asked),
        rate_url=_rate_url(assessment) if mine and may(role, Permission.ASSESSMENT_RATE) else "",
        has_handed_in=mine is not None and mine.handed_in_on is not None,
        may_share=not is_shared and may(role, Permission.ASSESSMENT_RUN),
        share_url=reverse("assessments:share", args=[use.organisation.slug, assessment.pk]),
        why_not_share=rules.refusal_to_share(state, is_any_handed_in=is_any_handed_in(assessment)),
        panel=panel(assessment, reader=mine, base_url=assessment.get_absolute_url()),
        questions=raised_rows(assessment),
        thread=thread(assessment.node),
        missing_voices=missing_voices(asked),
        telling=telling(assessment, asked=asked, member=member),
        sheets=sheets,
        why_no_sheet=why_no_sheet(sheets),
        inquiries=_inquiries(assessment, role=role) if is_shared else (),
        whole_url=_whole_url(assessment, role=role) if is_shared else "",
        gates_url=reverse("register:gates", args=[use.organisation.slug, use.pk]),
        beside=beside_link(assessment, base_url=assessment.get_absolute_url()),
        let_out_url=_let_out_url(assessment, role=role) if is_shared else "",
    )


def _let_out_url(assessment: Assessment, *, role: Role) -> str:
    here = [assessment.use.organisation.slug, assessment.use_id]
    return reverse("assessments:let_out", args=here) if may(role, Permission.ASSESSMENT_RUN) else ""


def _sheets(assessment: Assessment, *, asked: tuple[Assessor, ...], member: Member) -> tuple[SheetRow, ...]:
    is_open = assessment.state == AssessmentState.OPEN
    if not is_open or not may(Role(member.role), Permission.ASSESSMENT_HOST):
        return ()
    return sheet_rows(asked, member=member)


def _inquiries(assessment: Assessment, *, role: Role) -> tuple[InquiryRow, ...]:
    """« On ne sait pas » is an enquiry: somebody answers for it, by a date."""
    may_frame = may(role, Permission.REGISTER_WRITE)
    found = register.open_inquiries(assessment.use, criteria=codes(assessment))
    return tuple(InquiryRow(gate, gate.frame_url if may_frame else "") for gate in found)


def _whole_url(assessment: Assessment, *, role: Role) -> str:
    use = assessment.use
    is_enough = assessment.depth == Depth.WHOLE or not register.needs_full_grid(use)
    is_open = Assessment.objects.filter(use=use, state=AssessmentState.OPEN).exists()
    if is_enough or is_open or not may(role, Permission.ASSESSMENT_RUN):
        return ""
    return reverse("assessments:open", args=[use.organisation.slug, use.pk])


def _asked_row(found: Assessor, *, mine: Assessor | None) -> AskedRow:
    is_in = found.handed_in_on is not None
    return AskedRow(
        found.seat.label, holder_label(found.seat), handed_in=is_in, is_mine=found == mine, is_paper=found.is_paper
    )
