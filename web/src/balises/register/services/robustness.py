"""A room imagines hard knocks: cards are chosen, each is answered, a margin is created. Each act can be undone."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from balises.library import queries as library
from balises.organisations import journal
from balises.organisations.models import Member
from balises.register import queries, rules
from balises.register.models import AIUse, Knock, StressSession
from balises.register.rules import KnockFacts
from balises.shared.errors import insist


@transaction.atomic
def play_cards(use: AIUse, *, cards: Sequence[str], on: date, by: Member) -> StressSession:
    """Begin a session with three cards or more; it keeps its own copy of them. Begun twice, it is one."""
    use = queries.locked(use)
    deck = library.required_edition(*library.STRESS_TESTS)
    known = {card["code"]: card for card in deck.body["cards"]}
    insist(rules.refusal_to_play(cards, known=known, on=on, today=timezone.localdate()))
    chosen = [known[code] for code in dict.fromkeys(cards)]
    silent = queries.silent_session(use, cards=chosen, on=on)
    if silent is not None:
        return silent
    session: StressSession = StressSession.objects.create(use=use, edition=deck.reference, cards=chosen, on=on)
    journal.record("register.cards_played", session, by=by)
    return session


@transaction.atomic
def record_knock(session: StressSession, *, card: str, knock: KnockFacts, by: Member) -> Knock:
    """Write down what the room said of one card; said again, it replaces."""
    session = queries.locked_session(session)
    insist(rules.refusal_to_record_knock(queries.knock_standing(session, card=card), knock=knock))
    margin = knock.margin
    values = {
        "hold": knock.hold,
        "said": knock.said.strip(),
        "margin": margin.what.strip(),
        "margin_owner": margin.owner.strip(),
        "margin_due_on": margin.due_on,
        **({} if margin.is_told else {"margin_created_on": None}),
    }
    recorded, _is_new = Knock.objects.update_or_create(session=session, card=card, defaults=values)
    journal.record("register.knock_recorded", recorded, by=by)
    return recorded


@transaction.atomic
def undo_knock(session: StressSession, *, card: str, by: Member) -> None:
    """Take back what was written of a card."""
    for knock in Knock.objects.filter(session=queries.locked_session(session), card=card):
        journal.record("register.knock_undone", knock, by=by)
        knock.delete()


@transaction.atomic
def remove_session(session: StressSession, *, by: Member) -> None:
    session = queries.locked_session(session)
    insist(rules.refusal_to_remove_session(has_answers=session.knocks.exists()))
    journal.record("register.session_removed", session, by=by)
    session.delete()


@transaction.atomic
def create_margin(knock: Knock, *, is_created: bool, by: Member) -> Knock:
    """Say that the margin exists now, or take that back."""
    knock = queries.locked_knock(knock)
    insist(rules.refusal_to_create_margin(has_margin=bool(knock.margin)))
    knock.margin_created_on = timezone.localdate() if is_created else None
    knock.save(update_fields=["margin_created_on"])
    if is_created:
        journal.record("register.margin_created", knock, by=by)
    else:
        journal.record("register.margin_awaited", knock, by=by)
    return knock
