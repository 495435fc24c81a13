"""What must hold for organisations and their members."""

from dataclasses import dataclass
from enum import StrEnum

from balises.shared.errors import Refusal

RESERVED_SLUGS = frozenset(
    {"o", "j", "p", "usages", "grille", "registre", "sante", "preuves", "compte", "donnees", "static", "registre.json"}
)


class OrganisationKind(StrEnum):
    ORGANISATION = "organisation"
    NETWORK = "network"


@dataclass(frozen=True)
class ChangeFacts:
    """A member as they are, as they would be, and how many leads could still enter without them."""

    is_lead: bool
    stays_lead: bool
    other_lead_count: int


def refusal_to_name(slug: str) -> Refusal | None:
    """Some first parts of an address belong to Balises itself."""
    if slug in RESERVED_SLUGS:
        return Refusal("organisations.reserved_address", {"slug": slug})
    return None


def refusal_to_add(*, is_already_member: bool) -> Refusal | None:
    return Refusal("organisations.already_member") if is_already_member else None


def refusal_to_change(facts: ChangeFacts) -> Refusal | None:
    """Somebody must always be able to run the process."""
    if facts.is_lead and not facts.stays_lead and facts.other_lead_count == 0:
        return Refusal("organisations.last_lead")
    return None
