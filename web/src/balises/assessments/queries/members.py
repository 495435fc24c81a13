"""What members see: the grids, opening one, one grid before and after the sharing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor
from balises.assessments.phrases import MISSING_VOICES
from balises.assessments.queries.panel import Panel, panel
from balises.assessments.queries.reading import (
    assessments,
    assessors,
    holder_label,
    is_any_handed_in,
    raised_questions,
    uses_waiting,
)
from balises.assessments.rules import AssessmentState, Depth
from balises.library import queries as library
from balises.organisations.models import Member, Organisation
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.processes import queries as processes
from balises.processes.models import OpenQuestion
from balises.processes.rules import SeatKind
from balises.register import queries as register
from balises.register.models import AIUse
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


@dataclass(frozen=True)
class OpenPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    grid: str
    question_count: int
    quick_count: int
    frame_url: str


@dataclass(frozen=True)
class AskedRow:
    label: str
    holder: str
    handed_in: bool
    is_mine: bool


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
    questions: tuple[OpenQuestion, ...]
    thread: tuple[ThreadStep, ...]
    missing_voices: tuple[str, ...]  # said once it is shared
    gates_url: str


def assessments_page(organisation: Organisation, *, member: Member) -> AssessmentsPage:
    mine = Assessor.objects.filter(assessment=OuterRef("pk"), seat__member=member, handed_in_on__isnull=True)
    may_open = may(Role(member.role), Permission.ASSESSMENT_RUN)
    return AssessmentsPage(
        title=_("Regarder à plusieurs"),
        crumbs=(processes.home_crumb(organisation), Crumb(_("Grilles"), "")),
        waiting=tuple(_waiting_row(use, may_open=may_open) for use in uses_waiting()),
        grids=tuple(_grid_row(found) for found in assessments().annotate(is_awaiting_me=Exists(mine))),
        uses_url=reverse("register:uses", args=[organisation.slug]),
    )


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


def open_page(use: AIUse) -> OpenPage:
    edition = library.required_edition(*library.GRID)
    return OpenPage(
        title=_("Regarder cet usage à plusieurs"),
        crumbs=(
            *processes.process_crumbs(use.process),
            Crumb(use.title, use.get_absolute_url()),
            Crumb(_("Ouvrir une grille"), ""),
        ),
        use=use,
        grid=edition.title,
        question_count=len(edition.body["criteria"]),
        quick_count=len(library.quick_scan_codes()),
        frame_url=reverse("processes:frame", args=[use.organisation.slug, use.process_id]),
    )


def depth_to_open(use: AIUse) -> Depth:
    """The quick scan first; the whole grid where ten questions were seen not to be enough."""
    return Depth.WHOLE if use.looks.exists() and register.needs_full_grid(use) else Depth.QUICK


def assessment_page(assessment: Assessment, *, member: Member) -> AssessmentPage:
    use, asked = assessment.use, tuple(assessors(assessment))
    mine = next((found for found in asked if found.seat.member_id == member.pk), None)
    state = AssessmentState(assessment.state)
    is_shared = state is AssessmentState.SHARED
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
        rate_url=_rate_url(assessment) if mine and may(Role(member.role), Permission.ASSESSMENT_RATE) else "",
        has_handed_in=mine is not None and mine.handed_in_on is not None,
        may_share=not is_shared and may(Role(member.role), Permission.ASSESSMENT_RUN),
        share_url=reverse("assessments:share", args=[use.organisation.slug, assessment.pk]),
        why_not_share=rules.refusal_to_share(state, is_any_handed_in=is_any_handed_in(assessment)),
        panel=panel(assessment, is_inside=mine is not None),
        questions=raised_questions(assessment),
        thread=thread(assessment.node),
        missing_voices=_missing_voices(asked),
        gates_url=reverse("register:gates", args=[use.organisation.slug, use.pk]),
    )


def _missing_voices(asked: Sequence[Assessor]) -> tuple[str, ...]:
    """Who was not at the table, in words: the panel says so itself."""
    kinds = [SeatKind(found.seat.kind) for found in asked if found.handed_in_on is not None]
    return tuple(str(MISSING_VOICES[kind]) for kind in rules.missing_voices(kinds))


def _asked_row(found: Assessor, *, mine: Assessor | None) -> AskedRow:
    return AskedRow(found.seat.label, holder_label(found.seat), found.handed_in_on is not None, found == mine)
