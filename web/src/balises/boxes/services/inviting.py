"""Invitations leave by mail. Their tokens are derived as each mail leaves: never stored, never queued."""

import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from balises.boxes import queries, rules
from balises.boxes.models import Box, Invitation
from balises.boxes.phrases import MAIL_BODY, MAIL_SUBJECT
from balises.boxes.rules import BoxState, InvitingFacts
from balises.shared.envelopes import ArrivalKey, invitation_token, read_arrival_key
from balises.shared.errors import insist
from balises.shared.later import growing_delay_seconds, later
from balises.shared.mail import send_now

NO_REMINDER_YET = 1


@transaction.atomic
def invite(box: Box, *, addresses: Sequence[str]) -> int:
    """Add people to those invited; says how many were new. Their mails leave by `send_invitations`."""
    box = queries.locked(box)
    wanted = dict.fromkeys(address.strip().lower() for address in addresses if address.strip())
    insist(rules.refusal_to_invite(InvitingFacts(queries.shown_state(box), len(wanted))))
    known = set(box.invitations.values_list("address", flat=True))
    # The mailings that left before they came are not theirs: one mail, not as many as there were reminders.
    former_count = max(box.mailing_count - 1, 0)
    new = [Invitation(box=box, address=address, sent_count=former_count) for address in wanted if address not in known]
    Invitation.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def send_invitations(box: Box) -> None:
    """Write to everyone invited who has not been written to yet."""
    _mail(box, new_mailings=0 if queries.locked(box).mailing_count else NO_REMINDER_YET)


@transaction.atomic
def remind(box: Box, *, after: int) -> None:
    """Write again to everyone invited: nobody knows who has answered. `after`: how many mailings one has seen leave."""
    box = queries.locked(box)
    insist(rules.refusal_to_remind(after=after, mailing_count=box.mailing_count))
    _mail(box, new_mailings=1)


def _mail(box: Box, *, new_mailings: int) -> None:
    box = queries.locked(box)
    insist(rules.refusal_to_take(queries.shown_state(box)))
    box.mailing_count += new_mailings
    box.save(update_fields=["mailing_count"])
    later("boxes.send_invitations", box.organisation_id, str(box.pk))


def send_waiting_mails(box: Box, *, attempt_count: int = 0) -> None:
    """Hand the due mails to the mail server; while it is down they wait, and are tried again later and later."""
    if queries.shown_state(box) is not BoxState.OPEN:
        return  # the link would lead to a closed box
    arrival = read_arrival_key(settings.KEYS_FOLDER, box=box.name_of_keys)
    due = list(box.invitations.filter(sent_count__lt=box.mailing_count).order_by("pk"))
    have_left = [_left(box, invitation, arrival) for invitation in due]  # each is tried, whatever befell the others
    if not all(have_left):
        delay_seconds = growing_delay_seconds(attempt_count)
        later(
            "boxes.send_invitations", box.organisation_id, str(box.pk), attempt_count + 1, delay_seconds=delay_seconds
        )


def _left(box: Box, invitation: Invitation, arrival: ArrivalKey) -> bool:
    """Try one mail. An address the server refuses does not keep the others waiting."""
    token = invitation_token(invitation.pk, arrival=arrival)
    facts = {
        "label": box.guarantor_label,
        "organisation": box.organisation.name,
        "address": f"{settings.BASE_URL}{box.target}/{token}",
    }
    try:
        send_now(invitation.address, str(MAIL_SUBJECT % facts), str(MAIL_BODY % facts))
    except (OSError, smtplib.SMTPException):
        return False
    Invitation.objects.filter(pk=invitation.pk).update(sent_count=box.mailing_count)
    return True
