"""A grid is opened to seats, filled blind, handed in, shared."""

from collections.abc import Iterable, Sequence

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from balises.assessments import queries, rules
from balises.assessments.models import Assessment, Assessor, Evidence, Rating
from balises.assessments.phrases import LETTER_SUBJECT, NODE_TITLE, QUESTION_ABOUT_USE
from balises.assessments.rules import Answer, AssessmentState, Depth
from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes import queries as processes
from balises.processes import services as agenda
from balises.processes.models import Seat
from balises.processes.rules import QuestionOrigin
from balises.register import queries as register
from balises.register import services as register_services
from balises.register.models import AIUse
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.rules import Kind


@transaction.atomic
def open_assessment(
    use: AIUse, *, seats: Sequence[Seat], depth: Depth = Depth.QUICK, grid: str = "", by: Member
) -> Assessment:
    """Ask seats to look at a use with the shipped grid, or one's own: the copy does not follow later editions."""
    use = register.locked(use)
    insist(rules.refusal_to_open(queries.opening_facts(use, seats=seats)))
    edition, today = queries.grid_to_open(grid), timezone.localdate()
    title = str(NODE_TITLE) % {"grid": edition.title, "use": use.title}
    assessment = Assessment.objects.create(
        use=use,
        edition=edition.reference,
        edition_digest=edition.digest,
        edition_body=edition.body,
        depth=depth,
        opened_on=today,
        node=trace.mark(Kind.ASSESSMENT, title, on=today, came_from=(use.node,)),
    )
    trace.place(assessment.node, address=assessment.get_absolute_url())
    Assessor.objects.bulk_create(Assessor(assessment=assessment, seat=seat) for seat in seats)
    journal.record("assessments.opened", assessment, by=by)
    return assessment


@transaction.atomic
def tell_seats(assessment: Assessment, *, by: Member) -> int:
    """Write to the seats that have an address and were not written to today; says how many. The letters wait."""
    assessment = queries.locked(assessment)
    waited, today = queries.to_tell(assessment, by=by), timezone.localdate()
    insist(rules.refusal_to_tell(queries.telling_facts(assessment, waited=waited)))
    due = [each for each in waited if each.told_on != today]
    for assessor in due:
        subject = str(LETTER_SUBJECT) % {"use": assessment.use.title}
        send_mail(subject, queries.words_for(assessor), from_email=None, recipient_list=[queries.address_of(assessor)])
    Assessor.objects.filter(pk__in=[each.pk for each in due]).update(told_on=today)
    journal.record("assessments.told", assessment, by=by)
    return len(due)


@transaction.atomic
def rate_all(assessor: Assessor, *, holder: str, answers: Iterable[Answer]) -> None:
    """Keep several answers, all or none."""
    for answer in answers:
        rate(assessor, holder=holder, answer=answer)


@transaction.atomic
def rate(assessor: Assessor, *, holder: str, answer: Answer) -> None:
    """Keep one answer. Nobody but the seat's holder reads it before the sharing."""
    assessment = queries.locked(assessor.assessment)
    assessor = queries.locked_assessor(assessor)
    insist(rules.refusal_to_write(queries.desk_facts(assessor, assessment=assessment, holder=holder)))
    insist(rules.refusal_to_answer(answer, criteria=queries.codes(assessment)))
    begin_own_draft(assessor, holder=holder)
    Rating.objects.update_or_create(
        assessor=assessor,
        criterion=answer.criterion,
        defaults={"choice": answer.choice, "justification": answer.justification.strip()},
    )


@transaction.atomic
def clear_rating(assessor: Assessor, *, holder: str, criterion: str) -> None:
    """Take an answer back before handing in; what was joined to it stays, and can be withdrawn apart."""
    assessment = queries.locked(assessor.assessment)
    assessor = queries.locked_assessor(assessor)
    insist(rules.refusal_to_write(queries.desk_facts(assessor, assessment=assessment, holder=holder)))
    begin_own_draft(assessor, holder=holder)
    Rating.objects.filter(assessor=assessor, criterion=criterion).delete()


def begin_own_draft(assessor: Assessor, *, holder: str) -> None:
    """Whoever takes a seat over starts from a blank grid: the former holder's draft was promised to nobody."""
    if assessor.holder == holder:
        return
    erase_draft(assessor)
    assessor.holder = holder
    assessor.save(update_fields=["holder"])


def erase_draft(*assessors: Assessor) -> None:
    """What was not handed in goes unread, what was joined to it too."""
    Rating.objects.filter(assessor__in=assessors).delete()
    Evidence.objects.filter(assessor__in=assessors).delete()


@transaction.atomic
def hand_in(assessor: Assessor, *, holder: str, by: Member | None = None) -> None:
    """Say that the grid is finished; when the last one comes in, all are shared at once. Twice is once."""
    assessment = queries.locked(assessor.assessment)
    assessor = queries.locked_assessor(assessor)
    facts = queries.desk_facts(assessor, assessment=assessment, holder=holder)
    if facts.is_handed_in and facts.is_theirs and assessor.holder == holder:
        return
    insist(rules.refusal_to_write(facts))
    insist(rules.refusal_to_hand_in(missing=queries.missing(assessor)))
    assessor.handed_in_on = timezone.localdate()
    assessor.save(update_fields=["handed_in_on"])
    journal.record("assessments.handed_in", assessor.seat, by=by)
    if not queries.awaited(assessment).exists():
        _share(assessment, by=None)


@transaction.atomic
def share_early(assessment: Assessment, *, reason: str, by: Member) -> None:
    """Share what was handed in without waiting. What was not handed in is erased, unread."""
    assessment = queries.locked(assessment)
    state, is_any = AssessmentState(assessment.state), queries.is_any_handed_in(assessment)
    insist(rules.refusal_to_share(state, is_any_handed_in=is_any))
    insist(rules.refusal_to_share_early(reason))
    assessment.closing_reason = reason.strip()
    erase_draft(*queries.awaited(assessment))
    _share(assessment, by=by)


def _share(assessment: Assessment, *, by: Member | None) -> None:
    assessment.state, assessment.shared_on = AssessmentState.SHARED, timezone.localdate()
    assessment.save(update_fields=["state", "shared_on", "closing_reason"])
    journal.record("assessments.shared", assessment, by=by)
    choices = queries.shared_choices(assessment)
    register_services.record_look(assessment.use, look=queries.look_facts(assessment), node=assessment.node, by=by)
    for criterion in queries.criteria(assessment):
        if rules.is_contradicted(choices[criterion["code"]]):
            _raise_question(assessment, words=criterion["question"])


def _raise_question(assessment: Assessment, *, words: str) -> None:
    """A yes met a no: the question itself goes on the process's agenda, with the use it is asked of.

    A quick scan may have put it there already: it is then one question, which two grids lead to.
    """
    whole = str(QUESTION_ABOUT_USE) % {"question": words.strip(), "use": assessment.use.title}
    text = rules.fitted(whole, length=processes.QUESTION_LENGTH)
    asked = processes.open_questions(assessment.use.process).filter(text=text).first()
    if asked is not None:
        trace.link(assessment.node, result=asked.node)
        return
    node = trace.mark(Kind.QUESTION, text, on=timezone.localdate(), came_from=(assessment.node,))
    trace.place(node, address=assessment.get_absolute_url())
    agenda.raise_question(assessment.use.process, text=text, origin=QuestionOrigin.ASSESSMENT, node=node)
