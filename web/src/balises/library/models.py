from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from balises.organisations.scoping import ScopedModel


class Edition(models.Model):
    """A published edition of a reference content, as it stands in content/. Never changed: a new one replaces it."""

    is_sealed = True

    kind = models.CharField(max_length=30)
    slug = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    body = models.JSONField()

    class Meta:
        ordering = ("kind", "slug", "-number")
        constraints: ClassVar = [
            UniqueConstraint(fields=["kind", "slug", "number", "language"], name="one_row_per_edition"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"{self.kind}:{self.slug}@{self.number}"


class OwnEdition(ScopedModel):
    """A grid that an organisation composed for itself, or took from another. Sealed: the next one names it."""

    is_sealed = True

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)  # « grille-les-deux-rives »: two organisations never share one
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    changes = models.JSONField()  # what became of which criterion, why, after which remarks: keys, never their words
    replaces = models.CharField(max_length=120)  # the edition it starts from
    published_on = models.DateField()

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [
            UniqueConstraint(fields=["organisation", "number"], name="one_own_edition_per_number"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"framework:{self.slug}@{self.number}"
