"""Portulan: analysis of what groups of people think, for groups small enough to recognise each other."""

from typing import TYPE_CHECKING, Any

from portulan import disclosure
from portulan.disclosure import (
    Groups,
    Headcount,
    Policy,
    Pool,
    PublicationPlan,
    Quotes,
    Suppressed,
    Table,
    TablesPlan,
    Tally,
    Variable,
    Votes,
    by_fives,
    protect,
    protect_choices,
    protect_count,
)
from portulan.results import Method

if TYPE_CHECKING:
    from portulan.disclosure import Ledger

__all__ = [
    "Groups",
    "Headcount",
    "Ledger",
    "Method",
    "Policy",
    "Pool",
    "PublicationPlan",
    "Quotes",
    "Suppressed",
    "Table",
    "TablesPlan",
    "Tally",
    "Variable",
    "Votes",
    "by_fives",
    "protect",
    "protect_choices",
    "protect_count",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:  # What needs numpy is loaded when it is first asked for.
        return getattr(disclosure, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
