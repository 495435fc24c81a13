"""Rows for an organisation's own grid: remarks, a draft, a published edition."""

from typing import Any

from balises.assessments import queries, services
from balises.assessments.models import Assessor, GridDraft, Remark
from balises.assessments.rules import RemarkKind
from balises.assessments.services import EditionFace
from balises.library.models import OwnEdition
from balises.library.rules import WORDED, Act, CriterionChange, criterion_at
from balises.organisations.models import Member

FACE = EditionFace("Notre grille", "La nôtre, en dix dimensions.", ("Collectif des usages",))


def make_remark(assessor: Assessor, *, criterion: str = "2.1", words: str = "Trop long pour une visite.") -> Remark:
    return services.remark(assessor, criterion=criterion, kind=RemarkKind.TOO_LONG, words=words)


def reworded(draft: GridDraft, code: str, *, remarks: tuple[int, ...] = (), **words: str) -> CriterionChange:
    """That question with some of its texts changed."""
    before = criterion_at(draft.base_body, code)
    assert before is not None
    said = {**{name: before[name] for name in WORDED}, **words}
    return CriterionChange(code, Act.REWORD, "Les mots étaient trop longs.", said, remarks)


def dropped(code: str) -> CriterionChange:
    return CriterionChange(code, Act.DROP, "Elle ne sert pas ici.", {})


def added_words(**fields: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "dimension": {"code": "d6", "title": "Robustesse (au sens du vivant)"},
        "question": "Une remplaçante saurait-elle faire sans l’outil dès le premier jour ?",
        "plain": "Si quelqu’un remplace mon référent, m’aidera-t-il quand même ?",
        "why": "Les remplacements sont le quotidien.",
        "guidance": "Demandez à la dernière personne arrivée.",
        "evidence": ["la fiche d’arrivée"],
        "triggers": [
            {
                "answer": "no",
                "when": "Toujours",
                "effect": "condition",
                "says": "Une fiche d’arrivée est écrite.",
                "nature": "chosen",
                "source": None,
            }
        ],
        "quick_scan": True,
    }
    return {**values, **fields}


def publish_own(by: Member, *, question: str = "Peut-on faire autrement, et vite ?", base: str = "") -> OwnEdition:
    """An own edition that says one question of the quick scan otherwise."""
    draft = services.start_composing(base=base or next(reversed(queries.bases())), by=by)
    code = next(each["code"] for each in draft.base_body["criteria"] if each.get("quick_scan"))
    services.change_criterion(draft, change=reworded(draft, code, question=question), by=by)
    return services.publish_draft(draft, face=FACE, by=by)
