"""Shares of people: how sure they are, and whether two of them differ."""

from portulan.proportions.association import Association, chi_square, filled
from portulan.proportions.intervals import Comparison, Interval, compare_proportions, wilson_interval
from portulan.proportions.letters import Correction, column_letters, letter

__all__ = [
    "Association",
    "Comparison",
    "Correction",
    "Interval",
    "chi_square",
    "column_letters",
    "compare_proportions",
    "filled",
    "letter",
    "wilson_interval",
]
