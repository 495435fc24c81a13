"""No small count leaves: the one way out for every number."""

from portulan.disclosure.audit import Exposure, audit, known_votes_resisted, worlds
from portulan.disclosure.cells import AtLeast, Band, Between, Cell, Reason, Suppressed
from portulan.disclosure.choices import protect_choices
from portulan.disclosure.counts import by_fives, protect_count
from portulan.disclosure.policy import Policy, PublicationPlan, Use
from portulan.disclosure.protected import (
    CHOICES,
    Detail,
    Protected,
    ProtectedChoices,
    ProtectedCount,
    ProtectedRow,
)
from portulan.disclosure.sealed import reopen

__all__ = [
    "CHOICES",
    "AtLeast",
    "Band",
    "Between",
    "Cell",
    "Detail",
    "Exposure",
    "Policy",
    "Protected",
    "ProtectedChoices",
    "ProtectedCount",
    "ProtectedRow",
    "PublicationPlan",
    "Reason",
    "Suppressed",
    "Use",
    "audit",
    "by_fives",
    "known_votes_resisted",
    "protect_choices",
    "protect_count",
    "reopen",
    "worlds",
]
