from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from balises.boxes.models import Box, Envelope
from balises.boxes.rules import BoxState
from balises.boxes.services import new_token
from balises.cards import services
from balises.cards.models import Card, CardCollection
from balises.cards.rules import CollectionState
from balises.organisations.models import Entry, Organisation
from balises.organisations.scoping import organisation_scope
from balises.processes.models import OpenQuestion
from balises.processes.rules import QuestionOrigin, QuestionState
from balises.shared.envelopes import boxes_with_keys
from balises.shared.errors import Refused
from balises.trace import queries as trace
from balises.trace import services as marks
from balises.trace.rules import Kind
from factories.boxes import put_envelopes
from factories.cards import card, close, make_collection, open_collection, put_cards
from factories.organisations import make_member, make_organisation
from factories.register import start_process, use_facts


def question_of(collection_process: Any) -> OpenQuestion:
    node = marks.mark(Kind.CONCLUSION, "Et la voix des personnes ?", on=date(2026, 11, 2))
    return OpenQuestion.objects.create(
        process=collection_process,
        text="Et la voix des personnes ?",
        origin=QuestionOrigin.MEETING,
        node=node,
        raised_on=date(2026, 11, 2),
    )


def test_a_first_harvest_begins_a_thread(in_scope: Organisation) -> None:
    collection = make_collection(in_scope)

    assert (collection.state, collection.box) == (CollectionState.DRAFT, None)
    assert collection.node.kind == Kind.CARD
    assert collection.node.address == f"/o/{in_scope.slug}/cartes/{collection.pk}"
    assert trace.origins(collection.node) == ()


def test_a_harvest_from_an_open_question_is_the_next_exploration(in_scope: Organisation) -> None:
    process = start_process(in_scope)
    question = question_of(process)

    collection = services.make_collection(process, title="Leur voix", question=question, by=None)

    question.refresh_from_db()
    assert collection.node.kind == Kind.EXPLORATION
    assert [step.kind for step in trace.origins(collection.node)] == [Kind.CONCLUSION]
    assert question.state == QuestionState.TAKEN_UP


def test_a_settled_question_opens_no_exploration(in_scope: Organisation) -> None:
    process = start_process(in_scope)
    question = question_of(process)
    OpenQuestion.objects.update(state=QuestionState.SETTLED)

    with pytest.raises(Refused) as refused:
        services.make_collection(process, title="Leur voix", question=question, by=None)

    assert refused.value.refusal.code == "processes.question_settled"
    assert CardCollection.objects.count() == 0


def test_the_same_harvest_is_not_made_twice(in_scope: Organisation) -> None:
    collection = make_collection(in_scope)

    with pytest.raises(Refused) as refused:
        services.make_collection(collection.process, title=collection.title, question=None, by=None)

    assert refused.value.refusal.code == "cards.already_made"


def test_opening_gives_a_box_with_its_address_and_its_keys(in_scope: Organisation, settings: Any) -> None:
    collection = services.open_collection(make_collection(in_scope), by=make_member(in_scope))

    box = collection.box
    assert box is not None
    assert box.target == f"/p/{in_scope.slug}/cartes/{box.code[:3]}-{box.code[3:]}"
    assert boxes_with_keys(settings.KEYS_FOLDER) == (str(box.pk),)
    assert Entry.objects.filter(code="cards.opened").count() == 1


def test_opening_twice_is_refused_and_makes_one_box(in_scope: Organisation, settings: Any) -> None:
    collection = open_collection(in_scope)

    with pytest.raises(Refused) as refused:
        services.open_collection(collection, by=None)

    assert refused.value.refusal.code == "cards.already_opened"
    assert Box.objects.count() == 1
    assert len(boxes_with_keys(settings.KEYS_FOLDER)) == 1


