"""Several assessors, one grid: how far they agree, and where they part."""

from typing import TYPE_CHECKING

from portulan.later import loading

if TYPE_CHECKING:
    from portulan.agreement.alpha import Alpha, Undefined, krippendorff_alpha
    from portulan.agreement.parting import CriterionParting, SeatParting, where_they_part
    from portulan.agreement.ratings import Level, Ratings, Scale
    from portulan.agreement.result import Agreement, agree

# Loaded when first asked for: numpy takes longer than all the rest.
LATER = {
    "Agreement": "portulan.agreement.result",
    "Alpha": "portulan.agreement.alpha",
    "CriterionParting": "portulan.agreement.parting",
    "Level": "portulan.agreement.ratings",
    "Ratings": "portulan.agreement.ratings",
    "Scale": "portulan.agreement.ratings",
    "SeatParting": "portulan.agreement.parting",
    "Undefined": "portulan.agreement.alpha",
    "agree": "portulan.agreement.result",
    "krippendorff_alpha": "portulan.agreement.alpha",
    "where_they_part": "portulan.agreement.parting",
}

__all__ = [
    "Agreement",
    "Alpha",
    "CriterionParting",
    "Level",
    "Ratings",
    "Scale",
    "SeatParting",
    "Undefined",
    "agree",
    "krippendorff_alpha",
    "where_they_part",
]

__getattr__ = loading(__name__, LATER)
