"""The footprint of a use in a year, by one method."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from portulan.footprint.quantities import Quantity, Span, add, multiply, quantity_to_plain
from portulan.footprint.volumes import Assumption, Demand
from portulan.results import Method

FORMAT = "portulan.footprint/1"
UNITS = {"energy": "kWh", "carbon": "kgCO2e", "water": "L", "minerals": "kgSbe"}


@dataclass(frozen=True)
class Provenance:
    """Where figures come from; all of it is needed, or they cannot be found again.

    Parameters
    ----------
    source : str
        Who made them, and where.
    version : str
        Of the data or the program.
    on : date
        Of that version, or the day it was read where it bears no date.
    licence : str
    country : str
        Whose electricity, as ISO 3166-1 alpha-3; "unknown" where it is not said.
    method : str
        What is counted, in a sentence.

    Raises
    ------
    ValueError
        On an empty field.
    """

    source: str
    version: str
    on: date
    licence: str
    country: str
    method: str

    def __post_init__(self) -> None:
        for name in ("source", "version", "licence", "country", "method"):
            if not getattr(self, name).strip():
                raise ValueError(f"Figures without {name} cannot be found again: it is needed.")

    def to_plain(self) -> dict[str, str]:
        """As JSON values."""
        named = {name: getattr(self, name) for name in ("source", "version", "licence", "country", "method")}
        return named | {"on": self.on.isoformat()}


@dataclass(frozen=True)
class Impacts:
    """Four things a use takes, each a range or unknown.

    Parameters
    ----------
    energy : Span in kWh, or Unknown
        Electricity.
    carbon : Span in kgCO2e, or Unknown
        Greenhouse gases over a hundred years.
    water : Span in L, or Unknown
        Consumed.
    minerals : Span in kgSbe, or Unknown
        Depletion of metals and minerals, in kilograms of antimony that would be as scarce.

    Raises
    ------
    ValueError
        On another unit.
    """

    energy: Quantity
    carbon: Quantity
    water: Quantity
    minerals: Quantity

    def __post_init__(self) -> None:
        for name, unit in UNITS.items():
            quantity = getattr(self, name)
            if isinstance(quantity, Span) and quantity.unit != unit:
                raise ValueError(f"{name} is in {unit}, not in {quantity.unit}.")


class Source(Protocol):
    """What gives the impacts of one request."""

    @property
    def provenance(self) -> Provenance:
        """Where its figures come from."""

    def of_request(self, tokens: Span) -> tuple[Impacts, tuple[str, ...]]:
        """Impacts of a request that writes so many tokens, and what must be said beside them."""


@dataclass(frozen=True)
class Estimate:
    """What a use takes in a year, and everything it rests on.

    Parameters
    ----------
    method : Method
    provenance : Provenance
    tasks : tuple of str
    impacts : Impacts
        In a year.
    assumptions : tuple of Assumption
    notes : tuple of str
        What the source says of its own figures.
    """

    method: Method
    provenance: Provenance
    tasks: tuple[str, ...]
    impacts: Impacts
    assumptions: tuple[Assumption, ...]
    notes: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """As dictionaries, lists and scalars, ready for JSON. It holds nothing about persons."""
        return {
            "format": FORMAT,
            "method": self.method.to_plain(),
            "provenance": self.provenance.to_plain(),
            "per": "year",
            "tasks": list(self.tasks),
            "impacts": {name: quantity_to_plain(getattr(self.impacts, name)) for name in UNITS},
            "assumptions": [each.to_plain() for each in self.assumptions],
            "notes": list(self.notes),
        }


def estimate(demand: Demand, *, using: Source) -> Estimate:
    """What a use takes in a year, as a range.

    Parameters
    ----------
    demand : Demand
        From `yearly`.
    using : EcoLogits or Factors
        Where the figures of one request come from.

    Returns
    -------
    Estimate
        The low end is the fewest requests, each of the fewest tokens, at the low figure; the high end likewise. Energy
        in kWh, carbon in kgCO2e, water in L, minerals in kgSbe. What the source does not know is `Unknown`.

    Notes
    -----
    Only the electricity and the machines of the answer are in it, as far as the source counts them: not the device
    that asks, nor the network, and of training only what the source says. A range says what is not known of the
    volume and of the model; that another method would give another range, `side_by_side` shows.

    References
    ----------
    The arithmetic is this project's own; figures and method are those of `using`. Checked against EcoLogits 0.11.3
    called on its own at both ends of the range.

    Examples
    --------
    >>> from portulan.footprint import TASKS, Factors, Unknown, Volume, about, yearly
    >>> where = Provenance("An example", "1", date(2026, 11, 24), "CC0-1.0", "FRA", "Invented, to show the arithmetic.")
    >>> known = Impacts(Span(1e-6, 2e-6, "kWh"), Unknown("Not counted."), Span(0, 1e-5, "L"), Unknown("Not counted."))
    >>> letters = yearly(Volume(TASKS["letter"], about(10), per="week"))
    >>> found = estimate(letters, using=Factors("a model", known, per="token", provenance=where))
    >>> str(found.impacts.energy), str(found.impacts.carbon)
    ('0.067 to 8.3 kWh', 'unknown: Not counted.')
    """
    per_request, notes = using.of_request(demand.tokens)
    impacts = Impacts(**{name: multiply(getattr(per_request, name), demand.requests) for name in UNITS})
    return Estimate(_method(), using.provenance, (demand.task,), impacts, demand.assumptions, notes)


def total(estimates: Sequence[Estimate]) -> Estimate:
    """Several uses together, by one method.

    Parameters
    ----------
    estimates : sequence of Estimate
        At least one, all of the same provenance.

    Returns
    -------
    Estimate
        The sum of each impact, unknown as soon as a part is unknown.

    Raises
    ------
    ValueError
        On no estimate, or figures of two origins: these are shown side by side, never added up.

    Examples
    --------
    >>> total([])
    Traceback (most recent call last):
        ...
    ValueError: A total needs at least one estimate.
    """
    if not estimates:
        raise ValueError("A total needs at least one estimate.")
    origins = dict.fromkeys(each.provenance for each in estimates)
    if len(origins) > 1:
        named = "; ".join(f"{each.source} {each.version} ({each.country})" for each in origins)
        raise ValueError(f"Figures of several origins are shown side by side, never added up: {named}.")
    return Estimate(
        method=_method(),
        provenance=estimates[0].provenance,
        tasks=tuple(task for each in estimates for task in each.tasks),
        impacts=Impacts(**{name: add(getattr(each.impacts, name) for each in estimates) for name in UNITS}),
        assumptions=tuple(dict.fromkeys(assumed for each in estimates for assumed in each.assumptions)),
        notes=tuple(dict.fromkeys(note for each in estimates for note in each.notes)),
    )


def _method() -> Method:
    return Method(
        "portulan.footprint.estimate", "1", (("period", "year"),), "interval arithmetic on the figures of a source"
    )
