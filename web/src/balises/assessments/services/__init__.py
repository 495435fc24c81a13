"""What can happen to a grid: filled blind on a screen or on paper, shared, then talked over."""

from balises.assessments.services.after import (
    dissent,
    say_together,
    take_joint_rating_back,
    take_opinion_back,
    withdraw_consent,
)
from balises.assessments.services.composing import (
    EditionFace,
    add_criterion,
    change_criterion,
    drop_draft,
    publish_draft,
    restore_criterion,
    start_composing,
    start_from_file,
)
from balises.assessments.services.evidence import (
    erase_evidence,
    join_file,
    join_link,
)
from balises.assessments.services.filling import (
    clear_rating,
    hand_in,
    open_assessment,
    rate,
    rate_all,
    share_early,
    tell_seats,
)
from balises.assessments.services.findings import (
    keep_findings,
    let_out,
    read_findings,
    remove_findings,
)
from balises.assessments.services.paper import (
    enter_paper,
    erase_paper,
    resume_paper,
)
from balises.assessments.services.remarks import (
    remark,
)

__all__ = [
    "EditionFace",
    "add_criterion",
    "change_criterion",
    "clear_rating",
    "dissent",
    "drop_draft",
    "enter_paper",
    "erase_evidence",
    "erase_paper",
    "hand_in",
    "join_file",
    "join_link",
    "keep_findings",
    "let_out",
    "open_assessment",
    "publish_draft",
    "rate",
    "rate_all",
    "read_findings",
    "remark",
    "remove_findings",
    "restore_criterion",
    "resume_paper",
    "say_together",
    "share_early",
    "start_composing",
    "start_from_file",
    "take_joint_rating_back",
    "take_opinion_back",
    "tell_seats",
    "withdraw_consent",
]
