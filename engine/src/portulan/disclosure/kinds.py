"""What an analysis hands over, before protection: one small type for each kind of result, and none may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Headcount:
    """A number of people.

    Parameters
    ----------
    people : int
        0 or more.
    is_moving : bool
        Whether it is told again as people arrive: then by steps only.

    Examples
    --------
    >>> Headcount(26).people
    26
    """

    people: int
    is_moving: bool = False


@dataclass(frozen=True)
class Votes:
    """Votes on statements: numbers of people by item and choice, as `protect_choices` reads them.

    Parameters
    ----------
    counts : mapping of item code to mapping of choice to int
        Numbers of people under `agree`, `disagree` and `pass`.
    voters : int
        People who answered at least one item.

    Examples
    --------
    >>> Votes({"s1": {"agree": 17, "disagree": 6, "pass": 3}}, voters=26).voters
    26
    """

    counts: Mapping[str, Mapping[str, int]]
    voters: int


@dataclass(frozen=True)
class Tally:
    """Numbers of people by profile: everything that the tables of a plan are made of.

    Parameters
    ----------
    people : mapping of tuple of str to int
        A profile has one modality for each variable of the plan, in its order; how many people have it, 0 or
        more. Profiles that nobody has may be left out. There is no missing value: « no answer » is a modality.

    Examples
    --------
    >>> Tally({("yes", "field"): 12, ("no", "office"): 9}).people["yes", "field"]
    12
    """

    people: Mapping[tuple[str, ...], int]


@dataclass(frozen=True)
class Quotes:
    """Words people wrote, with their consent to be quoted.

    Parameters
    ----------
    texts : tuple of str
        As written, none empty; in any order.
    people : int
        How many people wrote them; no more than there are texts.

    Examples
    --------
    >>> Quotes(("On gagne du temps.",), people=1).people
    1
    """

    texts: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Groups:
    """Opinion groups: how many people are in each.

    Parameters
    ----------
    sizes : mapping of str to int
        People by group; each person is in one group. At least one group.

    Examples
    --------
    >>> Groups({"a": 12, "b": 9}).sizes["a"]
    12
    """

    sizes: Mapping[str, int]


@dataclass(frozen=True)
class Pool:
    """A figure made of several organisations together.

    Parameters
    ----------
    contributions : mapping of str to float
        What each organisation brings, in any one unit, zero or more, finite.

    Examples
    --------
    >>> sum(Pool({"a": 10, "b": 20.5, "c": 15}).contributions.values())
    45.5
    """

    contributions: Mapping[str, float]


@dataclass(frozen=True)
class Panel:
    """What the people of a panel answered to the criteria of a grid.

    Parameters
    ----------
    answers : mapping of criterion to tuple of (person, place) pairs
        One pair for each seat that answered; the place is between both `ends`, or None for an answer that has no
        place on the scale (« we do not know »). A person may hold two seats, and counts once.
    ends : tuple of two float
        The lowest and highest place.
    values : tuple of str
        Names of the places 0, 1, 2…; none where the places are the numbers that were answered.
    is_ordered : bool
        Whether more and less mean something.

    Examples
    --------
    >>> Panel({"c1": (("ana", 0.0), ("bo", 2.0))}, ends=(0.0, 2.0), values=("no", "partly", "yes")).is_ordered
    True
    """

    answers: Mapping[str, tuple[tuple[str, float | None], ...]]
    ends: tuple[float, float]
    values: tuple[str, ...] = ()
    is_ordered: bool = True


@dataclass(frozen=True)
class Ballots:
    """Grades given to candidates, and who comes first.

    Parameters
    ----------
    counts : mapping of candidate to mapping of grade to int
        Numbers of people; those who did not grade a candidate have been counted in a grade already, so that every
        candidate has as many grades as there are voters.
    first : tuple of str
        The winner, or those whom nothing tells apart, as `portulan.ballots.majority_judgment` finds them.

    Examples
    --------
    >>> Ballots({"plan a": {"good": 9, "poor": 4}}, first=("plan a",)).first
    ('plan a',)
    """

    counts: Mapping[str, Mapping[str, int]]
    first: tuple[str, ...]
