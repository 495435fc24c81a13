"""The append-only journal: who did what. It never says who answered what."""

from django.db import models

from balises.organisations.models import Entry, Member
from balises.organisations.scoping import organisation_in_scope


def record(code: str, thing: models.Model, *, by: Member | None) -> None:
    """Write one line, in the caller's transaction."""
    Entry.objects.create(
        organisation_id=organisation_in_scope(),
        code=code,
        subject=f"{thing._meta.label_lower}:{thing.pk} {thing}"[:200],
        by_function=by.function if by is not None else "",
    )
