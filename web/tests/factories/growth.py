"""One more of everything that a list may show, in an organisation that has walked the chain."""

from contextlib import suppress
from datetime import timedelta
from itertools import count

from django.utils import timezone

from balises.assessments.models import Assessor
from balises.assessments.queries import codes
from balises.boxes.services import new_token
from balises.cards import services as cards
from balises.cards.models import CardCollection
from balises.charters import services as charters
from balises.charters.models import Charter
from balises.charters.rules import ArticleText
from balises.decisions import services as decisions
from balises.decisions.models import Decision, Proposal
from balises.decisions.rules import Draft, Outcome, Ruling
from balises.deliberations import services as deliberations
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import Vote
from balises.learning import services as learning
from balises.meetings import services as meetings
from balises.meetings.models import Meeting
from balises.meetings.rules import ConclusionKind
from balises.organisations.models import Member
from balises.organisations.roles import Role
from balises.organisations.services import add_member
from balises.processes import services as processes
from balises.processes.models import Process, Seat
from balises.processes.rules import SeatKind
from balises.register import services as register
from balises.register.models import AIUse
from balises.register.rules import Hold, KnockFacts, Margin, Status
from balises.site.demonstration import thread
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.cards import close, put_cards
from factories.findings import keep as keep_findings
from factories.grids import make_remark
from factories.learning import make_place
from factories.meetings import make_meeting, make_registration
from factories.organisations import make_organisation
from factories.register import answer_facts, use_facts

_numbers = count(1)
VOTERS = 10


class _Enough(Exception):
    """Stops a closing before it sweeps the database, which a test's own transaction does not allow."""


def grow(process: Process, *, by: Member) -> None:
    """In the scope of the process's organisation."""
    number = next(_numbers)
    make_organisation(name=f"Voisine {number}", slug=f"voisine-{number}")
    add_member(email=f"de-plus-{number}@exemple.test", function=f"Fonction {number}", role=Role.OBSERVER, by=by)
    processes.add_seat(process, kind=SeatKind.PRACTITIONER, label=f"Siège de plus {number}", by=by)
    processes.ask(process, text=f"Question de plus {number} ?", by=by)
    use = _use(process, number=number, by=by)
    thread.assess(use, by=by)
    _remark(use, number=number)
    _imagine(use, by=by)
    decision = _decide(_deliberate(process, number=number, by=by), use=use, number=number, by=by)
    article = _adopt(decision, number=number, by=by)
    _publish(use, article=article, decision=decision, by=by)
    learning.cite_article(make_place(), article=article, by=by)
    _meet(process, article=article, number=number, by=by)
    _leave_waiting(process, article=article, number=number, by=by)
    _ask_to_look_again(process, number=number)
    keep_findings(AIUse.objects.earliest("pk"), by=by, use=f"Le même outil ailleurs {number}")


def _ask_to_look_again(process: Process, *, number: int) -> None:
    """One more request for the first use: its page and the report of duties list them."""
    use = AIUse.objects.filter(process=process, pronounced_on__isnull=False).earliest("pk")
    seat = Seat.objects.filter(process=process).earliest("pk")
    register.ask_to_reconsider(use, seat=seat, cause=f"Autre chose a changé {number}")


def _remark(use: AIUse, *, number: int) -> None:
    assessor = Assessor.objects.filter(assessment__use=use).select_related("assessment", "seat").earliest("pk")
    make_remark(assessor, criterion=codes(assessor.assessment)[0], words=f"Remarque de plus {number}")


def _imagine(use: AIUse, *, by: Member) -> None:
    """One more session, for this use and for the first one: its page lists them."""
    today = timezone.localdate()
    for each in (use, AIUse.objects.earliest("pk")):
        session = register.play_cards(each, cards=["st-01", "st-02", "st-03"], on=today, by=by)
        margin = Margin("Une liste", "accueil", today + timedelta(days=30))
        register.record_knock(session, card="st-01", knock=KnockFacts(Hold.BENDS, "", margin), by=by)


def _use(process: Process, *, number: int, by: Member) -> AIUse:
    collection = cards.make_collection(process, title=f"Récolte de plus {number}", question=None, by=by)
    collection = cards.open_collection(collection, by=by)
    put_cards(collection, count=6)
    collection = close(collection)
    keys = [str(card.pk) for card in collection.cards.all()]
    return cards.draft_use_from_cards(
        collection, card_keys=keys, facts=use_facts(title=f"Usage de plus {number}"), by=by
    )


