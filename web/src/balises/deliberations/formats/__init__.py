"""How a deliberation comes in and goes out."""

from balises.deliberations.formats.polis import read_polis
from balises.deliberations.formats.results import FORMAT, result_document

__all__ = ["FORMAT", "read_polis", "result_document"]
