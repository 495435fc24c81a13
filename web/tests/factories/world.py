"""Two organisations that walked the chain: the demonstration, and another whose every text carries a mark.

Building it closes boxes, which commits and shrinks files: it needs a database of its own, and a folder of keys.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from balises.assessments import services as assessments
from balises.assessments.models import Assessment, Assessor
from balises.assessments.queries import codes, holder_of
from balises.assessments.rules import Answer, Choice, RemarkKind, SentFile
from balises.boxes.models import Box
from balises.boxes.services import new_token
from balises.cards import services as cards
from balises.cards.models import CardCollection
from balises.cards.rules import CardContent
from balises.charters import services as charters
from balises.charters.rules import ArticleText
from balises.decisions import services as decisions
from balises.decisions.models import Decision, Proposal
from balises.decisions.rules import Draft, Outcome, Ruling
from balises.deliberations import services as deliberations
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import Vote
from balises.meetings import services as meetings
from balises.meetings.models import Meeting
from balises.meetings.queries.links import token_for
from balises.meetings.rules import ConclusionKind
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.organisations.services import add_member
from balises.organisations.setup import open_organisation
from balises.processes import services as processes
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.rules import SeatKind
from balises.processes.services import SeatFilling
from balises.register import services as register
from balises.register.models import AIUse
from balises.register.rules import Hold, KnockFacts, Margin, Status, Visibility
from balises.site.demonstration import thread, weighing
from balises.site.demonstration.build import build
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.findings import keep as keep_findings
from factories.findings import read as read_findings
from factories.grids import publish_own, reworded
from factories.meetings import make_meeting, make_registration
from factories.register import answer_facts, keep_file, use_facts

# In every text of the second organisation: what it published, and what it keeps. No other text has these words.
PUBLISHED = "Zibeline"
KEPT = "Loutre"
ENVELOPES = 10
IN_A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Corner:
    """One of the two organisations, and the links it handed out."""

    organisation: Organisation
    lead: Member
    seat_token: str
    registration_token: str


@dataclass(frozen=True)
class World:
    demonstration: Corner
    other: Corner


def make_world() -> World:
    """Build both, once: it takes a few seconds."""
    article = build()
    return World(demonstration=_corner(article.organisation), other=_corner(_other_organisation()))


def _corner(organisation: Organisation) -> Corner:
    """What only its owner has is never stored: links are made anew, the former ones die."""
    with organisation_scope(organisation.pk):
        lead = Member.objects.get(role=Role.LEAD)
        seat = Seat.objects.filter(kind=SeatKind.SERVICE_USER).order_by("pk")[0]
        meeting = Meeting.objects.order_by("starts_at").last()
        assert meeting is not None
        proposal = Proposal.objects.filter(decision__isnull=True).order_by("pk")[0]
        _fill_proposal(proposal, by=lead)
        _grow_grid(by=lead)
        _imagine_hard_knocks(by=lead)
        _ask_to_look_again(seat, by=lead)
        keep_file(proposal.process, mark=_mark(lead), by=lead)
        _receive_findings(by=lead)
        registration = make_registration(meeting, name=f"{_mark(lead)} inscription")
        token = processes.offer_seat_link(seat, by=lead)
        return Corner(organisation, lead, seat_token=token, registration_token=token_for(registration))


def _fill_proposal(proposal: Proposal, *, by: Member) -> None:
    """A question and an objection that can still be answered, settled, removed."""
    asked = decisions.ask(proposal, question=f"Qui est visé ? {_mark(by)}", by=by)
    decisions.answer(asked, text=f"Tout le monde. {_mark(by)}", by=by)
    decisions.hear_objections(proposal, by=by)
    seat = Seat.objects.filter(process=proposal.process).order_by("pk")[0]
    decisions.raise_objection(proposal, seat=seat, text=f"Un risque pour la relecture. {_mark(by)}", by=by)


def _grow_grid(*, by: Member) -> None:
    """A remark that waits, an edition of one's own, the next one on the bench."""
    assessor = Assessor.objects.order_by("pk")[0]
    code, words = codes(assessor.assessment)[0], f"Trop long. {_mark(by)}"
    assessments.remark(assessor, criterion=code, kind=RemarkKind.TOO_LONG, words=words)
    publish_own(by, question=f"Peut-on faire autrement, et vite\u202f? {_mark(by)}")
    draft = assessments.start_composing(base="framework:grille@1", by=by)
    change = reworded(draft, code, question=f"Peut-on le dire plus court\u202f? {_mark(by)}")
    assessments.change_criterion(draft, change=change, by=by)


def _imagine_hard_knocks(*, by: Member) -> None:
    today = timezone.localdate()
    use = AIUse.objects.order_by("pk")[0]
    session = register.play_cards(use, cards=["st-01", "st-02", "st-03"], on=today, by=by)
    margin = Margin(f"Une liste imprimée. {_mark(by)}", "accueil", today + timedelta(days=30))
    register.record_knock(session, card="st-01", knock=KnockFacts(Hold.BREAKS, f"Rien. {_mark(by)}", margin), by=by)