def _deliberate(process: Process, *, number: int, by: Member) -> Deliberation:
    question = processes.ask(process, text=f"Question délibérée {number} ?", by=by)
    deliberation = deliberations.make_deliberation(question, title=f"Délibération de plus {number}", by=by)
    deliberations.add_statement(deliberation, text=f"Énoncé {number}", by=by)
    deliberation = deliberations.open_deliberation(deliberation, by=by)
    for _voter in range(VOTERS):
        deliberations.cast_vote(deliberation, token=new_token(), number=1, vote=Vote.AGREE)
    deliberations.close_deliberation(deliberation, by=by)
    with suppress(_Enough):
        deliberations.seal_results(deliberation.pk, after_step=_stop)
    return Deliberation.objects.get(pk=deliberation.pk)


def _stop(step: str) -> None:
    if step == "destroy_keys":
        raise _Enough


def _decide(deliberation: Deliberation, *, use: AIUse, number: int, by: Member) -> Decision:
    draft = Draft(f"Proposition décidée {number}", f"Texte de la proposition {number}.")
    proposal = decisions.propose(deliberation.process, draft=draft, source=deliberation.node, use=use, by=by)
    decisions.hear_objections(proposal, by=by)
    today = timezone.localdate()
    status = Status.SUSPENDED  # the only one that no open gate can refuse
    ruling = Ruling(Outcome.ADOPTED, f"Raisons {number}", today, today + timedelta(days=90), status)
    return decisions.decide(proposal, ruling=ruling, by=by)


def _adopt(decision: Decision, *, number: int, by: Member) -> Node:
    charter = Charter.objects.get()
    text = ArticleText(f"Article de plus {number}", decision.text)
    charters.add_article(charter, text=text, decision=decision, by=by)
    charters.adopt_charter(charter, decision=decision, by=by)
    article: Node = Node.objects.filter(kind=Kind.ARTICLE).latest("pk")
    return article


def _publish(use: AIUse, *, article: Node, decision: Decision, by: Member) -> None:
    facts = use_facts(title=use.title, purpose=use.purpose)
    register.describe_use(use, facts=facts, answers=answer_facts(review_on=decision.review_on), by=by)
    register.publish_entry(use, came_from=(article,), by=by)


def _meet(process: Process, *, article: Node, number: int, by: Member) -> None:
    """A meeting that was held and concluded, one to come, and one more conclusion of the first that was held."""
    began_at = timezone.now() - timedelta(days=2)
    held = make_meeting(process.organisation, process=process, starts_at=began_at, about=article)
    make_registration(held)
    meetings.record_conclusion(held, kind=ConclusionKind.OPEN, text=f"Conclusion de plus {number} ?", by=by)
    make_registration(make_meeting(process.organisation, process=process))
    first = Meeting.objects.filter(process=process, starts_at__lt=timezone.now()).earliest("pk")
    meetings.record_conclusion(first, kind=ConclusionKind.AGREED, text=f"Autre conclusion {number}", by=by)


def _leave_waiting(process: Process, *, article: Node, number: int, by: Member) -> None:
    """An open harvest, an open vote, a draft use, one more word on each proposal, an article in the draft."""
    collection = cards.make_collection(process, title=f"Récolte ouverte {number}", question=None, by=by)
    cards.open_collection(collection, by=by)
    register.draft_use(process, facts=use_facts(title=f"Brouillon {number}"), came_from=(), spotted="Atelier", by=by)
    question = processes.ask(process, text=f"À débattre {number} ?", by=by)
    deliberation = deliberations.make_deliberation(question, title=f"Délibération ouverte {number}", by=by)
    deliberations.add_statement(deliberation, text=f"Énoncé ouvert {number}", by=by)
    deliberations.open_deliberation(deliberation, by=by)
    seat = Seat.objects.filter(process=process).order_by("pk")[0]
    draft = Draft(f"Proposition de plus {number}", f"Texte {number}.")
    decisions.hear_objections(decisions.propose(process, draft=draft, source=article, use=None, by=by), by=by)
    for proposal in Proposal.objects.filter(decision__isnull=True).select_related("process"):
        decisions.raise_objection(proposal, seat=seat, text=f"Objection {number}", by=by)
    text = ArticleText(f"Article en projet {number}", f"Texte en projet {number}.")
    charters.add_article(Charter.objects.get(), text=text, decision=None, by=by)
    assert CardCollection.objects.count() > number
