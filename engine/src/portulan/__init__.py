"""Portulan: analysis of what groups of people think, for groups small enough to recognise each other."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from portulan import disclosure
from portulan.disclosure import (
    BallotPlan,
    Ballots,
    Groups,
    Headcount,
    Panel,
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
    from portulan.agreement import Agreement, Ratings, Scale, agree, krippendorff_alpha
    from portulan.ballots import ConsentRound, MajorityJudgment, majority_judgment, propose
    from portulan.disclosure import Ledger
    from portulan.footprint import EcoLogits, Span, Unknown, Volume, estimate, side_by_side, yearly
    from portulan.verbatim import Answer, classify, concordance, find_identifying, protect_verbatim, read_corpus

# Loaded when first asked for: a process that protects votes needs none of it.
LATER = {
    "portulan.agreement": ("Agreement", "Ratings", "Scale", "agree", "krippendorff_alpha"),
    "portulan.ballots": ("ConsentRound", "MajorityJudgment", "majority_judgment", "propose"),
    "portulan.footprint": ("EcoLogits", "Span", "Unknown", "Volume", "estimate", "side_by_side", "yearly"),
    "portulan.verbatim": (
        "Answer",
        "classify",
        "concordance",
        "find_identifying",
        "protect_verbatim",
        "read_corpus",
    ),
}

__all__ = [
    "Agreement",
    "Answer",
    "BallotPlan",
    "Ballots",
    "ConsentRound",
    "EcoLogits",
    "Groups",
    "Headcount",
    "Ledger",
    "MajorityJudgment",
    "Method",
    "Panel",
    "Policy",
    "Pool",
    "PublicationPlan",
    "Quotes",
    "Ratings",
    "Scale",
    "Span",
    "Suppressed",
    "Table",
    "TablesPlan",
    "Tally",
    "Unknown",
    "Variable",
    "Volume",
    "Votes",
    "agree",
    "by_fives",
    "classify",
    "concordance",
    "estimate",
    "find_identifying",
    "krippendorff_alpha",
    "majority_judgment",
    "propose",
    "protect",
    "protect_choices",
    "protect_count",
    "protect_verbatim",
    "read_corpus",
    "side_by_side",
    "yearly",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    for module, names in LATER.items():
        if name in names:
            return getattr(import_module(module), name)
    if name in __all__:  # What needs numpy is loaded when it is first asked for.
        return getattr(disclosure, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
