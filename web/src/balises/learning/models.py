from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from balises.organisations.scoping import ScopedModel


class Citation(ScopedModel):
    """A page of a module that shows one of the organisation's own articles."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    course = models.CharField(max_length=120)  # course:ia-en-travail-social@1
    module = models.CharField(max_length=20)
    page = models.CharField(max_length=60)
    article = models.ForeignKey("trace.Node", models.PROTECT, related_name="+")
    node = models.ForeignKey("trace.Node", models.PROTECT, related_name="+")  # of the module, in this organisation

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["organisation", "course", "module", "page", "article"], name="one_citation_per_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module}#{self.page}"
