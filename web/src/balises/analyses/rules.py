"""What an analysis is made of, in plain values."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class CastVote:
    """One voter's answer to one item. `voter` is arbitrary: it only says which answers go together."""

    voter: int
    item: str
    choice: str


class Precision(StrEnum):
    """How a row may be drawn."""

    EXACT = "exact"
    COARSE = "coarse"
    WITHHELD = "withheld"