def _receive_findings(*, by: Member) -> None:
    """What another organisation found: one that is kept, one that waits to be."""
    use = AIUse.objects.order_by("pk")[0]
    keep_findings(use, by=by, use=f"Relire un compte rendu {_mark(by)}".strip(), made_on=timezone.localdate())
    read_findings(use, by=by, use=f"Relire une synthèse {_mark(by)}".strip())


def _ask_to_look_again(seat: Seat, *, by: Member) -> None:
    """The seat that has a link, and the lead's own: each reads its own request."""
    use = AIUse.objects.filter(process=seat.process, pronounced_on__isnull=False).order_by("pk")[0]
    for each in (seat, Seat.objects.get(process=seat.process, member=by)):
        register.ask_to_reconsider(use, seat=each, cause=f"L’outil a changé. {_mark(by)}")


def _mark(by: Member) -> str:
    return KEPT if by.organisation.slug == PUBLISHED.lower() else ""


def _other_organisation() -> Organisation:
    organisation = open_organisation(
        name=f"Association {PUBLISHED}",
        slug=PUBLISHED.lower(),
        email="direction@zibeline.invalid",
        function=f"{KEPT} pilote",
    )
    with organisation_scope(organisation.pk):
        lead = Member.objects.get(role=Role.LEAD)
        process = _start(lead)
        decision = _walk(process, by=lead)
        _publish(process, decision=decision, by=lead)
        _leave_waiting(process, by=lead)
    return organisation


def _start(lead: Member) -> Process:
    process = processes.start_process(
        title=f"{KEPT} démarche",
        mandate=f"{KEPT} mandat",
        deciding_body=f"{PUBLISHED} instance",
        starts_on=timezone.localdate() - timedelta(weeks=4),
        by=lead,
    )
    processes.record_staff_opinion(process, opinion=f"{KEPT} avis", on=timezone.localdate(), by=lead)
    for role in (Role.FACILITATOR, Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER):
        add_member(email=f"{role}@zibeline.invalid", function=f"{KEPT} {role}", role=role, by=lead, is_told=False)
    held = {SeatKind.MANAGEMENT: lead, SeatKind.PRACTITIONER: Member.objects.get(role=Role.ASSESSOR)}
    for kind, member in held.items():
        seat = Seat.objects.get(process=process, kind=kind)
        processes.fill_seat(seat, filling=SeatFilling(member=member, preparation=f"{KEPT} préparation"), by=lead)
    processes.offer_seat_link(Seat.objects.get(process=process, kind=SeatKind.SERVICE_USER), by=lead)
    processes.add_seat(process, kind=SeatKind.PRACTITIONER, label=f"{KEPT} siège", by=lead)
    return process


def _walk(process: Process, *, by: Member) -> Decision:
    """Harvest, look, deliberate, decide."""
    collection = _harvest(process, by=by)
    facts = use_facts(
        title=f"{PUBLISHED} usage",
        purpose=f"{PUBLISHED} finalité",
        visibility=Visibility.HIDDEN,
        tool="Assistant",
        information="Un écrit",
    )
    keys = [str(card.pk) for card in collection.cards.all()]
    use = cards.draft_use_from_cards(collection, card_keys=keys, facts=facts, by=by)
    weighing.describe(use, by=by)
    weighing.note_gains(use, by=by)
    _assess(use, by=by)
    deliberation = _deliberate(process, by=by)
    draft = Draft(f"{PUBLISHED} article", f"{PUBLISHED} texte de l’article.")
    proposal = decisions.propose(process, draft=draft, source=deliberation.node, use=use, by=by)
    decisions.hear_objections(proposal, by=by)
    today = timezone.localdate()
    reasons = f"{PUBLISHED} motifs"
    ruling = Ruling(Outcome.ADOPTED, reasons, today, today + IN_A_YEAR, Status.SUSPENDED)
    return decisions.decide(proposal, ruling=ruling, by=by)


def _harvest(process: Process, *, by: Member) -> CardCollection:
    collection = cards.make_collection(process, title=f"{KEPT} récolte", question=None, by=by)
    collection = cards.open_collection(collection, by=by)
    _put_cards(collection)
    cards.close_collection(collection, by=by)
    cards.seal_results(collection.pk)
    return CardCollection.objects.get(pk=collection.pk)


def _put_cards(collection: CardCollection) -> None:
    for number in range(ENVELOPES):
        card = CardContent(Visibility.HIDDEN, f"{KEPT} carte {number}", f"{KEPT} outil", need=f"{KEPT} besoin")
        cards.put_card(collection, token=new_token(), card=card)


def _assess(use: AIUse, *, by: Member) -> Assessment:
    kinds = (SeatKind.PRACTITIONER, SeatKind.MANAGEMENT, SeatKind.SERVICE_USER)
    seats = [Seat.objects.filter(process=use.process, kind=kind).order_by("pk")[0] for kind in kinds]
    assessment = assessments.open_assessment(use, seats=seats, by=by)
    for assessor in assessment.assessors.select_related("seat"):
        for code in codes(assessment):
            answer = Answer(code, Choice.PARTLY, f"{KEPT} justification")
            assessments.rate(assessor, holder=holder_of(assessor.seat), answer=answer)
        _join(assessor)
        assessments.hand_in(assessor, holder=holder_of(assessor.seat))
    _talk(assessment, by=by)
    return assessment


