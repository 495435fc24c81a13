"""What assessors answered to criteria, on one scale; checked when it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

Answer = str | float


class Level(StrEnum):
    """What the values of a scale have in common with numbers."""

    NOMINAL = "nominal"
    """Names: equal or not."""
    ORDINAL = "ordinal"
    """Ranks: more or less."""
    INTERVAL = "interval"
    """Numbers whose differences mean something."""


@dataclass(frozen=True)
class Scale:
    """The answers that are possible.

    Parameters
    ----------
    level : Level
        Decides which disagreements weigh more.
    values : tuple of str
        For a nominal or ordinal scale: the answers, from one end to the other; at least two, all different.
    bounds : tuple of two float, optional
        For an interval scale: the lowest and the highest number that can be answered, in its own unit.
    aside : tuple of str
        Answers that have no place on the scale, « we do not know » for example: counted, never compared.

    Raises
    ------
    ValueError
        On fewer than two values, a value named twice, or bounds that are not two finite numbers in order.

    Examples
    --------
    >>> grid = Scale(Level.ORDINAL, ("no", "partly", "yes"), aside=("unknown",))
    >>> grid.place("partly"), grid.place("unknown")
    (1.0, None)
    """

    level: Level
    values: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None
    aside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.level is Level.INTERVAL) is (self.bounds is None) or (self.bounds is not None and self.values):
            raise ValueError("An interval scale has bounds and no values; any other has values and no bounds.")
        if self.bounds is not None and not (all(map(isfinite, self.bounds)) and self.bounds[0] < self.bounds[1]):
            raise ValueError(f"The bounds of a scale are two finite numbers in order, not {self.bounds!r}.")
        if self.bounds is None and len(self.values) < 2:
            raise ValueError(f"A scale has at least two values, not {self.values!r}.")
        named = self.values + self.aside
        if len(set(named)) != len(named):
            raise ValueError(f"A scale names each value once: {named!r}.")

    @property
    def ends(self) -> tuple[float, float]:
        """The places of both ends."""
        return self.bounds if self.bounds is not None else (0.0, float(len(self.values) - 1))

    def place(self, answer: Answer) -> float | None:
        """Where an answer is on the scale, None if it is put aside; ValueError if it is nowhere."""
        if answer in self.aside:
            return None
        if self.bounds is None:
            if answer in self.values:
                return float(self.values.index(str(answer)))
            raise ValueError(f"{answer!r} is not one of {', '.join(self.values + self.aside)}")
        low, high = self.bounds
        if isinstance(answer, bool | str) or not low <= answer <= high:
            raise ValueError(f"{answer!r} is not a number from {low:g} to {high:g}")
        return float(answer)

    def name(self, place: float) -> Answer:
        """The answer at a place."""
        return place if self.bounds is not None else self.values[int(place)]


@dataclass(frozen=True)
class Ratings:
    """Who answered what to which criterion.

    Parameters
    ----------
    answers : mapping of assessor to mapping of criterion to answer
        One row for each seat; a criterion that a seat did not answer is left out of its row, or None.
    scale : Scale
        Holds for every criterion.
    seats : mapping of assessor to str, optional
        The kind of each seat (practitioner, management, service user); its own name without it.
    people : mapping of assessor to str, optional
        Who holds each seat: a person who holds two counts once where people are counted. Its own name without it.

    Raises
    ------
    ValueError
        On no assessor, no criterion, an answer off the scale (names assessor, criterion and answer), or `seats` or
        `people` that do not name exactly the assessors.

    Examples
    --------
    >>> scale = Scale(Level.ORDINAL, ("no", "partly", "yes"), aside=("unknown",))
    >>> ratings = Ratings({"a": {"c1": "no", "c2": "yes"}, "b": {"c1": "unknown"}}, scale)
    >>> ratings.assessors, ratings.criteria, ratings.aside_count, ratings.missing_count
    (('a', 'b'), ('c1', 'c2'), 1, 1)
    """

    answers: Mapping[str, Mapping[str, Answer | None]]
    scale: Scale
    seats: Mapping[str, str] | None = None
    people: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        if not self.criteria:
            raise ValueError("Ratings need at least one assessor and one criterion.")
        for name, named in (("seats", self.seats), ("people", self.people)):
            if named is not None and set(named) != set(self.answers):
                raise ValueError(f"{name} must name exactly the assessors: {', '.join(self.answers)}.")
        for assessor, row in self.answers.items():
            for criterion, answer in row.items():
                self._insist(assessor, criterion, answer)

    def _insist(self, assessor: str, criterion: str, answer: Answer | None) -> None:
        try:
            if answer is not None:
                self.scale.place(answer)
        except ValueError as wrong:
            raise ValueError(f"Assessor {assessor!r}, criterion {criterion!r}: {wrong}.") from None

    @property
    def assessors(self) -> tuple[str, ...]:
        """In the order given."""
        return tuple(self.answers)

    @property
    def criteria(self) -> tuple[str, ...]:
        """In the order they are first named."""
        return tuple(dict.fromkeys(criterion for row in self.answers.values() for criterion in row))

    def places(self, criterion: str) -> dict[str, float]:
        """Assessor → place on the scale, for those who answered on it."""
        answered = {who: row.get(criterion) for who, row in self.answers.items()}
        placed = {who: self.scale.place(answer) for who, answer in answered.items() if answer is not None}
        return {who: place for who, place in placed.items() if place is not None}

    def aside(self, criterion: str) -> tuple[str, ...]:
        """Assessors whose answer has no place on the scale."""
        return tuple(who for who, row in self.answers.items() if row.get(criterion) in self.scale.aside)

    @property
    def aside_count(self) -> int:
        """Answers put aside."""
        return sum(len(self.aside(criterion)) for criterion in self.criteria)

    @property
    def missing_count(self) -> int:
        """Answers that were not given."""
        given = sum(answer is not None for row in self.answers.values() for answer in row.values())
        return len(self.answers) * len(self.criteria) - given
