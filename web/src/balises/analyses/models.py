from django.db import models

from balises.organisations.scoping import ScopedModel


class AnalysisRun(ScopedModel):
    """The one run made at closing: protected result, method, and the digest of that result. Insert only."""

    is_sealed = True

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    method = models.CharField(max_length=80)
    method_version = models.CharField(max_length=20)
    engine_version = models.CharField(max_length=20)
    parameters = models.JSONField()
    plan = models.JSONField()  # written before opening
    result = models.JSONField()  # protected: nothing else is ever kept
    digest = models.CharField(max_length=64)
    sealed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.method} {self.digest[:8]}"
