import pytest

from balises.assessments import queries, services
from balises.assessments.models import Assessment, Rating
from balises.assessments.rules import Answer, AssessmentState, Choice, Depth
from balises.organisations.models import Organisation
from balises.processes import services as agenda
from balises.processes.models import OpenQuestion
from balises.processes.rules import QuestionOrigin, SeatKind, link_digest
from balises.shared.errors import Refused
from balises.trace import queries as trace
from balises.trace.rules import Kind
from factories.assessments import PANEL, fill, hand_in, make_assessment, make_process_of, make_seat, panel_of
from factories.organisations import make_member
from factories.register import make_use


@pytest.fixture
def assessment(in_scope: Organisation) -> Assessment:
    return make_assessment(in_scope, by=make_member(in_scope))


def test_opening_freezes_the_grid_and_joins_the_thread(assessment: Assessment) -> None:
    assessment.refresh_from_db()

    assert assessment.edition == "framework:grille@1"
    assert (assessment.edition_body["title"], assessment.edition_body["number"]) == ("Grille éthique et robuste", 1)
    assert len(assessment.edition_digest) == 64
    assert len(queries.codes(assessment)) == 10
    assert [step.kind for step in trace.thread(assessment.node)] == [Kind.USE, Kind.ASSESSMENT]
    assert assessment.node.address == assessment.get_absolute_url()


def test_a_second_grid_waits_for_the_first(assessment: Assessment, in_scope: Organisation) -> None:
    seats = [found.seat for found in panel_of(assessment)]

    with pytest.raises(Refused, match=r"assessments\.already_open"):
        services.open_assessment(assessment.use, seats=seats, by=make_member(in_scope))


def test_a_seat_of_another_process_may_not_look(in_scope: Organisation) -> None:
    here, elsewhere = make_process_of(in_scope), make_process_of(in_scope)
    seats = [make_seat(here, kind=SeatKind.SERVICE_USER), make_seat(here, kind=SeatKind.DIRECTION)]
    stranger = make_seat(elsewhere, kind=SeatKind.PRACTITIONER)

    with pytest.raises(Refused, match=r"assessments\.foreign_seat"):
        services.open_assessment(make_use(here), seats=[*seats, stranger], by=make_member(in_scope))


def test_nothing_is_read_of_others_before_the_last_one_hands_in(assessment: Assessment) -> None:
    first, second, third = panel_of(assessment)
    for assessor in (first, second):
        fill(assessor, choice=Choice.YES, words="Un mot que nul ne lit")
        hand_in(assessor)
    fill(third, choice=Choice.NO, words="Un brouillon")

    before = queries.shared_ratings(assessment)
    hand_in(third)
    assessment.refresh_from_db()

    assert Rating.objects.count() == 30
    assert before == ()
    assert queries.panel(assessment, reader=panel_of(assessment)[0], base_url="") is not None
    assert assessment.state == AssessmentState.SHARED
    assert len(queries.shared_ratings(assessment)) == 30


def test_each_question_where_a_yes_meets_a_no_is_raised_once(assessment: Assessment) -> None:
    first, second, third = panel_of(assessment)
    fill(first, q1=Choice.YES, q3=Choice.YES, q4=Choice.UNKNOWN)
    fill(second, q1=Choice.NO, q3=Choice.NO, q4=Choice.NO)
    fill(third, q1=Choice.NO)
    for assessor in (first, second, third, third, first):
        hand_in(assessor)

    questions = list(OpenQuestion.objects.order_by("pk"))

    words = [criterion["question"] for criterion in queries.criteria(assessment)]
    assert len(questions) == 2
    assert [question.text.startswith(words[index]) for question, index in zip(questions, (0, 2), strict=True)] == [
        True,
        True,
    ]
    assert {question.origin for question in questions} == {QuestionOrigin.ASSESSMENT}
    assert all(len(question.text) <= 300 and "Résumer un entretien" in question.text for question in questions)
    assert [step.kind for step in trace.thread(questions[0].node)] == [Kind.USE, Kind.ASSESSMENT, Kind.QUESTION]
    assert questions[0].node.address == assessment.get_absolute_url()
    assert queries.raised_questions(assessment) == tuple(questions)


def part(assessment: Assessment) -> Assessment:
    """A yes meets a no on the first question, and nowhere else."""
    for assessor, first in zip(panel_of(assessment), (Choice.YES, Choice.NO, Choice.PARTLY), strict=True):
        fill(assessor, q1=first)
        hand_in(assessor)
    return assessment


