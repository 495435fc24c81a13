"""What must hold for published editions."""

from balises.shared.errors import Refusal


def refusal_to_reload(*, reference: str, kept_digest: str, new_digest: str) -> Refusal | None:
    """A published edition never changes: any change of meaning is a new number."""
    if kept_digest != new_digest:
        return Refusal("library.edition_changed", {"reference": reference})
    return None
