from balises.assessments.views.desk import (
    rate,
    seat,
    seat_rate,
)
from balises.assessments.views.findings import (
    beside,
    elsewhere,
    keep_findings,
    let_out,
    received,
    remove_findings,
    seat_beside,
)
from balises.assessments.views.joining import (
    erase_evidence,
    evidence_file,
    join_evidence,
    seat_erase_evidence,
    seat_evidence_file,
    seat_join_evidence,
)
from balises.assessments.views.members import (
    assessment,
    assessments,
    open_grid,
    share,
    tell,
)
from balises.assessments.views.opinions import (
    dissent,
    paper_dissent,
    seat_dissent,
)
from balises.assessments.views.panel import (
    criterion,
    say_together,
    take_joint_rating_back,
)
from balises.assessments.views.paper import (
    enter_paper,
    erase_paper,
    paper,
    resume_paper,
)
from balises.assessments.views.remarks import (
    remarks,
    seat_remarks,
)
from balises.assessments.views.workbench import (
    add_criterion,
    bench_criterion,
    drop_draft,
    import_grid,
    own_edition,
    own_edition_json,
    own_edition_yaml,
    own_grid,
    publish_grid,
    workbench,
)

__all__ = [
    "add_criterion",
    "assessment",
    "assessments",
    "bench_criterion",
    "beside",
    "criterion",
    "dissent",
    "drop_draft",
    "elsewhere",
    "enter_paper",
    "erase_evidence",
    "erase_paper",
    "evidence_file",
    "import_grid",
    "join_evidence",
    "keep_findings",
    "let_out",
    "open_grid",
    "own_edition",
    "own_edition_json",
    "own_edition_yaml",
    "own_grid",
    "paper",
    "paper_dissent",
    "publish_grid",
    "rate",
    "received",
    "remarks",
    "remove_findings",
    "resume_paper",
    "say_together",
    "seat",
    "seat_beside",
    "seat_dissent",
    "seat_erase_evidence",
    "seat_evidence_file",
    "seat_join_evidence",
    "seat_rate",
    "seat_remarks",
    "share",
    "take_joint_rating_back",
    "tell",
    "workbench",
]
