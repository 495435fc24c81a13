"""What another organisation found, as a file brings it."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from balises.assessments import formats, rules, services
from balises.assessments.models import ReceivedFindings
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
from balises.library.formats import Framework, digest, read_framework
from balises.library.rules import Effect, Nature
from balises.organisations.models import Member
from balises.register.models import AIUse
from balises.register.rules import GateState, Status
from factories.cases import CONTENT

THEIR_WHY, THEIR_OPINION, THEIR_GATE = (
    "Chez nous on relit à deux.",
    "Relire ne suffit pas.",
    "La personne est prévenue.",
)
NAME = "analyse-d-ailleurs.json"


@cache
def shipped_grid() -> Framework:
    path = CONTENT / "frameworks" / "grille" / "edition-1.fr.yaml"
    return read_framework(path.read_bytes(), path)


def quick_codes() -> tuple[str, ...]:
    return tuple(each.code for each in shipped_grid().criteria if each.quick_scan)


def make_finding(code: str, *answers: Choice, **fields: Any) -> Finding:
    values = {"spread": rules.spread(answers), "answers": answers, "together": None, "opinions": ()}
    return Finding(code=code, **{**values, **fields})


def make_findings(**fields: Any) -> Findings:
    """Five people of « Les Cinq Ponts » looked at ten questions; a yes met a no on the first."""
    grid = shipped_grid()
    first, *others = quick_codes()
    parted = make_finding(
        first,
        Choice.NO,
        Choice.YES,
        together=JointAnswer(Choice.PARTLY, THEIR_WHY),
        opinions=(HeldOtherwise("Terrain", THEIR_OPINION),),
    )
    values: dict[str, Any] = {
        "organisation": "Les Cinq Ponts",
        "is_invented": False,
        "use": "Résumer une visite",
        "tool": "modèle de langage",
        "edition": grid.reference,
        "edition_digest": digest(grid),
        "depth": Depth.QUICK,
        "shared_on": date(2026, 11, 3),
        "sight": Sight.RANGE,
        "seats": (AskedSeat("Terrain", True, False), AskedSeat("Direction", False, False)),
        "criteria": (parted, *(make_finding(code, Choice.PARTLY) for code in others)),
        "gates": (FoundGate(THEIR_GATE, Effect.CONDITION, Nature.CHOSEN, GateState.OPEN, (first,)),),
        "pronounced": Pronounced(Status.SUSPENDED, date(2026, 11, 10)),
        "made_on": date(2026, 11, 20),
    }
    return Findings(**{**values, **fields})


def small_findings(**fields: Any) -> Findings:
    """The same, of three people: the gap, and no answer."""
    found = make_findings(**fields)
    rows = tuple(replace(each, answers=(), together=None) for each in found.criteria)
    return replace(found, sight=Sight.GAP, criteria=rows)


def sent(findings: Findings, *, name: str = NAME) -> SentFindings:
    return SentFindings(name, rules.file_of(findings))


def content_of(findings: Findings) -> bytes:
    return formats.findings_file(findings)


def read(ours: AIUse, *, by: Member, **fields: Any) -> ReceivedFindings:
    return services.read_findings(ours, sent=sent(make_findings(**fields)), by=by)


def keep(ours: AIUse, *, by: Member, **fields: Any) -> ReceivedFindings:
    return services.keep_findings(read(ours, by=by, **fields), by=by)