def _join(assessor: Assessor) -> None:
    sent = SentFile("note.txt", "text/plain", f"{KEPT} pièce".encode())
    code, holder = codes(assessor.assessment)[0], holder_of(assessor.seat)
    assessments.join_file(assessor, holder=holder, criterion=code, title=f"{KEPT} pièce", sent=sent)


def _talk(assessment: Assessment, *, by: Member) -> None:
    """What the panel says together, and what one seat holds against it, for itself."""
    code, assessor = codes(assessment)[0], assessment.assessors.select_related("seat")[0]
    assessments.say_together(assessment, answer=Answer(code, Choice.PARTLY, f"{KEPT} ensemble"), by=by)
    holder, text = holder_of(assessor.seat), f"{KEPT} opinion"
    assessments.dissent(assessor, holder=holder, criterion=code, text=text, is_consented=False)


def _deliberate(process: Process, *, by: Member) -> Deliberation:
    question = processes.ask(process, text=f"{KEPT} question délibérée ?", by=by)
    deliberation = deliberations.make_deliberation(question, title=f"{KEPT} délibération", by=by)
    for number in range(1, 4):
        deliberations.add_statement(deliberation, text=f"{KEPT} énoncé {number}", by=by)
    deliberation = deliberations.open_deliberation(deliberation, by=by)
    for _voter in range(ENVELOPES):
        token = new_token()
        for number in range(1, 4):
            deliberations.cast_vote(deliberation, token=token, number=number, vote=Vote.AGREE)
    deliberations.close_deliberation(deliberation, by=by)
    deliberations.seal_results(deliberation.pk)
    return Deliberation.objects.get(pk=deliberation.pk)


def _publish(process: Process, *, decision: Decision, by: Member) -> None:
    """A charter, an entry of the register, a lesson, a meeting and what it concluded."""
    charter = charters.start_charter(by.organisation, title=f"{PUBLISHED} charte", with_model=False, by=by)
    charters.describe_charter(charter, title=charter.title, preamble=f"{PUBLISHED} préambule", by=by)
    text = ArticleText(f"{PUBLISHED} article", decision.text)
    charters.add_article(charter, text=text, decision=decision, by=by)
    text = ArticleText(f"{PUBLISHED} autre article", f"{PUBLISHED} autre texte.")
    charters.add_article(charter, text=text, decision=None, by=by)
    charters.adopt_charter(charter, decision=decision, by=by)
    article = Node.objects.filter(kind=Kind.ARTICLE).latest("pk")
    use = AIUse.objects.get(title=f"{PUBLISHED} usage")
    facts = use_facts(title=use.title, purpose=use.purpose, visibility=Visibility.HIDDEN)
    answers = answer_facts(
        owner=f"{PUBLISHED} responsable", human_contact=f"{PUBLISHED} contact", review_on=decision.review_on
    )
    register.describe_use(use, facts=facts, answers=answers, by=by)
    register.publish_entry(use, came_from=(article,), by=by)
    thread.teach(article, by=by)
    title = f"{PUBLISHED} rencontre"
    began_at = timezone.now() - timedelta(days=2)
    meeting = make_meeting(
        by.organisation, process=process, title=title, starts_at=began_at, slug="rencontre-zibeline", about=article
    )
    meetings.record_conclusion(meeting, kind=ConclusionKind.OPEN, text=f"{PUBLISHED} conclusion ?", by=by)
    make_meeting(by.organisation, process=process, title=f"{PUBLISHED} suite", slug="suite-zibeline")


def _leave_waiting(process: Process, *, by: Member) -> None:
    """What is under way: open boxes, a draft use with a grid to fill, a proposal."""
    collection = cards.make_collection(process, title=f"{KEPT} récolte ouverte", question=None, by=by)
    _put_cards(cards.open_collection(collection, by=by))
    register.draft_use(
        process, facts=use_facts(title=f"{KEPT} brouillon"), came_from=(), spotted=f"{KEPT} atelier", by=by
    )
    question = processes.ask(process, text=f"{KEPT} question ouverte ?", by=by)
    deliberation = deliberations.make_deliberation(question, title=f"{KEPT} à débattre", by=by)
    deliberations.add_statement(deliberation, text=f"{KEPT} énoncé proposé", by=by)
    deliberations.open_deliberation(deliberation, by=by)
    draft = Draft(f"{KEPT} proposition", f"{KEPT} texte proposé")
    use = AIUse.objects.get(title=f"{KEPT} brouillon")
    decisions.propose(process, draft=draft, source=use.node, use=use, by=by)
    assert OpenQuestion.objects.filter(process=process).exists()
    assert Box.objects.count() == 4
