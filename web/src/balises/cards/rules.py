"""What must hold for a harvest of anonymous use cards."""

from enum import StrEnum


class CollectionState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    TOO_FEW = "too_few"  # fewer than five: destroyed unopened
