import uuid
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balises.boxes.rules import Backup, BoxState, Outcome
from balises.organisations.scoping import ScopedModel

STORED_STATES = [BoxState.OPEN, BoxState.CLOSING, BoxState.EMPTIED, BoxState.CLOSED]


class Box(ScopedModel):
    """A ballot box: one anonymous activity, one pair of key files, one length of envelope."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    code = models.CharField(max_length=6, unique=True)  # shown as AB3-K7Q
    target = models.CharField(max_length=200)  # address of the participants' page
    guarantor_label = models.CharField(max_length=200)  # what the guarantor's page and the mails call it
    state = models.CharField(max_length=10, default=BoxState.OPEN)
    envelope_length = models.PositiveIntegerField()
    mailing_count = models.PositiveIntegerField(default=0)  # the first mail, then each reminder
    sealing = models.CharField(max_length=60, blank=True)  # the service that writes results: cards.seal_results
    sealing_pk = models.BigIntegerField(null=True, blank=True)  # of the activity that service takes
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True, default=Outcome.NONE)
    unreadable_count = models.PositiveIntegerField(default=0)
    backup = models.CharField(max_length=20, blank=True, default=Backup.NONE)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=STORED_STATES), name="box_state_is_known"),
            CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="box_outcome_is_known"),
            CheckConstraint(condition=Q(backup__in=list(Backup)), name="box_backup_is_known"),
        ]

    def __str__(self) -> str:
        return self.guarantor_label

    @property
    def name_of_keys(self) -> str:
        """What the key files of the box are called."""
        return str(self.pk)


class Envelope(ScopedModel):
    """A sealed answer. No time, no order, no person: a slot that only the participant's token can find again."""

    organisation_path = "box__organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, models.CASCADE, related_name="envelopes")
    slot = models.BinaryField(max_length=32)
    item = models.CharField(max_length=20, blank=True)  # the statement voted on, or nothing
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["box", "slot", "item"], name="one_envelope_per_slot_and_item"),
        ]

    def __str__(self) -> str:
        return "envelope"


class Invitation(ScopedModel):
    """Who was asked to take part. It is never marked when an answer arrives; it is deleted at closing."""

    organisation_path = "box__organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, models.CASCADE, related_name="invitations")
    address = models.EmailField()
    sent_count = models.PositiveIntegerField(default=0)  # mailings of the box that left for it, or came before it

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["box", "address"], name="one_invitation_per_address"),
        ]

    def __str__(self) -> str:
        return self.address
