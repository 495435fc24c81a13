from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.organisations.scoping import ScopedModel
from balises.register.rules import Status, Visibility


class AIUse(ScopedModel):
    """One use of AI: a task, a kind of tool, some information, a moment. Never a tool alone."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="uses")
    process = models.ForeignKey("processes.Process", models.PROTECT, related_name="uses")
    slug = models.SlugField(_("adresse"), max_length=60)
    title = models.CharField(_("titre"), max_length=160)
    purpose = models.TextField(_("finalité"), max_length=1500)
    tool = models.CharField(_("genre d’outil"), max_length=200)
    information = models.TextField(_("informations confiées à l’outil"), max_length=1500)
    people_concerned = models.CharField(_("personnes concernées"), max_length=300)
    visibility = models.CharField(_("visibilité"), max_length=20)
    status = models.CharField(_("statut"), max_length=30, default=Status.TO_INVESTIGATE)
    owner = models.CharField(_("fonction responsable"), max_length=160, blank=True)
    human_contact = models.CharField(_("contact humain"), max_length=300, blank=True)
    how_to_refuse = models.TextField(_("comment refuser"), max_length=1500, blank=True)
    how_to_contest = models.TextField(_("comment contester"), max_length=1500, blank=True)
    review_on = models.DateField(_("date de réexamen"), null=True, blank=True)
    pronounced_on = models.DateField(null=True, blank=True)
    pronounced_by = models.CharField(max_length=200, blank=True)  # the body named in the process's mandate
    spotted = models.CharField(max_length=200)  # where it was seen, already in words that say no small number
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+")
    entry_node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+", null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("title",)
        constraints: ClassVar = [
            UniqueConstraint(fields=["organisation", "slug"], name="one_use_per_address"),
            CheckConstraint(condition=Q(status__in=list(Status)), name="use_status_is_known"),
            CheckConstraint(condition=Q(visibility__in=list(Visibility)), name="use_visibility_is_known"),
            CheckConstraint(
                condition=Q(status=Status.TO_INVESTIGATE) | (Q(pronounced_on__isnull=False) & ~Q(pronounced_by="")),
                name="use_status_has_an_author",
            ),
            CheckConstraint(
                condition=Q(published_on__isnull=True)
                | (
                    ~Q(owner="")
                    & ~Q(human_contact="")
                    & ~Q(how_to_refuse="")
                    & ~Q(how_to_contest="")
                    & Q(review_on__isnull=False)
                ),
                name="published_use_is_answerable",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dossiers:use", args=[self.organisation.slug, self.pk])

    @property
    def is_published(self) -> bool:
        return self.published_on is not None and self.withdrawn_on is None
