from balises.assessments.views.desk import rate, seat, seat_rate
from balises.assessments.views.members import assessment, assessments, open_grid, share

__all__ = ["assessment", "assessments", "open_grid", "rate", "seat", "seat_rate", "share"]
