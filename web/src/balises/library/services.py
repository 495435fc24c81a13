"""Load what content/ publishes. An edition enters once and never changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from balises.library import rules
from balises.library.models import Edition
from balises.shared.errors import insist


@dataclass(frozen=True)
class EditionRow:
    """One edition, read and checked, as plain values."""

    kind: str
    slug: str
    number: int
    language: str
    title: str
    digest: str
    body: Mapping[str, Any]


@transaction.atomic
def load_editions(rows: Iterable[EditionRow]) -> int:
    """Insert the editions that are not there yet; refuse one that changed. Returns how many entered."""
    known = {(e.kind, e.slug, e.number, e.language): e.digest for e in Edition.objects.defer("body")}
    new = []
    for row in rows:
        kept = known.get((row.kind, row.slug, row.number, row.language))
        if kept is None:
            new.append(Edition(**{**vars(row), "body": dict(row.body)}))
        else:
            reference = f"{row.kind}:{row.slug}@{row.number}"
            insist(rules.refusal_to_reload(reference=reference, kept_digest=kept, new_digest=row.digest))
    return len(Edition.objects.bulk_create(new))
