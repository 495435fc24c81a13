from collections.abc import Iterable
from urllib.parse import unquote
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from balises.boxes import queries as boxes
from balises.boxes.models import Box
from balises.boxes.rules import BoxState, normal_code
from balises.cards import rules
from balises.cards.models import Card, CardCollection
from balises.cards.phrases import AT_LEAST, FEWER_THAN_FIVE, SPOTTED
from balises.cards.rules import CollectionState, MakingFacts
from balises.organisations.models import Organisation
from balises.processes.models import OpenQuestion, Process
from balises.shared.wording import count_words


def collections(process: Process) -> QuerySet[CardCollection]:
    """The harvests of one process, the latest first."""
    return in_scope().filter(process=process)


def in_scope() -> QuerySet[CardCollection]:
    """The harvests of the organisation in scope, with all their pages show."""
    return CardCollection.objects.select_related("process__organisation", "box", "node", "question")


def locked(collection: CardCollection) -> CardCollection:
    return in_scope().select_for_update(of=("self",)).get(pk=collection.pk)


def to_seal(pk: int) -> CardCollection:
    return in_scope().get(pk=pk)


def making_facts(process: Process, *, title: str, question: OpenQuestion | None) -> MakingFacts:
    return MakingFacts(
        has_same_title=CardCollection.objects.filter(process=process, title=title).exists(),
        is_question_of_process=question is None or question.process_id == process.pk,
    )


def collection_behind(typed: str) -> CardCollection | None:
    """The harvest of the organisation in scope that has this code, as someone typed it."""
    code = normal_code(typed)
    if code is None:
        return None
    return in_scope().filter(box__code=code).first()


def participants_address(organisation: Organisation) -> str:
    """Where the code leads; the box puts its code in."""
    return unquote(reverse("cards:participate", args=[organisation.slug, "{code}"]))


def chosen_cards(collection: CardCollection, *, keys: Iterable[str]) -> tuple[Card, ...]:
    """The cards of this harvest among these keys, in the order they are read."""
    known = {key for key in map(_uuid, keys) if key is not None}
    return tuple(Card.objects.filter(collection=collection, pk__in=known))


def spotted_words(card_count: int) -> str:
    facts = {"count": count_words(rules.counted_by_fives(card_count))}
    return str(SPOTTED[rules.spotted_in(card_count)] % facts)


def shown_state(collection: CardCollection) -> str:
    """The state of a harvest; without its keys an open one is lost, and says so."""
    if collection.box and boxes.shown_state(collection.box) is BoxState.LOST:
        return BoxState.LOST.value
    return CollectionState(collection.state).value


def cards_in_words(count: int) -> str:
    """« moins de cinq cartes », « au moins dix cartes »: `count` goes by fives."""
    return str(AT_LEAST % {"count": count_words(count)}) if count else str(FEWER_THAN_FIVE)


def box_of(collection: CardCollection) -> Box:
    """The box of a harvest that was opened; the database keeps the others from being anything but a draft."""
    if collection.box is None:
        raise ValueError("A harvest that was never opened has no box.")
    return collection.box


def address_of(collection: CardCollection) -> str:
    return box_of(collection).target


def paper_url(collection: CardCollection) -> str:
    return f"{address_of(collection)}/papier"


def host_shown() -> str:
    return str(settings.BASE_URL).split("://")[-1]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
