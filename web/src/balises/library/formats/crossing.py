"""What one edition says of others: a case names uses, criteria, effects and lines of law that exist."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .grids import Framework
from .models import Uses
from .references import Case, Cases, Depth, Law
from .vocabulary import Edition


@dataclass(frozen=True)
class _Known:
    """The codes that a case may name."""

    uses: frozenset[str]
    asked: Mapping[Depth, frozenset[str]]  # the criteria, for each depth
    duties: frozenset[str]
    rows: frozenset[str] = field(default_factory=frozenset)  # general rules, and lines of law that set off

    @property
    def holders(self) -> frozenset[str]:
        """Whatever a gate may come from."""
        return self.asked[Depth.WHOLE] | self.rows


def unknown_names(cases: Cases, *, editions: Iterable[Edition]) -> Iterator[tuple[int, str]]:
    """Each name that leads nowhere: the rank of the case, and what is wrong."""
    by_reference = {edition.reference: edition for edition in editions}
    missing = [name for name in _named(cases) if name not in by_reference]
    if missing:
        yield 0, f"édition introuvable : « {missing[0]} »"
        return
    known = _known([by_reference[name] for name in _named(cases)])
    for rank, case in enumerate(cases.cases):
        for name in _strangers(case, known=known):
            yield rank, f"« {case.code} » : « {name} » n’existe pas dans les éditions que ce fichier cite"


def _named(cases: Cases) -> tuple[str, ...]:
    return (cases.framework, cases.catalogue, *cases.laws)


def _known(editions: Iterable[Edition]) -> _Known:
    uses: set[str] = set()
    duties: set[str] = set()
    rows: set[str] = set()
    asked: dict[Depth, frozenset[str]] = {}
    for edition in editions:
        if isinstance(edition, Uses):
            uses |= {use.code for use in edition.uses}
        elif isinstance(edition, Law):
            duties |= {line.code for line in edition.lines}
            rows |= {line.code for line in edition.lines if line.effect}
        elif isinstance(edition, Framework):
            rows |= {rule.code for rule in edition.general_rules}
            asked = _asked(edition)
    return _Known(frozenset(uses), asked, frozenset(duties), frozenset(rows))


def _asked(grid: Framework) -> dict[Depth, frozenset[str]]:
    return {
        Depth.NONE: frozenset(),
        Depth.QUICK: frozenset(criterion.code for criterion in grid.criteria if criterion.quick_scan),
        Depth.WHOLE: frozenset(criterion.code for criterion in grid.criteria),
    }


def _strangers(case: Case, *, known: _Known) -> Iterator[str]:
    gates, duties = case.expected.gates, case.expected.duties
    if case.use is not None and case.use not in known.uses:
        yield case.use
    yield from _beyond(case.answers, known.asked[case.look])
    yield from _beyond((*duties.in_force, *duties.to_come, *duties.unsure), known.duties)
    expected = (*gates.legal, *gates.chosen)
    yield from _beyond((*case.framed, *case.closed), expected)
    yield from _beyond((key.partition(":")[0] for key in expected if ":" in key), known.holders)


def _beyond(names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    yield from (name for name in names if name not in known)
