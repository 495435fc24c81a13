"""Where assessors part: by criterion, and by seat. For the panel itself; outside, see `portulan.protect`."""

from dataclasses import dataclass

from portulan.agreement.ratings import Answer, Level, Ratings
from portulan.disclosure import Parting, part

Range = tuple[Answer, Answer]


@dataclass(frozen=True)
class CriterionParting:
    """How far apart the answers to one criterion are.

    Parameters
    ----------
    criterion : str
    parting : Parting
        In a word.
    lowest, highest : str or float, or None
        Ends of the range; None where nobody answered on the scale, or the scale has no order.
    given : tuple
        The different answers, in the order of the scale.
    answers, aside, missing : int
        Assessors who answered on the scale, beside it, or not at all; their sum is the panel.
    spread : float in [0, 1]
        Share of the scale that the range covers; for a nominal scale, different answers beyond the first, over all
        those possible.
    """

    criterion: str
    parting: Parting
    lowest: Answer | None
    highest: Answer | None
    given: tuple[Answer, ...]
    answers: int
    aside: int
    missing: int
    spread: float


@dataclass(frozen=True)
class SeatParting:
    """Where the seats of one kind stand.

    Parameters
    ----------
    seat : str
    ranges : tuple of (criterion, (lowest, highest)) pairs
        In the order of the scale's values; criteria that these seats did not answer on the scale are not there.
    apart : tuple of str
        Criteria where no answer of these seats is within the range of all others, nor the other way round.
    """

    seat: str
    ranges: tuple[tuple[str, Range], ...]
    apart: tuple[str, ...]


def where_they_part(ratings: Ratings) -> tuple[tuple[CriterionParting, ...], tuple[SeatParting, ...]]:
    """The range on each criterion, and of each kind of seat.

    Parameters
    ----------
    ratings : Ratings
        Any number of assessors; missing answers are counted.

    Returns
    -------
    tuple of CriterionParting, tuple of SeatParting
        Criteria from the most to the least parted, and as given where equal; seats in the order they first come.

    Notes
    -----
    It names seats: it is the panel's own work, never to be shown to others. What others may read of it is
    `protect(agreement.panel, under=policy)`.

    Examples
    --------
    >>> from portulan.agreement import Scale
    >>> scale = Scale(Level.ORDINAL, ("no", "partly", "yes"))
    >>> criteria, seats = where_they_part(Ratings({"a": {"c1": "no", "c2": "yes"}, "b": {"c1": "yes"}}, scale))
    >>> [(each.criterion, each.parting.value, each.lowest, each.highest) for each in criteria]
    [('c1', 'contradict', 'no', 'yes'), ('c2', 'none', 'yes', 'yes')]
    """
    criteria = tuple(_of_criterion(ratings, criterion) for criterion in ratings.criteria)
    kinds = tuple(dict.fromkeys(_seat(ratings, who) for who in ratings.assessors))
    return tuple(sorted(criteria, key=lambda each: -each.spread)), tuple(_of_seat(ratings, kind) for kind in kinds)


def _seat(ratings: Ratings, who: str) -> str:
    return who if ratings.seats is None else ratings.seats[who]


def _of_criterion(ratings: Ratings, criterion: str) -> CriterionParting:
    scale, aside = ratings.scale, len(ratings.aside(criterion))
    places = tuple(ratings.places(criterion).values())
    has_range = bool(places) and scale.level is not Level.NOMINAL
    given = sorted(set(places))
    return CriterionParting(
        criterion=criterion,
        parting=part(places, ends=scale.ends if scale.level is not Level.NOMINAL else None),
        lowest=scale.name(given[0]) if has_range else None,
        highest=scale.name(given[-1]) if has_range else None,
        given=tuple(scale.name(place) for place in given),
        answers=len(places),
        aside=aside,
        missing=len(ratings.assessors) - len(places) - aside,
        spread=_spread(ratings, given),
    )


def _spread(ratings: Ratings, given: list[float]) -> float:
    low, high = ratings.scale.ends
    if len(given) < 2:
        return 0.0
    return (len(given) - 1 if ratings.scale.level is Level.NOMINAL else given[-1] - given[0]) / (high - low)


def _of_seat(ratings: Ratings, kind: str) -> SeatParting:
    ranges, apart = [], []
    for criterion in ratings.criteria:
        places = ratings.places(criterion)
        own = sorted(place for who, place in places.items() if _seat(ratings, who) == kind)
        others = sorted(place for who, place in places.items() if _seat(ratings, who) != kind)
        if own:
            ranges.append((criterion, (ratings.scale.name(own[0]), ratings.scale.name(own[-1]))))
        if own and others and _is_apart(own, others, level=ratings.scale.level):
            apart.append(criterion)
    return SeatParting(kind, tuple(ranges), tuple(apart))


def _is_apart(own: list[float], others: list[float], *, level: Level) -> bool:
    if level is Level.NOMINAL:
        return not set(own) & set(others)
    return own[-1] < others[0] or others[-1] < own[0]
