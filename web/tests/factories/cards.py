from contextlib import suppress
from typing import Any

from balises.boxes.services import new_token
from balises.cards import services
from balises.cards.models import CardCollection
from balises.cards.rules import CardContent
from balises.organisations.models import Organisation
from balises.register.rules import Visibility
from factories.register import start_process


def make_collection(organisation: Organisation, *, title: str = "Ce que l’IA fait déjà chez nous") -> CardCollection:
    """A harvest still to be opened, in its organisation's scope."""
    process = start_process(organisation)
    return services.make_collection(process, title=title, question=None, by=None)


def open_collection(organisation: Organisation, **fields: Any) -> CardCollection:
    return services.open_collection(make_collection(organisation, **fields), by=None)


def card(**fields: Any) -> CardContent:
    values = {
        "visibility": Visibility.HIDDEN,
        "purpose": "Reformuler une note avant de l’envoyer.",
        "tool": "un assistant de conversation",
        "information": "la note, sans le nom",
        "change": "",
        "need": "",
    }
    return CardContent(**{**values, **fields})


def put_cards(collection: CardCollection, *, count: int) -> list[str]:
    """So many cards, each different and under a token of its own; gives the tokens."""
    tokens = [new_token() for _ in range(count)]
    for number, token in enumerate(tokens):
        services.put_card(collection, token=token, card=card(purpose=f"Usage numéro {number}"))
    return tokens


class _Enough(Exception):
    """Stops a closing before it sweeps the database, which a test's own transaction does not allow."""


def close(collection: CardCollection) -> CardCollection:
    """A harvest closed and sealed, its keys destroyed."""
    services.close_collection(collection, by=None)

    def stop(step: str) -> None:
        if step == "destroy_keys":
            raise _Enough

    with suppress(_Enough):
        services.seal_results(collection.pk, after_step=stop)
    return CardCollection.objects.get(pk=collection.pk)


def typed(**fields: str) -> dict[str, str]:
    """What a phone sends for one card, its tokens apart."""
    values = {
        "visibility": "hidden",
        "purpose": "Reformuler une note avant de l’envoyer.",
        "tool": "un assistant de conversation",
        "information": "",
        "change": "",
        "need": "",
    }
    return {**values, **fields}
