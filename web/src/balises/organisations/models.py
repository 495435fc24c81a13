from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.organisations.roles import Role
from balises.organisations.rules import OrganisationKind
from balises.organisations.scoping import ScopedModel


class Organisation(models.Model):
    """An organisation of social action: everything else belongs to one."""

    name = models.CharField(_("nom"), max_length=120)
    slug = models.SlugField(_("adresse"), max_length=50, unique=True)
    kind = models.CharField(max_length=20, default=OrganisationKind.ORGANISATION)
    is_invented = models.BooleanField(default=False)  # the demonstration says so on every page
    contact = models.CharField(_("contact pour les droits"), max_length=200)
    opened_on = models.DateField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(kind__in=list(OrganisationKind)), name="organisation_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dossiers:organisation", args=[self.slug])


class Member(ScopedModel):
    """A person in an organisation, with one role."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=20)
    function = models.CharField(_("fonction"), max_length=120)  # what sealed texts name, never the person
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(role__in=list(Role)), name="member_role_is_known"),
            UniqueConstraint(fields=["organisation", "user"], name="one_membership_per_person"),
        ]

    def __str__(self) -> str:
        return self.function


class Entry(ScopedModel):
    """A line of the journal: who did what, never who answered what. Insert only."""

    is_sealed = True

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    code = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    by_function = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.code
