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
    from portulan.files import read_answers, read_limesurvey, ticked, write_package, write_tables
    from portulan.proportions import chi_square, column_letters, compare_proportions, wilson_interval
    from portulan.scales import cronbach_alpha, describe_scale
    from portulan.tables import Answers, Coverage, Net, Wanted, Weighting, cross_table, tell_tables, weighted_plan
    from portulan.weights import effective_size, rake, weight_classes, weighted_chi_square

# Where to find what needs numpy: loaded when it is first asked for.
LATER = {
    **dict.fromkeys(("read_answers", "read_limesurvey", "ticked", "write_package", "write_tables"), "portulan.files"),
    **dict.fromkeys(("chi_square", "column_letters", "compare_proportions", "wilson_interval"), "portulan.proportions"),
    **dict.fromkeys(("cronbach_alpha", "describe_scale"), "portulan.scales"),
    **dict.fromkeys(("effective_size", "rake", "weight_classes", "weighted_chi_square"), "portulan.weights"),
    **dict.fromkeys(("Answers", "Coverage", "Net", "Wanted", "Weighting"), "portulan.tables"),
    **dict.fromkeys(("cross_table", "tell_tables", "weighted_plan"), "portulan.tables"),
}

__all__ = [
    "Answers",
    "Coverage",
    "Groups",
    "Headcount",
    "Ledger",
    "Method",
    "Net",
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
    "Wanted",
    "Weighting",
    "by_fives",
    "chi_square",
    "column_letters",
    "compare_proportions",
    "cronbach_alpha",
    "cross_table",
    "describe_scale",
    "effective_size",
    "protect",
    "protect_choices",
    "protect_count",
    "rake",
    "read_answers",
    "read_limesurvey",
    "tell_tables",
    "ticked",
    "weight_classes",
    "weighted_chi_square",
    "weighted_plan",
    "wilson_interval",
    "write_package",
    "write_tables",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in LATER:
        return getattr(import_module(LATER[name]), name)
    if name in __all__:  # What needs numpy is loaded when it is first asked for.
        return getattr(disclosure, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
