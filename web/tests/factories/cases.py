"""The sixty cases and the editions that they name, read from content/, and what the real rules make of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from balises.library.formats import Case, Cases, Depth, digest, read_edition
from balises.library.models import Edition
from balises.library.queries import LawLineRow, law_rows
from balises.library.rules import Answer, Effect, Facts, Nature, Truth
from balises.register import rules
from balises.register.queries.rows import grid_rows, law_set_off
from balises.register.rules import Duty, GateFacts, GateState, GridRow, KeptGate, SetOff

CONTENT = Path(__file__).resolve().parents[3] / "content"
FILES = {"framework": "frameworks", "law": "law", "uses": "uses", "cases": "cases"}


@dataclass(frozen=True)
class Found:
    """What the rules find for a case, in the words of the file."""

    ai_act: str
    status: str
    legal: tuple[str, ...]
    chosen: tuple[str, ...]
    waiting: tuple[str, ...]
    in_force: tuple[str, ...]
    to_come: tuple[str, ...]
    unsure: tuple[str, ...]


@cache
def read_cases() -> Cases:
    edition = read_edition(CONTENT / "cases" / "grille" / "edition-1.fr.yaml")
    assert isinstance(edition, Cases)
    return edition


@cache
def published(reference: str) -> Edition:
    """An edition as it is loaded, without a database."""
    kind, _colon, rest = reference.partition(":")
    slug, _at, number = rest.partition("@")
    read: Any = read_edition(CONTENT / FILES[kind] / slug / f"edition-{number}.fr.yaml")
    return Edition(
        kind=kind,
        slug=slug,
        number=int(number),
        language="fr",
        title=read.title,
        digest=digest(read),
        body=read.model_dump(mode="json"),
    )


@cache
def rows() -> tuple[GridRow, ...]:
    return grid_rows(published(read_cases().framework))


@cache
def asked(depth: Depth) -> frozenset[str]:
    """The criteria that such a look asks."""
    criteria = published(read_cases().framework).body["criteria"]
    every = [criterion["code"] for criterion in criteria if depth is Depth.WHOLE or criterion.get("quick_scan")]
    return frozenset(every if depth is not Depth.NONE else ())


@cache
def lines_of(country: str) -> tuple[LawLineRow, ...]:
    """The lines that bear on a country, as `library.law_lines` gives them."""
    named = {published(reference).slug: published(reference) for reference in read_cases().laws}
    return tuple(row for slug in rules.laws_of(country) for row in law_rows(slug, named[slug]))


def facts_of(case: Case) -> Facts:
    return read_cases().facts_of(case)


def answers_of(case: Case) -> dict[str, frozenset[Answer]]:
    """What the seats said; where a case writes nothing, they all said « yes »."""
    said = {code: frozenset(seats.values()) for code, seats in case.answers.items()}
    return {code: said.get(code, frozenset({Answer.YES})) for code in asked(case.look)}


def day_of(case: Case) -> date:
    return case.day or read_cases().day


def set_off_by(facts: Facts, answers: dict[str, frozenset[Answer]], *, on: date) -> tuple[SetOff, ...]:
    """Rows of the grid, then lines of law: what the register weighs, without its database."""
    of_the_grid = [row for row in rows() if row.answer is None or row.code in answers]
    from_the_grid = rules.set_off(of_the_grid, answers=answers, facts=rules.with_derived(facts, on=on), on=on)
    country = facts.get("country", ("unknown",))[0]
    lines = lines_of(country) if country != "unknown" else ()
    return (*from_the_grid, *law_set_off(lines, facts=facts, on=on))


def full_grid_of(facts: Facts, answers: dict[str, frozenset[Answer]], *, look: Depth, on: date) -> tuple[SetOff, ...]:
    """Why ten questions were not enough, unless the fifty-eight were asked."""
    known = rules.with_derived(facts, on=on)
    reasons = rules.reasons_for_full_grid(answers, quick_scan=asked(Depth.QUICK), facts=known)
    every = tuple(SetOff(GridRow(why, None, (), Effect.FULL_GRID, Nature.CHOSEN), Nature.CHOSEN) for why in reasons)
    return () if look is Depth.WHOLE else every


def gate_of(kept: KeptGate, *, case: Case) -> GateFacts:
    done = kept.key in case.closed or (kept.effect is Effect.FULL_GRID and case.look is Depth.WHOLE)
    state = GateState.CLOSED if done else GateState.FRAMED if kept.key in case.framed else GateState.OPEN
    return GateFacts(kept.key, kept.effect, kept.nature, state, is_blocking=kept.is_blocking)


def duties_of(facts: Facts, *, on: date) -> tuple[Duty, ...]:
    country = facts.get("country", ("unknown",))[0]
    return rules.duties(lines_of(country), facts=facts, on=on) if country != "unknown" else ()


def found_for(case: Case, *, today: date | None = None) -> Found:
    """What the rules find on the day of the case, or on another."""
    facts, answers, on = facts_of(case), answers_of(case), today or day_of(case)
    every = (*set_off_by(facts, answers, on=on), *full_grid_of(facts, answers, look=case.look, on=on))
    kept = rules.kept_gates(every)
    enquiries = rules.gates_of(each for each in every if each.waits)
    gates = (*(gate_of(gate, case=case) for gate in kept), *enquiries)
    moment = facts.get("moment", ("unknown",))[0]
    duties = duties_of(facts, on=on)
    sure = [duty for duty in duties if duty.finding is Truth.YES]
    return Found(
        ai_act=rules.route(facts, on=on).ai_act,
        status=rules.proposed_status(gates, moment=moment, is_looked_at=case.look is not Depth.NONE),
        legal=_sorted(gate.key for gate in kept if gate.nature is Nature.LEGAL),
        chosen=_sorted(gate.key for gate in kept if gate.nature is Nature.CHOSEN),
        waiting=_sorted(gate.code.removeprefix("fact:") for gate in enquiries),
        in_force=_sorted(duty.code for duty in sure if duty.is_in_force),
        to_come=_sorted(duty.code for duty in sure if not duty.is_in_force),
        unsure=_sorted(duty.code for duty in duties if duty.finding is Truth.UNKNOWN),
    )


def expected_of(case: Case) -> Found:
    told = case.expected
    return Found(
        ai_act=told.ai_act,
        status=told.status,
        legal=_sorted(told.gates.legal),
        chosen=_sorted(told.gates.chosen),
        waiting=_sorted(told.gates.waiting),
        in_force=_sorted(told.duties.in_force),
        to_come=_sorted(told.duties.to_come),
        unsure=_sorted(told.duties.unsure),
    )


def differences(found: Found, *, expected: Found) -> list[str]:
    """Each difference in a line: what was expected and is not there, what is there and was not expected."""
    told = []
    for name, value in vars(expected).items():
        other = getattr(found, name)
        if isinstance(value, str):
            told += [f"{name}: expected {value}, found {other}"] if value != other else []
            continue
        told += [f"{name}: expected, not found: {each}" for each in value if each not in other]
        told += [f"{name}: found, not expected: {each}" for each in other if each not in value]
    return told


def _sorted(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(str, codes)))
