"""The tables of a plan, protected as one linked system."""

from collections.abc import Iterator

import numpy as np

from portulan.disclosure.kinds import Tally
from portulan.disclosure.linked.census import Census, merged
from portulan.disclosure.linked.drafts import Draft, draft
from portulan.disclosure.linked.guards import Untold, strictest_of
from portulan.disclosure.linked.ledger import Ledger
from portulan.disclosure.linked.programme import Programme, Terms
from portulan.disclosure.linked.protected import ProtectedTables
from portulan.disclosure.linked.shown import is_kept, kept, shown
from portulan.disclosure.linked.suppression import keep_open, open_up, readers
from portulan.disclosure.linked.system import build
from portulan.disclosure.plan import TablesPlan
from portulan.disclosure.policy import Policy
from portulan.disclosure.protected import MINT
from portulan.disclosure.selections import Selection
from portulan.results import Method

EQUALS_APART = 1.1  # Of two rows worth the same the first is hidden, wherever the solver would rather look.
Untolds = tuple[tuple[Selection, Untold], ...]


def protect_tables(tally: Tally, *, plan: TablesPlan, after: Ledger | None = None) -> ProtectedTables:
    """Tell the tables of a plan, margins included, so that no small count can be worked out of them together.

    Parameters
    ----------
    tally : Tally
        Numbers of people by profile, over the variables of the plan.
    plan : TablesPlan
        Written before opening. Exactly its tables are told.
    after : Ledger, optional
        What was told before of the same people; nothing if left out.

    Returns
    -------
    ProtectedTables
        For each table, `k` being `count_threshold` and `n` the people its filter admits:

        * modalities of an ordered variable that are under `k` are told with their smaller neighbour, in all tables;
        * under `k` people: nothing;
        * under `exact_threshold`: for each axis, which block is that of more than half, if one but the last is;
        * from there on: each count of `k` or more, and « at most `k` » for the others, zero among them;
        * less whatever would close a number: hidden cells are told as the range that is left by the others.

    Raises
    ------
    ValueError
        Naming the profile, variable or plan at fault; if what was told before gives a number away whatever is
        hidden now; or if both cannot be true.
    TypeError
        If a number of people is not whole.

    Notes
    -----
    *Held*, against someone who reads all the tables, everything told before, and reasons in whole people: a number
    of people that is not told has at least `k` possible values, and is never known to be under `k`; nor is that of
    those whom a filter leaves out, nor of those who arrived between two dates, nor of any union of untold cells. An
    exact count is `k` or more, and so is what it leaves of any exact total.

    *Not held*: someone who runs this program backwards on every possible population may rule some out, since what
    is hidden depends on a search (Wong et al. 2007); how much is measured by the tests. That someone knows a few of
    the answers is not counted, beyond the width of the ranges.

    References
    ----------
    Hundepool et al. (2024), *Handbook on Statistical Disclosure Control*, 2nd ed., sect. 4.2.2 (feasibility
    intervals), 4.4 (secondary suppression by linear programming, linked tables). Lauritzen (1996), *Graphical
    Models*, sect. 4.4: tables over the cliques of a triangulated graph that agree come from one population.
    Checked by an adversary written apart, with one unknown for each full profile, and by enumeration.

    Examples
    --------
    >>> from portulan.disclosure import Table, Variable
    >>> plan = TablesPlan("spring", (Variable("use", ("no", "yes")),), (Table("use", ("use",)),))
    >>> told = protect_tables(Tally({("no",): 2, ("yes",): 24}), plan=plan).table("use")
    >>> told.at(("no",)), told.at(("yes",)), told.at(None)
    (Between(low=0, high=5), Between(low=21, high=26), 26)
    """
    census = Census(plan, tally)
    before = (after or Ledger(plan.policy)).grown(plan)
    blocks = merged(plan, census)
    written = draft(plan, census, blocks=blocks)
    programme, untold = _opened(before, written, tuple(before.watched(plan, blocks=blocks)))
    return ProtectedTables(
        plan=plan,
        tables=tuple(shown(plan, table, programme, written, blocks=blocks) for table in plan.tables),
        told=tuple(kept(programme, written)),
        untold=untold,
        method=method(plan.policy),
        mint=MINT,
    )


def method(policy: Policy) -> Method:
    """What `protect_tables` says of itself."""
    return Method(
        name="portulan.disclosure.protect_tables",
        version="1",
        parameters=tuple((name, getattr(policy, name)) for name in ("count_threshold", "exact_threshold")),
        source="Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd ed., sect. 4.2.2 and 4.4",
    )


def _opened(before: Ledger, written: Draft, watched: Untolds) -> tuple[Programme, Untolds]:
    """Everything told that may be, as a programme, and what it leaves open.

    Where no word of a table may be told, its numbers are held to what is asked of any table.
    """
    planned = (*watched, *written.untold())
    system = build(before.variables, (*dict(planned), *before.selections))
    both = readers(system, fixed=before.told, drafted=written.told.values(), policy=before.policy)
    programme = both[1].programme  # What anyone may read is told; the other reader only asks that more be hidden.
    weights = np.array([written.worth.get(terms, np.inf) for terms in programme.terms])
    weights *= np.linspace(1.0, EQUALS_APART, len(weights))
    while True:
        untold = strictest_of((*watched, *written.untold(), *before.untold))
        for reader in both:
            keep_open(reader, untold, policy=before.policy)
        open_up(both, weights=weights)
        silent = [name for name, words in written.words.items() if not any(_are_kept(programme, written, words))]
        if not silent:
            new = dict(planned)
            return programme, tuple((each, untold[each]) for each in system.selections if each in new)
        for name in silent:
            del written.words[name]


def _are_kept(programme: Programme, written: Draft, words: tuple[Terms, ...]) -> Iterator[bool]:
    return (is_kept(programme, written.told[terms]) for terms in words)
