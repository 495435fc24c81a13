"""What an AI use takes: energy, carbon, water, minerals, as a range with a method, a version and a date."""

from portulan.footprint.ecologits import EcoLogits
from portulan.footprint.estimate import Estimate, Impacts, Provenance, estimate, total
from portulan.footprint.factors import Factors, read_factors
from portulan.footprint.figures import Figure, SideBySide, read_figures, side_by_side
from portulan.footprint.quantities import Span, Unknown
from portulan.footprint.volumes import TASKS, Assumption, Demand, Task, Volume, about, yearly

__all__ = [
    "TASKS",
    "Assumption",
    "Demand",
    "EcoLogits",
    "Estimate",
    "Factors",
    "Figure",
    "Impacts",
    "Provenance",
    "SideBySide",
    "Span",
    "Task",
    "Unknown",
    "Volume",
    "about",
    "estimate",
    "read_factors",
    "read_figures",
    "side_by_side",
    "total",
    "yearly",
]
