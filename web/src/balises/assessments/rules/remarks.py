"""What must hold for a remark on the grid, and for the next edition that grows from remarks."""

from collections.abc import Collection
from enum import StrEnum

from balises.assessments.rules.filling import AssessmentState
from balises.shared.errors import Refusal

STRESS_TEST_CRITERION = "6.7"  # « have we imagined three hard knocks »: a session answers it


class RemarkKind(StrEnum):
    """What does not work in a question, where it is used."""

    UNCLEAR = "unclear"
    MISSING = "missing"
    DOES_NOT_FIT = "does_not_fit"
    TOO_LONG = "too_long"
    FORGOTTEN_CASE = "forgotten_case"


def refusal_to_remark(criterion: str, *, criteria: Collection[str], words: str) -> Refusal | None:
    """A remark bears on a question that was asked, and says something; it may come after the sharing."""
    if criterion not in criteria:
        return Refusal("assessments.unknown_question")
    return None if words.strip() else Refusal("assessments.remark_says_something")


def remark_may_be_read(state: AssessmentState) -> bool:
    """Before the sharing, a remark could tell what its seat answered."""
    return state is AssessmentState.SHARED


def refusal_to_start_composing(*, is_under_way: bool) -> Refusal | None:
    return Refusal("assessments.already_composing") if is_under_way else None
