from datetime import timedelta

import pytest
from django.utils import timezone

from balises.assessments.models import Assessment
from balises.assessments.rules import Choice
from balises.cards import services as cards
from balises.cards.models import CardCollection
from balises.cards.rules import CollectionState
from balises.charters import services as charters
from balises.decisions.models import Decision
from balises.deliberations import services as deliberations
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import DeliberationState
from balises.dossiers.queries.duties import current_phase, deadlines, is_table_set, watchers
from balises.dossiers.queries.work import QUESTIONS_LISTED, Work, work_of
from balises.dossiers.rules import Step
from balises.learning.models import Citation
from balises.meetings import services as meetings
from balises.meetings.rules import ConclusionKind
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.processes import services as processes
from balises.processes.models import Process
from balises.processes.rules import SeatKind
from balises.processes.services import SeatFilling
from balises.register import services as register
from balises.register.models import AIUse
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories import assessments as grids
from factories.charters import make_article, make_charter
from factories.decisions import make_decision, make_proposal
from factories.meetings import make_meeting
from factories.organisations import make_member
from factories.processes import make_process, make_question, seat_of
from factories.register import answer_facts, make_use


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(lead: Member) -> Process:
    return make_process(lead)


def waiting(work: Work) -> list[str]:
    return [item.label for item in work.waiting]


def closed(process: Process, *, title: str) -> CardCollection:
    collection = cards.open_collection(cards.make_collection(process, title=title, question=None, by=None), by=None)
    CardCollection.objects.filter(pk=collection.pk).update(state=CollectionState.CLOSED)
    return collection


def test_a_new_process_has_done_nothing_and_nothing_waits(process: Process) -> None:
    found = work_of(process)

    assert {step: (work.finished_count, waiting(work)) for step, work in found.items()} == dict.fromkeys(Step, (0, []))


def test_a_harvest_waits_until_a_use_is_drafted_from_its_cards(process: Process) -> None:
    prepared = cards.make_collection(process, title="Préparée", question=None, by=None)
    read = closed(process, title="Lue")
    trace.mark(Kind.USE, "Un usage", on=timezone.localdate(), came_from=(read.node,))
    unread = closed(process, title="À lire")

    found = work_of(process)[Step.EXPLORE]

    assert found.finished_count == 2
    assert waiting(found) == [unread.title, prepared.title]


def test_a_use_waits_for_a_grid_and_then_for_its_sharing(process: Process, lead: Member) -> None:
    use = make_use(process, title="Traduire")
    before = work_of(process)[Step.LOOK]
    assessment = open_grid(use, lead=lead)
    during = work_of(process)[Step.LOOK]
    share(assessment)
    after = work_of(process)[Step.LOOK]

    assert (before.finished_count, waiting(before)) == (0, ["Traduire"])
    assert before.act.url.endswith(f"/usages/{use.pk}/regarder")
    assert (during.finished_count, waiting(during)) == (0, ["Traduire"])
    assert during.waiting[0].sentence == "grille ouverte\u202f: chacun répond seul"
    assert (after.finished_count, waiting(after)) == (1, [])


def open_grid(use: AIUse, *, lead: Member) -> Assessment:
    grids.make_process_of(use.organisation)
    seats = [
        grids.make_seat(use.process, kind=kind, token=f"lien-{kind}")
        for kind in (SeatKind.PRACTITIONER, SeatKind.DIRECTION, SeatKind.SERVICE_USER)
    ]
    return grids.services.open_assessment(use, seats=seats, by=lead)


def share(assessment: Assessment, *, second: Choice = Choice.PARTLY) -> None:
    for assessor, choice in zip(grids.panel_of(assessment), (Choice.YES, second, Choice.YES), strict=True):
        grids.fill(assessor, choice=Choice.YES, q1=choice)
        grids.hand_in(assessor)


def test_a_question_waits_until_a_deliberation_takes_it_up(process: Process, lead: Member) -> None:
    question = make_question(process, lead, text="Peut-on dire non ?")
    before = work_of(process)[Step.DELIBERATE]
    deliberation = deliberations.make_deliberation(question, title="Dire non", by=lead)
    during = work_of(process)[Step.DELIBERATE]
    Deliberation.objects.filter(pk=deliberation.pk).update(state=DeliberationState.ON_PAPER)
    after = work_of(process)[Step.DELIBERATE]

    assert waiting(before) == ["Peut-on dire non ?"]
    assert before.act.url.endswith(f"/deliberations/nouvelle?question={question.pk}")
    assert waiting(during) == ["Dire non"]
    assert (after.finished_count, waiting(after)) == (1, [])


def test_a_closed_deliberation_waits_for_a_proposal_and_a_proposal_for_its_decision(
    process: Process, lead: Member
) -> None:
    question = make_question(process, lead)
    deliberation = deliberations.make_deliberation(question, title="Dire non", by=lead)
    Deliberation.objects.filter(pk=deliberation.pk).update(state=DeliberationState.CLOSED)
    heard = work_of(process)[Step.DECIDE]
    use = make_use(process)
    proposal = make_proposal(process.organisation, by=lead, use=use, source=deliberation.node)
    proposed = work_of(process)[Step.DECIDE]

    assert waiting(heard) == ["Dire non"]
    assert heard.act.url.endswith(f"/decisions/proposer?source={deliberation.node_id}")
    assert waiting(proposed) == [proposal.title]


def decided(process: Process, *, lead: Member) -> Decision:
    return make_decision(process.organisation, by=lead, use=make_use(process))


