import uuid
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.cards.rules import TOOL_LIMIT, CollectionState
from balises.organisations.scoping import ScopedModel
from balises.register.rules import Visibility


class CardCollection(ScopedModel):
    """A harvest of anonymous use cards, in a room or over some days."""

    organisation_path = "process__organisation"

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="card_collections")
    title = models.CharField(_("titre"), max_length=160)
    question = models.ForeignKey(
        "processes.OpenQuestion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("question ouverte"),
    )
    state = models.CharField(max_length=10, default=CollectionState.DRAFT)
    box = models.OneToOneField("boxes.Box", models.PROTECT, null=True, blank=True, related_name="+")
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(CollectionState)), name="collection_state_is_known"),
            CheckConstraint(
                condition=Q(state=CollectionState.DRAFT) | Q(box__isnull=False), name="opened_collection_has_its_box"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cards:collection", args=[self.process.organisation.slug, self.pk])


class Card(ScopedModel):
    """What one person wrote, kept whole. No time, no order, no person. Insert only."""

    is_sealed = True
    organisation_path = "collection__process__organisation"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey(CardCollection, models.PROTECT, related_name="cards")
    visibility = models.CharField(max_length=20)
    purpose = models.TextField()
    tool = models.CharField(max_length=TOOL_LIMIT)
    information = models.TextField(blank=True)
    change = models.TextField(blank=True)
    need = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)  # drawn at random when the box was opened
        constraints: ClassVar = [
            CheckConstraint(condition=Q(visibility__in=list(Visibility)), name="card_visibility_is_known"),
        ]

    def __str__(self) -> str:
        return self.purpose[:60]
