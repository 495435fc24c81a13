"""Where the forms of a grid are shown: pieces, paper, the panel, remarks, the workbench."""

from typing import Any

from access.addresses import Facts
from access.place import NOBODY, Place, lead_of
from balises.assessments import queries
from balises.assessments import services as assessments
from balises.assessments.models import Assessment, Assessor, JointRating
from balises.assessments.rules import Answer, AssessmentState, Choice
from balises.organisations.models import Member
from balises.organisations.roles import Role
from balises.processes import queries as processes
from balises.processes.models import Process, Seat
from factories.grids import make_remark
from factories.register import make_use
from factories.world import Corner


def blank_desk(corner: Corner) -> Facts:
    """A grid asked of every seat; all have still to fill it."""
    process = Process.objects.order_by("pk")[0]
    use = make_use(process, title="Préparer une réunion")
    opened = assessments.open_assessment(use, seats=list(Seat.objects.filter(process=process)), by=lead_of(corner))
    return {"pk": opened.pk}


def seat_desk(corner: Corner) -> Facts:
    return {"token": corner.seat_token, **blank_desk(corner)}


def _first_question(corner: Corner) -> Facts:
    return {**blank_desk(corner), "number": 1}


def _seat_first_question(corner: Corner) -> Facts:
    return {**seat_desk(corner), "number": 1}


def _joined(corner: Corner) -> Facts:
    """A link that the assessor joined to the first question of a grid still open."""
    desk = blank_desk(corner)
    seat = queries.seat_of(Member.objects.get(role=Role.ASSESSOR).pk, pk=desk["pk"])
    return {**desk, "evidence": _join(seat, pk=desk["pk"])}


def _seat_joined(corner: Corner) -> Facts:
    desk = seat_desk(corner)
    seat = processes.seat_for_token(corner.seat_token)
    return {**desk, "evidence": _join(seat, pk=desk["pk"])}


def _join(seat: Seat | None, *, pk: int) -> int:
    assert seat is not None
    assessor = queries.assessor_of(seat, pk=pk)
    assert assessor is not None
    made = assessments.join_link(
        assessor,
        holder=queries.holder_of(assessor.seat),
        criterion=queries.codes(assessor.assessment)[0],
        title="La note de l’équipe",
        address="https://exemple.test/note",
    )
    return made.pk


def _of_the_piece(facts: Facts) -> Facts:
    return {**{name: value for name, value in facts.items() if name != "evidence"}, "number": 1}


def _paper_panel(corner: Corner) -> Assessment:
    """A grid asked of three seats that nobody holds by an account."""
    use = make_use(Process.objects.order_by("pk")[0], title="Préparer une réunion")
    seats = list(Seat.objects.filter(member=None).order_by("pk")[:3])
    return assessments.open_assessment(use, seats=seats, by=lead_of(corner))


def _blank_sheet(corner: Corner) -> Facts:
    panel = _paper_panel(corner)
    return {"pk": panel.pk, "assessor": panel.assessors.order_by("pk")[0].pk}


def _handed_in_sheet(corner: Corner) -> Facts:
    facts = _blank_sheet(corner)
    _enter(Assessor.objects.get(pk=facts["assessor"]))
    return facts


def _shared_sheet(corner: Corner) -> Facts:
    """The last sheet that comes in shares the grid."""
    facts = _blank_sheet(corner)
    for assessor in Assessor.objects.filter(assessment=facts["pk"]).order_by("pk"):
        _enter(assessor)
    return {**facts, "number": 1}


def _shared_by_link(corner: Corner) -> Facts:
    """The same, but the seat of a service user answers by the link of today."""
    facts = _blank_sheet(corner)
    seat = processes.seat_for_token(corner.seat_token)
    for assessor in Assessor.objects.filter(assessment=facts["pk"]).order_by("pk"):
        if assessor.seat == seat:
            _answer(assessor)
        else:
            _enter(assessor)
    return {"pk": facts["pk"], "token": corner.seat_token, "number": 1}


