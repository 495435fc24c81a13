"""One thread walked whole, from the first cards to the next exploration."""

import time
from datetime import timedelta

from django.utils import timezone

from balises.assessments import services as assessments
from balises.assessments.models import Assessment, Assessor
from balises.assessments.queries import holder_of
from balises.assessments.rules import Answer, Choice, Depth, SentFile
from balises.boxes.services import new_token
from balises.cards import services as cards
from balises.cards.models import CardCollection
from balises.charters import services as charters
from balises.charters.rules import ArticleText
from balises.decisions import services as decisions
from balises.decisions.models import Decision
from balises.decisions.rules import Draft, ObjectionState, Outcome, Ruling, Settlement
from balises.deliberations import services as deliberations
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import Vote
from balises.learning import services as learning
from balises.learning.queries.course import course_edition, has_article, module_body, place_of
from balises.meetings import services as meetings
from balises.meetings.rules import ConclusionKind
from balises.organisations.models import Member
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.rules import QuestionOrigin, SeatKind
from balises.register import services as register
from balises.register.models import AIUse
from balises.register.rules import Status, UseFacts
from balises.site.demonstration import elsewhere, weighing, words
from balises.trace.models import Node
from balises.trace.rules import Kind

CONTRADICTED = "3.1"  # the criterion on which the seats part
VOTE_OF = {"a": Vote.AGREE, "d": Vote.DISAGREE, "p": Vote.PASS}
PARTLY = frozenset({"2.4", "4.5", "6.1", "7.2"})
UNKNOWN_TO_SOME = frozenset({"7.3", "9.4"})
REVIEW_DAYS = 180
MODULE = "module-1"


def walk(process: Process, *, by: Member) -> Node:
    """Walk the chain once; return the node of the adopted article."""
    collection = harvest(process, by=by)
    use = draft(collection, facts=words.REWRITE, by=by)
    weighing.describe(use, by=by)
    weighing.note_gains(use, by=by)
    weighing.imagine_hard_knocks(use, by=by)
    assess(use, by=by)
    elsewhere.take_in(use, by=by)
    question = OpenQuestion.objects.filter(process=process, origin=QuestionOrigin.ASSESSMENT).get()
    deliberation = deliberate(question, by=by)
    weighing.pass_gates(use, by=by)
    decision = decide(deliberation, use=use, by=by)
    article = adopt(decision, by=by)
    register.describe_use(use, facts=words.REWRITE, answers=words.answers(review_on=decision.review_on), by=by)
    register.publish_entry(use, came_from=(article,), by=by)
    teach(article, by=by)
    meet(process, article=article, by=by)
    return article


def harvest(process: Process, *, by: Member) -> CardCollection:
    collection = cards.make_collection(process, title="Ce que l’IA fait déjà chez nous", question=None, by=by)
    collection = cards.open_collection(collection, by=by)
    for card in words.CARDS:
        cards.put_card(collection, token=new_token(), card=card)
    cards.close_collection(collection, by=by)
    cards.seal_results(collection.pk)
    return CardCollection.objects.get(pk=collection.pk)


def draft(collection: CardCollection, *, facts: UseFacts, by: Member) -> AIUse:
    """A use drafted from the cards that tell of it: those with the same visibility."""
    keys = [str(card.pk) for card in collection.cards.filter(visibility=facts.visibility)]
    return cards.draft_use_from_cards(collection, card_keys=keys, facts=facts, by=by)


def assess(use: AIUse, *, by: Member) -> Assessment:
    kinds = (SeatKind.PRACTITIONER, SeatKind.MANAGEMENT, SeatKind.SERVICE_USER)
    seats = [Seat.objects.filter(process=use.process, kind=kind).order_by("pk")[0] for kind in kinds]
    assessment = assessments.open_assessment(use, seats=seats, depth=Depth.WHOLE, by=by)
    for assessor in assessment.assessors.select_related("seat"):
        _rate(assessment, assessor=assessor)
    _talk(assessment, by=by)
    return assessment


def _talk(assessment: Assessment, *, by: Member) -> None:
    """Once shared, the panel says something together, and the field holds otherwise, in print."""
    assessments.say_together(assessment, answer=Answer(CONTRADICTED, Choice.PARTLY, words.TOGETHER), by=by)
    field = assessment.assessors.select_related("seat").get(seat__kind=SeatKind.PRACTITIONER)
    holder = holder_of(field.seat)
    assessments.dissent(field, holder=holder, criterion=CONTRADICTED, text=words.MINORITY, is_consented=True)


def _rate(assessment: Assessment, *, assessor: Assessor) -> None:
    """Every seat answers; management says yes where the service user's seat says no."""
    holder, kind = holder_of(assessor.seat), SeatKind(assessor.seat.kind)
    for criterion in assessment.edition_body["criteria"]:
        answer = Answer(criterion["code"], _choice(criterion["code"], kind=kind))
        assessments.rate(assessor, holder=holder, answer=answer)
    if kind is SeatKind.MANAGEMENT:
        sent = SentFile(words.EVIDENCE_NAME, "text/plain", words.EVIDENCE.encode())
        title = words.EVIDENCE_TITLE
        assessments.join_file(assessor, holder=holder, criterion=CONTRADICTED, title=title, sent=sent)
    assessments.hand_in(assessor, holder=holder)


