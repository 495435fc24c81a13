"""Where Regulation (EU) 2024/1689 puts a use, as amended by Regulation (EU) 2026/1744: step by step, with its doubts.

Three values throughout. What is not known leaves several classes open, and the use is then « uncertain »:
never minimal for want of an answer. A route proposes a reading; it pronounces nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from balises.library.rules import Fact, Facts, Truth
from balises.register.rules.truths import all_of, any_of, has, negated, unknown_among


class AiAct(StrEnum):
    """From the lightest to the gravest."""

    OUTSIDE = "outside"
    MINIMAL = "minimal"
    TRANSPARENCY = "transparency"
    UNCERTAIN = "uncertain"
    HIGH_RISK = "high_risk"
    PROHIBITED = "prohibited"


SINCE_THE_START = date(2025, 2, 2)
NEW_PROHIBITIONS = date(2026, 12, 2)
TRANSPARENCY = date(2026, 8, 2)
HIGH_RISK = date(2027, 12, 2)

# Each practice of Article 5 that an organisation may meet: its letter, its fact, since when. Letter (h), real-time
# biometric identification, speaks of the police alone.
PRACTICES: tuple[tuple[str, Fact, date], ...] = (
    ("a", Fact.MANIPULATION, SINCE_THE_START),
    ("b", Fact.VULNERABILITY, SINCE_THE_START),
    ("c", Fact.SOCIAL_SCORING, SINCE_THE_START),
    ("d", Fact.CRIME_PREDICTION, SINCE_THE_START),
    ("e", Fact.FACE_SCRAPING, SINCE_THE_START),
    ("f", Fact.STAFF_EMOTIONS, SINCE_THE_START),
    ("g", Fact.BIOMETRIC_CATEGORIES, SINCE_THE_START),
    ("ba", Fact.INTIMATE_IMAGERY, NEW_PROHIBITIONS),
)
IN_THE_UNION = ("fr", "be", "eu")
OF_AN_AUTHORITY = frozenset({"5a", "7", "8a"})  # points that speak of an authority, or of who acts in its name


@dataclass(frozen=True)
class Step:
    """What one question of the text finds, on which facts, and what stays unsure; its words stand in `phrases`."""

    code: str
    finding: Truth
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    doubt: str | None = None
    in_force_on: date | None = None

    @property
    def reason(self) -> str:
        """The code of the sentence that says why."""
        return f"{self.code}.{self.finding}"


@dataclass(frozen=True)
class Route:
    ai_act: AiAct
    steps: tuple[Step, ...]
    settles: tuple[str, ...]  # the facts to learn, where what is not known leaves it uncertain
    in_force_on: date | None  # since when, or from when, what this class asks applies
    on: date
    may_be: frozenset[AiAct]  # every class still open

    @property
    def is_in_force(self) -> bool:
        return self.in_force_on is None or self.in_force_on <= self.on

    @property
    def read_as(self) -> AiAct:
        """The class that rows and lines read: a doubt between light classes is no doubt about a high risk."""
        is_light = self.ai_act is AiAct.UNCERTAIN and not self.may_be & {AiAct.HIGH_RISK, AiAct.PROHIBITED}
        return max(self.may_be, key=list(AiAct).index) if is_light else self.ai_act

    @property
    def doubts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.doubt for step in self.steps if step.doubt))


def route(facts: Facts, *, on: date) -> Route:
    """The class of a use, the steps that lead to it, and what would settle it."""
    steps = {step.code: step for step in _steps(facts)}
    open_gates = tuple(_gates_met(_gates(steps, facts)))
    classes = {gate.ai_act for gate in open_gates}
    if len(classes) > 1:
        unsettled = (name for gate in open_gates if gate.finding is Truth.UNKNOWN for name in gate.facts)
        return Route(AiAct.UNCERTAIN, _ordered(steps), unknown_among(facts, unsettled), None, on, frozenset(classes))
    (ai_act,) = classes
    return Route(ai_act, _ordered(steps), (), _in_force_on(ai_act, steps.values()), on, frozenset(classes))


def _steps(facts: Facts) -> Iterator[Step]:
    yield _scope(facts)
    infers = _step("infers", has(facts, Fact.INFERENCE, "yes"), facts, Fact.INFERENCE)
    for letter, fact, since in PRACTICES:
        found = has(facts, fact, "yes")
        doubt = "practice_without_inference" if found is Truth.YES and infers.finding is not Truth.YES else None
        yield _step(f"art5.{letter}", found, facts, fact, doubt=doubt, in_force_on=since)
    yield infers
    yield _step("deployer", negated(has(facts, Fact.ROLE, "person")), facts, Fact.ROLE)
    yield _annex(facts)
    yield _filter(facts)
    yield from _transparency(facts)


def _scope(facts: Facts) -> Step:
    found = has(facts, Fact.COUNTRY, *IN_THE_UNION)
    doubt = "output_used_in_the_union" if found is Truth.NO else None
    return _step("scope", found, facts, Fact.COUNTRY, doubt=doubt)


def _annex(facts: Facts) -> Step:
    """A point of Annex III; an association that acts for no authority may stand outside the points that name one."""
    listed = negated(has(facts, Fact.ANNEX_III, "none"))
    points = set(facts.get(Fact.ANNEX_III, ()))
    names = (Fact.ANNEX_III, Fact.ROLE, Fact.BODY, Fact.SEVERITY)
    if listed is Truth.NO and has(facts, Fact.SEVERITY, "child_protection") is Truth.YES:
        return _step("annex3", listed, facts, *names, doubt="child_protection_is_not_listed")
    if listed is not Truth.YES or points - OF_AN_AUTHORITY:
        return _step("annex3", listed, facts, *names, in_force_on=HIGH_RISK)
    for_an_authority = any_of(
        has(facts, Fact.ROLE, "upstream"), has(facts, Fact.BODY, "public"), has(facts, Fact.BODY, "public_service")
    )
    finding = Truth.YES if for_an_authority is Truth.YES else Truth.UNKNOWN
    doubt = None if has(facts, Fact.BODY, "public") is Truth.YES else "in_the_name_of_an_authority"
    return _step("annex3", finding, facts, *names, doubt=doubt, in_force_on=HIGH_RISK)


_FILTER = (Fact.PROFILING, Fact.PREPARATORY, Fact.DECISION)


def _filter(facts: Facts) -> Step:
    """Article 6(3): a narrow task that weighs on no decision; profiling a person always cancels it."""
    found = all_of(
        has(facts, Fact.PROFILING, "no"),
        has(facts, Fact.PREPARATORY, "yes"),
        has(facts, Fact.DECISION, "none", "prepares"),
    )
    doubt = "filter_is_to_be_documented" if found is Truth.YES else None
    return _step("filter", found, facts, *_FILTER, doubt=doubt, in_force_on=HIGH_RISK)


_SHOWN = (
    ("art50.1", Fact.CONVERSATION, ("yes",)),
    ("art50.3", Fact.ANNEX_III, ("1b", "1c")),
    ("art50.4.image", Fact.IMITATION, ("yes",)),
    ("art50.4.text", Fact.PUBLICATION, ("yes",)),
)


def _transparency(facts: Facts) -> Iterator[Step]:
    for code, fact, values in _SHOWN:
        yield _step(code, has(facts, fact, *values), facts, fact, in_force_on=TRANSPARENCY)


def _step(
    code: str, finding: Truth, facts: Facts, *names: Fact, doubt: str | None = None, in_force_on: date | None = None
) -> Step:
    read = tuple((str(name), tuple(sorted(facts[name]))) for name in names if facts.get(name))
    return Step(code, finding, read, doubt, in_force_on)


@dataclass(frozen=True)
class _Gate:
    """A class that the use falls into where the finding is yes, tried in order."""

    ai_act: AiAct
    finding: Truth
    facts: tuple[str, ...] = ()


def _gates(steps: Mapping[str, Step], facts: Facts) -> Iterator[_Gate]:
    practices = [steps[f"art5.{letter}"] for letter, _fact, _since in PRACTICES]
    annex, weighs = steps["annex3"].finding, negated(steps["filter"].finding)
    yield _Gate(AiAct.OUTSIDE, negated(steps["scope"].finding), (Fact.COUNTRY,))
    yield _Gate(AiAct.OUTSIDE, negated(steps["infers"].finding), (Fact.INFERENCE,))
    yield _Gate(
        AiAct.PROHIBITED,
        any_of(*(step.finding for step in practices)),
        tuple(fact for _letter, fact, _since in PRACTICES),
    )
    yield _Gate(AiAct.OUTSIDE, negated(steps["deployer"].finding), (Fact.ROLE,))
    yield _Gate(AiAct.HIGH_RISK, all_of(annex, weighs), _unsettled_risk(steps, facts))
    shown = [steps[code].finding for code, _fact, _values in _SHOWN]
    yield _Gate(AiAct.TRANSPARENCY, any_of(*shown), tuple(fact for _code, fact, _values in _SHOWN))
    yield _Gate(AiAct.MINIMAL, Truth.YES)


def _unsettled_risk(steps: Mapping[str, Step], facts: Facts) -> tuple[str, ...]:
    """The point first; whether it weighs only where the point is known, or cannot be."""
    annex = (Fact.ANNEX_III, *((Fact.BODY,) if set(facts.get(Fact.ANNEX_III, ())) & OF_AN_AUTHORITY else ()))
    if steps["annex3"].finding is Truth.UNKNOWN and unknown_among(facts, annex):
        return annex
    return _FILTER


def _gates_met(gates: Iterable[_Gate]) -> Iterator[_Gate]:
    """Every class still open: those that may be, up to the first that is."""
    for gate in gates:
        if gate.finding is not Truth.NO:
            yield gate
        if gate.finding is Truth.YES:
            return


def _ordered(steps: Mapping[str, Step]) -> tuple[Step, ...]:
    """The filter is asked only of what Annex III may name."""
    is_listed = steps["annex3"].finding is not Truth.NO
    return tuple(step for code, step in steps.items() if is_listed or code != "filter")


_LEADS_TO = {AiAct.PROHIBITED: "art5.", AiAct.HIGH_RISK: "annex3", AiAct.TRANSPARENCY: "art50."}


def _in_force_on(ai_act: AiAct, steps: Iterable[Step]) -> date | None:
    """The earliest of the dates of what led there."""
    prefix = _LEADS_TO.get(ai_act)
    if prefix is None:
        return None
    dates = [step.in_force_on for step in steps if step.code.startswith(prefix) and step.finding is Truth.YES]
    return min((day for day in dates if day), default=None)
