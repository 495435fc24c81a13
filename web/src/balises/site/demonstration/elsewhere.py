"""What another invented association found of the same tool, come in by a file and kept."""

from datetime import timedelta

from django.utils import timezone

from balises.assessments import rules, services
from balises.assessments.rules import (
    AskedSeat,
    Choice,
    Depth,
    Finding,
    Findings,
    FoundGate,
    HeldOtherwise,
    JointAnswer,
    Pronounced,
    SentFindings,
    Sight,
)
from balises.library import queries as library
from balises.library.rules import Effect, Nature
from balises.organisations.models import Member
from balises.register.models import AIUse
from balises.register.rules import GateState, Status
from balises.site.demonstration import words

PARTED = "3.1"  # the question on which its seats part, and speak
UNSURE = frozenset({"5.1", "6.1"})
DAYS_AGO = 30


def take_in(use: AIUse, *, by: Member) -> None:
    sent = SentFindings("analyse.json", rules.file_of(findings()))
    services.keep_findings(services.read_findings(use, sent=sent, by=by), by=by)


def findings() -> Findings:
    """Ten questions, five seats: a range on each, never an answer with its seat."""
    grid, day = library.required_edition(*library.GRID), timezone.localdate() - timedelta(days=DAYS_AGO)
    return Findings(
        organisation=words.ELSEWHERE,
        is_invented=True,
        use=words.ELSEWHERE_USE,
        tool=words.ELSEWHERE_TOOL,
        edition=grid.reference,
        edition_digest=grid.digest,
        depth=Depth.QUICK,
        shared_on=day,
        sight=Sight.RANGE,
        seats=tuple(AskedSeat(label, has_answered=True, is_on_paper=False) for label in words.ELSEWHERE_SEATS),
        criteria=tuple(_finding(code) for code in library.quick_scan_codes(grid.body)),
        gates=(FoundGate(words.ELSEWHERE_GATE, Effect.CONDITION, Nature.CHOSEN, GateState.FRAMED, (PARTED,)),),
        pronounced=Pronounced(Status.ALLOWED_WITH_CONDITIONS, day + timedelta(days=7)),
        made_on=day + timedelta(days=14),
    )


def _finding(code: str) -> Finding:
    answers = _answers(code)
    if code != PARTED:
        return Finding(code, rules.spread(answers), answers, together=None, opinions=())
    together = JointAnswer(Choice.PARTLY, words.ELSEWHERE_WHY)
    opinion = HeldOtherwise(words.ELSEWHERE_SEATS[3], words.ELSEWHERE_OPINION)
    return Finding(code, rules.spread(answers), answers, together, (opinion,))


def _answers(code: str) -> tuple[Choice, ...]:
    if code == PARTED:
        return (Choice.NO, Choice.YES)
    return (Choice.PARTLY, Choice.UNKNOWN) if code in UNSURE else (Choice.PARTLY, Choice.YES)
