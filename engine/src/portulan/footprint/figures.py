"""Published figures side by side. They were counted in different ways: nothing here adds or averages them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portulan.footprint.estimate import UNITS, Provenance
from portulan.footprint.factors import read_object, read_provenance, read_span
from portulan.footprint.quantities import Span, quantity_to_plain

FORMAT = "portulan.footprint-figures/1"


@dataclass(frozen=True)
class Figure:
    """A figure somebody published.

    Parameters
    ----------
    indicator : str
        energy, carbon, water or minerals.
    value : Span
        As published, in its own unit; both ends the same where one number was published.
    per : str
        What for, in words: "an answer of 400 tokens".
    provenance : Provenance

    Raises
    ------
    ValueError
        On another indicator, or nothing in `per`.
    """

    indicator: str
    value: Span
    per: str
    provenance: Provenance

    def __post_init__(self) -> None:
        if self.indicator not in UNITS:
            raise ValueError(f"An indicator is one of {', '.join(UNITS)}, not {self.indicator!r}.")
        if not self.per.strip():
            raise ValueError("A figure says what it is for.")


@dataclass(frozen=True)
class SideBySide:
    """Figures of one indicator, and in what they differ.

    Parameters
    ----------
    indicator : str
    figures : tuple of Figure
        By date, then source.
    differ_in : tuple of str
        Among method, per, unit, country: why they cannot be brought to one number. Empty says only that they are
        described alike.
    """

    indicator: str
    figures: tuple[Figure, ...]
    differ_in: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """As JSON values."""
        rows = [
            {"value": quantity_to_plain(each.value), "per": each.per, "provenance": each.provenance.to_plain()}
            for each in self.figures
        ]
        return {"indicator": self.indicator, "figures": rows, "differ_in": list(self.differ_in)}


def side_by_side(figures: Sequence[Figure]) -> tuple[SideBySide, ...]:
    """Set figures beside each other, by indicator.

    Parameters
    ----------
    figures : sequence of Figure
        In any order; the same figure twice is shown once.

    Returns
    -------
    tuple of SideBySide
        In the order energy, carbon, water, minerals; indicators without a figure are left out. There is no mean, no
        sum and no range over all: one made of figures counted differently would look like knowledge.

    Examples
    --------
    >>> from datetime import date
    >>> one = Provenance("A", "1", date(2025, 7, 1), "cited", "FRA", "Life cycle, training included.")
    >>> other = Provenance("B", "1", date(2025, 8, 1), "cited", "USA", "One median prompt, use only.")
    >>> prompt = Figure("carbon", Span(0.03, 0.03, "gCO2e"), "a median prompt", other)
    >>> answer = Figure("carbon", Span(1.14, 1.14, "gCO2e"), "an answer of 400 tokens", one)
    >>> found = side_by_side([prompt, answer])
    >>> [each.provenance.source for each in found[0].figures], found[0].differ_in
    (['A', 'B'], ('method', 'per', 'country'))
    """
    found = []
    for indicator in UNITS:
        mine = sorted(
            dict.fromkeys(each for each in figures if each.indicator == indicator),
            key=lambda each: (each.provenance.on, each.provenance.source, each.per),
        )
        if mine:
            found.append(SideBySide(indicator, tuple(mine), _differ_in(mine)))
    return tuple(found)


def _differ_in(figures: Sequence[Figure]) -> tuple[str, ...]:
    seen = {
        "method": {each.provenance.method for each in figures},
        "per": {each.per for each in figures},
        "unit": {each.value.unit for each in figures},
        "country": {each.provenance.country for each in figures},
    }
    return tuple(name for name, values in seen.items() if len(values) > 1)


def read_figures(path: Path) -> tuple[Figure, ...]:
    """Read published figures from a file.

    Parameters
    ----------
    path : Path
        JSON in UTF-8: `format` ("portulan.footprint-figures/1") and `figures`, a list of objects with `indicator`,
        `value` (two numbers), `unit`, `per`, `source`, `version`, `on`, `licence`, `country` and `method`.

    Returns
    -------
    tuple of Figure
        In the order of the file.

    Raises
    ------
    ValueError
        Naming the file, the place in the list, counted from 1, and the field.

    Examples
    --------
    >>> read_figures(Path("no-such-file.json"))
    Traceback (most recent call last):
        ...
    FileNotFoundError: [Errno 2] No such file or directory: 'no-such-file.json'
    """
    rows = read_object(path, FORMAT).get("figures")
    if not isinstance(rows, list):
        raise ValueError(f"{path.name}, figures: a list is needed.")
    return tuple(_figure(row, place=f"{path.name}, figure {number}") for number, row in enumerate(rows, start=1))


def _figure(row: Any, *, place: str) -> Figure:
    if not isinstance(row, dict):
        raise ValueError(f"{place}: an object is needed, not {row!r}.")
    for field in ("indicator", "unit", "per"):
        if not isinstance(row.get(field), str) or not row[field].strip():
            raise ValueError(f"{place}, {field}: needed, as text.")
    if row["indicator"] not in UNITS:
        raise ValueError(f"{place}, indicator: one of {', '.join(UNITS)}, not {row['indicator']!r}.")
    value = read_span(row.get("value"), row["unit"], f"{place}, value")
    return Figure(row["indicator"], value, row["per"], read_provenance(row, place=place))
