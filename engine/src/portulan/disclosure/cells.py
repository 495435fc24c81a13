"""What may stand where a number was: a count, a range, a word, or nothing. Only the first is a number."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn


class Reason(StrEnum):
    """Why a value is withheld. Codes, not sentences: the caller speaks to people, in their language."""

    TOO_FEW = "too_few"
    """Fewer people than the threshold stand behind the value."""
    COMPLEMENTARY = "complementary"
    """Shown, the value would give a small one away by subtraction."""
    SMALL_OR_LINKED = "small_or_linked"
    """The value is small, or shown it would give a small one away: which of the two is not told."""
    FEW_ORGANISATIONS = "few_organisations"
    """Too few organisations stand behind the value, or one weighs too much: which of the two is not told."""


class Band(StrEnum):
    """A share told in words, where a count would tell too much.

    Shares are of the people who answered. Over 5 to 9 answers one thing only is told: more than half agree,
    more than half disagree, or neither. Each band then holds at least three possible counts, four from 7
    answers on and five from 9. Finer words ("most", "about half") would let a voter who counts himself out
    learn that no other made some choice.
    """

    MORE_THAN_HALF = "more_than_half"
    HALF_OR_LESS = "half_or_less"
    LESS_THAN_HALF = "less_than_half"


WORDS = {
    Reason.TOO_FEW: "not shown: too few people",
    Reason.COMPLEMENTARY: "not shown: it would give a small number away",
    Reason.SMALL_OR_LINKED: "not shown: small, or it would give a small number away",
    Reason.FEW_ORGANISATIONS: "not shown: too few organisations, or one weighs too much",
}
NUMERIC = "bcdeEfFgGnoxX%"  # types of the format mini-language that a number alone has


class _NotANumber:
    """Refuses to be taken for a number: arithmetic, order, `int()`, `float()`, truth all raise TypeError."""

    def __format__(self, spec: str) -> str:
        if spec[-1:] and spec[-1] in NUMERIC:
            raise TypeError(f"{type(self).__name__} is not a number: it has no format {spec!r}.")
        return format(str(self), spec)

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is neither true nor false: ask for its type.")


@dataclass(frozen=True)
class Suppressed(_NotANumber):
    """A value that exists and is not told; never 0, never missing.

    Parameters
    ----------
    reason : Reason
        Why it is withheld. Cells withheld together carry the same reason, or the reason itself would tell.

    Raises
    ------
    TypeError
        On arithmetic, ordering, `int()`, `float()`, `bool()` or use as an index. Equality with a number is
        False.

    Notes
    -----
    Written as text, in a CSV or on a figure, it says why it is withheld: neither a number nor an empty cell.

    References
    ----------
    Hundepool et al. (2024), *Handbook on Statistical Disclosure Control*, 2nd ed., sect. 4.2: primary and
    secondary suppression. That a suppressed value is a type, never a zero, is the project's own rule.

    Examples
    --------
    >>> Suppressed(Reason.TOO_FEW) == 0
    False
    >>> f"{Suppressed(Reason.TOO_FEW)}"
    'not shown: too few people'
    >>> Suppressed(Reason.TOO_FEW) + 1
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for +: 'Suppressed' and 'int'
    """

    reason: Reason

    def __str__(self) -> str:
        return WORDS[self.reason]


@dataclass(frozen=True)
class Between(_NotANumber):
    """A count told as a range of people, both ends possible.

    Parameters
    ----------
    low, high : int
        Numbers of people, `0 <= low < high`.

    Raises
    ------
    ValueError
        Unless `0 <= low < high`: a range of one value is a count in disguise.
    TypeError
        When taken for a number, as `Suppressed` is.

    Examples
    --------
    >>> Between(0, 4)
    Between(low=0, high=4)
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high:
            raise ValueError(f"A range needs 0 <= low < high, not {self.low} and {self.high}.")

    def __str__(self) -> str:
        return f"{self.low} to {self.high}"


@dataclass(frozen=True)
class AtLeast(_NotANumber):
    """A number of people told from below only.

    Parameters
    ----------
    low : int
        Number of people, 1 or more.

    Raises
    ------
    ValueError
        If `low` is under 1.
    TypeError
        When taken for a number, as `Suppressed` is.

    Examples
    --------
    >>> AtLeast(25).low
    25
    """

    low: int

    def __post_init__(self) -> None:
        if self.low < 1:
            raise ValueError(f"At least how many? Not {self.low}.")

    def __str__(self) -> str:
        return f"{self.low} or more"


Cell = int | Between | AtLeast | Band | Suppressed


def cell_to_plain(cell: Cell) -> int | dict[str, Any]:
    """Write a cell as JSON values; only a true count is written as a number."""
    match cell:
        case Band():
            return {"band": cell.value}
        case Suppressed():
            return {"withheld": cell.reason.value}
        case Between():
            return {"between": [cell.low, cell.high]}
        case AtLeast():
            return {"at_least": cell.low}
    return cell


def cell_from_plain(plain: Any) -> Cell:
    """Read back what `cell_to_plain` wrote; ValueError on anything else."""
    match plain:
        case bool():
            pass
        case int() if plain >= 0:
            return plain
        case {"band": str(band), **rest} if not rest:
            return Band(band)
        case {"withheld": str(reason), **rest} if not rest:
            return Suppressed(Reason(reason))
        case {"between": [int(low), int(high)], **rest} if not rest:
            return Between(low, high)
        case {"at_least": int(low), **rest} if not rest:
            return AtLeast(low)
    raise ValueError(f"Not a protected cell: {plain!r}.")
