from balises.assessments.views.desk import rate, seat, seat_rate
from balises.assessments.views.joining import (
    erase_evidence,
    evidence_file,
    join_evidence,
    seat_erase_evidence,
    seat_evidence_file,
    seat_join_evidence,
)
from balises.assessments.views.members import assessment, assessments, open_grid, share
from balises.assessments.views.opinions import dissent, paper_dissent, seat_dissent
from balises.assessments.views.panel import criterion, say_together, take_joint_rating_back
from balises.assessments.views.paper import enter_paper, erase_paper, paper, resume_paper

__all__ = [
    "assessment",
    "assessments",
    "criterion",
    "dissent",
    "enter_paper",
    "erase_evidence",
    "erase_paper",
    "evidence_file",
    "join_evidence",
    "open_grid",
    "paper",
    "paper_dissent",
    "rate",
    "resume_paper",
    "say_together",
    "seat",
    "seat_dissent",
    "seat_erase_evidence",
    "seat_evidence_file",
    "seat_join_evidence",
    "seat_rate",
    "share",
    "take_joint_rating_back",
]