def _answer(assessor: Assessor) -> None:
    holder = queries.holder_of(assessor.seat)
    for code in queries.codes(assessor.assessment):
        assessments.rate(assessor, holder=holder, answer=Answer(code, Choice.PARTLY, ""))
    assessments.hand_in(assessor, holder=holder)


def _enter(assessor: Assessor) -> None:
    by = Member.objects.get(role=Role.FACILITATOR)
    answers = [Answer(code, Choice.PARTLY, "") for code in queries.codes(assessor.assessment)]
    assessments.enter_paper(assessor, answers=answers, by=by)
    assessor = queries.fresh(assessor)
    assessments.hand_in(assessor, holder=queries.paper_holder(assessor, by=by), by=by)


def _of_the_grid(facts: Facts) -> Facts:
    return {"pk": facts["pk"]}


def _said_together(corner: Corner) -> Facts:
    said = JointRating.objects.order_by("pk")[0]
    return {"pk": said.assessment_id, "number": queries.codes(said.assessment).index(said.criterion) + 1}


def _kept_question(corner: Corner) -> Facts:
    """A question of the draft that its users remark on, and that nothing was said of."""
    draft, assessor = queries.draft(), Assessor.objects.order_by("pk")[0]
    assert draft is not None
    said = {change.code for change in queries.changes_of(draft)}
    code = next(each for each in queries.codes(assessor.assessment) if each not in said)
    make_remark(assessor, criterion=code)
    return {"code": code}


def _empty_bench(corner: Corner) -> Facts:
    draft = queries.draft()
    assert draft is not None
    assessments.drop_draft(draft, by=lead_of(corner))
    return {}


def _shared_use(corner: Corner) -> Facts:
    """A use whose look may leave: three people or more answered."""
    return {"pk": Assessment.objects.filter(state=AssessmentState.SHARED).order_by("pk")[0].use_id}


def _asked(corner: Corner) -> dict[str, Any]:
    return {"question": 1}


GRID_PLACES: dict[str, Place] = {
    "assessments:join_evidence": Place(by=Role.ASSESSOR, put=_first_question),
    "assessments:seat_join_evidence": Place(by=NOBODY, put=_seat_first_question),
    "assessments:erase_evidence": Place(
        "assessments:join_evidence", by=Role.ASSESSOR, put=_joined, page_of=_of_the_piece
    ),
    "assessments:seat_erase_evidence": Place(
        "assessments:seat_join_evidence", by=NOBODY, put=_seat_joined, page_of=_of_the_piece
    ),
    "assessments:remarks": Place(by=Role.ASSESSOR, put=blank_desk, question=_asked),
    "assessments:seat_remarks": Place(by=NOBODY, put=seat_desk, question=_asked),
    "assessments:enter_paper": Place(by=Role.FACILITATOR, put=_blank_sheet, question=_asked),
    "assessments:resume_paper": Place(
        "assessments:assessment", by=Role.FACILITATOR, put=_handed_in_sheet, page_of=_of_the_grid
    ),
    "assessments:erase_paper": Place(
        "assessments:assessment", by=Role.FACILITATOR, put=_handed_in_sheet, page_of=_of_the_grid
    ),
    "assessments:paper_dissent": Place(by=Role.FACILITATOR, put=_shared_sheet),
    "assessments:dissent": Place(by=Role.ASSESSOR),
    "assessments:seat_dissent": Place(by=NOBODY, put=_shared_by_link),
    "assessments:say_together": Place("assessments:criterion"),
    "assessments:take_joint_rating_back": Place("assessments:criterion", put=_said_together),
    "assessments:let_out": Place(put=_shared_use),
    "assessments:elsewhere": Place(),
    "assessments:keep_findings": Place("assessments:received"),
    "assessments:remove_findings": Place("assessments:received"),
    "assessments:workbench": Place(put=_empty_bench),
    "assessments:import_grid": Place(put=_empty_bench),
    "assessments:bench_criterion": Place(put=_kept_question),
    "assessments:add_criterion": Place(),
    "assessments:publish_grid": Place(),
    "assessments:drop_draft": Place("assessments:workbench"),
}
