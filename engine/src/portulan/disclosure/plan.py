"""All the tables that an activity will tell, written before it opens: what is linked is protected together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from portulan.disclosure.policy import Policy, policy_from_plain
from portulan.disclosure.selections import Selection
from portulan.results import digest_of

FORMAT = "portulan.tables-plan/1"


@dataclass(frozen=True)
class Variable:
    """A closed question, a filter, or a date of arrival: each person has exactly one of its modalities.

    Parameters
    ----------
    name : str
        Code, not empty.
    modalities : tuple of str
        Codes, all different, at least one. « No answer » is a modality like another, if it can happen.
    is_ordered : bool
        Whether neighbours may be told together when one of them is small.

    Raises
    ------
    ValueError
        On an empty name or modality, none, or the same modality twice.

    Examples
    --------
    >>> Variable("use", ("never", "weekly", "daily"), is_ordered=True).modalities
    ('never', 'weekly', 'daily')
    """

    name: str
    modalities: tuple[str, ...]
    is_ordered: bool = False

    def __post_init__(self) -> None:
        if not self.name or not self.modalities or not all(self.modalities):
            raise ValueError(f"Variable {self.name!r} needs a name and at least one modality, each with a code.")
        _insist_all_different(self.modalities, of=f"variable {self.name!r}")


@dataclass(frozen=True)
class Table:
    """One table: how many people, by the variables of its axes, among those that a filter admits.

    Parameters
    ----------
    name : str
        Code, not empty.
    axes : tuple of str
        Variables crossed, in order; none tells a number of people only. Margins are part of the table.
    only : tuple of (str, tuple of str) pairs
        Filter: variable and admitted modalities; everyone without it. A variable is an axis or a filter, not both.

    Raises
    ------
    ValueError
        On an empty name, a variable named twice, or a filter that admits nobody.

    Examples
    --------
    >>> Table("newcomers", ("use",), only=(("seniority", ("under a year",)),)).axes
    ('use',)
    """

    name: str
    axes: tuple[str, ...]
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("A table needs a name.")
        _insist_all_different((*self.axes, *(name for name, _ in self.only)), of=f"table {self.name!r}")
        for name, admitted in self.only:
            if not admitted:
                raise ValueError(f"Table {self.name!r}: the filter on {name!r} admits nobody.")
            _insist_all_different(admitted, of=f"table {self.name!r}, filter on {name!r}")


@dataclass(frozen=True)
class TablesPlan:
    """The tables that an activity will tell, written before it opens, and protected as one linked system.

    Parameters
    ----------
    name : str
        Of the activity; not empty.
    variables : tuple of Variable
        All different.
    tables : tuple of Table
        At least one, all different, over these variables.
    policy : Policy
        Thresholds that hold for the whole plan.

    Raises
    ------
    ValueError
        Naming the table and the variable or modality at fault.

    Examples
    --------
    >>> use, role = Variable("use", ("no", "yes")), Variable("role", ("field", "office"))
    >>> plan = TablesPlan("spring", (use, role), (Table("use by role", ("use", "role")),))
    >>> TablesPlan.from_plain(plan.to_plain()) == plan, len(plan.digest())
    (True, 64)
    """

    name: str
    variables: tuple[Variable, ...]
    tables: tuple[Table, ...]
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        if not self.name or not self.tables:
            raise ValueError("A plan needs a name and at least one table.")
        _insist_all_different(tuple(each.name for each in self.variables), of="the plan, variables")
        _insist_all_different(tuple(each.name for each in self.tables), of="the plan, tables")
        for table, name, admitted in self._named():
            if name not in self.modalities:
                raise ValueError(f"Table {table.name!r} names a variable that is not planned: {name!r}.")
            for modality in admitted:
                if modality not in self.modalities[name]:
                    raise ValueError(f"Table {table.name!r}: {name!r} has no modality {modality!r}.")

    def _named(self) -> Iterator[tuple[Table, str, tuple[str, ...]]]:
        for table in self.tables:
            for name, admitted in chain(((axis, ()) for axis in table.axes), table.only):
                yield table, name, admitted

    @property
    def modalities(self) -> dict[str, tuple[str, ...]]:
        """Modalities by name of variable."""
        return {each.name: each.modalities for each in self.variables}

    def select(self, admitted: Mapping[str, tuple[str, ...]]) -> Selection:
        """The people so admitted; a variable of which everything is admitted says nothing."""
        known = self.modalities
        return Selection.of({name: some for name, some in admitted.items() if set(some) != set(known[name])})

    def to_plain(self) -> dict[str, Any]:
        """The plan as dictionaries, lists and scalars, ready for JSON."""
        return {
            "format": FORMAT,
            "name": self.name,
            "variables": [variable_to_plain(each) for each in self.variables],
            "tables": [
                {"name": each.name, "axes": list(each.axes), "only": {name: list(some) for name, some in each.only}}
                for each in self.tables
            ],
            "policy": self.policy.to_plain(),
        }

    def digest(self) -> str:
        """SHA-256 of the plan: kept at opening, it shows at closing that the plan is the same."""
        return digest_of(self.to_plain())

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "TablesPlan":
        """Read back what `to_plain` wrote; ValueError on anything else."""
        match plain:
            case {
                "format": "portulan.tables-plan/1",
                "name": str(name),
                "variables": [*variables],
                "tables": [*tables],
                "policy": dict(policy),
            }:
                return cls(
                    name,
                    tuple(variable_from_plain(each) for each in variables),
                    tuple(_table(each) for each in tables),
                    policy_from_plain(policy),
                )
        raise ValueError("Not a plan of tables.")


def variable_to_plain(variable: Variable) -> dict[str, Any]:
    """A variable as lists and scalars, ready for JSON."""
    return {"name": variable.name, "modalities": list(variable.modalities), "is_ordered": variable.is_ordered}


def variable_from_plain(plain: Any) -> Variable:
    """Read back what `variable_to_plain` wrote; ValueError on anything else."""
    match plain:
        case {"name": str(name), "modalities": [*modalities], "is_ordered": bool(is_ordered)}:
            return Variable(name, tuple(str(each) for each in modalities), is_ordered)
    raise ValueError(f"Not a variable: {plain!r}.")


def _table(plain: Any) -> Table:
    match plain:
        case {"name": str(name), "axes": [*axes], "only": dict(only)}:
            return Table(name, tuple(axes), tuple((each, tuple(some)) for each, some in only.items()))
    raise ValueError(f"Not a table: {plain!r}.")


def _insist_all_different(names: tuple[str, ...], *, of: str) -> None:
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"Named twice in {of}: {twice[0]!r}.")
