"""What is wanted of tables beside numbers of people: said beforehand, with the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from portulan.disclosure import Table, TablesPlan


class Coverage(StrEnum):
    """Who answered, of those one speaks of."""

    CENSUS = "census"
    """Everyone, or whoever wanted to of a whole team: counts and shares, no interval, no test."""
    SAMPLE = "sample"
    """People drawn from others: intervals and tests say how far chance reaches."""


@dataclass(frozen=True)
class Weighting:
    """Weights, each that of a modality of one variable: the cell of a sampling plan, or of raking.

    Parameters
    ----------
    variable : str
        Of the plan, not ordered. Tables with weights are crossed with it: see `weighted_plan`.
    weights : mapping of str to float
        For each of its modalities, above 0 and finite. Published with the tables.

    Raises
    ------
    ValueError
        Naming the modality, on a weight that is zero, negative, infinite or missing.

    Notes
    -----
    A weight for each person would say more of people than any table: a weighted share, known well enough, tells who
    is in a cell. So weights belong to classes, and a class is told of like any other answer.

    Examples
    --------
    >>> Weighting("stratum", {"town": 0.5, "country": 2.0}).weights["town"]
    0.5
    """

    variable: str
    weights: Mapping[str, float]

    def __post_init__(self) -> None:
        for modality, weight in self.weights.items():
            if not 0 < weight < float("inf"):
                raise ValueError(f"The weight of {modality!r} is above zero and finite, not {weight}.")

    def to_plain(self) -> dict[str, Any]:
        """The weights as dictionaries and scalars, ready for JSON."""
        return {"variable": self.variable, "weights": dict(self.weights)}


@dataclass(frozen=True)
class Net:
    """Several answers to one question, told together as well: the top two boxes of a scale.

    Parameters
    ----------
    variable, name : str
        The question, and what the answers are called together.
    modalities : tuple of str
        At least one.

    Examples
    --------
    >>> Net("trust", "trusts", ("rather", "entirely")).name
    'trusts'
    """

    variable: str
    name: str
    modalities: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """The net as dictionaries, lists and scalars, ready for JSON."""
        return {"variable": self.variable, "name": self.name, "modalities": list(self.modalities)}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be computed of the tables of a plan.

    Parameters
    ----------
    coverage : Coverage
        Whether everyone answered, or people drawn from others. There is no default: only who asked knows.
    weighting : Weighting, optional
        Everyone counts for one without it.
    nets : tuple of Net
        Rows of the tables whose first axis is their variable.
    scales : mapping of str to mapping of str to float
        For variables that are rating scales, the value of each modality; a modality without a value is left out.
    missing : tuple of str
        Modalities that are no answer: left out of bases, nets and scales.
    level : float in (0, 1)
        Of tests; intervals cover the rest.

    Raises
    ------
    ValueError
        If `level` is not in (0, 1).

    Examples
    --------
    >>> Wanted(coverage=Coverage.SAMPLE).level
    0.05
    """

    coverage: Coverage
    weighting: Weighting | None = None
    nets: tuple[Net, ...] = ()
    scales: Mapping[str, Mapping[str, float]] | None = None
    missing: tuple[str, ...] = ()
    level: float = 0.05

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise ValueError(f"A level lies between 0 and 1, not {self.level}.")

    def to_plain(self) -> dict[str, Any]:
        """What is wanted as dictionaries, lists and scalars, ready for JSON; without weights, that may not be told."""
        return {
            "coverage": self.coverage.value,
            "weighted_by": self.weighting.variable if self.weighting else None,
            "nets": [each.to_plain() for each in self.nets],
            "scales": {name: dict(values) for name, values in (self.scales or {}).items()},
            "missing": list(self.missing),
            "level": self.level,
        }


def weighted_plan(plan: TablesPlan, *, variable: str) -> TablesPlan:
    """The plan with each of its tables crossed with the variable that weights belong to, and that variable alone.

    Parameters
    ----------
    plan : TablesPlan
        With the variable among its own.
    variable : str
        No axis of its tables, and not ordered: its neighbours would be told together, and have one weight no more.

    Returns
    -------
    TablesPlan
        With the tables of `plan` first.

    Raises
    ------
    ValueError
        If the variable is not planned, is ordered, or is an axis or a filter of a table already.

    Examples
    --------
    >>> from portulan.disclosure import Variable
    >>> use, stratum = Variable("use", ("no", "yes")), Variable("stratum", ("town", "country"))
    >>> plan = TablesPlan("spring", (use, stratum), (Table("use", ("use",)),))
    >>> [table.axes for table in weighted_plan(plan, variable="stratum").tables]
    [('use',), ('use', 'stratum'), ('stratum',)]
    """
    known = {each.name: each for each in plan.variables}
    if variable not in known or known[variable].is_ordered:
        raise ValueError(f"Weights belong to a variable of the plan that is not ordered: not {variable!r}.")
    for table in plan.tables:
        if variable in (*table.axes, *dict(table.only)):
            raise ValueError(f"Table {table.name!r} has {variable!r} already: it cannot be weighted by it.")
    crossed = [replace(each, name=crossed_name(each, variable), axes=(*each.axes, variable)) for each in plan.tables]
    alone = Table(f"{variable} (weights)", (variable,))
    return replace(plan, tables=(*plan.tables, *crossed, alone))


def crossed_name(table: Table, variable: str) -> str:
    """What a table is called where it is crossed with the variable of weights."""
    return f"{table.name} by {variable} (weights)"
