"""Rows behind every page of a grid. Ratings leave from here only, under the blind rule."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor, Evidence, Rating
from balises.assessments.phrases import QUESTION_ABOUT_USE
from balises.assessments.rules import AssessmentState, Choice, Depth, DeskFacts, OpeningFacts, PaperFacts
from balises.organisations.models import Member
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.rules import SeatKind
from balises.register.models import AIUse
from balises.register.rules import LookFacts
from balises.trace.models import Link

ALL_ON_ONE_SCREEN = "tout"


@dataclass(frozen=True)
class RaisedRow:
    text: str
    url: str


def locked(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_for_update().get(pk=assessment.pk)


def locked_assessor(assessor: Assessor) -> Assessor:
    return Assessor.objects.select_for_update().get(pk=assessor.pk)


def assessment_at(pk: int) -> Assessment | None:
    return Assessment.objects.select_related("use__process", "use__organisation", "node").filter(pk=pk).first()


def assessments() -> QuerySet[Assessment]:
    return Assessment.objects.select_related("use__organisation").order_by("-pk")


def uses_waiting() -> QuerySet[AIUse]:
    """Uses nobody has looked at with a grid yet."""
    return AIUse.objects.filter(assessments__isnull=True).select_related("organisation").order_by("pk")


def assessors(assessment: Assessment) -> QuerySet[Assessor]:
    """Each knows the assessment it was asked of: the grid that it was opened with is not read again."""
    found: QuerySet[Assessor] = assessment.assessors.select_related("seat__member").order_by("pk")
    return found


def awaited(assessment: Assessment) -> QuerySet[Assessor]:
    return Assessor.objects.filter(assessment=assessment, handed_in_on__isnull=True)


def is_any_handed_in(assessment: Assessment) -> bool:
    return Assessor.objects.filter(assessment=assessment, handed_in_on__isnull=False).exists()


def assessor_of(seat: Seat, *, pk: int) -> Assessor | None:
    """The seat's place in that grid."""
    return _placed().filter(seat=seat, assessment__pk=pk).first()


def grids_of(seat: Seat) -> QuerySet[Assessor]:
    return _placed().filter(seat=seat).annotate(rating_count=Count("ratings")).order_by("-assessment_id")


def _placed() -> QuerySet[Assessor]:
    return Assessor.objects.select_related("seat", "assessment__use__process", "assessment__use__organisation")


def seat_of(member_id: int, *, pk: int) -> Seat | None:
    """The seat that member holds in that grid."""
    return Seat.objects.filter(
        member=member_id, pk__in=Assessor.objects.filter(assessment__pk=pk).values("seat")
    ).first()


def holder_of(seat: Seat) -> str:
    """Who sits there now, in a form that says only whether it is still the same."""
    return f"link:{seat.link_digest}" if seat.link_digest else f"member:{seat.member_id}"


def current_holder(assessor: Assessor) -> str:
    """Who may write in that grid now: whoever sits there, or whoever enters its paper."""
    return assessor.holder if assessor.is_paper else holder_of(assessor.seat)


def paper_holder(assessor: Assessor, *, by: Member) -> str:
    """Whoever enters a paper reads it: a second person would start from a blank grid."""
    return f"paper:{assessor.pk}:{by.pk}"


def paper_facts(assessor: Assessor, *, by: Member) -> PaperFacts:
    owed = Assessor.objects.filter(assessment=assessor.assessment_id, handed_in_on__isnull=True, is_paper=False)
    return PaperFacts(
        state=AssessmentState(assessor.assessment.state),
        is_handed_in=assessor.handed_in_on is not None,
        has_draft_on_screen=not assessor.is_paper and own_draft(assessor) and _has_begun(assessor),
        is_entered_by_another=assessor.is_paper and assessor.holder != paper_holder(assessor, by=by),
        owes_their_own=owed.filter(seat__member=by).exists(),
    )


def _has_begun(assessor: Assessor) -> bool:
    return Rating.objects.filter(assessor=assessor).exists() or Evidence.objects.filter(assessor=assessor).exists()


def own_draft(assessor: Assessor) -> bool:
    """What was begun was begun by whoever still sits there; a former holder's draft is nobody's."""
    return assessor.holder == holder_of(assessor.seat)


def opening_facts(use: AIUse, *, seats: Sequence[Seat]) -> OpeningFacts:
    return OpeningFacts(
        kinds=tuple(SeatKind(seat.kind) for seat in seats),
        are_of_the_process=all(seat.process_id == use.process_id for seat in seats),
        is_already_open=Assessment.objects.filter(use=use, state=AssessmentState.OPEN).exists(),
    )


def desk_facts(assessor: Assessor, *, assessment: Assessment, holder: str) -> DeskFacts:
    return DeskFacts(
        state=AssessmentState(assessment.state),
        is_handed_in=assessor.handed_in_on is not None,
        is_theirs=holder == current_holder(assessor),
        is_on_paper=assessor.is_paper and holder != assessor.holder,
    )


def criteria(assessment: Assessment) -> tuple[Mapping[str, Any], ...]:
    """The questions, from the copy frozen at opening: all of them, or those of the quick scan."""
    every = tuple(assessment.edition_body["criteria"])
    if assessment.depth == Depth.WHOLE:
        return every
    return tuple(criterion for criterion in every if criterion.get("quick_scan")) or every


