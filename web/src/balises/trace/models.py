from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from balises.organisations.scoping import ScopedModel
from balises.trace.rules import Kind


class Node(ScopedModel):
    """One thing of the chain, as its thread shows it. The app that owns the thing writes its node."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300)  # for members
    public_title = models.CharField(max_length=300, blank=True)
    public_address = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=list(Kind)), name="node_kind_is_known"),
            CheckConstraint(
                condition=Q(is_public=False) | (~Q(public_title="") & ~Q(public_address="")),
                name="public_node_has_public_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address


class Link(ScopedModel):
    """`result` came from `source`. Read both ways."""

    organisation_path = "source__organisation"

    source = models.ForeignKey(Node, models.CASCADE, related_name="links_out")
    result = models.ForeignKey(Node, models.CASCADE, related_name="links_in")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["source", "result"], name="one_link_between_two_nodes"),
            CheckConstraint(condition=~Q(source=F("result")), name="no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.result_id}"
