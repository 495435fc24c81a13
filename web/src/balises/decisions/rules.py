"""What must hold for a decision taken by consent."""

from enum import StrEnum


class ProposalState(StrEnum):
    CLARIFYING = "clarifying"
    OBJECTIONS = "objections"
    SETTLED = "settled"


class Outcome(StrEnum):
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class ObjectionState(StrEnum):
    RAISED = "raised"
    INTEGRATED = "integrated"
    MAINTAINED = "maintained"
    WITHDRAWN = "withdrawn"
