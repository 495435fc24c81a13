"""What a panel may say once its grids are shared: together, and against one another."""

from collections.abc import Collection
from dataclasses import dataclass

from balises.assessments.rules.filling import Answer, AssessmentState, refusal_to_answer
from balises.shared.errors import Refusal


@dataclass(frozen=True)
class PanelFacts:
    state: AssessmentState
    is_theirs: bool = True  # for a seat's own words: still held by the person who answered


def refusal_to_say_together(answer: Answer, *, facts: PanelFacts, criteria: Collection[str]) -> Refusal | None:
    """A joint rating comes after the talk, with its reason. It never stands in for the first ratings."""
    refusal = _refusal_to_speak(facts) or refusal_to_answer(answer, criteria=criteria)
    if refusal is not None:
        return refusal
    return None if answer.justification.strip() else Refusal("assessments.joint_says_why")


def refusal_to_take_back(facts: PanelFacts, *, is_said: bool) -> Refusal | None:
    return _refusal_to_speak(facts) or (None if is_said else Refusal("assessments.nothing_to_take_back"))


def refusal_to_dissent(criterion: str, *, text: str, facts: PanelFacts, criteria: Collection[str]) -> Refusal | None:
    """A seat writes for itself, whatever the number of those who think otherwise."""
    refusal = _refusal_to_speak(facts)
    if refusal is not None:
        return refusal
    if criterion not in criteria:
        return Refusal("assessments.unknown_question")
    return None if text.strip() else Refusal("assessments.opinion_has_no_words")


def refusal_to_withdraw_consent(*, is_theirs: bool, is_consented: bool) -> Refusal | None:
    """Consent is withdrawn at any time, for whatever is printed from then on."""
    if not is_theirs:
        return Refusal("assessments.seat_has_changed_hands")
    return None if is_consented else Refusal("assessments.nothing_to_take_back")


def _refusal_to_speak(facts: PanelFacts) -> Refusal | None:
    if facts.state is not AssessmentState.SHARED:
        return Refusal("assessments.not_shared_yet")
    return None if facts.is_theirs else Refusal("assessments.seat_has_changed_hands")
