"""From what people can answer (« about ten letters a week ») to requests and tokens in a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from portulan.footprint.quantities import Span

OURS = "assumption of this project, not measured"
CALCULATOR = "low end: examples of the EcoLogits Calculator, 24 July 2026; high end: " + OURS
SINCE = date(2026, 11, 24)


@dataclass(frozen=True)
class Assumption:
    """A range that nobody counted, with where it comes from: replace it by your own where you have counted.

    Parameters
    ----------
    name : str
    span : Span
    source : str
    on : date
        When it was written down.
    """

    name: str
    span: Span
    source: str
    on: date

    def to_plain(self) -> dict[str, Any]:
        """As JSON values."""
        ends = {"low": self.span.low, "high": self.span.high, "unit": self.span.unit}
        return {"name": self.name, "source": self.source, "on": self.on.isoformat()} | ends


@dataclass(frozen=True)
class Task:
    """Something people do with a text model.

    Parameters
    ----------
    name : str
    tokens : Assumption
        Tokens written by the model at each request.
    requests : Assumption
        Requests for one of them, attempts included.
    """

    name: str
    tokens: Assumption
    requests: Assumption


def _task(name: str, tokens: tuple[int, int], source: str, *, requests: tuple[int, int]) -> Task:
    written = Assumption(f"tokens written for one {name}", Span(*tokens, "token"), source, SINCE)
    asked = Assumption(f"requests for one {name}", Span(*requests, "1"), OURS, SINCE)
    return Task(name, written, asked)


# French takes more tokens than the English of the examples: hence twice, or more, at the high end.
TASKS: Mapping[str, Task] = MappingProxyType(
    {
        task.name: task
        for task in (
            _task("email", (170, 500), CALCULATOR, requests=(1, 3)),
            _task("letter", (300, 1000), f"a page of 230 to 500 words, 1.3 to 2 tokens each: {OURS}", requests=(1, 4)),
            _task("summary", (250, 1000), CALCULATOR, requests=(1, 3)),
            _task("report", (5000, 10000), CALCULATOR, requests=(1, 10)),
            _task("conversation", (400, 4000), CALCULATOR, requests=(1, 1)),
        )
    }
)
LEAVE = (
    "52 weeks; low end without five weeks of paid leave (France, Code du travail, L3141-3) and two of public holidays"
)
YEARLY: Mapping[str, Assumption] = MappingProxyType(
    {
        "day": Assumption("days in a year", Span(225, 260, "1"), f"five days a week; {LEAVE}", SINCE),
        "week": Assumption("weeks in a year", Span(45, 52, "1"), LEAVE, SINCE),
        "month": Assumption("months in a year", Span(11, 12, "1"), f"low end without a month away: {OURS}", SINCE),
        "year": Assumption("years", Span(1, 1, "1"), "by definition", SINCE),
    }
)


@dataclass(frozen=True)
class Volume:
    """How often something is done, as people say it.

    Parameters
    ----------
    task : Task
        One of `TASKS`, or your own.
    times : Span
        How many, a plain number; `about(10)` for « about ten ».
    per : str
        day, week, month or year.

    Raises
    ------
    ValueError
        On another period, or `times` in a unit.

    Examples
    --------
    >>> Volume(TASKS["letter"], about(10), per="week").times
    Span(low=5.0, high=20, unit='1')
    """

    task: Task
    times: Span
    per: str

    def __post_init__(self) -> None:
        if self.per not in YEARLY:
            raise ValueError(f"{self.task.name}: a period is one of {', '.join(YEARLY)}, not {self.per!r}.")
        if self.times.unit != "1":
            raise ValueError(f"{self.task.name}: times is a plain number, not {self.times}.")


@dataclass(frozen=True)
class Demand:
    """What a use asks of a text model in a year.

    Parameters
    ----------
    task : str
    requests : Span
        In a year, a plain number.
    tokens : Span
        Written by the model at each request.
    assumptions : tuple of Assumption
        All that were made on the way.
    """

    task: str
    requests: Span
    tokens: Span
    assumptions: tuple[Assumption, ...]


def about(number: float) -> Span:
    """« About ten »: from half to twice as many; own choice, for people who have not counted.

    Examples
    --------
    >>> about(10)
    Span(low=5.0, high=20, unit='1')
    """
    return Span(number / 2, number * 2, "1")


def yearly(volume: Volume) -> Demand:
    """Requests in a year, and tokens at each.

    Parameters
    ----------
    volume : Volume
        As people say it.

    Returns
    -------
    Demand
        `requests` is times x periods in a year x requests for one; every assumption with its source and date.

    Examples
    --------
    >>> demand = yearly(Volume(TASKS["letter"], about(10), per="week"))
    >>> str(demand.requests), str(demand.tokens), len(demand.assumptions)
    ('2.2e+02 to 4.2e+03 1', '3e+02 to 1e+03 token', 3)
    """
    period = YEARLY[volume.per]
    requests = volume.times.times(period.span).times(volume.task.requests.span)
    assumed = (period, volume.task.requests, volume.task.tokens)
    return Demand(volume.task.name, requests, volume.task.tokens.span, assumed)
