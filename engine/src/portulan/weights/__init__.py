"""People who count for more or less than one: what that costs, raking to known margins, and association."""

from portulan.weights.association import weighted_chi_square
from portulan.weights.raking import Raked, rake
from portulan.weights.worth import checked_weights, effective_size, weight_classes

__all__ = ["Raked", "checked_weights", "effective_size", "rake", "weight_classes", "weighted_chi_square"]