def dimensions(assessment: Assessment) -> tuple[str, ...]:
    """The codes of the dimensions asked, in order."""
    return tuple(dict.fromkeys(criterion["dimension"]["code"] for criterion in criteria(assessment)))


def screens(assessment: Assessment, *, like: str) -> tuple[str, ...]:
    """The screens to go through: ten questions may stand on one, fifty-eight go dimension by dimension."""
    if like == ALL_ON_ONE_SCREEN and assessment.depth == Depth.QUICK:
        return (ALL_ON_ONE_SCREEN,)
    return dimensions(assessment)


def criteria_of(assessment: Assessment, *, dimension: str) -> tuple[tuple[int, Mapping[str, Any]], ...]:
    """The questions of a screen, each with its number in the grid."""
    asked = enumerate(criteria(assessment), start=1)
    if dimension == ALL_ON_ONE_SCREEN:
        return tuple(asked)
    return tuple((number, criterion) for number, criterion in asked if criterion["dimension"]["code"] == dimension)


def next_dimension(assessor: Assessor, *, after: str) -> str:
    """The next dimension with a question left, going round; "" when all are answered."""
    every, done = screens(assessor.assessment, like=after), answered(assessor)
    place = every.index(after)
    for code in (*every[place + 1 :], *every[: place + 1]):
        if any(number not in done for number, _criterion in criteria_of(assessor.assessment, dimension=code)):
            return code
    return ""


def look_facts(assessment: Assessment) -> LookFacts:
    """What was answered, for the register: which answers each question was given, not by whom."""
    answers = {code: frozenset(given) for code, given in shared_choices(assessment).items()}
    return LookFacts(assessment.edition, is_whole=assessment.depth == Depth.WHOLE, answers=answers)


def codes(assessment: Assessment) -> tuple[str, ...]:
    return tuple(criterion["code"] for criterion in criteria(assessment))


def own_ratings(assessor: Assessor) -> dict[str, Rating]:
    """An assessor's own answers, for whoever wrote them: not for the next holder of the seat."""
    if assessor.holder != current_holder(assessor):
        return {}
    return {rating.criterion: rating for rating in Rating.objects.filter(assessor=assessor)}


def answered(assessor: Assessor) -> set[int]:
    """The numbers of the questions that have an answer."""
    own = own_ratings(assessor)
    return {number for number, code in enumerate(codes(assessor.assessment), start=1) if code in own}


def missing(assessor: Assessor) -> tuple[int, ...]:
    done = answered(assessor)
    return tuple(number for number in range(1, len(codes(assessor.assessment)) + 1) if number not in done)


def shared_ratings(assessment: Assessment) -> tuple[Rating, ...]:
    """Everyone's answers, once shared; nothing at all before."""
    state = AssessmentState(assessment.state)
    seated = {each.pk: each for each in Assessor.objects.filter(assessment=assessment).select_related("seat")}
    read = [pk for pk, each in seated.items() if rules.may_be_read(state, is_handed_in=each.handed_in_on is not None)]
    ratings = tuple(Rating.objects.filter(assessor__in=read).order_by("assessor_id"))
    for rating in ratings:
        rating.assessor = seated[rating.assessor_id]  # one seat for its sixty answers, not sixty copies of it
    return ratings


def shared_choices(assessment: Assessment) -> Mapping[str, list[Choice]]:
    """What was answered to each question, once shared."""
    choices: dict[str, list[Choice]] = defaultdict(list)
    for rating in shared_ratings(assessment):
        choices[rating.criterion].append(Choice(rating.choice))
    return choices


def raised_questions(assessment: Assessment) -> tuple[OpenQuestion, ...]:
    """The questions this grid put on the agenda."""
    results = Link.objects.filter(source=assessment.node_id).values("result")
    found = OpenQuestion.objects.filter(node__in=results).select_related("process__organisation")
    return tuple(found.order_by("pk"))


def raised_rows(assessment: Assessment) -> tuple[RaisedRow, ...]:
    """The same, without the name of the use that the page is about."""
    of_the_use = str(QUESTION_ABOUT_USE) % {"question": "", "use": assessment.use.title}
    return tuple(
        RaisedRow(question.text.removesuffix(of_the_use), question.get_absolute_url())
        for question in raised_questions(assessment)
    )


def seats_of(process: Process) -> QuerySet[Seat]:
    return Seat.objects.filter(process=process).select_related("member").order_by("pk")


def placed_at(pk: int, *, assessment: int) -> Assessor | None:
    return _placed().filter(pk=pk, assessment=assessment).first()


def holder_label(seat: Seat) -> str:
    """Who would answer: a function, never a name."""
    if seat.link_digest:
        return _("Par un lien, sans compte")
    if seat.member is None or not seat.member.is_active:
        return _("À pourvoir : personne ne peut encore répondre")
    return seat.member.function


def open_one(use: AIUse) -> Assessment:
    """The grid open on that use: there is one at most."""
    return assessments().get(use=use, state=AssessmentState.OPEN)


def fresh(assessor: Assessor) -> Assessor:
    return _placed().get(pk=assessor.pk)


def given_of(rating: Rating | None) -> dict[str, str]:
    """What was already answered, for its form."""
    return {"choice": rating.choice, "justification": rating.justification} if rating else {}