def test_a_grid_that_parts_where_another_did_leads_to_the_question_that_waits(
    assessment: Assessment, in_scope: Organisation
) -> None:
    by, seats = make_member(in_scope), [found.seat for found in panel_of(assessment)]
    quick = part(assessment)
    whole = part(services.open_assessment(quick.use, seats=seats, depth=Depth.WHOLE, by=by))
    waiting = OpenQuestion.objects.get()
    shared = (queries.raised_questions(quick), queries.raised_questions(whole))

    agenda.settle(waiting, by=by)
    later = part(services.open_assessment(quick.use, seats=seats, by=by))

    assert shared == ((waiting,), (waiting,))
    assert queries.raised_questions(later) == (OpenQuestion.objects.exclude(pk=waiting.pk).get(),)


@pytest.mark.parametrize("other", [Choice.UNKNOWN, Choice.PARTLY, Choice.NO])
def test_not_knowing_or_nuance_contradicts_nobody(assessment: Assessment, other: Choice) -> None:
    for assessor, choice in zip(panel_of(assessment), (Choice.NO, other, Choice.NO), strict=True):
        fill(assessor, choice=choice)
        hand_in(assessor)

    assert not OpenQuestion.objects.exists()


def test_sharing_early_erases_drafts_unread_and_raises_what_is_in(
    assessment: Assessment, in_scope: Organisation
) -> None:
    first, second, third = panel_of(assessment)
    fill(first, choice=Choice.YES)
    fill(second, choice=Choice.NO)
    fill(third, choice=Choice.NO, words="Brouillon")
    hand_in(first)

    services.share_early(assessment, reason=" La séance est demain. ", by=make_member(in_scope))
    assessment.refresh_from_db()

    assert assessment.closing_reason == "La séance est demain."
    assert {rating.assessor_id for rating in Rating.objects.all()} == {first.pk}
    assert not OpenQuestion.objects.exists()
    with pytest.raises(Refused, match=r"assessments\.already_shared"):
        hand_in(third)


@pytest.mark.parametrize(
    ("is_in", "reason", "code"),
    [(False, "Demain.", "nothing_to_share"), (True, "  ", "early_says_why")],
)
def test_sharing_early_asks_for_a_grid_and_a_reason(
    assessment: Assessment, in_scope: Organisation, is_in: bool, reason: str, code: str
) -> None:
    first = panel_of(assessment)[0]
    fill(first)
    if is_in:
        hand_in(first)

    with pytest.raises(Refused, match=f"assessments.{code}"):
        services.share_early(assessment, reason=reason, by=make_member(in_scope))


def test_after_handing_in_nothing_changes(assessment: Assessment) -> None:
    first = panel_of(assessment)[0]
    fill(first, choice=Choice.YES)
    hand_in(first)

    with pytest.raises(Refused, match=r"assessments\.already_handed_in"):
        fill(first, choice=Choice.NO)

    assert {rating.choice for rating in Rating.objects.all()} == {Choice.YES}


def test_a_grid_with_questions_left_is_not_handed_in(assessment: Assessment) -> None:
    first = panel_of(assessment)[0]
    holder = queries.holder_of(first.seat)
    services.rate(first, holder=holder, answer=Answer(queries.codes(assessment)[0], Choice.YES))

    with pytest.raises(Refused) as refused:
        hand_in(first)

    assert refused.value.refusal.facts == {"numbers": [2, 3, 4, 5, 6, 7, 8, 9, 10]}


def test_whoever_takes_a_seat_over_never_reads_the_former_draft(assessment: Assessment) -> None:
    first = panel_of(assessment)[0]
    former = queries.holder_of(first.seat)
    fill(first, choice=Choice.NO, words="Dit en confiance")
    first.seat.link_digest = link_digest("nouveau lien")
    first.seat.save()
    assessor = queries.fresh(first)

    left = queries.own_ratings(assessor)
    with pytest.raises(Refused, match=r"assessments\.seat_has_changed_hands"):
        services.hand_in(first, holder=former)
    answer = Answer(queries.codes(assessment)[0], Choice.YES)
    services.rate(assessor, holder=queries.holder_of(assessor.seat), answer=answer)

    assert left == {}
    assert [rating.choice for rating in Rating.objects.all()] == [Choice.YES]


