from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse

from balises.assessments.rules import AssessmentState, Choice
from balises.organisations.scoping import ScopedModel


class Assessment(ScopedModel):
    """One AI use looked at with a frozen copy of an edition of the grid."""

    organisation_path = "use__organisation"

    use = models.ForeignKey("register.AIUse", models.PROTECT, related_name="assessments")
    edition = models.CharField(max_length=120)  # framework:quick-scan@1
    edition_digest = models.CharField(max_length=64)
    edition_body = models.JSONField()
    state = models.CharField(max_length=10, default=AssessmentState.OPEN)
    closing_reason = models.CharField(max_length=500, blank=True)  # where it was shared before all were in
    opened_on = models.DateField()
    shared_on = models.DateField(null=True, blank=True)
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=list(AssessmentState)), name="assessment_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.edition

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment", args=[self.use.organisation.slug, self.pk])


class Assessor(ScopedModel):
    """A seat asked to fill this grid."""

    organisation_path = "assessment__use__organisation"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="assessors")
    seat = models.ForeignKey("processes.Seat", models.PROTECT, related_name="+")
    holder = models.CharField(max_length=80, blank=True)  # whose draft it is: a seat may change hands meanwhile
    handed_in_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [UniqueConstraint(fields=["assessment", "seat"], name="one_assessor_per_seat")]

    def __str__(self) -> str:
        return str(self.seat_id)


class Rating(ScopedModel):
    """What one assessor answers to one criterion."""

    organisation_path = "assessor__assessment__use__organisation"

    assessor = models.ForeignKey(Assessor, models.CASCADE, related_name="ratings")
    criterion = models.CharField(max_length=20)
    choice = models.CharField(max_length=20)
    justification = models.TextField(blank=True, max_length=1500)

    class Meta:
        ordering = ("criterion",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(choice__in=list(Choice)), name="rating_is_a_known_choice"),
            UniqueConstraint(fields=["assessor", "criterion"], name="one_rating_per_assessor_and_criterion"),
            CheckConstraint(
                condition=~Q(choice=Choice.NOT_APPLICABLE) | ~Q(justification=""), name="not_applicable_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.choice}"
