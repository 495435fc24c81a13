"""What was already told elsewhere: hard knocks beside their question, another team's findings beside ours."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor, ReceivedFindings
from balises.assessments.queries.findings import findings
from balises.assessments.queries.found import (
    FindingsView,
    Ours,
    came_in,
    findings_view,
    grids_by_reference,
    questions_of,
    who,
)
from balises.assessments.queries.outside import shared_looks
from balises.assessments.queries.panel import panel
from balises.assessments.queries.reading import codes
from balises.assessments.rules import STRESS_TEST_CRITERION, AssessmentState, Findings, FindingsState
from balises.organisations.models import Member
from balises.processes import queries as processes
from balises.register import queries as register
from balises.register.models import AIUse
from balises.shared.errors import Refusal
from balises.shared.http import Crumb


def told_elsewhere(assessor: Assessor, *, codes: Collection[str]) -> tuple[str, ...]:
    """The sessions of hard knocks, on the screen of the question that asks for them."""
    return register.session_sentences(assessor.assessment.use) if STRESS_TEST_CRITERION in codes else ()


@dataclass(frozen=True)
class BesideLink:
    """Where theirs are read beside ours, or why they wait."""

    url: str
    why_not: Refusal | None


@dataclass(frozen=True)
class BesidePage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: str
    found: tuple[FindingsView, ...]
    back_url: str


@dataclass(frozen=True)
class _Other:
    """Another panel that looked at the same tool, and how one knows of it."""

    found: Findings
    lines: tuple[str, ...]
    url: str


def beside_link(assessment: Assessment, *, base_url: str) -> BesideLink | None:
    """Nothing before the sharing, nor where nobody else looked at the same tool."""
    if assessment.state != AssessmentState.SHARED or not _is_looked_at_elsewhere(assessment.use):
        return None
    return BesideLink(f"{base_url}/ailleurs", why_not_beside(assessment))


def why_not_beside(assessment: Assessment) -> Refusal | None:
    again = Assessment.objects.filter(use=assessment.use_id, state=AssessmentState.OPEN).exclude(pk=assessment.pk)
    return rules.refusal_to_read_beside(AssessmentState(assessment.state), is_looked_at_again=again.exists())


def _is_looked_at_elsewhere(use: AIUse) -> bool:
    return kept_findings(use).exists() or (use.same_tool is not None and shared_looks(use.same_tool).exists())


def kept_findings(use: AIUse) -> QuerySet[ReceivedFindings]:
    """What came in by files and was kept, first come first."""
    found = ReceivedFindings.objects.filter(use=use, state=FindingsState.KEPT)
    return found.select_related("use__organisation").order_by("pk")


def beside_page(assessment: Assessment, *, member: Member) -> BesidePage | None:
    """For a member, with the addresses that members may follow."""
    use, grid = assessment.use, assessment.get_absolute_url()
    mine = Assessor.objects.filter(assessment=assessment, seat__member=member).first()
    crumbs = (*processes.process_crumbs(use.process), Crumb(_("Grille"), grid), Crumb(_("Ailleurs"), ""))
    return _page(assessment, reader=mine, crumbs=crumbs, back_url=grid)


def seat_beside_page(assessor: Assessor, *, back_url: str) -> BesidePage | None:
    """For a seat without an account."""
    return _page(assessor.assessment, reader=assessor, crumbs=(), back_url=back_url)


def _page(
    assessment: Assessment, *, reader: Assessor | None, crumbs: tuple[Crumb, ...], back_url: str
) -> BesidePage | None:
    """Theirs beside ours, never before ours is shared, and always as read from outside."""
    if why_not_beside(assessment) is not None:
        return None
    ours, grids = _ours(assessment, reader=reader), grids_by_reference()
    views = tuple(
        findings_view(other.found, ours=ours, grids=grids, lines=other.lines, url=other.url if crumbs else "")
        for other in _others(assessment.use)
    )
    title = _("Le même outil, regardé ailleurs")
    return BesidePage(title, crumbs, assessment.use.title, views, back_url) if views else None


def _ours(assessment: Assessment, *, reader: Assessor | None) -> Ours:
    """Where minds part first, as the page of the grid has it."""
    shown, asked = panel(assessment, reader=reader, base_url=""), codes(assessment)
    said = {asked[row.number - 1]: row.sentence for row in shown.every_row} if shown else {}
    words = questions_of(assessment.edition_body)
    return Ours({code: words[code] for code in dict.fromkeys((*said, *asked))}, said)


def _others(use: AIUse) -> Iterator[_Other]:
    """Another team here that has the same tool, then the organisations whose file was kept."""
    here = findings(use.same_tool, is_named=True) if use.same_tool else None
    if here is not None and use.same_tool is not None:
        yield _Other(here, (_("Par une autre équipe d’ici."),), use.same_tool.get_absolute_url())
    for held in kept_findings(use):
        found = rules.findings_of(held.document)
        yield _Other(found, (who(found), came_in(held, found=found)), held.get_absolute_url())
