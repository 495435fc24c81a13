from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.deliberations.rules import LONGEST_STATEMENT, DeliberationState
from balises.organisations.scoping import ScopedModel


class Deliberation(ScopedModel):
    """An open question put to people as statements: agree, disagree, pass."""

    organisation_path = "process__organisation"

    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="deliberations")
    question = models.ForeignKey("processes.OpenQuestion", models.PROTECT, related_name="deliberations")
    title = models.CharField(_("titre"), max_length=200)
    state = models.CharField(max_length=10, default=DeliberationState.DRAFT)
    box = models.OneToOneField("boxes.Box", models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.JSONField(null=True, blank=True)  # the publication plan, written at opening
    run = models.OneToOneField("analyses.AnalysisRun", models.PROTECT, null=True, blank=True, related_name="+")
    map_run = models.OneToOneField("analyses.AnalysisRun", models.PROTECT, null=True, blank=True, related_name="+")
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")
    held_elsewhere = models.JSONField(null=True, blank=True)  # Conversation.told, of one that was brought in
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(DeliberationState)), name="deliberation_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deliberations:deliberation", args=[self.process.organisation.slug, self.pk])


class Statement(ScopedModel):
    """One sentence one may agree with, disagree with, or pass."""

    organisation_path = "deliberation__process__organisation"

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.CharField(_("énoncé"), max_length=LONGEST_STATEMENT)
    dilemma = models.CharField(max_length=20, blank=True)  # code of the dilemma it was drawn from

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [UniqueConstraint(fields=["deliberation", "number"], name="one_statement_per_number")]

    def __str__(self) -> str:
        return self.text
