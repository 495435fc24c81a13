"""A use with all that a report may tell, and some that it must not."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from balises.assessments.models import Assessment, Evidence, JointRating, MinorityOpinion, Rating
from balises.assessments.rules import Choice, EvidenceKind
from balises.decisions import services as decisions
from balises.decisions.rules import ObjectionState, Settlement
from balises.dossiers import queries
from balises.dossiers.rules import Document
from balises.organisations.models import Member, Organisation
from balises.processes.rules import SeatKind
from balises.register import services as register
from balises.register.models import AIUse, Gate
from balises.register.rules import Framing, Status
from balises.site.demonstration import weighing
from factories.assessments import fill, hand_in, make_assessment, panel_of
from factories.decisions import make_proposal, ruling
from factories.organisations import make_member

FIVE = (
    SeatKind.PRACTITIONER,
    SeatKind.MANAGEMENT,
    SeatKind.DIRECTION,
    SeatKind.SERVICE_USER,
    SeatKind.STAFF_REPRESENTATIVE,
)
# Written in confidence: no report may say a word of it.
SECRET, UNCONSENTED, PIECE = "Justification gardée", "Opinion gardée", "Pièce gardée"
JOINT_WHY, OPINION, DISSENT = "Le délai de relecture est écrit.", "Relire prend du temps.", "Un texte à soi vaut mieux."
LEAD = "Pilote de la démarche"


def make_shared_look(
    organisation: Organisation, *, by: Member, kinds: tuple[SeatKind, ...], words: str = SECRET
) -> Assessment:
    """A shared grid: a yes meets a no on one question, one seat does not know another, one answers on paper."""
    assessment = make_assessment(organisation, by=by, kinds=kinds)
    table = panel_of(assessment)
    for place, assessor in enumerate(table):
        parted = {0: Choice.YES, 1: Choice.NO}.get(place, Choice.PARTLY)
        known = Choice.UNKNOWN if place == 1 else Choice.PARTLY
        fill(assessor, words=words, q3=parted, q7=known, q9=Choice.YES if place == 0 else Choice.PARTLY)
    for assessor in table:
        hand_in(assessor)
    table[1].is_paper = True
    table[1].save(update_fields=["is_paper"])
    return Assessment.objects.get(pk=assessment.pk)


def add_voices(assessment: Assessment, *, text: str = OPINION) -> None:
    """What the panel said together, and minority opinions: one consented to, one not."""
    first, second, *_rest = panel_of(assessment)
    asked, today = _codes(assessment), timezone.localdate()
    for code in (asked[2], asked[4]):
        JointRating.objects.create(
            assessment=assessment, criterion=code, choice=Choice.PARTLY, justification=JOINT_WHY, on=today
        )
    MinorityOpinion.objects.create(assessor=first, criterion=asked[2], text=text, consented_on=today, on=today)
    MinorityOpinion.objects.create(assessor=second, criterion=asked[2], text=UNCONSENTED, on=today)
    Evidence.objects.create(
        assessor=first, criterion=asked[0], kind=EvidenceKind.LINK, title=PIECE, address="https://a.test", on=today
    )


def _codes(assessment: Assessment) -> list[str]:
    body = assessment.edition_body["criteria"]
    return [criterion["code"] for criterion in body if criterion.get("quick_scan")]


def make_reported_use(
    organisation: Organisation, *, by: Member, kinds: tuple[SeatKind, ...] = FIVE, words: str = SECRET
) -> AIUse:
    """A use described, looked at, weighed, with gates open and closed, gains, and a decision with its dissent."""
    assessment = make_shared_look(organisation, by=by, kinds=kinds, words=words)
    add_voices(assessment)
    use = AIUse.objects.get(pk=assessment.use_id)
    weighing.describe(use, by=by)
    weighing.note_gains(use, by=by)
    weighing.pass_gates(use, by=by)
    decide(use, by=by)
    return AIUse.objects.select_related("organisation", "process__organisation", "node").get(pk=use.pk)


@dataclass(frozen=True)
class Reports:
    """What a report says, and what stood in the database when it was made."""

    whole: Document
    brief: Document
    record: bytes
    gates: tuple[Gate, ...]
    secret_count: int


_MADE: dict[tuple[SeatKind, ...], Reports] = {}


def reports_of(organisation: Organisation, *, kinds: tuple[SeatKind, ...] = FIVE) -> Reports:
    """The reports of such a use. They are frozen values: made once, they serve every test that only reads."""
    if kinds not in _MADE:
        use = make_reported_use(organisation, by=make_member(organisation, function=LEAD), kinds=kinds)
        _MADE[kinds] = Reports(
            whole=queries.report(use),
            brief=queries.brief_report(use),
            record=queries.report_record(use),
            gates=tuple(Gate.objects.filter(use=use)),
            secret_count=Rating.objects.filter(justification=SECRET).count(),
        )
    return _MADE[kinds]


def decide(use: AIUse, *, by: Member) -> None:
    proposal = decisions.hear_objections(make_proposal(use.organisation, by=by, use=use), by=by)
    seat = use.process.seats.order_by("pk")[0]
    objection = decisions.raise_objection(proposal, seat=seat, text="Une objection.", by=by)
    kept = Settlement(ObjectionState.MAINTAINED, "", DISSENT, has_consent=True)
    decisions.settle_objection(objection, settlement=kept, by=by)
    decisions.decide(proposal, ruling=ruling(status=Status.TO_INVESTIGATE), by=by)


def frame(gate: Gate, *, by: Member, owner: str = "Direction du pôle domicile") -> Gate:
    return register.frame_gate(gate, framing=Framing(owner, timezone.localdate() + timedelta(days=30)), by=by)
