"""Portulan: analysis of what groups of people think, for groups small enough to recognise each other."""

from portulan.disclosure import (
    Policy,
    PublicationPlan,
    Suppressed,
    by_fives,
    protect_choices,
    protect_count,
)
from portulan.results import Method

__all__ = [
    "Method",
    "Policy",
    "PublicationPlan",
    "Suppressed",
    "by_fives",
    "protect_choices",
    "protect_count",
]
__version__ = "0.1.0"
