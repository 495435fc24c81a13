"""What is shown of a harvest: to those who run it, to those who write, to those who read."""

from balises.cards.queries.members import (
    cards_page,
    close_page,
    collection_page,
    collections_page,
    common_visibility,
    draft_page,
    new_page,
)
from balises.cards.queries.participants import (
    paper_page,
    participant_page,
    refused_page,
    thanks_page,
    typed_answers,
)
from balises.cards.queries.reading import (
    address_of,
    box_of,
    chosen_cards,
    collection_behind,
    collections,
    in_scope,
    locked,
    making_facts,
    participants_address,
    shown_state,
    spotted_words,
    to_seal,
)

__all__ = [
    "address_of",
    "box_of",
    "cards_page",
    "chosen_cards",
    "close_page",
    "collection_behind",
    "collection_page",
    "collections",
    "collections_page",
    "common_visibility",
    "draft_page",
    "in_scope",
    "locked",
    "making_facts",
    "new_page",
    "paper_page",
    "participant_page",
    "participants_address",
    "refused_page",
    "shown_state",
    "spotted_words",
    "thanks_page",
    "to_seal",
    "typed_answers",
]
