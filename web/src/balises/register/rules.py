"""What must hold for AI uses and their public entries."""

from enum import StrEnum


class Visibility(StrEnum):
    DECLARED = "declared"
    TOLERATED = "tolerated"
    HIDDEN = "hidden"
    EMBEDDED = "embedded"
    UPSTREAM = "upstream"
    CARRIED = "carried"


class Status(StrEnum):
    """Pronounced by a named body; no rule of the software sets it."""

    TO_INVESTIGATE = "to_investigate"
    FRAMED_TRIAL = "framed_trial"
    ALLOWED_WITH_CONDITIONS = "allowed_with_conditions"
    ALLOWED = "allowed"
    SUSPENDED = "suspended"
    REFUSED = "refused"