def test_a_card_is_sealed_and_replaced_never_added(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    token = new_token()

    services.put_card(collection, token=token, card=card(purpose="Première version"))
    services.put_card(collection, token=token, card=card(purpose="Seconde version"))

    assert Envelope.objects.count() == 1
    assert Card.objects.count() == 0
    assert b"version" not in bytes(Envelope.objects.get().sealed)


def test_every_card_has_the_same_length(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)

    services.put_card(collection, token=new_token(), card=card(purpose="x"))
    services.put_card(collection, token=new_token(), card=card(purpose="🙂" * 500))

    assert len({len(bytes(envelope.sealed)) for envelope in Envelope.objects.all()}) == 1


def test_five_cards_are_kept_whole(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    put_cards(collection, count=5)

    closed = close(collection)

    assert closed.state == CollectionState.CLOSED
    assert closed.closed_on is not None
    assert sorted(Card.objects.values_list("purpose", flat=True)) == [f"Usage numéro {n}" for n in range(5)]
    assert Envelope.objects.count() == 0


def test_a_replaced_card_is_kept_once_in_its_last_words(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    tokens = put_cards(collection, count=5)
    services.put_card(collection, token=tokens[2], card=card(purpose="Ma dernière version"))

    close(collection)

    purposes = set(Card.objects.values_list("purpose", flat=True))
    assert purposes == {"Usage numéro 0", "Usage numéro 1", "Ma dernière version", "Usage numéro 3", "Usage numéro 4"}


def test_four_cards_are_destroyed_unopened(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    put_cards(collection, count=4)

    closed = close(collection)

    assert closed.state == CollectionState.TOO_FEW
    assert Card.objects.count() == 0
    assert Envelope.objects.count() == 0
    assert Entry.objects.filter(code="cards.destroyed_unopened").count() == 1


def test_cards_have_random_keys_and_no_order_of_arrival(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    put_cards(collection, count=30)

    close(collection)

    keys = list(Card.objects.values_list("pk", flat=True))
    read = [int(purpose.split()[-1]) for purpose in Card.objects.values_list("purpose", flat=True)]
    assert {key.version for key in keys} == {4}
    assert sorted(read) == list(range(30))
    assert read != sorted(read)  # once in 10^32


def test_a_kept_card_cannot_be_changed_or_removed(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    put_cards(collection, count=5)
    close(collection)

    for change in (Card.objects.all().delete, lambda: Card.objects.update(purpose="autre")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    assert Card.objects.filter(purpose="autre").count() == 0
    assert Card.objects.count() == 5


def test_closing_twice_is_refused_in_words(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    services.close_collection(collection, by=None)

    with pytest.raises(Refused) as refused:
        services.close_collection(collection, by=None)

    assert refused.value.refusal.code == "cards.not_open"


def test_a_card_that_comes_after_the_closing_is_refused(in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    services.close_collection(collection, by=None)

    with pytest.raises(Refused) as refused:
        services.put_card(collection, token=new_token(), card=card())

    assert refused.value.refusal.code == "boxes.closed"


@pytest.mark.parametrize(
    ("chosen_count", "spotted"),
    [
        (1, "repéré en atelier"),
        (4, "repéré en atelier"),
        (5, "repéré en atelier, dans plusieurs cartes"),
        (12, "repéré en atelier, dans au moins dix cartes"),
    ],
)
def test_a_use_says_where_it_was_seen_without_any_small_number(
    in_scope: Organisation, chosen_count: int, spotted: str
) -> None:
    collection = open_collection(in_scope)
    put_cards(collection, count=12)
    closed = close(collection)
    keys = [str(pk) for pk in Card.objects.values_list("pk", flat=True)[:chosen_count]]

    use = services.draft_use_from_cards(closed, card_keys=keys, facts=use_facts(), by=None)

    assert use.spotted == spotted
    assert [step.kind for step in trace.origins(use.node)] == [Kind.CARD]


def test_a_use_does_not_rest_on_cards_of_another_harvest(in_scope: Organisation) -> None:
    first, second = open_collection(in_scope), open_collection(in_scope)
    put_cards(first, count=5)
    put_cards(second, count=5)
    first, second = close(first), close(second)
    foreign = [str(pk) for pk in Card.objects.filter(collection=second).values_list("pk", flat=True)]

    with pytest.raises(Refused) as refused:
        services.draft_use_from_cards(first, card_keys=foreign, facts=use_facts(), by=None)

    assert refused.value.refusal.code == "cards.no_card_chosen"


@pytest.fixture
def scope(own_database: str) -> Iterator[Organisation]:
    organisation = make_organisation()
    with organisation_scope(organisation.pk):
        yield organisation


def test_sealing_runs_the_whole_protocol_and_may_run_again(scope: Organisation, settings: Any) -> None:
    collection = open_collection(scope)
    put_cards(collection, count=6)
    services.close_collection(collection, by=None)

    services.seal_results(collection.pk)
    services.seal_results(collection.pk)

    assert Card.objects.count() == 6
    assert Box.objects.get().state == BoxState.CLOSED
    assert boxes_with_keys(settings.KEYS_FOLDER) == ()
    assert Entry.objects.filter(code="cards.sealed").count() == 1


def test_another_harvests_box_is_left_alone(scope: Organisation, settings: Any) -> None:
    collection, other = open_collection(scope), open_collection(scope)
    put_cards(collection, count=5)
    put_envelopes(other.box, count=3)
    services.close_collection(collection, by=None)

    services.seal_results(collection.pk)

    assert boxes_with_keys(settings.KEYS_FOLDER) == (str(other.box.pk),)
    assert Envelope.objects.count() == 3
