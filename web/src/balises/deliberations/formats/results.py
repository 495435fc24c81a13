"""How a deliberation goes out: its protected result and what is needed to read it, nothing that is not shown."""

from typing import Any

from balises.deliberations.models import Deliberation
from balises.trace.queries import ThreadStep, thread_rows

FORMAT = "balises.deliberation/1"


def result_document(deliberation: Deliberation, *, thread: tuple[ThreadStep, ...]) -> dict[str, Any]:
    """The sealed result with the statements it speaks of; `digest` is that of `result` in canonical form."""
    run = deliberation.run
    if run is None or deliberation.opened_on is None or deliberation.closed_on is None:
        raise ValueError("Only a closed deliberation has a result.")
    return {
        "format": FORMAT,
        "organisation": deliberation.process.organisation.slug,
        "invented": deliberation.process.organisation.is_invented,
        "title": deliberation.title,
        "question": deliberation.question.text,
        "opened_on": deliberation.opened_on.isoformat(),
        "closed_on": deliberation.closed_on.isoformat(),
        "held_elsewhere": deliberation.held_elsewhere,
        "statements": [
            {"item": str(each.number), "text": each.text, "dilemma": each.dilemma or None}
            for each in deliberation.statements.all()
        ],
        "plan": run.plan,
        "result": run.result,
        "digest": run.digest,
        "map": deliberation.map_run.result if deliberation.map_run else None,
        "map_digest": deliberation.map_run.digest if deliberation.map_run else None,
        "engine_version": run.engine_version,
        "thread": thread_rows(thread),
    }
