from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint


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
