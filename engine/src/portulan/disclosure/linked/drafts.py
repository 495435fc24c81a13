"""What would be told if every table stood alone: exact counts, bands for small ones, words from five to nine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portulan.disclosure.linked.census import Census
from portulan.disclosure.linked.frames import Block, Blocks, Key, cells
from portulan.disclosure.linked.guards import Untold
from portulan.disclosure.plan import Table, TablesPlan
from portulan.disclosure.selections import Selection, Statement

# A margin is worth four of the cells it sums: a table without its totals says little. Nothing depends on the numbers
# themselves: if the smallest neighbour were hidden first, to be hidden would tell that it was the smallest.
MARGIN = 4.0
Terms = tuple[tuple[Selection, int], ...]


@dataclass
class Draft:
    """What would be told, and what that is worth.

    Parameters
    ----------
    told : dict of terms to Statement
        At most one for each sum; the narrowest, where two tables tell of the same people.
    worth : dict of terms to float
        Information lost for each person a hidden number may differ by.
    cells : dict of str to tuple of Selection
        By table, whom its cells count; everyone comes last.
    words : dict of str to tuple of terms
        By table of five to nine people, the sums its words are about.
    """

    told: dict[Terms, Statement] = field(default_factory=dict)
    worth: dict[Terms, float] = field(default_factory=dict)
    cells: dict[str, tuple[Selection, ...]] = field(default_factory=dict)
    words: dict[str, tuple[Terms, ...]] = field(default_factory=dict)

    def untold(self) -> Iterator[tuple[Selection, Untold]]:
        """Why each cell would not be told, if it is not; of five to nine people, their number is not told in words."""
        for name, selections in self.cells.items():
            for selection in selections:
                has_word = name in self.words and selection != selections[-1]
                yield selection, Untold.IN_WORDS if has_word else Untold.HIDDEN

    def tell(self, statement: Statement, *, worth: float) -> None:
        """Add a statement; of two about the same people, the narrower stays."""
        former = self.told.get(statement.terms)
        if former is None or _width(statement) < _width(former):
            self.told[statement.terms] = statement
        self.worth[statement.terms] = max(worth, self.worth.get(statement.terms, 0.0))


def draft(plan: TablesPlan, census: Census, *, blocks: Blocks) -> Draft:
    """The draft of all the tables of a plan, the same in whatever order they are planned."""
    written = Draft()
    for table in plan.tables:
        frame = cells(plan, table, blocks=blocks)
        written.cells[table.name] = tuple(frame.values())
        if plan.policy.count_threshold <= census.count(everyone(plan, table)) < plan.policy.exact_threshold:
            _tell_words(written, plan, table, census, blocks=blocks)
        else:
            _tell_counts(written, plan, frame, census)
    return written


def everyone(plan: TablesPlan, table: Table) -> Selection:
    """All whom the filter of a table admits."""
    return plan.select(dict(table.only))


def _width(statement: Statement) -> float:
    return float("inf") if statement.low is None or statement.high is None else statement.high - statement.low


def _tell_counts(written: Draft, plan: TablesPlan, frame: Mapping[Key, Selection], census: Census) -> None:
    """Each count from the threshold on; « at most five » for the others, zero among them."""
    small = plan.policy.count_threshold
    for key, selection in frame.items():
        people, margins = census.count(selection), sum(block is None for block in key)
        bounds = (people, people) if people >= small else (0, small)
        written.tell(Statement(((selection, 1),), *bounds), worth=MARGIN**margins)


def _tell_words(written: Draft, plan: TablesPlan, table: Table, census: Census, *, blocks: Blocks) -> None:
    """How many in all, as a range; for each axis, which block is that of more than half, if one but the last is."""
    bounds = plan.policy.count_threshold, plan.policy.exact_threshold - 1
    total = Statement(((everyone(plan, table), 1),), *bounds)
    written.tell(total, worth=MARGIN ** len(table.axes))
    words = [each for axis in table.axes for each in _words(plan, table, census, axis=axis, blocks=blocks[axis])]
    for word in words:
        written.tell(word, worth=1.0)
    written.words[table.name] = tuple(word.terms for word in words)


def _words(
    plan: TablesPlan, table: Table, census: Census, *, axis: str, blocks: tuple[Block, ...]
) -> Iterator[Statement]:
    """Nothing is told of the last block by itself: « none is that of more than half » may leave one possibility."""
    sums = [comparison(plan, table, axis=axis, block=block) for block in blocks[:-1]]
    lead = [terms for terms in sums if sum(weight * census.count(selection) for selection, weight in terms) > 0]
    if lead:
        yield Statement(lead[0], 1, None)
        return
    for terms in sums:
        yield Statement(terms, None, 0)


def comparison(plan: TablesPlan, table: Table, *, axis: str, block: Block) -> Terms:
    """Twice a block less everyone: above zero, it is that of more than half."""
    return (plan.select(dict(table.only) | {axis: block}), 2), (everyone(plan, table), -1)
