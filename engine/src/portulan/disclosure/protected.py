"""Results that may be shown. Only the functions that protect can make one."""

from abc import ABC, abstractmethod
from dataclasses import KW_ONLY, InitVar, dataclass
from enum import StrEnum
from typing import Any

from portulan.disclosure.cells import AtLeast, Band, Between, Cell, Suppressed, cell_to_plain
from portulan.disclosure.policy import Policy
from portulan.results import Method, digest_of

CHOICES = ("agree", "disagree", "pass")
CHOICES_FORMAT = "portulan.choices/1"
COUNT_FORMAT = "portulan.count/1"
MINT = object()  # Private to this package. Not a secret: it makes a bypass visible in review, not impossible.


class Detail(StrEnum):
    """How much a row tells."""

    WITHHELD = "withheld"
    """Nothing."""
    BANDS = "bands"
    """Words only."""
    RANGES = "ranges"
    """At least one choice as a range or withheld; the leading one may be exact."""
    COUNTS = "counts"
    """Exact counts for all three choices."""


@dataclass(frozen=True)
class Protected(ABC):
    """A result that has passed disclosure control; exports accept nothing else.

    Raises
    ------
    TypeError
        When made by anything but `protect_choices`, `protect_count`, `by_fives` or `reopen`.
    """

    _: KW_ONLY
    mint: InitVar[object]

    def __post_init__(self, mint: object) -> None:
        if mint is not MINT:
            raise TypeError(f"{type(self).__name__} is made by the functions that protect, never directly.")

    @abstractmethod
    def to_plain(self) -> dict[str, Any]:
        """The result as dictionaries, lists and scalars, ready for JSON."""

    def digest(self) -> str:
        """SHA-256 of the protected result; it covers nothing that is not shown."""
        return digest_of(self.to_plain())


@dataclass(frozen=True)
class ProtectedCount(Protected):
    """A number of people, as far as it may be told: exact, a range, from below, or not at all."""

    value: int | Between | AtLeast | Suppressed

    def to_plain(self) -> dict[str, Any]:
        """The count under its format name, ready for JSON."""
        return {"format": COUNT_FORMAT, "value": cell_to_plain(self.value)}


@dataclass(frozen=True)
class ProtectedRow(Protected):
    """What is told of the votes on one statement: numbers of people, or words for them."""

    item: str
    detail: Detail
    answers: int | Between | Suppressed
    agree: Cell
    disagree: Cell
    passed: Cell

    @property
    def cells(self) -> tuple[Cell, Cell, Cell]:
        """The three cells, in the order of `CHOICES`."""
        return self.agree, self.disagree, self.passed

    @property
    def majority(self) -> str | None:
        """The choice that what is told shows to be that of more than half, or None."""
        for choice, cell in zip(CHOICES, self.cells, strict=True):
            if cell is Band.MORE_THAN_HALF or (isinstance(self.answers, int) and 2 * _lowest(cell) > self.answers):
                return choice
        return None

    def to_plain(self) -> dict[str, Any]:
        """The row as dictionaries and scalars, ready for JSON."""
        told = {choice: cell_to_plain(cell) for choice, cell in zip(CHOICES, self.cells, strict=True)}
        return {"item": self.item, "detail": self.detail.value, "answers": cell_to_plain(self.answers)} | told


def _lowest(cell: Cell) -> int:
    match cell:
        case int():
            return cell
        case Between():
            return cell.low
    return 0


@dataclass(frozen=True)
class ProtectedChoices(Protected):
    """What is told of the votes on all statements of one plan, as one linked system."""

    plan_name: str
    plan_digest: str
    voters: AtLeast | Suppressed
    rows: tuple[ProtectedRow, ...]
    policy: Policy
    method: Method

    def to_plain(self) -> dict[str, Any]:
        """The whole result as dictionaries, lists and scalars, ready for JSON."""
        return {
            "format": CHOICES_FORMAT,
            "plan": {"name": self.plan_name, "digest": self.plan_digest},
            "voters": cell_to_plain(self.voters),
            "rows": [row.to_plain() for row in self.rows],
            "policy": self.policy.to_plain(),
            "method": self.method.to_plain(),
        }
