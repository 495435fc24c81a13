"""What was told of the same people, and what must stay open: kept from one release to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from portulan.disclosure.linked.frames import Blocks, implied, parts
from portulan.disclosure.linked.guards import Untold, strictest_of
from portulan.disclosure.linked.programme import Terms
from portulan.disclosure.linked.protected import ProtectedTables
from portulan.disclosure.linked.suppression import Reader, keep_open, readers
from portulan.disclosure.linked.system import build
from portulan.disclosure.plan import TablesPlan, Variable, variable_from_plain, variable_to_plain
from portulan.disclosure.policy import Policy, policy_from_plain
from portulan.disclosure.selections import Selection, Statement
from portulan.results import digest_of

FORMAT = "portulan.ledger/1"


class WouldReveal(ValueError):
    """A release that, with what was told before, would give a number away."""

    def __init__(self, exposed: Sequence["Revealed"]) -> None:
        self.exposed = tuple(exposed)
        super().__init__(f"With what was told before, this would give away: {'; '.join(map(str, exposed))}.")


@dataclass(frozen=True)
class Revealed:
    """A number that would not be open enough.

    Parameters
    ----------
    selection : Selection
        Whose number.
    low, high : int
        Fewest and most people it could be; `high` is the most that was asked for, if it can be more.
    """

    selection: Selection
    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.selection} ({self.low} to {self.high})"


@dataclass(frozen=True)
class Ledger:
    """What was told of the same people, so that no later release gives a number away by difference.

    Parameters
    ----------
    policy : Policy
        The same for all releases.
    variables : tuple of Variable
        Those of all plans; a date of arrival gains a modality with each date.
    told : tuple of Statement
        Everything told so far.
    untold : tuple of (Selection, Untold) pairs
        Numbers that must stay open.
    dated : tuple of str
        Variables that gained a modality since what was told first.
    releases : tuple of str
        Digests of the results written here, in order.

    Notes
    -----
    Holds nothing that was not told: who reads it learns nothing more. That a release is refused, or hides more,
    may itself tell something (Kenthapadi, Mishra and Nissim 2005): a release is planned, not asked for.

    Examples
    --------
    >>> Ledger.from_plain(Ledger().to_plain()) == Ledger()
    True
    """

    policy: Policy = field(default_factory=Policy)
    variables: tuple[Variable, ...] = ()
    told: tuple[Statement, ...] = ()
    untold: tuple[tuple[Selection, Untold], ...] = ()
    dated: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()

    def with_release(self, release: ProtectedTables) -> "Ledger":
        """The ledger after a release.

        Raises
        ------
        WouldReveal
            If a number would be given away; a ValueError that names each.
        ValueError
            If the policy differs, a variable has lost a modality, or what was told before and what is told now
            cannot both be true of the same people.
        """
        grown = self.grown(release.plan)
        blocks = dict(axis for table in release.tables for axis in table.axes)
        untold = (*grown.untold, *release.untold, *grown.watched(release.plan, blocks=blocks))
        after = replace(
            grown,
            told=tuple(dict.fromkeys((*grown.told, *release.told))),
            untold=tuple(strictest_of(untold).items()),
            releases=(*grown.releases, release.digest()),
        )
        revealed = after.audit()
        if revealed:
            raise WouldReveal(revealed)
        return after

    @property
    def selections(self) -> tuple[Selection, ...]:
        """Everyone of whom something was told, or must not be."""
        told = (selection for each in self.told for selection, _ in each.terms)
        return tuple(dict.fromkeys((*told, *dict(self.untold))))

    def audit(self) -> tuple[Revealed, ...]:
        """Every number that must stay open and does not, given everything told: none, if the promises hold."""
        system = build(self.variables, self.selections)
        both = readers(system, fixed=self.told, drafted=(), policy=self.policy)
        for reader in both:
            reader.programme.fewest(0)  # A contradiction is said first: nothing is open or closed in what cannot be.
            keep_open(reader, dict(self.untold), policy=self.policy)
        return tuple(dict.fromkeys(_revealed(reader, row) for reader in both for row in reader.closed()))

    def watched(self, plan: TablesPlan, *, blocks: Blocks) -> Iterator[tuple[Selection, Untold]]:
        """People whom no table counts, and whom the tables of a plan may give away, with what was told before."""
        dates = [each.name for each in plan.variables if each.name in self.dated]
        for table in plan.tables:
            names = dict.fromkeys((*(name for name, _ in table.only), *dates))
            for selection in implied(plan, table, blocks=blocks, parts=parts(plan, names, told=self.selections)):
                yield selection, Untold.WATCHED

    def grown(self, plan: TablesPlan) -> "Ledger":
        """The same ledger, in the words of a plan as well: what was told of everyone was told of those there were."""
        if plan.policy != self.policy:
            raise ValueError(f"Plan {plan.name!r} has another policy than what was told before.")
        former = {each.name: each.modalities for each in self.variables}
        arrived = {}
        for new in plan.variables:
            known = former.get(new.name, new.modalities)
            lost = [modality for modality in known if modality not in new.modalities]
            if lost:
                raise ValueError(f"Variable {new.name!r} of plan {plan.name!r} has lost a modality: {lost[0]!r}.")
            if set(known) != set(new.modalities):
                arrived[new.name] = known
        planned = {each.name: each for each in plan.variables}
        return replace(
            self,
            dated=tuple(sorted({*self.dated, *arrived})),
            variables=tuple(({each.name: each for each in self.variables} | planned).values()),
            told=tuple(replace(each, terms=_dated_terms(each.terms, arrived)) for each in self.told),
            untold=tuple((_dated(selection, arrived), why) for selection, why in self.untold),
        )

    def to_plain(self) -> dict[str, Any]:
        """The ledger as dictionaries, lists and scalars, ready for JSON."""
        return {
            "format": FORMAT,
            "policy": self.policy.to_plain(),
            "variables": [variable_to_plain(each) for each in self.variables],
            "told": [each.to_plain() for each in self.told],
            "untold": [[selection.to_plain(), why.value] for selection, why in self.untold],
            "dated": list(self.dated),
            "releases": list(self.releases),
        }

    def digest(self) -> str:
        """SHA-256 of the ledger."""
        return digest_of(self.to_plain())

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Ledger":
        """Read back what `to_plain` wrote; ValueError on anything else."""
        match plain:
            case {
                "format": "portulan.ledger/1",
                "policy": dict(policy),
                "variables": [*variables],
                "told": [*told],
                "untold": [*untold],
                "dated": [*dated],
                "releases": [*releases],
            }:
                return cls(
                    policy_from_plain(policy),
                    tuple(variable_from_plain(each) for each in variables),
                    tuple(Statement.from_plain(each) for each in told),
                    tuple(_untold(each) for each in untold),
                    tuple(str(each) for each in dated),
                    tuple(str(each) for each in releases),
                )
        raise ValueError("Not a ledger.")


def _revealed(reader: Reader, row: int) -> Revealed:
    programme = reader.programme
    low = programme.fewest(row)
    return Revealed(programme.terms[row][0][0], low, programme.most(row, up_to=reader.guards[row].needed(low)))


def _dated(selection: Selection, arrived: Mapping[str, tuple[str, ...]]) -> Selection:
    return Selection.of({**arrived, **dict(selection.parts)})


def _dated_terms(terms: Terms, arrived: Mapping[str, tuple[str, ...]]) -> Terms:
    return tuple((_dated(selection, arrived), weight) for selection, weight in terms)


def _untold(plain: Any) -> tuple[Selection, Untold]:
    match plain:
        case [dict(admitted), str(why)]:
            return Selection.of(admitted), Untold(why)
    raise ValueError(f"Not a number to keep open: {plain!r}.")