def test_where_minds_part_comes_first_and_nothing_is_counted(assessment: Assessment) -> None:
    first, second, third = panel_of(assessment)
    fill(first, choice=Choice.PARTLY, q7=Choice.YES, q2=Choice.UNKNOWN, q5=Choice.YES)
    fill(second, choice=Choice.PARTLY, q7=Choice.NO)
    fill(third, choice=Choice.PARTLY)
    for assessor in (first, second, third):
        hand_in(assessor)
    assessment.refresh_from_db()

    panel = queries.panel(assessment, reader=panel_of(assessment)[0], base_url="")

    assert panel is not None
    assert [row.number for row in panel.rows] == [7, 5, 2, 1, 3, 4, 6, 8, 9, 10]
    assert panel.rows[0].is_wide
    assert "ne sait pas" in panel.rows[2].sentence
    assert [mark.letter for mark in panel.legend] == ["T", "D", "P"]
    assert len(panel.rows[0].voices) == 3
    assert not any(char.isdigit() for row in panel.rows for char in row.sentence)


SIX = (*PANEL, SeatKind.MANAGEMENT, SeatKind.DATA_PROTECTION_OFFICER, SeatKind.STAFF_REPRESENTATIVE)


def shared_by(in_scope: Organisation, *, count: int) -> Assessment:
    """A grid of six seats, handed in by that many: a no, a yes, then « in part », and one that does not know."""
    assessment = make_assessment(in_scope, by=make_member(in_scope), kinds=SIX)
    said = ({"q1": Choice.NO, "q3": Choice.UNKNOWN}, {"q1": Choice.YES, "q2": Choice.YES}, {}, {}, {}, {})
    for assessor, others in list(zip(panel_of(assessment), said, strict=True))[:count]:
        fill(assessor, choice=Choice.PARTLY, words="Ce que j’ai vu", **others)
        hand_in(assessor)
    if count < len(SIX):
        services.share_early(
            queries.assessment_at(assessment.pk) or assessment,
            reason="La réunion est demain.",
            by=make_member(in_scope),
        )
    return Assessment.objects.get(pk=assessment.pk)


@pytest.mark.parametrize("count", [3, 4])
def test_outside_a_small_panel_the_gap_is_told_in_words_without_an_answer(in_scope: Organisation, count: int) -> None:
    assessment = shared_by(in_scope, count=count)

    outside = queries.panel(assessment, reader=None, base_url="")

    assert outside is not None
    assert not outside.is_drawn
    assert outside.limit
    told = {row.number: (row.sentence, row.gate) for row in outside.rows}
    assert told[1] == ("Les réponses se contredisent", "À délibérer")
    assert told[2] == ("Les réponses diffèrent sans se contredire", "")
    assert told[3] == ("Aucun écart entre les réponses données", "À rechercher")
    assert {
        (r.low, r.high, r.is_wide, r.has_unknown, r.has_not_applicable, r.seats, r.voices) for r in outside.rows
    } == {("", "", False, False, False, (), ())}


def test_outside_a_panel_of_five_the_range_is_told_and_never_who_said_what(in_scope: Organisation) -> None:
    assessment = shared_by(in_scope, count=5)

    outside = queries.panel(assessment, reader=None, base_url="")

    assert outside is not None
    assert outside.is_drawn
    assert (outside.rows[0].low, outside.rows[0].high) == (Choice.NO, Choice.YES)
    assert "de « non » à « oui »" in outside.rows[0].sentence
    assert all(row.seats == () and row.voices == () for row in outside.rows)
    assert outside.legend == ()


@pytest.mark.parametrize("count", [1, 2])
def test_outside_a_panel_of_one_or_two_not_even_the_gap_is_told(in_scope: Organisation, count: int) -> None:
    assessment = shared_by(in_scope, count=count)

    inside = queries.panel(assessment, reader=panel_of(assessment)[0], base_url="")
    outside = queries.panel(assessment, reader=None, base_url="")

    assert inside is not None
    assert len(inside.rows) == len(queries.criteria(assessment))
    assert outside is not None
    assert outside.rows == ()
    assert "Trop peu" in outside.limit


def test_one_person_on_several_seats_counts_once(in_scope: Organisation) -> None:
    assessment = shared_by(in_scope, count=5)
    assessment.assessors.update(holder="member:1")

    outside = queries.panel(assessment, reader=None, base_url="")

    assert outside is not None
    assert outside.rows == ()
