"""What may be shown of a map: statements, islands by the band of their size, and how well they hold. Never a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portulan.disclosure import (
    Between,
    Policy,
    ProtectedChoices,
    ProtectedRow,
    PublicationPlan,
    Reason,
    Suppressed,
    protect_choices,
)
from portulan.opinion.division import MOST_LISTED, Listed
from portulan.opinion.result import IslandMap
from portulan.opinion.selection import SIDES
from portulan.results import Method, digest_of

FORMAT = "portulan.map/1"
TOO_FEW = Suppressed(Reason.TOO_FEW)
GIVES_AWAY = Suppressed(Reason.COMPLEMENTARY)


@dataclass(frozen=True)
class PublishedIsland:
    """One group, as far as it may be told.

    Parameters
    ----------
    id : int
        0 for the largest.
    size : Between
        In people: 8 to 15, 16 to 31, 32 to 63, and so on, doubled.
    stability : float in [0, 1]
        Share of resamples in which two people of the group stay together, to two decimals.
    representative : tuple of Listed
        What is its own.
    """

    id: int
    size: Between
    stability: float
    representative: tuple[Listed, ...]


@dataclass(frozen=True)
class PublishedMap:
    """A map that has passed disclosure control.

    Parameters
    ----------
    method : Method
        How it was made.
    choices : ProtectedChoices
        The votes on statements, and the number of voters.
    islands : tuple of PublishedIsland, or Suppressed
        Empty where no groups hold, which is an answer; withheld under 16 voters.
    agreement : float or Suppressed
        See `Islands`; to two decimals. Withheld where it was not measured.
    gathering, divisive : tuple of Listed, or Suppressed
        What gathers all groups, or without groups the widest majorities that `choices` tells; what divides groups.
    """

    method: Method
    choices: ProtectedChoices
    islands: tuple[PublishedIsland, ...] | Suppressed
    agreement: float | Suppressed
    gathering: tuple[Listed, ...] | Suppressed
    divisive: tuple[Listed, ...] | Suppressed

    def to_plain(self) -> dict[str, Any]:
        """As dictionaries, lists and scalars. What is not told says so: `{"withheld": reason}`."""
        told = self.choices.to_plain()
        islands = self.islands
        return {
            "format": FORMAT,
            "method": self.method.to_plain(),
            "plan": told["plan"],
            "policy": told["policy"],
            "protection": told["method"],
            "participants": told["voters"],
            "votes": _plain(GIVES_AWAY),
            "components": _plain(GIVES_AWAY),
            "statements": [_statement(row) for row in told["rows"]],
            "groups": _plain(islands) if isinstance(islands, Suppressed) else [_island(each) for each in islands],
            "stability": self._stability(),
            "gathering": _listed(self.gathering),
            "divisive": _listed(self.divisive),
        }

    def _stability(self) -> dict[str, Any]:
        if isinstance(self.agreement, Suppressed):
            return _plain(self.agreement)
        resamples = dict(self.method.parameters)["resamples"]
        return {"agreement": self.agreement, "holds": bool(self.islands), "resamples": resamples}

    def to_json(self) -> str:
        """`to_plain` as JSON text."""
        return json.dumps(self.to_plain(), ensure_ascii=False, allow_nan=False)

    def digest(self) -> str:
        """SHA-256 of what is shown, and of nothing else."""
        return digest_of(self.to_plain())


def protect_map(island_map: IslandMap, *, plan: PublicationPlan) -> PublishedMap:
    """Tell a map so that no small count leaves.

    Parameters
    ----------
    island_map : IslandMap
        From `map_opinions` with the profile `balises`.
    plan : PublicationPlan
        Names every statement that is told; one that is not on the map is told as having no votes.

    Returns
    -------
    PublishedMap
        Counts as `protect_choices` tells them; means, axes and exact group votes never, since they would give the
        counts back. Under `map_threshold` voters, no map: statements only.

    Raises
    ------
    ValueError
        If the map has a statement that the plan has not.

    Notes
    -----
    *Not held by an audit*: that more than half of a group does something is told for at least eight votes of that
    group, beside the votes of all. Who is in which group is told nowhere.

    Examples
    --------
    >>> from portulan.opinion.map import map_opinions
    >>> from portulan.opinion.votes import Votes
    >>> votes = Votes.of((f"p{person}", f"s{item}", 1) for person in range(9) for item in range(4))
    >>> protect_map(map_opinions(votes), plan=PublicationPlan("spring", ("s0", "s1", "s2", "s3"))).islands
    Suppressed(reason=<Reason.TOO_FEW: 'too_few'>)
    """
    unplanned = island_map.counts.keys() - set(plan.items)
    if unplanned:
        raise ValueError(f"Statements that were not planned: {', '.join(sorted(unplanned))}.")
    nothing = {"agree": 0, "disagree": 0, "pass": 0}
    counts = {item: island_map.counts.get(item, nothing) for item in plan.items}
    choices = protect_choices(counts, plan=plan, voters=island_map.voters)
    if island_map.voters < plan.policy.map_threshold:
        return PublishedMap(island_map.method, choices, TOO_FEW, TOO_FEW, TOO_FEW, TOO_FEW)
    islands = tuple(
        PublishedIsland(number, size_band(each.size, policy=plan.policy), round(each.stability, 2), each.own)
        for number, each in enumerate(island_map.islands)
        if each.size >= plan.policy.group_threshold
    )
    if len(islands) < len(island_map.islands):  # A stricter policy: an island less would be found by subtraction.
        islands = ()
    agreement = TOO_FEW if island_map.agreement is None else round(island_map.agreement, 2)
    gathering = island_map.gathering if islands else _majorities(choices)
    return PublishedMap(
        island_map.method, choices, islands, agreement, gathering, island_map.divisive if islands else ()
    )


def size_band(size: int, *, policy: Policy) -> Between:
    """The band a number of people is in: from `group_threshold` on, each twice as wide as the one before."""
    low = policy.group_threshold
    while size >= 2 * low:
        low *= 2
    return Between(low, 2 * low - 1)


def _majorities(choices: ProtectedChoices) -> tuple[Listed, ...]:
    """The widest majorities that what is told shows, nothing more: ranked by the least share each can have."""
    shares = {row.item: _least_share(row) for row in choices.rows}
    told = [Listed(row.item, side) for row in choices.rows for side in SIDES if row.majority == side]
    return tuple(sorted(told, key=lambda each: -shares[each.id])[:MOST_LISTED])


def _least_share(row: ProtectedRow) -> float:
    """The least share of the majority, as far as it is told; 0 where it is told in words."""
    cell = row.agree if row.majority == "agree" else row.disagree
    least = cell.low if isinstance(cell, Between) else cell
    return least / row.answers if isinstance(least, int) and isinstance(row.answers, int) else 0.0


def _statement(row: Mapping[str, Any]) -> dict[str, Any]:
    """A protected row under the names of a map; what the exact mean and its like would give away is withheld."""
    computed = ("center", "extremity", "group_informed_consensus")
    kept = {name: row[name] for name in ("agree", "disagree", "pass", "answers", "detail")}
    return {"id": row["item"]} | kept | {name: _plain(GIVES_AWAY) for name in computed}


def _island(each: PublishedIsland) -> dict[str, Any]:
    size = {"between": [each.size.low, each.size.high]}
    own = [{"id": listed.id, "direction": listed.direction} for listed in each.representative]
    return {"id": each.id, "size": size, "stability": each.stability, "representative": own}


def _listed(several: tuple[Listed, ...] | Suppressed) -> Any:
    if isinstance(several, Suppressed):
        return _plain(several)
    return [{"id": each.id} | ({"direction": each.direction} if each.direction else {}) for each in several]


def _plain(hidden: Suppressed) -> dict[str, Any]:
    return {"withheld": hidden.reason.value}
