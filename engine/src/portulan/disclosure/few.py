"""What needs eight people, or three organisations: words quoted, opinion groups, figures of several together."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from portulan.disclosure.cells import Reason, Suppressed, cell_to_plain
from portulan.disclosure.counts import whole
from portulan.disclosure.kinds import Groups, Pool, Quotes
from portulan.disclosure.policy import Policy, Use
from portulan.disclosure.protected import MINT, Protected


@dataclass(frozen=True)
class ProtectedQuotes(Protected):
    """Words that may be quoted, in alphabetical order, which tells nothing of who wrote first; or nothing."""

    texts: tuple[str, ...] | Suppressed

    def to_plain(self) -> dict[str, Any]:
        """The texts, or why there are none, ready for JSON."""
        told = cell_to_plain(self.texts) if isinstance(self.texts, Suppressed) else list(self.texts)
        return {"format": "portulan.quotes/1", "texts": told}


@dataclass(frozen=True)
class ProtectedGroups(Protected):
    """How many people are in each opinion group; or nothing, if one of them is too small to be shown."""

    sizes: Mapping[str, int] | Suppressed

    def to_plain(self) -> dict[str, Any]:
        """The sizes by group, or why there are none, ready for JSON."""
        told = cell_to_plain(self.sizes) if isinstance(self.sizes, Suppressed) else dict(self.sizes)
        return {"format": "portulan.groups/1", "sizes": told}


@dataclass(frozen=True)
class ProtectedPool(Protected):
    """A figure of several organisations together; or nothing."""

    total: float | Suppressed

    def to_plain(self) -> dict[str, Any]:
        """The figure, or why there is none, ready for JSON."""
        told = cell_to_plain(self.total) if isinstance(self.total, Suppressed) else self.total
        return {"format": "portulan.pool/1", "total": told}


def protect_quotes(quotes: Quotes, *, policy: Policy) -> ProtectedQuotes:
    """Quote what people wrote, if enough of them did.

    Parameters
    ----------
    quotes : Quotes
        Texts, and how many people wrote them; consent is the caller's to ask.
    policy : Policy
        `verbatim_threshold` people are needed.

    Returns
    -------
    ProtectedQuotes
        The texts in alphabetical order, or `Suppressed`.

    Raises
    ------
    ValueError
        On an empty text, or more people than texts.
    TypeError
        If the number of people is not whole.

    Notes
    -----
    A text may name its author by what it says: a person reads it before it is quoted.

    Examples
    --------
    >>> protect_quotes(Quotes(("Oui.",) * 7, people=7), policy=Policy()).texts
    Suppressed(reason=<Reason.TOO_FEW: 'too_few'>)
    """
    people = whole(quotes.people)
    empty = [place for place, text in enumerate(quotes.texts) if not text.strip()]
    if empty:
        raise ValueError(f"Text {empty[0]} is empty.")
    if people > len(quotes.texts):
        raise ValueError(f"{len(quotes.texts)} texts cannot be those of {people} people.")
    is_enough = policy.allows(Use.VERBATIM, people=people)
    return ProtectedQuotes(tuple(sorted(quotes.texts)) if is_enough else Suppressed(Reason.TOO_FEW), mint=MINT)


def protect_groups(groups: Groups, *, policy: Policy) -> ProtectedGroups:
    """Tell the sizes of opinion groups, if none of them is small.

    Parameters
    ----------
    groups : Groups
        People by group.
    policy : Policy
        Two groups of `group_threshold` at least, and `map_threshold` people in all.

    Returns
    -------
    ProtectedGroups
        The sizes in the order of the groups' names, or `Suppressed`: small groups are to be merged by whoever made
        them, since hiding one would give it away.

    Raises
    ------
    ValueError
        If a size is negative.
    TypeError
        If a size is not whole.

    Examples
    --------
    >>> protect_groups(Groups({"b": 9, "a": 12}), policy=Policy()).sizes
    {'a': 12, 'b': 9}
    >>> protect_groups(Groups({"a": 12, "b": 7}), policy=Policy()).sizes
    Suppressed(reason=<Reason.TOO_FEW: 'too_few'>)
    """
    sizes = {name: whole(size) for name, size in sorted(groups.sizes.items())}
    are_large = all(policy.allows(Use.GROUP, people=size) for size in sizes.values())
    is_enough = len(sizes) > 1 and are_large and policy.allows(Use.MAP, people=sum(sizes.values()))
    return ProtectedGroups(sizes if is_enough else Suppressed(Reason.TOO_FEW), mint=MINT)


def protect_pool(pool: Pool, *, policy: Policy) -> ProtectedPool:
    """Tell a figure of several organisations together, if they are enough and none weighs too much.

    Parameters
    ----------
    pool : Pool
        What each organisation brings.
    policy : Policy
        `organisation_threshold` organisations that bring something, none above `dominance` of the sum.

    Returns
    -------
    ProtectedPool
        The sum, in the unit of the contributions, or `Suppressed`.

    Raises
    ------
    ValueError
        Naming the organisation whose contribution is negative or not finite.

    References
    ----------
    Hundepool et al. (2024), *Handbook on Statistical Disclosure Control*, 2nd ed., sect. 4.2.1: (1, k) dominance.

    Examples
    --------
    >>> protect_pool(Pool({"a": 71, "b": 20, "c": 9}), policy=Policy()).total
    Suppressed(reason=<Reason.FEW_ORGANISATIONS: 'few_organisations'>)
    >>> protect_pool(Pool({"a": 70, "b": 20, "c": 10}), policy=Policy()).total
    100
    """
    for name, brought in pool.contributions.items():
        if isinstance(brought, bool) or not isfinite(brought) or brought < 0:
            raise ValueError(f"Organisation {name!r} brings {brought!r}: a contribution is a number, zero or more.")
    is_enough = policy.allows_pool(pool.contributions.values())
    total = sum(pool.contributions.values()) if is_enough else Suppressed(Reason.FEW_ORGANISATIONS)
    return ProtectedPool(total, mint=MINT)
