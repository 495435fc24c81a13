import uuid
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balises.boxes.rules import BoxState
from balises.organisations.scoping import ScopedModel


class Box(ScopedModel):
    """A ballot box: one anonymous activity, one pair of key files, one length of envelope."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    code = models.CharField(max_length=6, unique=True)  # shown as AB3-K7Q
    target = models.CharField(max_length=200)  # address of the participants' page
    guarantor_label = models.CharField(max_length=200)  # what the guarantor's page calls it
    state = models.CharField(max_length=10, default=BoxState.OPEN)
    envelope_length = models.PositiveIntegerField()
    closed_on = models.DateField(null=True, blank=True)
    was_destroyed_unopened = models.BooleanField(default=False)
    unreadable_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(BoxState)), name="box_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.guarantor_label


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
    """Who was asked to take part. It is never marked when an answer arrives."""

    organisation_path = "box__organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, models.CASCADE, related_name="invitations")
    address = models.EmailField()
    sent_count = models.PositiveIntegerField(default=0)  # mails that left, never what came back

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["box", "address"], name="one_invitation_per_address"),
        ]

    def __str__(self) -> str:
        return self.address
