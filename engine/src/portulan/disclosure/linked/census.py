"""Counting people by selection, and merging neighbours that are too few."""

import numpy as np
from numpy.typing import NDArray

from portulan.disclosure.counts import whole
from portulan.disclosure.kinds import Tally
from portulan.disclosure.linked.frames import Block
from portulan.disclosure.plan import TablesPlan, Variable
from portulan.disclosure.selections import Selection


class Census:
    """The true numbers of people. Nothing of it may be shown.

    Raises
    ------
    ValueError
        Naming the profile and the variable at fault.
    TypeError
        If a number of people is not whole.
    """

    def __init__(self, plan: TablesPlan, tally: Tally) -> None:
        self.plan = plan
        self.places = {each.name: place for place, each in enumerate(plan.variables)}
        numbers = [{modality: number for number, modality in enumerate(each.modalities)} for each in plan.variables]
        profiles = [_coded(plan, profile, numbers) for profile in tally.people]
        self.profiles = np.array(profiles, dtype=np.intp).reshape(len(profiles), len(plan.variables))
        self.people = np.array([_people(profile, count) for profile, count in tally.people.items()], dtype=np.int64)

    def count(self, selection: Selection) -> int:
        """How many people are so selected."""
        chosen: NDArray[np.bool_] = np.ones(len(self.people), dtype=bool)
        for name, admitted in selection.parts:
            place = self.places[name]
            known = self.plan.variables[place].modalities
            chosen &= np.array([modality in admitted for modality in known])[self.profiles[:, place]]
        return int(self.people[chosen].sum())


def _coded(plan: TablesPlan, profile: tuple[str, ...], numbers: list[dict[str, int]]) -> list[int]:
    if not isinstance(profile, tuple) or len(profile) != len(plan.variables):
        raise ValueError(f"Profile {profile!r} needs one modality for each of the {len(plan.variables)} variables.")
    for variable, modality in zip(plan.variables, profile, strict=True):
        if modality not in variable.modalities:
            raise ValueError(f"Profile {profile!r}: variable {variable.name!r} has no modality {modality!r}.")
    return [known[modality] for known, modality in zip(numbers, profile, strict=True)]


def _people(profile: tuple[str, ...], count: int) -> int:
    try:
        return whole(count)
    except ValueError as negative:
        raise ValueError(f"Profile {profile!r}: {negative}") from negative


def merged(plan: TablesPlan, census: Census) -> dict[str, tuple[Block, ...]]:
    """For each variable, the blocks its modalities are told in: neighbours of an ordered one, until none is small."""
    return {each.name: _blocks(each, census, plan=plan) for each in plan.variables}


def _blocks(variable: Variable, census: Census, *, plan: TablesPlan) -> tuple[Block, ...]:
    blocks: list[Block] = [(modality,) for modality in variable.modalities]
    if not variable.is_ordered:
        return tuple(blocks)
    people = [census.count(plan.select({variable.name: block})) for block in blocks]
    while len(blocks) > 2 and min(people) < plan.policy.count_threshold:
        first = _pair(people)
        blocks[first : first + 2] = [blocks[first] + blocks[first + 1]]
        people[first : first + 2] = [people[first] + people[first + 1]]
    return tuple(blocks)


def _pair(people: list[int]) -> int:
    """Where the smallest block stands with its smaller neighbour; the first of equals."""
    smallest = people.index(min(people))
    if smallest == 0:
        return 0
    if smallest == len(people) - 1 or people[smallest - 1] <= people[smallest + 1]:
        return smallest - 1
    return smallest
