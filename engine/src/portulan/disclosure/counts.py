"""One number of people at a time."""

from operator import index

from portulan.disclosure.cells import AtLeast, Between, Reason, Suppressed
from portulan.disclosure.policy import Policy
from portulan.disclosure.protected import MINT, ProtectedCount


def protect_count(people: int, *, policy: Policy) -> ProtectedCount:
    """Tell a number of people as far as it may be told.

    Parameters
    ----------
    people : int
        How many, 0 or more; there is no missing value.
    policy : Policy
        Thresholds of the activity.

    Returns
    -------
    ProtectedCount
        `value` is the count itself from `exact_threshold` on; a `Between` under it; `Suppressed` under
        `count_threshold`, zero included.

    Raises
    ------
    ValueError
        If `people` is negative.
    TypeError
        If it is not a whole number.

    Notes
    -----
    For a count that stands alone and is told once. A count that moves goes through `by_fives`; the number of
    voters of a deliberation is told by `protect_choices`, and telling it here as well would give away who did
    not answer.

    Examples
    --------
    >>> [protect_count(people, policy=Policy()).value for people in (4, 7, 26)]
    [Suppressed(reason=<Reason.TOO_FEW: 'too_few'>), Between(low=5, high=9), 26]
    """
    people = whole(people)
    if people < policy.count_threshold:
        return ProtectedCount(Suppressed(Reason.TOO_FEW), mint=MINT)
    if people < policy.exact_threshold:
        return ProtectedCount(Between(policy.count_threshold, policy.exact_threshold - 1), mint=MINT)
    return ProtectedCount(people, mint=MINT)


def by_fives(people: int, *, policy: Policy) -> ProtectedCount:
    """Tell a count that moves, by steps of five, so that no single arrival shows.

    Parameters
    ----------
    people : int
        How many so far, 0 or more.
    policy : Policy
        `count_threshold` is the step: five unless it was raised.

    Returns
    -------
    ProtectedCount
        `value` is an `AtLeast` multiple of the step, or `Suppressed` under one step.

    Raises
    ------
    ValueError
        If `people` is negative.
    TypeError
        If it is not a whole number.

    Notes
    -----
    Who watches the screen sees *when* a multiple is reached, hence that one person of that moment completed
    it.

    Examples
    --------
    >>> [by_fives(people, policy=Policy()).value for people in (4, 5, 26)]
    [Suppressed(reason=<Reason.TOO_FEW: 'too_few'>), AtLeast(low=5), AtLeast(low=25)]
    """
    return ProtectedCount(floor_to_step(whole(people), step=policy.count_threshold), mint=MINT)


def floor_to_step(people: int, *, step: int) -> AtLeast | Suppressed:
    """The multiple of `step` just under `people`, or nothing under one step."""
    if people < step:
        return Suppressed(Reason.TOO_FEW)
    return AtLeast(people - people % step)


def whole(people: int) -> int:
    """A number of people as a plain int; TypeError if it is not whole, ValueError if negative."""
    if isinstance(people, bool):
        raise TypeError("A number of people is a whole number, not a truth value.")
    number = index(people)
    if number < 0:
        raise ValueError(f"A number of people is not negative (got {number}).")
    return number
