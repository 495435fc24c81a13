"""How far a panel agrees, beside where it parts: for the panel; the way out is `portulan.protect`."""

from dataclasses import dataclass
from typing import Any

from portulan.agreement.alpha import Alpha, Undefined, krippendorff_alpha
from portulan.agreement.parting import CriterionParting, SeatParting, where_they_part
from portulan.agreement.ratings import Level, Ratings
from portulan.disclosure import Panel
from portulan.results import Method

LEAST_ASSESSORS = 3  # With two, the list of what they part on says it all, and better.
FORMAT = "portulan.agreement/1"


@dataclass(frozen=True)
class Agreement:
    """What a panel sees of its own ratings: a coefficient never alone, seats named.

    Parameters
    ----------
    method : Method
        How it was made.
    alpha : Alpha
        `Undefined.FEW_ASSESSORS` under three.
    criteria : tuple of CriterionParting
        From the most to the least parted.
    seats : tuple of SeatParting
        By kind of seat.
    panel : Panel
        What `portulan.protect` tells others of it.
    """

    method: Method
    alpha: Alpha
    criteria: tuple[CriterionParting, ...]
    seats: tuple[SeatParting, ...]
    panel: Panel

    def to_plain(self) -> dict[str, Any]:
        """As dictionaries, lists and scalars, for the panel only: seats are named in it."""
        alpha = {name: _plain(getattr(self.alpha, name)) for name in Alpha.__dataclass_fields__}
        return {
            "format": FORMAT,
            "for": "the panel only",
            "method": self.method.to_plain(),
            "alpha": alpha,
            "criteria": [
                {name: _plain(getattr(each, name)) for name in CriterionParting.__dataclass_fields__}
                for each in self.criteria
            ],
            "seats": [
                {"seat": each.seat, "ranges": {name: list(ends) for name, ends in each.ranges}, "apart": [*each.apart]}
                for each in self.seats
            ],
        }


def agree(ratings: Ratings, *, resamples: int = 2000, seed: int = 0) -> Agreement:
    """How far the assessors of a grid agree, and where they part.

    Parameters
    ----------
    ratings : Ratings
        Two assessors or more, three for a coefficient.
    resamples, seed : int
        As for `krippendorff_alpha`.

    Returns
    -------
    Agreement
        Alpha with its interval, the range by criterion and by seat. No number sums the grid up: alpha says how far
        the answers can be relied on as one reading of the use, nothing of the use.

    Raises
    ------
    ValueError
        On one assessor.

    References
    ----------
    See `krippendorff_alpha`. Krippendorff advises to rely on .800 or more, and to draw tentative conclusions from
    .667 to .800; for a grid whose divergences are data, a low alpha is a reason to talk, not a fault.

    Examples
    --------
    >>> from portulan.agreement import Level, Scale
    >>> scale = Scale(Level.ORDINAL, ("no", "partly", "yes"))
    >>> row = {"c1": "no", "c2": "yes", "c3": "partly"}
    >>> seen = agree(Ratings({"a": row, "b": row, "c": row | {"c1": "yes"}}, scale))
    >>> round(seen.alpha.value, 3), seen.alpha.low, seen.criteria[0].criterion
    (0.39, <Undefined.FEW_CRITERIA: 'few_criteria'>, 'c1')
    """
    alpha = krippendorff_alpha(ratings, resamples=resamples, seed=seed)
    criteria, seats = where_they_part(ratings)
    if len(ratings.assessors) < LEAST_ASSESSORS:
        few = Undefined.FEW_ASSESSORS
        counted = (alpha.criteria, alpha.answers, alpha.alone, alpha.aside, alpha.missing)
        alpha = Alpha(few, few, few, *counted, undefined_resamples=0)
    return Agreement(
        _method(ratings.scale.level, resamples=resamples, seed=seed), alpha, criteria, seats, _out(ratings)
    )


def _out(ratings: Ratings) -> Panel:
    """The panel as it is protected: who answered what, with places instead of words."""
    scale = ratings.scale
    people = {who: who for who in ratings.assessors} if ratings.people is None else ratings.people
    answers = {
        criterion: tuple((people[who], place) for who, place in ratings.places(criterion).items())
        + tuple((people[who], None) for who in ratings.aside(criterion))
        for criterion in ratings.criteria
    }
    return Panel(answers, ends=scale.ends, values=scale.values, is_ordered=scale.level is not Level.NOMINAL)


def _method(level: Level, *, resamples: int, seed: int) -> Method:
    return Method(
        name="portulan.agreement.agree",
        version="1",
        parameters=(("level", level.value), ("resamples", resamples), ("seed", seed)),
        source="Krippendorff (2011), Computing Krippendorff's Alpha-Reliability",
    )


def _plain(value: Any) -> Any:
    """An undefined number says why: `{"undefined": reason}`."""
    if isinstance(value, Undefined):
        return {"undefined": value.value}
    return list(value) if isinstance(value, tuple) else value
