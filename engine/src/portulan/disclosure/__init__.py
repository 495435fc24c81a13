"""No small count leaves: the one way out for every number."""

from typing import TYPE_CHECKING

from portulan.disclosure.audit import Exposure, audit, known_votes_resisted, worlds
from portulan.disclosure.ballots import BallotPlan, ProtectedBallots, ToldCandidate, median_grade, protect_ballots
from portulan.disclosure.cells import AtLeast, Band, Between, Cell, Reason, Suppressed
from portulan.disclosure.choices import protect_choices
from portulan.disclosure.counts import by_fives, protect_count
from portulan.disclosure.door import protect
from portulan.disclosure.few import (
    ProtectedGroups,
    ProtectedPool,
    ProtectedQuotes,
    protect_groups,
    protect_pool,
    protect_quotes,
)
from portulan.disclosure.kinds import Ballots, Groups, Headcount, Panel, Pool, Quotes, Tally, Votes
from portulan.disclosure.panel import PanelRow, Parting, ProtectedPanel, part, protect_panel
from portulan.disclosure.plan import Table, TablesPlan, Variable
from portulan.disclosure.policy import Policy, PublicationPlan, Use
from portulan.disclosure.protected import (
    CHOICES,
    Detail,
    Protected,
    ProtectedChoices,
    ProtectedCount,
    ProtectedRow,
)
from portulan.disclosure.sealed import reopen
from portulan.disclosure.selections import Selection, Statement
from portulan.later import loading

if TYPE_CHECKING:
    from portulan.disclosure.linked.ledger import Ledger, Revealed, WouldReveal
    from portulan.disclosure.linked.protected import ProtectedTable, ProtectedTables
    from portulan.disclosure.linked.tables import protect_tables

# What needs numpy and scipy is loaded when it is first asked for: they take longer than all the rest.
LATER = {
    "Ledger": "portulan.disclosure.linked.ledger",
    "ProtectedTable": "portulan.disclosure.linked.protected",
    "ProtectedTables": "portulan.disclosure.linked.protected",
    "Revealed": "portulan.disclosure.linked.ledger",
    "WouldReveal": "portulan.disclosure.linked.ledger",
    "protect_tables": "portulan.disclosure.linked.tables",
}

__all__ = [
    "CHOICES",
    "AtLeast",
    "BallotPlan",
    "Ballots",
    "Band",
    "Between",
    "Cell",
    "Detail",
    "Exposure",
    "Groups",
    "Headcount",
    "Ledger",
    "Panel",
    "PanelRow",
    "Parting",
    "Policy",
    "Pool",
    "Protected",
    "ProtectedBallots",
    "ProtectedChoices",
    "ProtectedCount",
    "ProtectedGroups",
    "ProtectedPanel",
    "ProtectedPool",
    "ProtectedQuotes",
    "ProtectedRow",
    "ProtectedTable",
    "ProtectedTables",
    "PublicationPlan",
    "Quotes",
    "Reason",
    "Revealed",
    "Selection",
    "Statement",
    "Suppressed",
    "Table",
    "TablesPlan",
    "Tally",
    "ToldCandidate",
    "Use",
    "Variable",
    "Votes",
    "WouldReveal",
    "audit",
    "by_fives",
    "known_votes_resisted",
    "median_grade",
    "part",
    "protect",
    "protect_ballots",
    "protect_choices",
    "protect_count",
    "protect_groups",
    "protect_panel",
    "protect_pool",
    "protect_quotes",
    "protect_tables",
    "reopen",
    "worlds",
]

__getattr__ = loading(__name__, LATER)
