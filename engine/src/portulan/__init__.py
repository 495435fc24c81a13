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
    from portulan.files import read_answers, read_limesurvey, ticked, write_package, write_tables
    from portulan.footprint import EcoLogits, Span, Unknown, Volume, estimate, side_by_side, yearly
    from portulan.opinion import PublishedMap, map_opinions, protect_map
    from portulan.proportions import chi_square, column_letters, compare_proportions, wilson_interval
    from portulan.scales import cronbach_alpha, describe_scale
    from portulan.tables import Answers, Coverage, Net, Wanted, Weighting, cross_table, tell_tables, weighted_plan
    from portulan.verbatim import Answer, classify, concordance, find_identifying, protect_verbatim, read_corpus
    from portulan.weights import effective_size, rake, weight_classes, weighted_chi_square

# Loaded when first asked for: a process that protects votes needs none of it, nor numpy.
LATER = {
    "portulan.agreement": ("Agreement", "Ratings", "Scale", "agree", "krippendorff_alpha"),
    "portulan.ballots": ("ConsentRound", "MajorityJudgment", "majority_judgment", "propose"),
    "portulan.files": ("read_answers", "read_limesurvey", "ticked", "write_package", "write_tables"),
    "portulan.footprint": ("EcoLogits", "Span", "Unknown", "Volume", "estimate", "side_by_side", "yearly"),
    "portulan.opinion": ("PublishedMap", "map_opinions", "protect_map"),
    "portulan.proportions": ("chi_square", "column_letters", "compare_proportions", "wilson_interval"),
    "portulan.scales": ("cronbach_alpha", "describe_scale"),
    "portulan.tables": (
        "Answers",
        "Coverage",
        "Net",
        "Wanted",
        "Weighting",
        "cross_table",
        "tell_tables",
        "weighted_plan",
    ),
    "portulan.verbatim": (
        "Answer",
        "classify",
        "concordance",
        "find_identifying",
        "protect_verbatim",
        "read_corpus",
    ),
    "portulan.weights": ("effective_size", "rake", "weight_classes", "weighted_chi_square"),
}

__all__ = [
    "Agreement",
    "Answer",
    "Answers",
    "BallotPlan",
    "Ballots",
    "ConsentRound",
    "Coverage",
    "EcoLogits",
    "Groups",
    "Headcount",
    "Ledger",
    "MajorityJudgment",
    "Method",
    "Net",
    "Panel",
    "Policy",
    "Pool",
    "PublicationPlan",
    "PublishedMap",
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
    "Wanted",
    "Weighting",
    "agree",
    "by_fives",
    "chi_square",
    "classify",
    "column_letters",
    "compare_proportions",
    "concordance",
    "cronbach_alpha",
    "cross_table",
    "describe_scale",
    "effective_size",
    "estimate",
    "find_identifying",
    "krippendorff_alpha",
    "majority_judgment",
    "map_opinions",
    "propose",
    "protect",
    "protect_choices",
    "protect_count",
    "protect_map",
    "protect_verbatim",
    "rake",
    "read_answers",
    "read_corpus",
    "read_limesurvey",
    "side_by_side",
    "tell_tables",
    "ticked",
    "weight_classes",
    "weighted_chi_square",
    "weighted_plan",
    "wilson_interval",
    "write_package",
    "write_tables",
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
