"""One question of a shared grid, whole: who said what, what shows it, what is said together, who holds otherwise."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor
from balises.assessments.queries.after import (
    Opinion,
    Together,
    is_of,
    joint_ratings,
    opinions,
    own_opinion,
    panel_facts,
)
from balises.assessments.queries.asking import wording_around
from balises.assessments.queries.evidence import EvidenceRow, evidence_rows
from balises.assessments.queries.panel import Panel, panel, panel_row
from balises.assessments.queries.reading import assessors, criteria, current_holder
from balises.assessments.queries.screens import Desk, Secrecy, secrecy_of, wording_for
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.processes import queries as processes
from balises.shared.errors import Refusal
from balises.shared.http import Crumb


@dataclass(frozen=True)
class Said:
    """What was said of one question, as far as its reader may see it."""

    number: int
    count: int
    dimension: str
    question: str
    plain: str
    guidance: str
    panel: Panel | None
    evidence: tuple[EvidenceRow, ...]
    together: Together | None
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True)
class CriterionPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: str
    said: Said
    grid_url: str
    before_url: str  # "" on the first question
    after_url: str  # "" on the last one
    together_url: str  # "" where the reader may not record what the panel says
    take_back_url: str
    given: dict[str, str]  # what the panel says already, for the form of whoever may record it
    opinion_url: str  # "" where the reader holds no seat of this panel
    paper_opinions: tuple[tuple[str, str], ...]  # seat and address of what a sheet of paper says against the others


@dataclass(frozen=True)
class OpinionPage:
    title: str
    desk: Desk
    url: str
    activity: str
    use: str
    said: Said
    is_written: bool
    is_consented: bool
    why_not: Refusal | None
    back_url: str
    secrecy: Secrecy


def said_of(assessment: Assessment, *, number: int, reader: Assessor | None, base_url: str) -> Said:
    criterion = criteria(assessment)[number - 1]
    code = criterion["code"]
    found = [opinion for opinion in opinions(assessment, reader=reader) if opinion.number == number]
    row = panel_row(assessment, number=number, reader=reader)
    return Said(
        number=number,
        count=len(criteria(assessment)),
        dimension=wording_around(reader, criterion).dimension if reader else criterion["dimension"]["title"],
        question=criterion["question"],
        plain=criterion["plain"],
        guidance=criterion["guidance"],
        panel=row,
        evidence=_evidence(reader, code=code, base_url=base_url) if reader else (),
        together=row.rows[0].together if row and row.rows else None,
        opinions=tuple(found),
    )


def _evidence(reader: Assessor, *, code: str, base_url: str) -> tuple[EvidenceRow, ...]:
    holder = current_holder(reader)
    return evidence_rows(reader, holder=holder, criterion=code, is_own=False, base_url=base_url)


def criterion_page(assessment: Assessment, *, number: int, member: Member) -> CriterionPage:
    use, slug = assessment.use, assessment.use.organisation.slug
    mine = assessors(assessment).filter(seat__member=member).first()
    here, grid = [slug, assessment.pk, number], assessment.get_absolute_url()
    role = Role(member.role)
    may_host, may_rate = may(role, Permission.ASSESSMENT_HOST), may(role, Permission.ASSESSMENT_RATE)
    said = said_of(assessment, number=number, reader=mine, base_url=grid)
    together = joint_ratings(assessment).get(criteria(assessment)[number - 1]["code"])
    before, after = rules.neighbours(number, among=_order(assessment, reader=mine))
    return CriterionPage(
        title=said.question,
        crumbs=(*processes.process_crumbs(use.process), Crumb(_("Grille"), grid), Crumb(f"{number}", "")),
        use=use.title,
        said=said,
        grid_url=grid,
        before_url=_question_url(assessment, number=before) if before else "",
        after_url=_question_url(assessment, number=after) if after else "",
        together_url=reverse("assessments:say_together", args=here) if may_host else "",
        take_back_url=reverse("assessments:take_joint_rating_back", args=here) if may_host and together else "",
        given={"choice": together.choice, "justification": together.justification} if together else {},
        opinion_url=reverse("assessments:dissent", args=here) if mine and may_rate else "",
        paper_opinions=_paper_opinions(assessment, number=number) if may_host else (),
    )


def _order(assessment: Assessment, *, reader: Assessor | None) -> tuple[int, ...]:
    """As the page of the whole grid lists them: a meeting goes from one question that parts it to the next."""
    shown = panel(assessment, reader=reader, base_url="")
    listed = tuple(row.number for row in shown.every_row) if shown else ()
    return listed or tuple(range(1, len(criteria(assessment)) + 1))


def _question_url(assessment: Assessment, *, number: int) -> str:
    return reverse("assessments:criterion", args=[assessment.use.organisation.slug, assessment.pk, number])


def _paper_opinions(assessment: Assessment, *, number: int) -> tuple[tuple[str, str], ...]:
    slug = assessment.use.organisation.slug
    return tuple(
        (found.seat.label, reverse("assessments:paper_dissent", args=[slug, assessment.pk, found.pk, number]))
        for found in assessors(assessment)
        if found.is_paper
    )


def opinion_page(desk: Desk, *, number: int, url: str, reader: Assessor | None) -> OpinionPage:
    """The seat writes; `reader` reads. They differ where somebody enters a sheet of paper."""
    assessment, assessor = desk.assessor.assessment, desk.assessor
    criterion = criteria(assessment)[number - 1]
    facts = panel_facts(assessment, assessor=assessor, holder=desk.holder)
    own = own_opinion(assessor, criterion=criterion["code"]) if facts.is_theirs else None
    return OpinionPage(
        title=wording_for(assessor, criterion),
        desk=desk,
        url=url,
        activity=desk.token(url),
        use=assessment.use.title,
        said=said_of(assessment, number=number, reader=reader, base_url=desk.base_url),
        is_written=own is not None,
        is_consented=own is not None and own.consented_on is not None,
        why_not=rules.refusal_to_take_back(facts, is_said=True),
        back_url=desk.home_url if desk.is_paper else desk.url,
        secrecy=secrecy_of(desk),
    )


def given_opinion(assessor: Assessor, holder: str, *, criterion: str) -> dict[str, str | bool]:
    """What the seat wrote already, for its form; a later holder starts from nothing."""
    own = own_opinion(assessor, criterion=criterion) if is_of(assessor, holder=holder) else None
    return {"text": own.text, "is_consented": own.consented_on is not None} if own else {}
