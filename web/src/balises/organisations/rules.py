"""What must hold for organisations and their members."""

from dataclasses import dataclass
from enum import StrEnum

from balises.organisations.roles import Role
from balises.shared.errors import Refusal

RESERVED_SLUGS = frozenset(
    {"o", "j", "p", "usages", "grille", "registre", "sante", "preuves", "compte", "donnees", "static", "registre.json"}
)


class OrganisationKind(StrEnum):
    ORGANISATION = "organisation"
    NETWORK = "network"


@dataclass(frozen=True)
class RoleChange:
    current: Role
    new: Role
    lead_count: int


def refusal_to_name(slug: str) -> Refusal | None:
    if slug in RESERVED_SLUGS:
        return Refusal("organisations.reserved_address", {"slug": slug})
    return None


def refusal_to_change_role(change: RoleChange) -> Refusal | None:
    if change.current is Role.LEAD and change.new is not Role.LEAD and change.lead_count <= 1:
        return Refusal("organisations.last_lead")
    return None
