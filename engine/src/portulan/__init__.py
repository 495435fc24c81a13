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
    from portulan.verbatim import Answer, classify, concordance, find_identifying, protect_verbatim, read_corpus

VERBATIM = ("Answer", "classify", "concordance", "find_identifying", "protect_verbatim", "read_corpus")

__all__ = [
    "Answer",
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
    "classify",
    "concordance",
    "find_identifying",
    "protect",
    "protect_choices",
    "protect_count",
    "protect_verbatim",
    "read_corpus",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in VERBATIM:
        return getattr(import_module("portulan.verbatim"), name)
    if name in __all__:  # What needs numpy is loaded when it is first asked for.
        return getattr(disclosure, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