def _choice(code: str, *, kind: SeatKind) -> Choice:
    if code == CONTRADICTED:
        return {SeatKind.MANAGEMENT: Choice.YES, SeatKind.SERVICE_USER: Choice.NO}.get(kind, Choice.PARTLY)
    if code in UNKNOWN_TO_SOME and kind is SeatKind.SERVICE_USER:
        return Choice.UNKNOWN
    return Choice.PARTLY if code in PARTLY and kind is not SeatKind.MANAGEMENT else Choice.YES


def deliberate(question: OpenQuestion, *, by: Member) -> Deliberation:
    deliberation = deliberations.make_deliberation(question, title="Se faire aider pour écrire", by=by)
    for text in words.STATEMENTS:
        deliberations.add_statement(deliberation, text=text, by=by)
    deliberations.take_dilemmas(deliberation, codes=words.DILEMMAS, by=by)
    deliberation = deliberations.open_deliberation(deliberation, by=by)
    for votes in zip(*(row.replace(" ", "") for row in words.VOTES), strict=True):
        token = new_token()
        for number, letter in enumerate(votes, 1):
            deliberations.cast_vote(deliberation, token=token, number=number, vote=VOTE_OF[letter])
    deliberations.close_deliberation(deliberation, by=by)
    deliberations.seal_results(deliberation.pk)
    return Deliberation.objects.get(pk=deliberation.pk)


def decide(deliberation: Deliberation, *, use: AIUse, by: Member) -> Decision:
    process, today = deliberation.process, timezone.localdate()
    draft = Draft(words.ARTICLE_TITLE, words.ARTICLE_FIRST)
    proposal = decisions.propose(process, draft=draft, source=deliberation.node, use=use, by=by)
    clarification = decisions.ask(proposal, question="Un outil fourni par l’association est-il visé aussi ?", by=by)
    decisions.answer(clarification, text="Oui, dès qu’il propose ou réécrit du texte.", by=by)
    decisions.hear_objections(proposal, by=by)
    field, staff = (
        Seat.objects.get(process=process, kind=kind) for kind in (SeatKind.PRACTITIONER, SeatKind.STAFF_REPRESENTATIVE)
    )
    objection = decisions.raise_objection(proposal, seat=staff, text=words.OBJECTION, by=by)
    decisions.amend(proposal, text=words.ARTICLE_TEXT, by=by)
    integrated = Settlement(ObjectionState.INTEGRATED, words.OBJECTION_CHANGED, "", has_consent=False)
    decisions.settle_objection(objection, settlement=integrated, by=by)
    kept = decisions.raise_objection(proposal, seat=field, text=words.DISSENT, by=by)
    maintained = Settlement(ObjectionState.MAINTAINED, "", words.DISSENT, has_consent=True)
    decisions.settle_objection(kept, settlement=maintained, by=by)
    review_on = today + timedelta(days=REVIEW_DAYS)
    ruling = Ruling(Outcome.ADOPTED, words.REASONS, today, review_on, Status.ALLOWED_WITH_CONDITIONS)
    return decisions.decide(proposal, ruling=ruling, by=by)


def adopt(decision: Decision, *, by: Member) -> Node:
    organisation = by.organisation
    charter = charters.start_charter(organisation, title="Charte des usages de l’IA", with_model=False, by=by)
    charters.describe_charter(charter, title=charter.title, preamble=words.PREAMBLE, by=by)
    text = ArticleText(words.ARTICLE_TITLE, decision.text)
    charters.add_article(charter, text=text, decision=decision, by=by)
    charters.adopt_charter(charter, decision=decision, by=by)
    return Node.objects.filter(kind=Kind.ARTICLE).latest("pk")


def teach(article: Node, *, by: Member) -> None:
    """Cite the article on the first page of module 1 that has room for one."""
    body = module_body(course_edition(), module=MODULE) or {"pages": []}
    page = next(part["code"] for part in body["pages"] if has_article(part))
    place = place_of(module=MODULE, page=page)
    if place is not None:
        learning.cite_article(place, article=article, by=by)


def meet(process: Process, *, article: Node, by: Member) -> None:
    starts_at = timezone.now() + timedelta(seconds=1)
    plan = meetings.Plan(
        title="Relire ensemble notre premier article",
        purpose="Dire ce qui tient, ce qui se dispute, ce qui reste ouvert.",
        place="Salle des Tilleuls",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        about=article,
    )
    meeting = meetings.plan_meeting(process, plan=plan, by=by)
    time.sleep(1.2)  # nothing is concluded before people have met
    meetings.record_conclusion(meeting, kind=ConclusionKind.OPEN, text=words.OPEN_CONCLUSION, by=by)
    question = OpenQuestion.objects.get(process=process, text=words.OPEN_CONCLUSION)
    cards.make_collection(process, title=words.NEXT_HARVEST, question=question, by=by)
