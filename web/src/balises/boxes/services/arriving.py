"""An answer arrives: sealed at once, under a slot that only its token finds again."""

from django.conf import settings
from django.db import transaction

from balises.boxes import queries, rules
from balises.boxes.models import Box, Envelope
from balises.shared.envelopes import is_invitation_token, random_token, read_arrival_key, seal, slot_for
from balises.shared.errors import insist


def new_token() -> str:
    """A token for whoever comes by the open code: drawn for the form, kept nowhere."""
    return random_token()


def token_is_known(box: Box, token: str) -> bool:
    """Whether an invitation link is one that left for this box; which one is never told."""
    if queries.shown_state(box) is not rules.BoxState.OPEN:
        return False
    arrival = read_arrival_key(settings.KEYS_FOLDER, box=box.name_of_keys)
    return is_invitation_token(token, invitation_ids=queries.invitation_ids(box), arrival=arrival)


@transaction.atomic
def put_envelope(box: Box, *, token: str, plaintext: bytes, item: str = "") -> None:
    """Seal an answer and keep it, in place of the former one of the same token and item.

    Returning means committed, once the caller's outermost transaction ends: participants' views open none.
    """
    if not rules.is_token(token):
        raise ValueError("Not the shape of a participant's token.")
    box = queries.locked_to_take(box)
    insist(rules.refusal_to_take(queries.shown_state(box)))
    arrival = read_arrival_key(settings.KEYS_FOLDER, box=box.name_of_keys)
    slot = slot_for(token, arrival=arrival)
    sealed = seal(plaintext, arrival=arrival, slot=slot, length=box.envelope_length, item=item)
    # One statement, so that two taps on the same button cannot both insert.
    Envelope.objects.bulk_create(
        [Envelope(box=box, slot=slot, item=item, sealed=sealed)],
        update_conflicts=True,
        unique_fields=["box", "slot", "item"],
        update_fields=["sealed"],
    )
