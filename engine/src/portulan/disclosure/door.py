"""The one way from a computed result to a page or a file."""

from pkgutil import resolve_name
from typing import TYPE_CHECKING, overload

from portulan.disclosure.ballots import BallotPlan, ProtectedBallots, protect_ballots
from portulan.disclosure.choices import protect_choices
from portulan.disclosure.counts import by_fives, protect_count
from portulan.disclosure.few import (
    ProtectedGroups,
    ProtectedPool,
    ProtectedQuotes,
    protect_groups,
    protect_pool,
    protect_quotes,
)
from portulan.disclosure.kinds import Ballots, Groups, Headcount, Panel, Pool, Quotes, Tally, Votes
from portulan.disclosure.panel import ProtectedPanel, protect_panel
from portulan.disclosure.plan import TablesPlan
from portulan.disclosure.policy import Policy, PublicationPlan
from portulan.disclosure.protected import Protected, ProtectedChoices, ProtectedCount

if TYPE_CHECKING:
    from portulan.disclosure.linked.ledger import Ledger
    from portulan.disclosure.linked.protected import ProtectedTables

# By name: numpy and scipy are loaded by the first table that is told, not with the engine.
PROTECT_TABLES = "portulan.disclosure.linked.tables:protect_tables"


@overload
def protect(result: Headcount, *, under: Policy) -> ProtectedCount: ...
@overload
def protect(result: Quotes, *, under: Policy) -> ProtectedQuotes: ...
@overload
def protect(result: Groups, *, under: Policy) -> ProtectedGroups: ...
@overload
def protect(result: Pool, *, under: Policy) -> ProtectedPool: ...
@overload
def protect(result: Panel, *, under: Policy) -> ProtectedPanel: ...
@overload
def protect(result: Ballots, *, under: BallotPlan) -> ProtectedBallots: ...
@overload
def protect(result: Votes, *, under: PublicationPlan) -> ProtectedChoices: ...
@overload
def protect(result: Tally, *, under: TablesPlan, after: "Ledger | None" = None) -> "ProtectedTables": ...
def protect(
    result: Headcount | Quotes | Groups | Pool | Panel | Ballots | Votes | Tally,
    *,
    under: Policy | PublicationPlan | TablesPlan | BallotPlan,
    after: "Ledger | None" = None,
) -> Protected:
    """Tell a computed result as far as it may be told; nothing else makes what a page or a file accepts.

    Parameters
    ----------
    result : Headcount, Quotes, Groups, Pool, Panel, Ballots, Votes or Tally
        What was computed, before protection.
    under : Policy, PublicationPlan, TablesPlan or BallotPlan
        A policy for what stands alone; for votes, ballots and tables, the plan written before opening.
    after : Ledger, optional
        For tables: what was told before of the same people.

    Returns
    -------
    Protected
        A number, quotes, group sizes, a pooled figure, what a panel found, a vote or tables, as `protect_count`,
        `by_fives`, `protect_quotes`, `protect_groups`, `protect_pool`, `protect_panel`, `protect_ballots`,
        `protect_choices` and `protect_tables` tell them.

    Raises
    ------
    ValueError
        On a result that cannot be right, naming what and where.
    TypeError
        On any other result, or a plan of another kind.

    Examples
    --------
    >>> protect(Headcount(26), under=Policy()).value
    26
    >>> protect(Headcount(3), under=Policy()).value
    Suppressed(reason=<Reason.TOO_FEW: 'too_few'>)
    """
    if isinstance(under, Policy) and after is None:
        return _alone(result, policy=under)
    match result, under, after:
        case Votes(), PublicationPlan(), None:
            return protect_choices(result.counts, plan=under, voters=result.voters)
        case Ballots(), BallotPlan(), None:
            return protect_ballots(result, plan=under)
        case Tally(), TablesPlan(), _:
            told: Protected = resolve_name(PROTECT_TABLES)(result, plan=under, after=after)
            return told
    raise TypeError(f"{type(result).__name__} is not protected under {type(under).__name__}.")


def _alone(result: object, *, policy: Policy) -> Protected:
    """What needs no plan: it stands alone, and is told once."""
    match result:
        case Headcount(people=people, is_moving=True):
            return by_fives(people, policy=policy)
        case Headcount(people=people):
            return protect_count(people, policy=policy)
        case Quotes():
            return protect_quotes(result, policy=policy)
        case Groups():
            return protect_groups(result, policy=policy)
        case Pool():
            return protect_pool(result, policy=policy)
        case Panel():
            return protect_panel(result, policy=policy)
    raise TypeError(f"{type(result).__name__} is not protected under {type(policy).__name__}.")
