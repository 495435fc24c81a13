"""The closing protocol, step by step. Each step may be started again: a process killed anywhere loses nothing.

    write_and_empty   results written and every envelope deleted, in one transaction
    destroy_keys      only after that commit: overwritten, synced, unlinked
    shrink            what the database file still held of deleted rows is gone
    back_up           the sealed results are saved at once
    mark_closed       the invited are forgotten, the box is closed

Before it, `stop_arrivals` shut the box in a transaction of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from balises.boxes import queries, rules
from balises.boxes.models import Box, Envelope
from balises.boxes.rules import BoxState, Outcome
from balises.boxes.services import saving, sweeping
from balises.shared.envelopes import (
    EnvelopeError,
    KeyFolderError,
    KeyProblem,
    OpeningKey,
    destroy_box_keys,
    open_envelope,
    read_opening_key,
    shuffled,
)
from balises.shared.errors import Refusal, Refused

AfterStep = Callable[[str], None]


@dataclass(frozen=True)
class OpenedEnvelope:
    """What an envelope held. `voter` groups one participant's items under a number drawn for this opening."""

    voter: int
    item: str
    plaintext: bytes


@dataclass(frozen=True)
class _Reading:
    """Everything the box held, in memory only."""

    opened: tuple[OpenedEnvelope, ...]
    unreadable_count: int
    outcome: Outcome


def nothing_more(step: str) -> None:
    """What follows a step: nothing."""


def open_envelopes(
    box: Box,
    *,
    write: Callable[[Sequence[OpenedEnvelope]], None],
    fewer: Callable[[], None],
    after_step: AfterStep = nothing_more,
    minimum: int = rules.MINIMUM_ENVELOPES,
) -> None:
    """Run the whole protocol, or what is left of it. `write` and `fewer` run inside the emptying transaction.

    With fewer than `minimum` participants nothing is opened.
    """
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("write_and_empty", lambda: write_and_empty(box, write=write, fewer=fewer, minimum=minimum)),
        ("destroy_keys", lambda: destroy_keys(box)),
        ("shrink", sweeping.shrink),
        ("back_up", lambda: back_up(box)),
        ("mark_closed", lambda: mark_closed(box)),
    )
    for name, step in steps:
        step()
        after_step(name)


def write_and_empty(
    box: Box,
    *,
    write: Callable[[Sequence[OpenedEnvelope]], None],
    fewer: Callable[[], None],
    minimum: int = rules.MINIMUM_ENVELOPES,
) -> None:
    """Write the results and delete every envelope, or neither; done once, whoever else is closing the box."""
    reading = _read(box, minimum=minimum) if Box.objects.get(pk=box.pk).state == BoxState.CLOSING else None
    with transaction.atomic():
        locked = queries.locked(box)
        if locked.state == BoxState.OPEN:
            raise ValueError("Arrivals must be stopped before a box is opened.")
        if locked.state != BoxState.CLOSING or reading is None:
            return  # already emptied by a former try
        if reading.outcome is Outcome.OPENED:
            write(reading.opened)
        else:
            fewer()
        Envelope.objects.filter(box=locked).delete()  # one statement: deleted one by one, the log would tell the order
        locked.state, locked.outcome = BoxState.EMPTIED, reading.outcome
        locked.unreadable_count = reading.unreadable_count
        locked.save(update_fields=["state", "outcome", "unreadable_count"])


def _read(box: Box, *, minimum: int) -> _Reading:
    """Open everything in memory. No envelope enters a closing box, so what is read here is all there is."""
    if not rules.may_be_opened(queries.slot_count(box), minimum=minimum):
        return _Reading((), 0, Outcome.DESTROYED_UNOPENED)
    opening = _opening_key(box)
    # The order is drawn before anything is opened: neither slot, nor place on the disk, nor time outlives it.
    envelopes = shuffled(Envelope.objects.filter(box=box))
    voters = {slot: number for number, slot in enumerate(shuffled({bytes(each.slot) for each in envelopes}))}
    opened = tuple(
        OpenedEnvelope(voters[bytes(each.slot)], each.item, text)
        for each in envelopes
        if (text := _text(each, opening)) is not None
    )
    is_enough = rules.may_be_opened(len({each.voter for each in opened}), minimum=minimum)
    outcome = Outcome.OPENED if is_enough else Outcome.TOO_FEW_READABLE
    return _Reading(opened, len(envelopes) - len(opened), outcome)


def _opening_key(box: Box) -> OpeningKey:
    try:
        return read_opening_key(settings.KEYS_FOLDER, box=box.name_of_keys)
    except KeyFolderError as error:
        if error.problem in {KeyProblem.NO_KEY, KeyProblem.NO_FOLDER}:
            raise Refused(Refusal("boxes.lost")) from error
        raise


def _text(envelope: Envelope, opening: OpeningKey) -> bytes | None:
    """What an envelope holds; None where it was altered or moved, which stops nothing and is counted."""
    try:
        return open_envelope(bytes(envelope.sealed), opening=opening, slot=bytes(envelope.slot), item=envelope.item)
    except EnvelopeError:
        return None


def destroy_keys(box: Box) -> None:
    """Only once the results are committed: a crash before would lose the answers for good."""
    if Box.objects.get(pk=box.pk).state not in {BoxState.EMPTIED, BoxState.CLOSED}:
        raise ValueError("The keys of a box that still holds envelopes are not destroyed.")
    destroy_box_keys(settings.KEYS_FOLDER, box=box.name_of_keys)


def back_up(box: Box) -> None:
    Box.objects.filter(pk=box.pk).update(backup=saving.save_results())


@transaction.atomic
def mark_closed(box: Box) -> None:
    """Forget who was invited: the addresses have served."""
    box = queries.locked(box)
    box.invitations.all().delete()
    box.state, box.closed_on = BoxState.CLOSED, box.closed_on or timezone.localdate()
    box.save(update_fields=["state", "closed_on"])
