"""What the last shared look at a use found, as it may be read outside its panel: for another team, or for a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from balises.assessments import rules
from balises.assessments.models import Assessment
from balises.assessments.phrases import UNNAMED
from balises.assessments.queries.after import Together, printed_opinions
from balises.assessments.queries.outside import outside_panel, shared_looks
from balises.assessments.queries.panel import RangeRow
from balises.assessments.queries.reading import assessors, codes
from balises.assessments.rules import (
    AskedSeat,
    Choice,
    Depth,
    Finding,
    Findings,
    FoundGate,
    HeldOtherwise,
    JointAnswer,
    KnownGrid,
    LeavingFacts,
    Pronounced,
    Sight,
)
from balises.library import queries as library
from balises.organisations.roles import Role
from balises.register import queries as register
from balises.register.models import AIUse
from balises.register.queries import GateRow
from balises.register.rules import GateState, Status


def findings(use: AIUse, *, is_named: bool) -> Findings | None:
    """Nothing where no look at that use was shared yet. The organisation is named where its lead says so."""
    assessment = shared_looks(use).first()
    if assessment is None or assessment.shared_on is None:
        return None
    found, owner = outside_panel(assessment), use.organisation
    return Findings(
        organisation=rules.seen(owner.name) if is_named else str(UNNAMED),
        is_invented=owner.is_invented,
        use=rules.seen(use.title),
        tool=rules.seen(use.tool),
        edition=assessment.edition,
        edition_digest=assessment.edition_digest,
        depth=Depth(assessment.depth),
        shared_on=assessment.shared_on,
        sight=found.sight,
        seats=_seats(assessment),
        criteria=tuple(_findings(assessment, rows=found.every_row)),
        gates=_gates(use, asked=codes(assessment)),
        pronounced=_pronounced(use),
        made_on=timezone.localdate(),
    )


def _seats(assessment: Assessment) -> tuple[AskedSeat, ...]:
    return tuple(
        AskedSeat(rules.seen(each.seat.label), each.handed_in_on is not None, each.is_paper)
        for each in assessors(assessment)
    )


def _findings(assessment: Assessment, *, rows: tuple[RangeRow, ...]) -> Iterator[Finding]:
    """Question by question, in the order of the grid."""
    asked, opinions = codes(assessment), printed_opinions(assessment)
    for row in sorted(rows, key=lambda each: each.number):
        code = asked[row.number - 1]
        held = (HeldOtherwise(rules.seen(e.seat), rules.seen(e.text)) for e in opinions if e.criterion == code)
        yield Finding(code, row.spread, _answers(row), _joint(row.together), tuple(held))


def _answers(row: RangeRow) -> tuple[Choice, ...]:
    """From which answer to which, and whether somebody does not know: what the drawing shows, and no more."""
    degrees = [Choice(degree) for degree in (row.low, row.high) if degree]
    others = {Choice.UNKNOWN: row.has_unknown, Choice.NOT_APPLICABLE: row.has_not_applicable}
    return tuple(dict.fromkeys([*degrees, *(choice for choice, is_given in others.items() if is_given)]))


def _joint(said: Together | None) -> JointAnswer | None:
    return JointAnswer(said.choice, rules.seen(said.justification)) if said else None


def _gates(use: AIUse, *, asked: tuple[str, ...]) -> tuple[FoundGate, ...]:
    """As the report tells them: what they are and where they come from, not which answer opened them."""
    page = register.gates_page(use, role=Role.OBSERVER)
    return tuple(_gate(row, asked=asked) for row in (*page.open_gates, *page.closed_gates))


def _gate(row: GateRow, *, asked: tuple[str, ...]) -> FoundGate:
    facts = register.gate_facts(row.gate)
    named = tuple(dict.fromkeys(cause.code for cause in row.causes if cause.code in asked))
    return FoundGate(rules.seen(row.title), facts.effect, facts.nature, GateState(facts.state), named)


def _pronounced(use: AIUse) -> Pronounced | None:
    return Pronounced(Status(use.status), use.pronounced_on) if use.pronounced_on else None


def leaving_facts(use: AIUse, *, found: Findings | None, is_named: bool) -> LeavingFacts:
    return LeavingFacts(
        is_shared=found is not None,
        sight=found.sight if found else Sight.NOTHING,
        is_own_edition=found is not None and is_own_edition(found.edition),
        is_named=is_named,
    )


def is_own_edition(reference: str) -> bool:
    """Its reference carries the address of the organisation that composed it."""
    return any(each.reference == reference for each in library.own_editions().only("slug", "number"))


def known_grids() -> Mapping[str, KnownGrid]:
    """The grids that we have, shipped and our own, by reference."""
    return {each.reference: KnownGrid(each.title, each.digest, _codes(each.body)) for each in library.every_grid()}


def _codes(body: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(each["code"] for each in body["criteria"])
