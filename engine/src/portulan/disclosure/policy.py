"""How many people must stand behind what is told, and what will be told: written before any answer."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from portulan.results import digest_of

FORMAT = "portulan.plan/1"


class Use(StrEnum):
    """What is about to be shown, each with a threshold of its own in `Policy`."""

    COUNT = "count"
    EXACT_COUNT = "exact"
    VERBATIM = "verbatim"
    STATEMENT = "statement"
    MAP = "map"
    GROUP = "group"
    ORGANISATION = "organisation"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Thresholds below which nothing is told; they may be raised, never lowered.

    Parameters
    ----------
    count_threshold : int, people, at least 5
        Under it a number of people is withheld; ranges hold as many possible values.
    exact_threshold : int, people, at least 10 and twice `count_threshold`
        From it on counts may be exact; between the two, words only.
    verbatim_threshold : int, people, at least 8
        Before words people wrote are quoted.
    statement_threshold : int, voters, at least 8 and `count_threshold`
        Before anything is told of the votes on statements.
    map_threshold : int, voters, at least 16
        Before opinions are drawn as a map: two groups of eight.
    group_threshold : int, voters, at least 8
        In each opinion group.
    organisation_threshold : int, organisations, at least 3
        Behind a figure made of several organisations together.
    dominance : float, share in (0, 0.70]
        The most one organisation may weigh in such a figure; lowering it is what makes the policy stricter.

    Raises
    ------
    ValueError
        When a value is laxer than its floor, or the thresholds contradict each other.
    TypeError
        When a threshold is not a whole number.

    References
    ----------
    Hundepool et al. (2024), *Handbook on Statistical Disclosure Control*, 2nd ed., sect. 4.2.1: minimum
    frequency rule, usually 3, and `n` where `n - 2` people may pool what they know; dominance rule. Re-read
    for this version. The floors themselves are the project's choice, stricter than the 3 to 5 of survey vendors.

    Examples
    --------
    >>> Policy(count_threshold=6, exact_threshold=12).allows(Use.COUNT, people=5)
    False
    >>> Policy(count_threshold=4)
    Traceback (most recent call last):
        ...
    ValueError: count_threshold may be raised above 5, never lowered (got 4).
    """

    count_threshold: int = 5
    exact_threshold: int = 10
    verbatim_threshold: int = 8
    statement_threshold: int = 8
    map_threshold: int = 16
    group_threshold: int = 8
    organisation_threshold: int = 3
    dominance: float = 0.70

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name != "dominance":
                _insist_on_floor(each.name, value, floor=each.default)
        if not 0 < self.dominance <= Policy.dominance:
            raise ValueError(f"dominance may be lowered under {Policy.dominance}, never raised (got {self.dominance}).")
        if self.exact_threshold < 2 * self.count_threshold:
            raise ValueError(
                "exact_threshold must be at least twice count_threshold: both sides of a count are counts."
            )
        if self.statement_threshold < self.count_threshold:
            raise ValueError("statement_threshold must not be under count_threshold.")

    def allows(self, use: Use, *, people: int) -> bool:
        """Are there enough people (or organisations, for `Use.ORGANISATION`) for this use?"""
        threshold: int = getattr(self, f"{use.value}_threshold")
        return people >= threshold

    def allows_pool(self, contributions: Iterable[float]) -> bool:
        """May organisations weighing this much each (any unit, none negative) be told together?"""
        weights = [weight for weight in contributions if weight != 0]
        if any(not weight > 0 for weight in weights):
            raise ValueError("A contribution is a number, zero or more.")
        if not self.allows(Use.ORGANISATION, people=len(weights)):
            return False
        return max(weights) <= self.dominance * sum(weights)

    def to_plain(self) -> dict[str, Any]:
        """The thresholds by name, ready for JSON."""
        return asdict(self)


def _insist_on_floor(name: str, value: object, *, floor: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not isinstance(floor, int):
        raise TypeError(f"{name} must be a whole number.")
    if value < floor:
        raise ValueError(f"{name} may be raised above {floor}, never lowered (got {value}).")


@dataclass(frozen=True)
class PublicationPlan:
    """What an activity will tell, written before it opens, and told once.

    Parameters
    ----------
    name : str
        Of the activity; not empty.
    items : tuple of str
        Codes of the statements that will be told, in the order they will be told; at least one, all
        different.
    policy : Policy
        Thresholds that hold for the whole plan.

    Raises
    ------
    ValueError
        On an empty name, no item, an empty code or the same code twice.

    Examples
    --------
    >>> plan = PublicationPlan("spring", ("s1", "s2"))
    >>> PublicationPlan.from_plain(plan.to_plain()) == plan, len(plan.digest())
    (True, 64)
    """

    name: str
    items: tuple[str, ...]
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        if not self.name or not self.items or not all(self.items):
            raise ValueError("A plan needs a name and at least one item, each with a code.")
        if len(set(self.items)) != len(self.items):
            raise ValueError("An item is planned twice.")

    def to_plain(self) -> dict[str, Any]:
        """The plan as dictionaries, lists and scalars, ready for JSON."""
        return {
            "format": FORMAT,
            "name": self.name,
            "items": list(self.items),
            "policy": self.policy.to_plain(),
        }

    def digest(self) -> str:
        """SHA-256 of the plan: kept at opening, it shows at closing that the plan is the same."""
        return digest_of(self.to_plain())

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "PublicationPlan":
        """Read back what `to_plain` wrote; ValueError on anything else."""
        match plain:
            case {"format": "portulan.plan/1", "name": str(name), "items": [*items], "policy": dict(policy)}:
                return cls(name, tuple(str(item) for item in items), policy_from_plain(policy))
        raise ValueError("Not a publication plan.")


def policy_from_plain(plain: Mapping[str, Any]) -> Policy:
    """Read back a policy; all its thresholds must be there, and none under its floor."""
    if set(plain) != {each.name for each in fields(Policy)}:
        raise ValueError("Not a policy: a threshold is missing or unknown.")
    return Policy(**plain)
