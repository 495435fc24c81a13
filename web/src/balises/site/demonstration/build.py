"""Build the invented association: one full thread walked, one waiting at each step."""

from datetime import timedelta

from django.utils import timezone

from balises.assessments import services as assessments
from balises.boxes.services import new_token
from balises.cards import services as cards
from balises.decisions import services as decisions
from balises.decisions.rules import Draft
from balises.deliberations import services as deliberations
from balises.meetings import services as meetings
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.organisations.services import add_member
from balises.organisations.setup import open_organisation
from balises.processes import services as processes
from balises.processes.models import Process, Seat
from balises.processes.rules import SeatKind
from balises.processes.services import SeatFilling
from balises.register import services as register
from balises.register.models import AIUse
from balises.site.demonstration import thread, words
from balises.trace.models import Node

WEEKS_AGO = 8
MEMBERS = (
    (Role.FACILITATOR, "animatrice du collectif"),
    (Role.ASSESSOR, "éducateur de rue"),
    (Role.GUARANTOR, "déléguée à la protection des données"),
    (Role.OBSERVER, "administrateur"),
)


def build() -> Node:
    """Make the organisation; return the node of the article whose thread is whole."""
    organisation = open_organisation(
        name=words.NAME,
        slug=words.SLUG,
        email=words.LEAD_EMAIL,
        function="cheffe de service insertion",
        is_invented=True,
    )
    with organisation_scope(organisation.pk):
        lead = Member.objects.get(role=Role.LEAD)
        members = {role: _add(organisation, role=role, function=function, by=lead) for role, function in MEMBERS}
        process = _start(lead, members=members)
        article = thread.walk(process, by=lead)
        _leave_waiting(process, article=article, by=lead)
    return article


def _add(organisation: Organisation, *, role: Role, function: str, by: Member) -> Member:
    email = f"{role}@{organisation.slug}.invalid"
    return add_member(email=email, function=function, role=role, by=by, is_told=False)


def _start(lead: Member, *, members: dict[Role, Member]) -> Process:
    starts_on = timezone.localdate() - timedelta(weeks=WEEKS_AGO)
    process = processes.start_process(
        title=words.TITLE, mandate=words.MANDATE, deciding_body=words.BODY, starts_on=starts_on, by=lead
    )
    opinion_on = starts_on + timedelta(weeks=1)
    processes.record_staff_opinion(process, opinion=words.OPINION, on=opinion_on, by=lead)
    for kind, member in ((SeatKind.PRACTITIONER, members[Role.ASSESSOR]), (SeatKind.MANAGEMENT, lead)):
        seat = Seat.objects.get(process=process, kind=kind)
        filling = SeatFilling(member=member, preparation="Une heure avec l’animatrice, sur un cas inventé.")
        processes.fill_seat(seat, filling=filling, by=lead)
    seat = Seat.objects.get(process=process, kind=SeatKind.SERVICE_USER)
    filling = SeatFilling(
        preparation="Deux heures avec l’éducateur, l’usage montré sur un cas inventé.",
        companion="Une personne de son choix, si elle le souhaite.",
        compensation="Temps indemnisé, transport remboursé.",
    )
    processes.fill_seat(seat, filling=filling, by=lead)
    processes.offer_seat_link(seat, by=lead)
    return process


def _leave_waiting(process: Process, *, article: Node, by: Member) -> None:
    """Something to try at each step: a harvest, a grid, a deliberation, a proposal, an entry, a meeting."""
    _harvest_under_way(process, by=by)
    _use_to_look_at(process, by=by)
    _deliberation_under_way(process, by=by)
    _proposal_under_way(process, by=by)
    starts_at = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=21)
    plan = meetings.Plan(
        title="Ce que nous avons appris, ce qui reste ouvert",
        purpose="Ouvrir la charte à la relecture, et préparer l’exploration suivante.",
        place="Salle des Tilleuls",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        about=article,
    )
    meetings.plan_meeting(process, plan=plan, by=by)


def _harvest_under_way(process: Process, *, by: Member) -> None:
    collection = cards.make_collection(process, title=words.WAITING_HARVEST, question=None, by=by)
    collection = cards.open_collection(collection, by=by)
    for card in words.CARDS[:6]:
        cards.put_card(collection, token=new_token(), card=card)


def _use_to_look_at(process: Process, *, by: Member) -> None:
    """Two uses spotted; the first waits for the seats, whose grids are still blank."""
    use, _suggest = (
        register.draft_use(process, facts=facts, came_from=(), spotted="Repéré en atelier", by=by)
        for facts in (words.TRANSLATE, words.SUGGEST)
    )
    kinds = (SeatKind.PRACTITIONER, SeatKind.MANAGEMENT, SeatKind.SERVICE_USER)
    seats = [Seat.objects.filter(process=process, kind=kind).order_by("pk")[0] for kind in kinds]
    assessments.open_assessment(use, seats=seats, by=by)


def _deliberation_under_way(process: Process, *, by: Member) -> None:
    question = processes.ask(process, text=words.WAITING_QUESTION, by=by)
    deliberation = deliberations.make_deliberation(question, title="Traduire sans interprète", by=by)
    deliberations.take_dilemmas(deliberation, codes=("dil-16", "dil-03"), by=by)
    deliberations.open_deliberation(deliberation, by=by)


def _proposal_under_way(process: Process, *, by: Member) -> None:
    use = AIUse.objects.get(process=process, title=words.SUGGEST.title)
    draft = Draft(
        "Éteindre ce que personne n’a choisi", "Les fonctions arrivées sans décision sont éteintes par défaut."
    )
    decisions.propose(process, draft=draft, source=use.node, use=use, by=by)
