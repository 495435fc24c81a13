"""No envelope enters any more; the opening is handed to a process of its own, and resumed if it was cut short."""

import subprocess
import sys

from django.db import transaction

from balises.boxes import queries, rules
from balises.boxes.models import Box
from balises.boxes.rules import BoxState
from balises.shared.errors import insist
from balises.shared.later import growing_delay_seconds, later


@transaction.atomic
def stop_arrivals(box: Box, *, sealing: str, pk: int) -> Box:
    """Shut the box, alone with it: every acknowledged envelope is in, none enters any more.

    `sealing` names both the task scheduled here and the service the closing process calls (`app.seal_results`).
    """
    box = queries.locked(box)
    insist(rules.refusal_to_take(queries.shown_state(box)))
    box.state, box.sealing, box.sealing_pk = BoxState.CLOSING, sealing, pk
    box.save(update_fields=["state", "sealing", "sealing_pk"])
    later(sealing, box.organisation_id, pk)
    return box


def close_in_own_process(sealing: str, organisation_pk: int, pk: int, attempt_count: int = 0) -> None:
    """Open the envelopes in a short-lived process, so that no other ever holds the opening key.

    Where it fails (keys not mounted, disk full, a reader that holds the log) it is tried again, later and later.
    """
    command = [sys.executable, "-m", "balises", "close", sealing, str(organisation_pk), str(pk)]
    if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode != 0:
        delay_seconds = growing_delay_seconds(attempt_count)
        later(sealing, organisation_pk, pk, attempt_count + 1, delay_seconds=delay_seconds)


def resume_closings() -> int:
    """Start again every closing that was cut short; called when the server starts, before its worker."""
    boxes = queries.boxes_to_resume()
    for box in boxes:
        later(box.sealing, box.organisation_id, box.sealing_pk)
    return len(boxes)
