"""What is shown beside a question, because it was already told elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass

from balises.assessments.models import Assessment, Assessor
from balises.assessments.queries.panel import panel
from balises.assessments.rules import STRESS_TEST_CRITERION, AssessmentState
from balises.organisations.models import Member
from balises.register import queries as register


def told_elsewhere(assessor: Assessor, *, codes: Collection[str]) -> tuple[str, ...]:
    """The sessions of hard knocks, on the screen of the question that asks for them."""
    return register.session_sentences(assessor.assessment.use) if STRESS_TEST_CRITERION in codes else ()


@dataclass(frozen=True)
class BesideRow:
    """What the two panels answered to one question, as far as the reader may see of each."""

    question: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Beside:
    use: str
    url: str
    rows: tuple[BesideRow, ...]
    limit: str  # why no more is seen of the other panel


def beside(assessment: Assessment, *, member: Member) -> Beside | None:
    """What another team found of the same tool: never before ours is shared, and always as read from outside."""
    other = _same_tool(assessment)
    if other is None:
        return None
    ours = panel(assessment, reader=_seated(assessment, member=member), base_url="")
    theirs = panel(other, reader=None, base_url="")
    if ours is None or theirs is None:
        return None
    said = {row.question: row.sentence for row in theirs.every_row}
    rows = [BesideRow(row.question, row.sentence, said[row.question]) for row in ours.every_row if row.question in said]
    return Beside(other.use.title, other.use.get_absolute_url(), tuple(rows), theirs.limit)


def _seated(assessment: Assessment, *, member: Member) -> Assessor | None:
    """The member's own place in that grid, if any."""
    return Assessor.objects.filter(assessment=assessment, seat__member=member).first()


def _same_tool(assessment: Assessment) -> Assessment | None:
    """The last shared look at the use named as having the same tool, once ours is shared."""
    if assessment.state != AssessmentState.SHARED or assessment.use.same_tool_id is None:
        return None
    found = Assessment.objects.filter(use=assessment.use.same_tool_id, state=AssessmentState.SHARED)
    last: Assessment | None = found.select_related("use__organisation").order_by("-shared_on", "-pk").first()
    return last
