from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balises.organisations.scoping import ScopedModel


class Charter(ScopedModel):
    """An organisation's charter: one draft, and sealed versions."""

    organisation = models.OneToOneField("organisations.Organisation", models.CASCADE, related_name="charter")
    title = models.CharField(_("titre"), max_length=200)
    preamble = models.TextField(_("préambule"), max_length=3000, blank=True)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("charters:public", args=[self.organisation.slug])


class Article(ScopedModel):
    """An article of the draft. Adopted versions hold copies of their own."""

    organisation_path = "charter__organisation"

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="articles")
    number = models.PositiveIntegerField(_("numéro"))
    title = models.CharField(_("titre"), max_length=160)
    text = models.TextField(_("texte"), max_length=3000)
    decision = models.ForeignKey(
        "decisions.Decision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("décision")
    )
    node = models.OneToOneField("trace.Node", models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [UniqueConstraint(fields=["charter", "number"], name="one_article_per_number")]

    def __str__(self) -> str:
        return self.title


class CharterVersion(ScopedModel):
    """An adopted version, whole, tied to the decision that adopted it. Insert only."""

    is_sealed = True
    organisation_path = "charter__organisation"

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    decision = models.OneToOneField("decisions.Decision", models.PROTECT, related_name="+")
    body = models.JSONField()  # everything the digest covers: see rules.canonical_charter
    article_nodes = models.JSONField()  # keys of the articles' nodes, in order; outside the digest, a copy may renumber
    adopted_on = models.DateField()
    review_on = models.DateField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [UniqueConstraint(fields=["charter", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("charters:version", args=[self.charter.organisation.slug, self.number])
