"""What can happen to a ballot box. Nothing else in Balises knows how anonymity is made.

An anonymous activity uses a box thus:

    box = make_box(target="/p/les-tilleuls/cartes/{code}", label="Récolte de juin", limit_bytes=7400)
    put_envelope(box, token=token, plaintext=answer)            # a participant's POST
    stop_arrivals(box, sealing="cards.seal_results", pk=12)     # the lead closes: schedules the task of that name

The task `cards.tasks.seal_results(organisation_pk, pk, attempt_count=0)` calls `close_in_own_process`, which runs
`balises close cards.seal_results <organisation> <pk>`: a process of its own, the only one that reads an opening key.
There, inside the organisation's scope, `cards.services.seal_results(pk, after_step=…)` calls `open_envelopes(box,
write=…, fewer=…, after_step=…)`. A closing cut short anywhere is started again and ends the same.
"""

from balises.boxes.services.arriving import new_token, put_envelope, token_is_known
from balises.boxes.services.closing import AfterStep, OpenedEnvelope, nothing_more, open_envelopes
from balises.boxes.services.inviting import invite, remind, send_invitations, send_waiting_mails
from balises.boxes.services.limiting import count_post, count_wrong_code
from balises.boxes.services.opening import make_box
from balises.boxes.services.saving import backup_of_today, prune_backups, save_results
from balises.boxes.services.stopping import close_in_own_process, resume_closings, stop_arrivals

__all__ = [
    "AfterStep",
    "OpenedEnvelope",
    "backup_of_today",
    "close_in_own_process",
    "count_post",
    "count_wrong_code",
    "invite",
    "make_box",
    "new_token",
    "nothing_more",
    "open_envelopes",
    "prune_backups",
    "put_envelope",
    "remind",
    "resume_closings",
    "save_results",
    "send_invitations",
    "send_waiting_mails",
    "stop_arrivals",
    "token_is_known",
]
