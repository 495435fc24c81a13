from typing import ClassVar

from django.db import models


class Folder(models.Model):
    name = models.CharField(max_length=50)


class Leaflet(models.Model):
    """A printed leaflet: sealed, with a primary key, a unique column and a unique pair."""

    is_sealed = True

    folder = models.ForeignKey(Folder, models.PROTECT)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=60, unique=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["folder", "number"], name="one_leaflet_per_number"),
        ]
