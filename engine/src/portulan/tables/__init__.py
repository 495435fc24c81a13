"""Weighted cross-tables: what analysts compute, and what may be shown of it."""

from typing import TYPE_CHECKING

from portulan.later import loading

if TYPE_CHECKING:
    from portulan.tables.answers import Answers
    from portulan.tables.crossing import CrossTable, cross_table
    from portulan.tables.figures import FigureBetween, Figures
    from portulan.tables.telling import tell_tables
    from portulan.tables.told import ToldTables
    from portulan.tables.wanted import Coverage, Net, Wanted, Weighting, weighted_plan

# Loaded when first asked for: numpy and scipy take longer than all the rest.
LATER = {
    "Answers": "portulan.tables.answers",
    "Coverage": "portulan.tables.wanted",
    "CrossTable": "portulan.tables.crossing",
    "FigureBetween": "portulan.tables.figures",
    "Figures": "portulan.tables.figures",
    "Net": "portulan.tables.wanted",
    "ToldTables": "portulan.tables.told",
    "Wanted": "portulan.tables.wanted",
    "Weighting": "portulan.tables.wanted",
    "cross_table": "portulan.tables.crossing",
    "tell_tables": "portulan.tables.telling",
    "weighted_plan": "portulan.tables.wanted",
}

__all__ = [
    "Answers",
    "Coverage",
    "CrossTable",
    "FigureBetween",
    "Figures",
    "Net",
    "ToldTables",
    "Wanted",
    "Weighting",
    "cross_table",
    "tell_tables",
    "weighted_plan",
]

__getattr__ = loading(__name__, LATER)
