from balises.deliberations.views.members import (
    add_statement,
    bring_in,
    close,
    deliberation,
    deliberations,
    edit_statement,
    make,
    open_votes,
    paper,
    remove_statement,
    rename,
    result_json,
    take_dilemmas,
)
from balises.deliberations.views.voters import come_back, take_part

__all__ = [
    "add_statement",
    "bring_in",
    "close",
    "come_back",
    "deliberation",
    "deliberations",
    "edit_statement",
    "make",
    "open_votes",
    "paper",
    "remove_statement",
    "rename",
    "result_json",
    "take_dilemmas",
    "take_part",
]
