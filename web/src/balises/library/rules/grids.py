"""The words of a grid's rows: what is answered, what it sets off, and by whose will."""

from enum import StrEnum


class Answer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Effect(StrEnum):
    STOP = "stop"
    CONDITION = "condition"
    INQUIRY = "inquiry"
    DPIA = "dpia"
    FRIA = "fria"
    OVERSIGHT = "oversight"
    DELIBERATION = "deliberation"
    NOTICE = "notice"
    STAFF_CONSULTATION = "staff_consultation"
    FULL_GRID = "full_grid"  # the quick scan is not enough
    LIMIT = "limit"  # allowed under conditions at best


class Nature(StrEnum):
    LEGAL = "legal"
    CHOSEN = "chosen"
