"""What must hold for meetings, registrations and conclusions."""

from enum import StrEnum


class ConclusionKind(StrEnum):
    AGREED = "agreed"
    DISPUTED = "disputed"
    OPEN = "open"
