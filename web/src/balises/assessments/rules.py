"""What must hold for a grid filled by several seats, blind first."""

from enum import StrEnum


class AssessmentState(StrEnum):
    OPEN = "open"  # blind: nobody sees another's ratings
    SHARED = "shared"  # all are in, or the lead closed with a reason


class Choice(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
