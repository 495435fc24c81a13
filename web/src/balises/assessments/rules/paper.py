"""What must hold for a seat that answers on paper, and for whoever enters it."""

from dataclasses import dataclass

from balises.assessments.rules.filling import AssessmentState
from balises.shared.errors import Refusal


@dataclass(frozen=True)
class PaperFacts:
    state: AssessmentState
    is_handed_in: bool
    has_draft_on_screen: bool
    is_entered_by_another: bool
    owes_their_own: bool  # whoever enters sits in this panel too, and has not handed in


def refusal_to_enter_paper(facts: PaperFacts) -> Refusal | None:
    """Whoever enters reads: they answer for their own seat first, and no draft on a screen is overwritten."""
    if facts.state is AssessmentState.SHARED:
        return Refusal("assessments.already_shared")
    if facts.owes_their_own:
        return Refusal("assessments.hand_in_yours_first")
    if facts.is_entered_by_another:
        return Refusal("assessments.entered_by_another")
    if facts.is_handed_in:
        return Refusal("assessments.already_handed_in")
    return Refusal("assessments.begun_on_screen") if facts.has_draft_on_screen else None


def refusal_to_take_paper_back(state: AssessmentState, *, is_paper: bool) -> Refusal | None:
    if state is AssessmentState.SHARED:
        return Refusal("assessments.already_shared")
    return None if is_paper else Refusal("assessments.not_on_paper")
