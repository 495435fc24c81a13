"""`portulan footprint`: what a use takes in a year, from « about ten letters a week »."""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from portulan.footprint import (
    TASKS,
    EcoLogits,
    Estimate,
    SideBySide,
    Span,
    Unknown,
    Volume,
    about,
    estimate,
    read_factors,
    read_figures,
    side_by_side,
    total,
    yearly,
)
from portulan.footprint.estimate import UNITS, Source
from portulan.footprint.volumes import YEARLY

SAID = re.compile(r"(?P<task>\w+)=(?P<low>\d+(?:\.\d+)?)(?:-(?P<high>\d+(?:\.\d+)?))?/(?P<per>\w+)")
SMALLER = ((1.0, ""), (1e-3, "m"), (1e-6, "µ"))
READABLE = {"kWh": ("Wh", 1000.0), "kgCO2e": ("gCO2e", 1000.0), "kgSbe": ("gSbe", 1000.0), "L": ("L", 1.0)}


def add_to(commands: Any) -> None:
    """The words of the command."""
    parser = commands.add_parser("footprint", help="energy, carbon, water and minerals of a use, as ranges")
    parser.add_argument(
        "volumes",
        nargs="*",
        metavar="TASK=HOW_MANY/PERIOD",
        help=f"letter=10/week for « about ten », letter=5-8/week if counted; {', '.join(TASKS)}; {', '.join(YEARLY)}",
    )
    parser.add_argument("--model", metavar="PROVIDER/MODEL", help="as EcoLogits names it, or the file of factors")
    parser.add_argument("--zone", metavar="FRA", help="country of the electricity, ISO 3166-1 alpha-3 (EcoLogits)")
    parser.add_argument("--factors", type=Path, metavar="FILE.json", help="figures of your own instead of EcoLogits")
    parser.add_argument("--figures", type=Path, metavar="FILE.json", help="published figures, to be shown side by side")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.set_defaults(tell=tell)


def tell(asked: argparse.Namespace, **_progress: Any) -> tuple[tuple[str, ...], str]:
    """What is said beside the result, and the result."""
    if bool(asked.volumes) is not bool(asked.model) or not (asked.volumes or asked.figures):
        raise ValueError("Volumes and --model are needed together; --figures may stand alone.")
    estimates = [estimate(yearly(_volume(said)), using=_source(asked)) for said in asked.volumes]
    whole = total(estimates) if estimates else None
    tables = side_by_side(read_figures(asked.figures)) if asked.figures else ()
    if asked.json:
        plain = {"estimate": whole and whole.to_plain(), "side_by_side": [table.to_plain() for table in tables]}
        return (), json.dumps(plain, ensure_ascii=False, allow_nan=False)
    return (), "\n".join([*(_estimate_lines(whole) if whole else ()), *_table_lines(tables)])


def _volume(said: str) -> Volume:
    match = SAID.fullmatch(said)
    if match is None or match["task"] not in TASKS or match["per"] not in YEARLY:
        raise ValueError(
            f"{said!r}: letter=10/week is needed; tasks are {', '.join(TASKS)}, periods {', '.join(YEARLY)}."
        )
    times = Span(float(match["low"]), float(match["high"]), "1") if match["high"] else about(float(match["low"]))
    return Volume(TASKS[match["task"]], times, per=match["per"])


def _source(asked: argparse.Namespace) -> Source:
    if asked.factors:
        return read_factors(asked.factors, model=asked.model)
    provider, slash, model = asked.model.partition("/")
    if not slash:
        raise ValueError(f"--model {asked.model}: PROVIDER/MODEL is needed, as EcoLogits names them.")
    return EcoLogits(provider, model, on=datetime.now(UTC).date(), zone=asked.zone)


def _estimate_lines(whole: Estimate) -> Iterator[str]:
    where = whole.provenance
    yield f"In a year, for {', '.join(whole.tasks)}:"
    for name in UNITS:
        yield f"  {name}: {readable(getattr(whole.impacts, name))}"
    yield f"From {where.source}, version {where.version}, {where.on} ({where.country}): {where.method}"
    yield "It rests on:"
    for each in whole.assumptions:
        low, high = f"{each.span.low:g}", f"{each.span.high:g}"
        yield f"  {each.name}: {low}" + (f" to {high}" if high != low else "") + f" ({each.source}; {each.on})"
    yield from (f"  {note}" for note in whole.notes)


def _table_lines(tables: Sequence[SideBySide]) -> Iterator[str]:
    for table in tables:
        yield f"Published for {table.indicator}, side by side:"
        for each in table.figures:
            where = each.provenance
            ends = dict.fromkeys((f"{each.value.low:g}", f"{each.value.high:g}"))  # as published: not rounded
            value = f"{' to '.join(ends)} {each.value.unit}"
            yield f"  {value} for {each.per}: {where.source}, {where.on}, {where.country}. {where.method}"
        if table.differ_in:
            yield f"  Not to be averaged: they differ in {', '.join(table.differ_in)}."


def readable(quantity: Span | Unknown) -> str:
    """A range in the unit, larger or smaller, that its high end reads best in."""
    if isinstance(quantity, Unknown):
        return str(quantity)
    small, times = READABLE[quantity.unit]
    if quantity.high >= 1:
        return f"{_digits(quantity.low)} to {_digits(quantity.high)} {quantity.unit}"
    low, high = quantity.low * times, quantity.high * times
    size, letter = next((each for each in SMALLER if high >= each[0]), SMALLER[-1])
    return f"{_digits(low / size)} to {_digits(high / size)} {letter}{small}"


def _digits(number: float) -> str:
    """Two significant digits, without an exponent."""
    return f"{float(f'{number:.2g}'):f}".rstrip("0").rstrip(".") if number < 10 else f"{float(f'{number:.2g}'):.0f}"