def test_an_adopted_decision_waits_for_an_article_and_the_article_for_adoption(process: Process, lead: Member) -> None:
    decision = decided(process, lead=lead)
    unwritten = work_of(process)[Step.CHARTER]
    charter = make_charter(process.organisation, by=lead)
    article = make_article(charter, by=lead, decision=decision)
    drafted = work_of(process)[Step.CHARTER]
    charters.adopt_charter(charter, decision=decision, by=lead)
    adopted = work_of(process)[Step.CHARTER]

    assert work_of(process)[Step.DECIDE].finished_count == 1
    assert waiting(unwritten) == [decision.proposal.title]
    assert waiting(drafted) == [article.title]
    assert (adopted.finished_count, waiting(adopted)) == (1, [])


def test_a_use_with_a_status_waits_for_its_entry(process: Process, lead: Member) -> None:
    use = decided(process, lead=lead).proposal.use
    pronounced = work_of(process)[Step.REGISTER]
    AIUse.objects.filter(pk=use.pk).update(**vars(answer_facts()))
    register.publish_entry(use, came_from=(), by=lead)
    published = work_of(process)[Step.REGISTER]

    assert waiting(pronounced) == [use.title]
    assert (published.finished_count, waiting(published)) == (1, [])


def test_adopted_articles_wait_for_the_course_until_one_is_cited(process: Process, lead: Member) -> None:
    decision = decided(process, lead=lead)
    charter = make_charter(process.organisation, by=lead)
    article = make_article(charter, by=lead, decision=decision)
    charters.adopt_charter(charter, decision=decision, by=lead)
    untaught = work_of(process)[Step.LEARN]
    article.refresh_from_db()
    module = trace.mark(Kind.MODULE, "Module 1", on=timezone.localdate(), came_from=(article.node,))
    Citation.objects.create(
        organisation=process.organisation,
        course="course:x@1",
        module="m",
        page="p-1",
        article=article.node,
        node=module,
    )
    taught = work_of(process)[Step.LEARN]

    assert waiting(untaught) == ["Article 1\u202f: Ce qui nous est confié reste ici"]
    assert (taught.finished_count, waiting(taught)) == (1, [])


def test_a_meeting_waits_until_it_is_concluded(process: Process, lead: Member) -> None:
    begun = timezone.now() - timedelta(hours=1)
    meeting = make_meeting(process.organisation, process=process, starts_at=begun)
    held = work_of(process)[Step.MEET]
    meetings.record_conclusion(meeting, kind=ConclusionKind.AGREED, text="On relit à deux.", by=lead)
    concluded = work_of(process)[Step.MEET]

    assert [item.sentence for item in held.waiting] == ["rencontre tenue, à conclure"]
    assert (concluded.finished_count, waiting(concluded)) == (1, [])


def test_what_another_process_does_is_not_ours(process: Process, lead: Member) -> None:
    other = make_process(lead, title="Une autre démarche")
    make_use(other, title="Ailleurs")
    make_question(other, lead, text="Une question d’ailleurs ?")

    found = work_of(process)

    assert waiting(found[Step.LOOK]) == []
    assert waiting(found[Step.DELIBERATE]) == []
    assert waiting(work_of(other)[Step.LOOK]) == ["Ailleurs"]


def fill_the_table(process: Process, *, lead: Member) -> None:
    for kind in (SeatKind.PRACTITIONER, SeatKind.MANAGEMENT):
        member = make_member(process.organisation, role=Role.ASSESSOR)
        processes.fill_seat(seat_of(process, kind), filling=SeatFilling(member), by=lead)
    processes.offer_seat_link(seat_of(process, SeatKind.SERVICE_USER), by=lead)


def test_the_frame_is_owed_before_its_phase_ends_until_it_is_done(process: Process, lead: Member) -> None:
    owed = [(deadline.on, deadline.source) for deadline in deadlines(process)]
    processes.record_staff_opinion(process, opinion="Favorable.", on=timezone.localdate(), by=lead)
    fill_the_table(process, lead=lead)
    process.refresh_from_db()

    assert owed == [(process.starts_on + timedelta(days=13), "Cadrer")] * 2
    assert is_table_set(process)
    assert deadlines(process) == ()


def test_what_falls_due_comes_soonest_first_and_is_marked_when_near(process: Process, lead: Member) -> None:
    process.staff_opinion = "Favorable."
    fill_the_table(process, lead=lead)
    decision = decided(process, lead=lead)
    meeting = make_meeting(process.organisation, process=process)

    found = deadlines(process)

    assert [(deadline.text, deadline.is_near) for deadline in found] == [
        (meeting.title, True),
        (f"Réexaminer l’usage «\u202f{decision.proposal.use.title}\u202f».", False),
    ]


@pytest.mark.parametrize(("weeks", "code"), [(0, "frame"), (7, "deliberate"), (12, "learn"), (13, None)])
def test_the_phase_is_the_calendars(lead: Member, weeks: int, code: str | None) -> None:
    process = make_process(lead, starts_on=timezone.localdate() - timedelta(weeks=weeks))

    phase = current_phase(process)

    assert (phase.code if phase else None) == code


def test_those_who_watch_are_named_by_function_and_only_while_they_are_members(lead: Member) -> None:
    guarantor = make_member(lead.organisation, role=Role.GUARANTOR, function="déléguée")
    gone = make_member(lead.organisation, role=Role.GUARANTOR, function="partie")
    Member.objects.filter(pk=gone.pk).update(is_active=False)

    found = watchers()

    assert (found.leads, found.guarantors) == ((lead.function,), (guarantor.function,))


def test_the_first_questions_are_named_and_the_others_counted(process: Process, lead: Member) -> None:
    for number in range(QUESTIONS_LISTED + 2):
        make_question(process, lead, text=f"Question {number} ?")

    work = work_of(process)[Step.DELIBERATE]

    assert len(work.waiting) == QUESTIONS_LISTED
    assert (work.more_count, work.waiting_count) == (2, QUESTIONS_LISTED + 2)
