"""Load what content/ publishes, seal what an organisation composes. An edition enters once and never changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from balises.library import rules
from balises.library.models import Edition, OwnEdition
from balises.organisations import journal
from balises.organisations.models import Member
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


@transaction.atomic
def publish_own_edition(
    row: EditionRow, *, replaces: str, changes: Iterable[Mapping[str, Any]], by: Member
) -> OwnEdition:
    """Seal a grid that the organisation composed. Whoever calls has read it with the schema of content."""
    edition = OwnEdition.objects.create(
        organisation=by.organisation,
        slug=row.slug,
        number=row.number,
        title=row.title,
        digest=row.digest,
        body=dict(row.body),
        changes=[dict(change) for change in changes],
        replaces=replaces,
        published_on=timezone.localdate(),
    )
    journal.record("library.own_edition_published", edition, by=by)
    return edition
