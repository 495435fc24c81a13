"""What can happen to a harvest of cards: made, opened, closed, sealed, and uses drafted from it."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from django.db import transaction
from django.utils import timezone

from balises.boxes import services as boxes
from balises.boxes.services import AfterStep, OpenedEnvelope, nothing_more
from balises.cards import queries, rules
from balises.cards.models import Card, CardCollection
from balises.cards.phrases import BOX_LABEL
from balises.cards.rules import CardContent, CollectionState
from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes.models import OpenQuestion, Process
from balises.processes.services import take_up
from balises.register.models import AIUse
from balises.register.rules import UseFacts
from balises.register.services import draft_use
from balises.shared.envelopes import shuffled
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.rules import Kind

SEALING = "cards.seal_results"
_ENDS = {CollectionState.CLOSED: "cards.sealed", CollectionState.TOO_FEW: "cards.destroyed_unopened"}


@transaction.atomic
def make_collection(
    process: Process, *, title: str, question: OpenQuestion | None, by: Member | None
) -> CardCollection:
    """Prepare a harvest; one that takes up an open question is the next exploration."""
    insist(rules.refusal_to_make(queries.making_facts(process, title=title, question=question)))
    kind = Kind.EXPLORATION if question else Kind.CARD
    came_from = (take_up(question).node,) if question else ()
    node = trace.mark(kind, title, on=timezone.localdate(), came_from=came_from)
    collection = CardCollection.objects.create(process=process, title=title, question=question, node=node)
    trace.place(node, address=collection.get_absolute_url())
    journal.record("cards.made", collection, by=by)
    return collection


@transaction.atomic
def open_collection(collection: CardCollection, *, by: Member | None) -> CardCollection:
    """Give the harvest its box: from now on cards may come in."""
    collection = queries.locked(collection)
    insist(rules.refusal_to_open(CollectionState(collection.state)))
    collection.box = boxes.make_box(
        target=queries.participants_address(collection.process.organisation),
        label=str(BOX_LABEL % {"title": collection.title}),
        limit_bytes=rules.CARD_BYTES,
    )
    collection.state = CollectionState.OPEN
    collection.save(update_fields=["state", "box"])
    journal.record("cards.opened", collection, by=by)
    return collection


@transaction.atomic
def invite_people(collection: CardCollection, *, addresses: Sequence[str], by: Member | None) -> int:
    """Invite by mail; says how many addresses were new."""
    collection = queries.locked(collection)
    insist(rules.refusal_to_close(CollectionState(collection.state)))
    box = queries.box_of(collection)
    invited_count = boxes.invite(box, addresses=addresses)
    boxes.send_invitations(box)
    journal.record("cards.people_invited", collection, by=by)
    return invited_count


@transaction.atomic
def remind_people(collection: CardCollection, *, after: int, by: Member | None) -> None:
    """Write again to everyone invited, since nobody knows who has written a card."""
    collection = queries.locked(collection)
    insist(rules.refusal_to_close(CollectionState(collection.state)))
    boxes.remind(queries.box_of(collection), after=after)
    journal.record("cards.people_reminded", collection, by=by)


def put_card(collection: CardCollection, *, token: str, card: CardContent) -> None:
    """Seal a card on arrival, in place of the former one of the same token."""
    boxes.put_envelope(queries.box_of(collection), token=token, plaintext=rules.card_to_bytes(card))


@transaction.atomic
def close_collection(collection: CardCollection, *, by: Member | None) -> CardCollection:
    """Shut the box; its envelopes are opened in a process of their own, right after."""
    collection = queries.locked(collection)
    insist(rules.refusal_to_close(CollectionState(collection.state)))
    collection.state = CollectionState.CLOSING
    collection.save(update_fields=["state"])
    boxes.stop_arrivals(queries.box_of(collection), sealing=SEALING, pk=collection.pk)
    journal.record("cards.closed", collection, by=by)
    return collection


def seal_results(pk: int, *, after_step: AfterStep = nothing_more) -> None:
    """Open the box and keep its cards whole, or destroy them unopened. Runs in the closing process; may run again."""
    collection = queries.to_seal(pk)
    boxes.open_envelopes(
        queries.box_of(collection),
        write=partial(_write_cards, collection),
        fewer=partial(_end, collection, state=CollectionState.TOO_FEW),
        after_step=after_step,
    )


def _write_cards(collection: CardCollection, opened: Sequence[OpenedEnvelope]) -> None:
    """Inside the emptying transaction. An order of their own: the one in which they were opened is forgotten too."""
    cards = [rules.card_from_bytes(envelope.plaintext) for envelope in shuffled(opened)]
    Card.objects.bulk_create([Card(collection=collection, **asdict(card)) for card in cards])
    _end(collection, state=CollectionState.CLOSED)


def _end(collection: CardCollection, *, state: CollectionState) -> None:
    today = timezone.localdate()
    collection.state, collection.closed_on = state, today
    collection.save(update_fields=["state", "closed_on"])
    trace.rename(collection.node, title=collection.title, on=today)
    journal.record(_ENDS[state], collection, by=None)


@transaction.atomic
def draft_use_from_cards(
    collection: CardCollection, *, card_keys: Sequence[str], facts: UseFacts, by: Member | None
) -> AIUse:
    """Name a use in the lead's own words; where it was seen is said without any small number."""
    collection = queries.locked(collection)
    cards = queries.chosen_cards(collection, keys=card_keys)
    insist(rules.refusal_to_draft_use(CollectionState(collection.state), card_count=len(cards)))
    return draft_use(
        collection.process,
        facts=facts,
        came_from=(collection.node,),
        spotted=queries.spotted_words(len(cards)),
        by=by,
    )
