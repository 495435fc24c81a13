from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.meetings.rules import ConclusionKind
from balises.organisations.scoping import ScopedModel


class Meeting(ScopedModel):
    """A dated meeting, open to registration without an account."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="meetings")
    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="meetings")
    slug = models.SlugField(_("adresse"), max_length=60)
    title = models.CharField(_("titre"), max_length=200)
    purpose = models.TextField(_("objet"), max_length=2000)
    place = models.CharField(_("lieu"), max_length=300)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    about = models.ForeignKey("trace.Node", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-starts_at",)
        constraints: ClassVar = [
            UniqueConstraint(fields=["organisation", "slug"], name="one_meeting_per_address"),
            CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:public", args=[self.organisation.slug, self.slug])


class Registration(ScopedModel):
    """Someone who said they would come, confirmed by e-mail, erased after the meeting."""

    organisation_path = "meeting__organisation"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="registrations")
    address = models.EmailField(_("adresse électronique"))
    name = models.CharField(_("nom, si vous le souhaitez"), max_length=120, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["meeting", "address"], name="one_registration_per_address"),
        ]

    def __str__(self) -> str:
        return self.address


class Conclusion(ScopedModel):
    """What a meeting agreed on, disputes, or leaves open. Insert only: an open one joins the agenda."""

    is_sealed = True
    organisation_path = "meeting__organisation"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="conclusions")
    kind = models.CharField(_("nature"), max_length=10)
    text = models.CharField(_("conclusion"), max_length=300)
    on = models.DateField()
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=list(ConclusionKind)), name="conclusion_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.text
