"""Everything that a report tells, read once."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from balises.assessments import queries as assessments
from balises.assessments.models import Assessment
from balises.assessments.queries import OutsideLook
from balises.assessments.rules import SPREADS
from balises.decisions import queries as decisions
from balises.decisions.models import Proposal
from balises.decisions.queries import SealedDecision
from balises.dossiers import rules
from balises.organisations.roles import Role
from balises.register import queries as register
from balises.register.models import AIUse, Gain
from balises.register.queries import GatesPage
from balises.trace import queries as trace

SHORT = 320  # letters: what someone wrote stands whole on the board's page, or waits for the whole report

VOICES = 2  # minority opinions of a kind on that page; the whole report has them all


@dataclass(frozen=True)
class Material:
    use: AIUse
    on: date
    look: OutsideLook | None
    earlier: tuple[Assessment, ...]
    gates: GatesPage
    requests: tuple[str, ...]  # to look at the use again, which the body has not answered
    decisions: tuple[SealedDecision, ...]
    proposals: tuple[Proposal, ...]
    promised: tuple[Gain, ...]
    observed: tuple[Gain, ...]
    thread: tuple[trace.ThreadStep, ...]


def material(use: AIUse) -> Material:
    """As any member may read it: a report says the same to every reader."""
    looks, gates = tuple(assessments.shared_looks(use)), register.gates_page(use, role=Role.OBSERVER)
    gains = register.gains_page(use, role=Role.OBSERVER)
    return Material(
        use=use,
        on=timezone.localdate(),
        look=_weighed(assessments.outside_look(looks[0]), gates=gates) if looks else None,
        earlier=looks[1:],
        gates=gates,
        requests=tuple(map(register.request_sentence, register.awaited_requests(use))),
        decisions=decisions.decisions_about(use),
        proposals=decisions.proposals_about(use),
        promised=tuple(row.gain for row in gains.promised),
        observed=tuple(row.gain for row in gains.observed),
        thread=trace.thread(use.node),
    )


def _weighed(look: OutsideLook, *, gates: GatesPage) -> OutsideLook:
    """What is cut short is cut from the end: the questions that part most, then those that hold gates, stand first."""
    held = rules.held_by((row.is_in_the_way, (cause.code for cause in row.causes)) for row in gates.open_gates)
    spreads = {row.code: SPREADS.index(row.spread) for row in look.rows}
    return replace(
        look,
        rows=rules.most_important_first(look.rows, spreads=spreads, held=held),
        joint=rules.most_important_first(look.joint, spreads=spreads, held=held),
        opinions=rules.most_important_first(look.opinions, spreads=spreads, held=held),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """What someone wrote, one piece for each line that says something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def is_short(text: str) -> bool:
    return len(text) <= SHORT
