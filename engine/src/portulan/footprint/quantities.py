"""A quantity is a range in a unit, or unknown. Neither is a number, and unknown is never 0."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import isfinite
from typing import Any, NoReturn


@dataclass(frozen=True)
class Span:
    """A quantity known as a range.

    Parameters
    ----------
    low, high : float
        Both possible, `0 <= low <= high`, finite.
    unit : str
        Of both; "1" for a plain number.

    Raises
    ------
    ValueError
        Unless `0 <= low <= high`, both finite, and there is a unit.

    Notes
    -----
    There is no middle: the range is what is known. Sums and products take both ends, which holds whatever links the
    two quantities; the result may be wider than needed, never narrower.

    Examples
    --------
    >>> Span(1, 2, "L") + Span(10, 10, "L"), Span(1, 2, "L").times(Span(3, 4, "1"))
    (Span(low=11, high=12, unit='L'), Span(low=3, high=8, unit='L'))
    >>> Span(1, 2, "L") + Span(1, 2, "kWh")
    Traceback (most recent call last):
        ...
    ValueError: L and kWh do not add up.
    """

    low: float
    high: float
    unit: str

    def __post_init__(self) -> None:
        if not (isfinite(self.low) and isfinite(self.high) and 0 <= self.low <= self.high):
            raise ValueError(f"A range needs 0 <= low <= high, both finite, not {self.low!r} and {self.high!r}.")
        if not self.unit:
            raise ValueError("A range has a unit; that of a plain number is '1'.")

    def __add__(self, other: "Span") -> "Span":
        if self.unit != other.unit:
            raise ValueError(f"{self.unit} and {other.unit} do not add up.")
        return Span(self.low + other.low, self.high + other.high, self.unit)

    def times(self, factor: "Span", *, unit: str | None = None) -> "Span":
        """Both ends multiplied; `unit` names the product where the factor is no plain number."""
        if unit is None and factor.unit != "1":
            raise ValueError(f"What is a {self.unit} times a {factor.unit}? Name the unit.")
        return Span(self.low * factor.low, self.high * factor.high, unit or self.unit)

    def __bool__(self) -> NoReturn:
        raise TypeError("A range is neither true nor false.")

    def __str__(self) -> str:
        low, high = f"{self.low:.2g}", f"{self.high:.2g}"
        return f"{low} {self.unit}" if low == high else f"{low} to {high} {self.unit}"


@dataclass(frozen=True)
class Unknown:
    """A quantity that exists and is not known; never 0, never missing.

    Parameters
    ----------
    reason : str
        Why, in a sentence.

    Raises
    ------
    TypeError
        On arithmetic, order, `float()`, `bool()`.

    Examples
    --------
    >>> Unknown("No figure was published.") == 0
    False
    >>> f"{Unknown('No figure was published.')}"
    'unknown: No figure was published.'
    """

    reason: str

    def __bool__(self) -> NoReturn:
        raise TypeError("Unknown is neither true nor false: ask for its type.")

    def __str__(self) -> str:
        return f"unknown: {self.reason}"


Quantity = Span | Unknown


def multiply(quantity: Quantity, factor: Span) -> Quantity:
    """So many times a quantity; unknown stays unknown, were it multiplied by nothing.

    Examples
    --------
    >>> multiply(Span(1, 2, "L"), Span(10, 10, "1"))
    Span(low=10, high=20, unit='L')
    """
    return quantity.times(factor) if isinstance(quantity, Span) else quantity


def add(quantities: Iterable[Quantity]) -> Quantity:
    """The sum; unknown as soon as one part is. ValueError on no part, or on two units.

    Examples
    --------
    >>> add([Span(1, 2, "L"), Unknown("No figure for images.")])
    Unknown(reason='No figure for images.')
    """
    parts = list(quantities)
    if not parts:
        raise ValueError("A sum of nothing has no unit.")
    unknown = dict.fromkeys(part.reason for part in parts if isinstance(part, Unknown))
    if unknown:
        return Unknown(" ".join(unknown))
    return reduce(Span.__add__, (part for part in parts if isinstance(part, Span)))


def quantity_to_plain(quantity: Quantity) -> dict[str, Any]:
    """As JSON values: `{"unknown": reason}`, or both ends and the unit."""
    if isinstance(quantity, Unknown):
        return {"unknown": quantity.reason}
    return {"low": quantity.low, "high": quantity.high, "unit": quantity.unit}
