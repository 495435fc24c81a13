"""What must hold for a collective process, its seats and its agenda."""

from enum import StrEnum


class SeatKind(StrEnum):
    PRACTITIONER = "practitioner"
    MANAGEMENT = "management"
    DIRECTION = "direction"
    SERVICE_USER = "service_user"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    STAFF_REPRESENTATIVE = "staff_representative"


class QuestionState(StrEnum):
    OPEN = "open"
    TAKEN_UP = "taken_up"
    SETTLED = "settled"


class QuestionOrigin(StrEnum):
    ASSESSMENT = "assessment"
    CARDS = "cards"
    MEETING = "meeting"
    LEAD = "lead"
