"""What the invented association told of its first use, and what it did about each gate that this opened."""

from datetime import timedelta

from django.utils import timezone

from balises.library.rules import Effect, Facts
from balises.organisations.models import Member
from balises.register import queries, rules, services
from balises.register.models import AIUse, Gate
from balises.register.rules import Closing, Framing, GateState, KnockFacts, Margin
from balises.site.demonstration import words

FACTS: Facts = {
    **rules.practices(()),
    "moment": ("in_use",),
    "country": ("fr",),
    "body": ("private",),
    "staff_size": ("from_11_to_49",),
    "role": ("deployer",),
    "severity": ("none",),
    "account": ("organisation",),
    "contract": ("yes",),
    "personal_data": ("service_users",),
    "sensitive_data": ("yes",),
    "recording": ("no",),
    "case_file": ("yes",),
    "decision": ("none",),
    "access_to_a_right": ("no",),
    "scoring": ("no",),
    "profiling": ("no",),
    "known_gap": ("no",),
    "inference": ("yes",),
    "conversation": ("no",),
    "publication": ("no",),
    "imitation": ("no",),
    "annex_iii": ("none",),
    "staff_effect": ("yes",),
    "staff_evaluation": ("no",),
    "vital_service": ("no",),
}
DUE_DAYS = 90


def describe(use: AIUse, *, by: Member) -> None:
    services.describe_facts(use, facts=FACTS, catalogue_code="use-01", by=by)


def note_gains(use: AIUse, *, by: Member) -> None:
    for gain in words.gains(on=timezone.localdate() - timedelta(days=DUE_DAYS)):
        services.note_gain(use, gain=gain, by=by)


def imagine_hard_knocks(use: AIUse, *, by: Member) -> None:
    """One hour, three cards: one holds, one bends, one breaks; a margin where it does not hold."""
    today = timezone.localdate()
    session = services.play_cards(use, cards=tuple(words.KNOCKS), on=today, by=by)
    for card, (hold, said, margin) in words.KNOCKS.items():
        due = Margin(margin, words.ENTRY_OWNER, today + timedelta(days=DUE_DAYS)) if margin else Margin()
        services.record_knock(session, card=card, knock=KnockFacts(hold, said, due), by=by)


def pass_gates(use: AIUse, *, by: Member) -> None:
    """What is owed before going on is done and shown; a condition has someone and a date."""
    due_on = timezone.localdate() + timedelta(days=DUE_DAYS)
    for gate in Gate.objects.filter(use=use).exclude(state=GateState.CLOSED):
        if rules.why_never_closed(queries.gate_facts(gate)):
            continue
        words_of_closing = words.CLOSINGS.get(Effect(gate.effect))
        if words_of_closing is None:
            services.frame_gate(gate, framing=Framing(words.ENTRY_OWNER, due_on), by=by)
        else:
            services.close_gate(gate, closing=Closing(*words_of_closing, words.BODY), decision=None, by=by)
