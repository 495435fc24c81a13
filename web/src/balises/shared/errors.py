"""The one way to say no: a refusal is a value, a refused request is an exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """Why something may not happen now: a code (`app.reason`) and the facts its sentence needs."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """Raised where a refusal stops a write; shown to the person as a sentence, status 409."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def insist(refusal: Refusal | None) -> None:
    """Go on only where nothing refuses."""
    if refusal is not None:
        raise Refused(refusal)
