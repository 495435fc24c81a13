"""What a seat answered on paper is entered by somebody else, and stays as blind as what is typed by the seat."""

from collections.abc import Iterable

from django.db import transaction

from balises.assessments import queries, rules
from balises.assessments.models import Assessor
from balises.assessments.rules import Answer, AssessmentState
from balises.assessments.services.filling import begin_own_draft, erase_draft, rate
from balises.organisations import journal
from balises.organisations.models import Member
from balises.shared.errors import insist


@transaction.atomic
def enter_paper(assessor: Assessor, *, answers: Iterable[Answer], by: Member) -> None:
    """Type in what a seat answered on paper. From then on the grid of that seat is marked as paper."""
    queries.locked(assessor.assessment)
    assessor = queries.locked_assessor(assessor)
    insist(rules.refusal_to_enter_paper(queries.paper_facts(assessor, by=by)))
    holder = queries.paper_holder(assessor, by=by)
    if not assessor.is_paper:
        begin_own_draft(assessor, holder=holder)
        assessor.is_paper = True
        assessor.save(update_fields=["is_paper"])
        journal.record("assessments.paper_begun", assessor.seat, by=by)
    for answer in answers:
        rate(assessor, holder=holder, answer=answer)


@transaction.atomic
def resume_paper(assessor: Assessor, *, by: Member) -> None:
    """Take a paper grid back from what was handed in, to mend what was mistyped; until the sharing."""
    _insist_on_taking_back(assessor)
    assessor = queries.locked_assessor(assessor)
    assessor.handed_in_on = None
    assessor.save(update_fields=["handed_in_on"])
    journal.record("assessments.paper_resumed", assessor.seat, by=by)


@transaction.atomic
def erase_paper(assessor: Assessor, *, by: Member) -> None:
    """Undo the whole entry: the seat may answer on a screen, or on another sheet."""
    _insist_on_taking_back(assessor)
    assessor = queries.locked_assessor(assessor)
    erase_draft(assessor)
    assessor.is_paper, assessor.holder, assessor.handed_in_on = False, "", None
    assessor.save(update_fields=["is_paper", "holder", "handed_in_on"])
    journal.record("assessments.paper_erased", assessor.seat, by=by)


def _insist_on_taking_back(assessor: Assessor) -> None:
    assessment = queries.locked(assessor.assessment)
    is_paper = queries.locked_assessor(assessor).is_paper
    insist(rules.refusal_to_take_paper_back(AssessmentState(assessment.state), is_paper=is_paper))
