"""The rows that may be set off: those of an edition of the grid, and those of the law of a country."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from balises.library import queries as library
from balises.library.models import Edition, OwnEdition
from balises.library.queries import LawLineRow, SourceRow
from balises.library.rules import Answer, Condition, Effect, Facts, Nature, parsed
from balises.register import rules
from balises.register.rules import Duty, GridRow, RowSource, SetOff

Body = Mapping[str, Any]


def grid_rows(edition: Edition | OwnEdition) -> tuple[GridRow, ...]:
    """What the answers to each criterion set off, then what the facts alone do. Rows told in prose judge nothing."""
    if "general_rules" not in edition.body:
        return ()
    sources = {source["code"]: _source(source) for source in edition.body["sources"] if source.get("code")}
    rows = [
        _row(row, code=criterion["code"], sources=sources, is_blocking=bool(criterion.get("is_blocking")))
        for criterion in edition.body["criteria"]
        for row in criterion["triggers"]
    ]
    for rule in edition.body.get("general_rules", ()):
        rows += [_row(row, code=rule["code"], sources=sources, is_blocking=False) for row in rule["rows"]]
    return tuple(rows)


def law_lines(country: str) -> tuple[LawLineRow, ...]:
    """The lines of law that may bear on a use in that country: the Union's and its own."""
    return library.law_lines(rules.laws_of(country))


def law_set_off(lines: Iterable[LawLineRow], *, facts: Facts, on: date) -> tuple[SetOff, ...]:
    """What the law sets off of itself; a duty to come is a choice until then."""
    by_code = {line.code: line for line in lines if line.effect}
    found = rules.duties(by_code.values(), facts=facts, on=on)
    return tuple(_set_off(by_code[duty.code], duty=duty) for duty in found if not duty.is_left_open)


def _set_off(line: LawLineRow, *, duty: Duty) -> SetOff:
    nature = Nature.LEGAL if duty.is_in_force else Nature.CHOSEN
    row = GridRow(
        code=line.code,
        answer=None,
        given=line.conditions,
        effect=Effect(str(line.effect)),
        nature=Nature.LEGAL,
        in_force_on=_first_day(line.valid_from),
        says=line.says,
        asked=line.asked,
        source=_told(line.source),
    )
    return SetOff(row, nature, duty.settles)


def _row(row: Body, *, code: str, sources: Mapping[str, RowSource], is_blocking: bool) -> GridRow:
    answer = row.get("answer")
    effect = Effect(row["effect"])
    return GridRow(
        code=code,
        answer=Answer(answer) if answer else None,
        given=_conditions(row),
        effect=effect,
        nature=Nature(row["nature"]),
        is_blocking=is_blocking and effect is Effect.INQUIRY,
        in_force_on=_first_day(row.get("in_force_on")),
        says=row["says"],
        closes=row.get("closes") or "",
        source=sources.get(row["source"] or ""),
    )


def _conditions(row: Body) -> tuple[Condition, ...]:
    return tuple(map(parsed, row.get("given", ())))


def _first_day(written: str | None) -> date | None:
    """A month stands for its first day."""
    if written is None:
        return None
    return date.fromisoformat(written if len(written) > len("2026-11") else f"{written}-01")


def _source(source: Body) -> RowSource:
    return RowSource(
        source["title"], source["address"], source["country"], source["date"], checked=source["checked"] or ""
    )


def _told(source: SourceRow) -> RowSource:
    checked = source.checked_on.isoformat() if source.checked_on else ""
    return RowSource(source.title, source.address, source.country, source.date, checked=checked)
