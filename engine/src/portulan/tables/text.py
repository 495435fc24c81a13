"""Told tables as text that a person reads."""

from collections.abc import Iterator, Sequence

from portulan.disclosure import Band, Suppressed
from portulan.tables.figures import Figure, FigureBetween, Figures
from portulan.tables.middle import ScaleFigures
from portulan.tables.told import ToldAssociation, ToldTable, ToldTables
from portulan.tables.wanted import Coverage

WITHHELD = "not shown"
EVERYONE = "all"


def text_of(told: ToldTables) -> str:
    """All tables, one below the other; what is withheld says so."""
    return "\n\n".join("\n".join(_table(each, told=told)) for each in told.tables)


def _table(table: ToldTable, *, told: ToldTables) -> Iterator[str]:
    weighting = told.wanted.weighting
    yield table.name
    yield from _aligned(_lines(table))
    if weighting and told.has_weights:
        yield f"Shares are of columns, weighted by {weighting.variable}; numbers are respondents."
    elif weighting:
        yield f"Shares are not shown: a class of {weighting.variable} has too few people for its weight to be told."
    else:
        yield "Shares are of columns."
    if told.wanted.coverage is Coverage.SAMPLE:
        level = 100 * (1 - told.wanted.level)
        yield f"In brackets: Wilson interval, {level:g} %. Letters: columns that are lower, {level:g} %, Bonferroni."
    yield from _association(table)
    yield from (_scale(each) for each in table.scales)


def _lines(table: ToldTable) -> Iterator[Sequence[str]]:
    names = [f"{sign} {name}" for sign, name in table.columns]
    yield ["", *names, EVERYONE]
    width = len(names) + 1
    for start in range(0, len(table.cells), width):
        row = table.cells[start : start + width]
        yield [row[0].row or EVERYONE, *(_cell(each) for each in row)]


def _cell(cell: Figures) -> str:
    people = WITHHELD if isinstance(cell.people, Suppressed) else str(cell.people).replace("_", " ")
    if cell.row is None or isinstance(cell.people, Band):
        return people
    told = [people, per_cent(cell.of_column)]
    if isinstance(cell.interval, FigureBetween):
        told.append(f"[{per_cent(cell.interval)}]")
    if isinstance(cell.letters, str) and cell.letters:
        told.append(cell.letters)
    return "  ".join(told)


def per_cent(share: Figure) -> str:
    """A share in per cent, to one decimal; a range as two."""
    match share:
        case FigureBetween():
            return f"{100 * share.low:.1f}–{100 * share.high:.1f} %"
        case Band():
            return share.value.replace("_", " ")
        case Suppressed():
            return WITHHELD
    return f"{100 * share:.1f} %"


def _aligned(lines: Iterator[Sequence[str]]) -> Iterator[str]:
    every = list(lines)
    widths = [max(len(line[place]) for line in every) for place in range(len(every[0]))]
    for line in every:
        yield "  " + "   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _association(table: ToldTable) -> Iterator[str]:
    match table.association:
        case Suppressed():
            yield "Whether the two go together is not shown: a number is not."
        case ToldAssociation(p_value=None):
            yield f"Cramér's V {table.association.cramers_v:.3f}."
        case ToldAssociation():
            found = table.association
            yield (
                f"Statistic {found.statistic}, {found.degrees} degrees of freedom, p {found.p_value}, "
                f"Cramér's V {found.cramers_v:.3f}."
            )


def _scale(scale: ScaleFigures) -> str:
    median, mean = (WITHHELD if isinstance(each, Suppressed) else str(each) for each in (scale.median, scale.mean))
    return f"Scale, {scale.column or EVERYONE}: median {median}, mean {mean}."
