"""What must hold for a deliberation: statements, sealed votes, one publication."""

from enum import StrEnum


class DeliberationState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"  # a protected result stands
    ON_PAPER = "on_paper"  # too few voters: destroyed unopened, the paper script is offered


class Vote(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"
