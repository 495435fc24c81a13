"""`portulan agreement`: how far the assessors of a grid agree, from a table of their answers."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portulan.agreement import Agreement, Level, Ratings, Scale, Undefined, agree
from portulan.disclosure import Policy, ProtectedPanel, Suppressed, protect
from portulan.files.sheet import Sheet

ASSESSOR, SEAT, PERSON = "assessor", "seat", "person"
NO_ALPHA = {
    Undefined.FEW_ASSESSORS: "No coefficient under three assessors.",
    Undefined.NO_PAIR: "No coefficient: no criterion has two answers to compare.",
    Undefined.NO_VARIATION: "No coefficient: all comparable answers are the same.",
    Undefined.FEW_CRITERIA: "No interval under five criteria.",
}


def add_to(commands: Any) -> None:
    """The words of the command."""
    parser = commands.add_parser("agreement", help="how far the assessors of a grid agree, and where they part")
    parser.add_argument("path", type=Path, help="CSV: assessor, seat and person if known, then the criteria")
    parser.add_argument("--scale", metavar="NO,PARTLY,YES", help="answers from one end to the other")
    parser.add_argument("--interval", nargs=2, type=float, metavar=("LOW", "HIGH"), help="answers are numbers from, to")
    parser.add_argument("--nominal", action="store_true", help="the answers of --scale are names without order")
    parser.add_argument("--aside", default="", metavar="UNKNOWN,…", help="answers that have no place on the scale")
    parser.add_argument("--panel", action="store_true", help="for the panel itself: the coefficient, and each seat")
    parser.add_argument("--seed", type=int, default=0, help="of the interval (--panel)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.set_defaults(tell=tell)


def tell(asked: argparse.Namespace, **_progress: Any) -> tuple[tuple[str, ...], str]:
    """What is said beside the result, and the result."""
    ratings, blank_lines = read_ratings(asked.path, scale=_scale(asked))
    seen = agree(ratings, seed=asked.seed)
    beside = (f"{blank_lines} blank lines passed over.",) if blank_lines else ()
    if asked.panel:
        text = "\n".join(_panel_lines(seen))
        return beside, json.dumps(seen.to_plain(), ensure_ascii=False) if asked.json else text
    told = protect(seen.panel, under=Policy())
    return beside, json.dumps(told.to_plain(), ensure_ascii=False) if asked.json else "\n".join(_lines(told))


def _scale(asked: argparse.Namespace) -> Scale:
    aside = tuple(filter(None, asked.aside.split(",")))
    if (asked.scale is None) is (asked.interval is None):
        raise ValueError("Either --scale or --interval is needed.")
    if asked.interval is not None:
        return Scale(Level.INTERVAL, bounds=tuple(asked.interval), aside=aside)
    return Scale(Level.NOMINAL if asked.nominal else Level.ORDINAL, tuple(asked.scale.split(",")), aside=aside)


def read_ratings(path: Path, *, scale: Scale) -> tuple[Ratings, int]:
    """Read a table of answers.

    Parameters
    ----------
    path : Path
        CSV in UTF-8, separated by commas. Columns `assessor`, `seat` and `person` if any, and one for each criterion;
        an empty cell is an answer not given.
    scale : Scale
        Of every criterion.

    Returns
    -------
    Ratings, int
        And how many blank lines were passed over.

    Raises
    ------
    ValueError
        Naming file, line and column.
    """
    sheet = Sheet.read(path)
    named = [name for name in (ASSESSOR, SEAT, PERSON) if name == ASSESSOR or name in sheet.header]
    criteria = [name for name in sheet.header if name not in named]
    sheet.columns(*named, *criteria)
    answers: dict[str, dict[str, str | float | None]] = {}
    about: dict[str, dict[str, str]] = {SEAT: {}, PERSON: {}}
    for line, cells in sheet.rows:
        row = dict(zip(sheet.header, cells, strict=True))
        who = row[ASSESSOR]
        if not who or who in answers:
            raise sheet.wrong(line, sheet.header.index(ASSESSOR), "a name that no other line has is needed", who)
        answers[who] = {name: _answer(sheet, line, name, row[name], scale=scale) for name in criteria}
        for name, known in about.items():
            known[who] = row.get(name) or who
    if not answers or not criteria:
        raise ValueError(f"{path.name}: at least one assessor and one criterion are needed.")
    return Ratings(answers, scale, seats=about[SEAT], people=about[PERSON]), sheet.blank_lines


def _answer(sheet: Sheet, line: int, criterion: str, cell: str, *, scale: Scale) -> str | float | None:
    if not cell:
        return None
    try:
        answer = float(cell) if scale.level is Level.INTERVAL and cell not in scale.aside else cell
        scale.place(answer)
    except ValueError:
        needed = f"one of {', '.join(scale.values + scale.aside)}"
        if scale.bounds is not None:
            needed = f"a number from {scale.bounds[0]:g} to {scale.bounds[1]:g}"
        raise sheet.wrong(line, sheet.header.index(criterion), f"{needed} is needed", cell) from None
    return answer


def _panel_lines(seen: Agreement) -> Iterator[str]:
    yield "For the panel only: seats are named."
    yield from _alpha_lines(seen)
    for each in seen.criteria:
        ends = f"{each.lowest} to {each.highest}" if each.lowest is not None else ", ".join(map(str, each.given))
        counted = f"{each.answers} answered, {each.aside} aside, {each.missing} not answered"
        yield f"{each.criterion}: {each.parting.value}" + (f", {ends}" if each.given else "") + f" ({counted})"
    for seat in seen.seats:
        if seat.apart:
            yield f"{seat.seat} stands apart on {', '.join(seat.apart)}"


def _alpha_lines(seen: Agreement) -> Iterator[str]:
    alpha = seen.alpha
    if isinstance(alpha.value, Undefined):
        yield NO_ALPHA[alpha.value]
        return
    yield f"Krippendorff's alpha: {alpha.value:.3f}, from {alpha.answers} answers to {alpha.criteria} criteria."
    if isinstance(alpha.low, Undefined):
        yield NO_ALPHA[alpha.low]
    else:
        yield f"With other criteria of the same kind: {alpha.low:.3f} to {alpha.high:.3f}."
    if alpha.alone:
        yield f"{alpha.alone} answers left out: nobody else answered the criterion."


def _lines(told: ProtectedPanel) -> Iterator[str]:
    yield f"Coefficient {told.alpha}."
    for row in told.rows:
        if isinstance(row.parting, Suppressed):
            yield f"{row.criterion}: {row.parting}"
            continue
        has_ends = row.lowest is not None and not isinstance(row.lowest, Suppressed)
        ends = f", {row.lowest} to {row.highest}" if has_ends else ""
        look = ", something is not known" if row.is_to_look_for is True else ""
        yield f"{row.criterion}: {row.parting.value}{ends}{look}"
