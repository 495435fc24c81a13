"""Portulan: analysis of what groups of people think, for groups small enough to recognise each other."""

from importlib import import_module
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
    from portulan.opinion import PublishedMap, map_opinions, protect_map

# Where to find what needs numpy: loaded when it is first asked for.
LATER = {
    **dict.fromkeys(("PublishedMap", "map_opinions", "protect_map"), "portulan.opinion"),
}

__all__ = [
    "Groups",
    "Headcount",
    "Ledger",
    "Method",
    "Policy",
    "Pool",
    "PublicationPlan",
    "PublishedMap",
    "Quotes",
    "Suppressed",
    "Table",
    "TablesPlan",
    "Tally",
    "Variable",
    "Votes",
    "by_fives",
    "map_opinions",
    "protect",
    "protect_choices",
    "protect_count",
    "protect_map",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in LATER:
        return getattr(import_module(LATER[name]), name)
    if name in __all__:  # What needs numpy is loaded when it is first asked for.
        return getattr(disclosure, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
