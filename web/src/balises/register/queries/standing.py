"""Where a use stands: what was said of it, what that sets off, which gates are open, what the rules propose."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from balises.library import queries as library
from balises.library.models import Edition, OwnEdition
from balises.library.queries import LawLineRow
from balises.library.rules import UNKNOWN, Answer, Effect, Fact, Facts, Nature
from balises.register import rules
from balises.register.models import AIUse, Gate, Look
from balises.register.phrases import FULL_GRID_REASONS
from balises.register.queries.rows import grid_rows, law_lines, law_set_off
from balises.register.rules import GateFacts, GateState, GridRow, KeptGate, SetOff, Status


@dataclass(frozen=True)
class Standing:
    """What the rules propose for a use, and why."""

    proposed: Status
    ceiling: Status
    gates: tuple[Gate, ...]  # open first, strictest first
    enquiries: tuple[str, ...]  # facts that nobody has told yet


def facts_of(use: AIUse) -> Facts:
    """What was told of the use."""
    return {name: tuple(values) for name, values in use.facts.items()}


def known_facts(use: AIUse, *, on: date) -> Facts:
    """What was told, and what follows from it."""
    return rules.with_derived(facts_of(use), on=on)


def answers_given(looks: Iterable[Look]) -> dict[str, tuple[str, frozenset[Answer]]]:
    """For each criterion, the edition that last asked it and the answers it was given."""
    said = {}
    for look in sorted(looks, key=lambda look: (look.on, look.pk)):
        for code, given in look.answers.items():
            said[code] = (look.edition, frozenset(map(Answer, given)))
    return said


@dataclass(frozen=True)
class _Grids:
    """The grids that bear on a use, each read once."""

    newest: Edition | None
    asked: Mapping[str, Edition | OwnEdition | None]  # by reference: those that looked at the use


def _grids_of(use: AIUse) -> _Grids:
    newest: Edition | None = library.edition(*library.GRID)
    known = {newest.reference: newest} if newest else {}
    references = {look.edition for look in use.looks.all()}
    return _Grids(newest, {name: known.get(name) or library.edition_at(name) for name in references})


def set_off_of(use: AIUse, *, on: date) -> tuple[SetOff, ...]:
    """Every row that speaks of the use today, each criterion read with the edition that asked it."""
    return _set_off(use, grids=_grids_of(use), on=on)


def _set_off(use: AIUse, *, grids: _Grids, on: date) -> tuple[SetOff, ...]:
    said = answers_given(use.looks.all())
    answers = {code: given for code, (_edition, given) in said.items()}
    facts = known_facts(use, on=on)
    from_the_grid = rules.set_off(_rows(said, grids=grids), answers=answers, facts=facts, on=on)
    return (*from_the_grid, *law_set_off(law_of(use), facts=facts_of(use), on=on))


def _rows(said: Mapping[str, tuple[str, frozenset[Answer]]], *, grids: _Grids) -> tuple[GridRow, ...]:
    by_edition: dict[str, set[str]] = defaultdict(set)
    for code, (edition, _given) in said.items():
        by_edition[edition].add(code)
    asked = [row for name, codes in by_edition.items() for row in _grid(grids.asked[name]) if row.code in codes]
    return (*asked, *_from_facts_alone(grids))


def _grid(edition: Edition | OwnEdition | None) -> tuple[GridRow, ...]:
    return grid_rows(edition) if edition else ()


def _from_facts_alone(grids: _Grids) -> tuple[GridRow, ...]:
    """The general rules of the newest grid bear on every use, looked at or not."""
    return tuple(row for row in _grid(grids.newest) if row.answer is None)


def law_of(use: AIUse) -> tuple[LawLineRow, ...]:
    """The lines of law of the country where the use takes place; none where nobody has told it."""
    countries = facts_of(use).get(Fact.COUNTRY, ())
    return law_lines(countries[0]) if countries and countries[0] != UNKNOWN else ()


def gates_to_keep(use: AIUse) -> tuple[KeptGate, ...]:
    """The gates to write down today, the full grid among them where ten questions were not enough."""
    on, grids = timezone.localdate(), _grids_of(use)
    return rules.kept_gates((*_set_off(use, grids=grids, on=on), *_full_grid(use, grids=grids, on=on)))


def _full_grid(use: AIUse, *, grids: _Grids, on: date) -> tuple[SetOff, ...]:
    if use.looks.filter(is_whole=True).exists():
        return ()
    said = {code: given for code, (_edition, given) in answers_given(use.looks.all()).items()}
    facts, asked = known_facts(use, on=on), _asked_quickly(grids)
    reasons = rules.reasons_for_full_grid(said, quick_scan=asked, facts=facts)
    return tuple(SetOff(_full_grid_row(reason), Nature.CHOSEN) for reason in reasons)


def _asked_quickly(grids: _Grids) -> tuple[str, ...]:
    """The questions of the quick scan, in each edition that looked at the use."""
    return tuple(code for found in grids.asked.values() if found for code in library.quick_scan_codes(found.body))


def _full_grid_row(reason: str) -> GridRow:
    says = str(FULL_GRID_REASONS[reason])
    return GridRow(reason, None, (), Effect.FULL_GRID, Nature.CHOSEN, says=says)


def needs_full_grid(use: AIUse) -> bool:
    return bool(_full_grid(use, grids=_grids_of(use), on=timezone.localdate()))


def standing(use: AIUse) -> Standing:
    gates = tuple(use.gates.all())
    waiting = [each for each in set_off_of(use, on=timezone.localdate()) if each.waits]
    enquiries = rules.gates_of(waiting)
    facts = (*map(gate_facts, gates), *enquiries)
    moment = facts_of(use).get("moment", ("unknown",))[0]
    return Standing(
        proposed=rules.proposed_status(facts, moment=moment, is_looked_at=bool(use.looks.all())),
        ceiling=rules.ceiling(facts),
        gates=tuple(sorted(gates, key=_open_and_strict_first)),
        enquiries=tuple(each.code.removeprefix("fact:") for each in enquiries),
    )


def gates_in_the_way(use: AIUse) -> tuple[GateFacts, ...]:
    """Every gate that a pronouncement must respect, the facts nobody told included."""
    waiting = [each for each in set_off_of(use, on=timezone.localdate()) if each.waits]
    return (*map(gate_facts, use.gates.all()), *rules.gates_of(waiting))


def statuses_refused(use: AIUse) -> tuple[Status, ...]:
    """What could not be pronounced today, by the very rule that refuses it once sent."""
    gates = gates_in_the_way(use)
    return tuple(status for status in Status if rules.refusal_to_pronounce_over(gates, status=status) is not None)


def gate_facts(gate: Gate) -> GateFacts:
    return GateFacts(
        code=gate.key,
        effect=Effect(gate.effect),
        nature=Nature(gate.nature),
        state=GateState(gate.state),
        is_blocking=gate.is_blocking,
        is_still_set_off=gate.is_still_set_off,
    )


def _open_and_strict_first(gate: Gate) -> tuple[bool, int, int]:
    facts = gate_facts(gate)
    allowed = rules.ceiling_of(facts.effect, nature=facts.nature, is_blocking=facts.is_blocking)
    return facts.state is GateState.CLOSED, rules.LENIENCY.index(allowed), gate.pk


def locked_gate(gate: Gate) -> Gate:
    return Gate.objects.select_for_update().get(pk=gate.pk)
