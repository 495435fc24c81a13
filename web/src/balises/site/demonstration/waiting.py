"""What waits in the demonstration at each step, as addresses: read from the database each time, never written down."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from balises.assessments.models import Assessor
from balises.assessments.rules import AssessmentState
from balises.boxes.models import Box
from balises.boxes.rules import shown_code
from balises.cards.models import CardCollection
from balises.cards.rules import CollectionState
from balises.charters.models import CharterVersion
from balises.decisions.models import Proposal
from balises.deliberations.models import Deliberation
from balises.learning.models import Citation
from balises.meetings.models import Conclusion, Meeting
from balises.meetings.rules import ConclusionKind
from balises.organisations.models import Organisation
from balises.organisations.roles import Role
from balises.processes.models import Process
from balises.register.models import AIUse
from balises.trace.models import Node
from balises.trace.rules import Kind


@dataclass(frozen=True)
class Waiting:
    process: str
    card_code: str
    card: str
    harvest: str
    cards: str
    grid: str
    vote: str
    proposal: str
    thread: str
    charter: str
    entry: str
    entry_data: str
    module: str
    meeting: str
    conclusion: str
    exploration: str


def waiting(organisation: Organisation) -> Waiting:
    """Where each step leads today. To be called in the organisation's scope."""
    slug, harvest = organisation.slug, _under_way(CardCollection)
    code = shown_code(harvest.box.code) if harvest.box_id else ""
    entry = AIUse.objects.filter(published_on__isnull=False, withdrawn_on__isnull=True).earliest("pk")
    citation = Citation.objects.earliest("pk")
    opening = Conclusion.objects.filter(kind=ConclusionKind.OPEN).select_related("meeting").earliest("pk")
    return Waiting(
        process=Process.objects.earliest("pk").get_absolute_url(),
        card_code=code,
        card=_joining(harvest.box),
        harvest=harvest.get_absolute_url(),
        cards=reverse("cards:read", args=[slug, _harvest_to_read().pk]),
        grid=_grid(organisation),
        vote=_joining(_under_way(Deliberation).box),
        proposal=_proposal().get_absolute_url(),
        thread=reverse("dossiers:thread", args=[slug, _first_article().pk]),
        charter=CharterVersion.objects.latest("number").get_absolute_url(),
        entry=reverse("register:entry", args=[slug, entry.slug]),
        entry_data=reverse("register:entry_json", args=[slug, entry.slug]),
        module=reverse("learning:lesson", args=[slug, citation.module, citation.page]),
        meeting=Meeting.objects.latest("starts_at").get_absolute_url(),
        conclusion=opening.meeting.get_absolute_url(),
        exploration=_exploration(opening).get_absolute_url(),
    )


def _under_way(model: Any) -> Any:
    """The last activity that was opened: still under way, unless somebody followed the path before."""
    opened = model.objects.filter(box__isnull=False).select_related("box", "process__organisation")
    return opened.filter(state=CollectionState.OPEN).order_by("-pk").first() or opened.latest("pk")


def _joining(box: Box) -> str:
    return reverse("boxes:follow_code", args=[shown_code(box.code)])


def _harvest_to_read() -> CardCollection:
    found: CardCollection = CardCollection.objects.filter(state=CollectionState.CLOSED).latest("pk")
    return found


def _grid(organisation: Organisation) -> str:
    """A grid that an assessor has still to fill, or one that was shared."""
    desks = Assessor.objects.filter(seat__member__role=Role.ASSESSOR).select_related("assessment")
    blank: QuerySet[Any] = desks.filter(handed_in_on__isnull=True, assessment__state=AssessmentState.OPEN)
    desk = blank.order_by("-pk").first()
    name = "assessments:rate" if desk else "assessments:assessment"
    return reverse(name, args=[organisation.slug, (desk or desks.latest("pk")).assessment_id])


def _proposal() -> Proposal:
    proposals = Proposal.objects.select_related("process__organisation")
    found: Proposal = proposals.filter(decision__isnull=True).order_by("-pk").first() or proposals.latest("pk")
    return found


def _first_article() -> Node:
    found: Node = Node.objects.filter(kind=Kind.ARTICLE, is_public=True).earliest("pk")
    return found


def _exploration(opening: Conclusion) -> CardCollection:
    """The harvest made of the question that the conclusion left open."""
    return (
        CardCollection.objects.filter(question__node=opening.node_id)
        .select_related("process__organisation")
        .earliest("pk")
    )
