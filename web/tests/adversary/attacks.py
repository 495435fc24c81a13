"""Every way we know to tell whose card is whose. Each attack pairs people with cards; chance gives one right pair."""

import json
import random
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from adversary.evidence import Evidence, Person, Row
from balises.shared.envelopes import EnvelopeError, OpeningKey, open_envelope

Guess = dict[int, str]  # the number of a person, the purpose on the card
Attack = Callable[[Evidence], Guess]
WRITTEN = ("purpose", "tool", "information", "change", "need")
_NUMBERS = re.compile(r"\d{2,}(?:[.:T-]?\d+)*")


def _pair(people: Iterable[Person], cards: Iterable[Row]) -> Guess:
    return {person.number: card.values["purpose"] for person, card in zip(people, cards, strict=True)}


def _by_first(evidence: Evidence) -> list[Person]:
    return sorted(evidence.people, key=lambda person: person.arrivals[0])


def _by_last(evidence: Evidence) -> list[Person]:
    return sorted(evidence.people, key=lambda person: person.arrivals[-1])


def _cards(evidence: Evidence, key: Callable[[Row], Any]) -> list[Row]:
    return sorted(evidence.after.cards, key=key)


def _physical(card: Row) -> Any:
    return card.place


def _key(card: Row) -> Any:
    return str(card.values["id"])


def _envelopes(evidence: Evidence) -> list[tuple[Person, Row]]:
    """Whose envelope is whose, which the nightly copies do tell: they are a film of the arrivals.

    SQLite keeps a replaced row in its place: places follow first arrivals. PostgreSQL writes it anew, in a later
    transaction: transactions follow last arrivals.
    """
    last_night = evidence.nights[-1].envelopes
    if last_night[0].transaction:
        return list(zip(_by_last(evidence), sorted(last_night, key=lambda row: row.transaction), strict=True))
    return list(zip(_by_first(evidence), sorted(last_night, key=lambda row: row.place), strict=True))


def _people_by_envelope(evidence: Evidence, key: Callable[[Row], Any]) -> list[Person]:
    return [person for person, row in sorted(_envelopes(evidence), key=lambda pair: key(pair[1]))]


def first_arrival_against_place(evidence: Evidence) -> Guess:
    return _pair(_by_first(evidence), _cards(evidence, _physical))


def last_arrival_against_place(evidence: Evidence) -> Guess:
    return _pair(_by_last(evidence), _cards(evidence, _physical))


def last_arrival_against_place_backwards(evidence: Evidence) -> Guess:
    return _pair(_by_last(evidence), reversed(_cards(evidence, _physical)))


def first_arrival_against_key(evidence: Evidence) -> Guess:
    return _pair(_by_first(evidence), _cards(evidence, _key))


def last_arrival_against_transaction(evidence: Evidence) -> Guess:
    return _pair(_by_last(evidence), _cards(evidence, lambda card: (card.transaction, card.place)))


def first_arrival_against_backup(evidence: Evidence) -> Guess:
    """The order in which the backup of the results names the cards."""
    text = evidence.backups[-1]
    return _pair(_by_first(evidence), _cards(evidence, lambda card: text.find(card.values["purpose"])))


def slot_against_place(evidence: Evidence) -> Guess:
    return _pair(_people_by_envelope(evidence, lambda row: bytes(row.values["slot"])), _cards(evidence, _physical))


def slot_against_key(evidence: Evidence) -> Guess:
    return _pair(_people_by_envelope(evidence, lambda row: bytes(row.values["slot"])), _cards(evidence, _key))


def envelope_key_against_key(evidence: Evidence) -> Guess:
    return _pair(_people_by_envelope(evidence, _key), _cards(evidence, _key))


def envelope_place_against_place(evidence: Evidence) -> Guess:
    return _pair(_people_by_envelope(evidence, _physical), _cards(evidence, _physical))


def envelope_text_against_place(evidence: Evidence) -> Guess:
    return _pair(_people_by_envelope(evidence, lambda row: bytes(row.values["sealed"])), _cards(evidence, _physical))


def token_against_place(evidence: Evidence) -> Guess:
    people = sorted(evidence.people, key=lambda person: person.token)
    return _pair(people, _cards(evidence, _physical))


def length_against_length(evidence: Evidence) -> Guess:
    """The longest envelope holds the longest card, where lengths are as they come."""
    by_length = _people_by_envelope(evidence, lambda row: (len(bytes(row.values["sealed"])), random.random()))
    return _pair(by_length, _cards(evidence, lambda card: (_written_bytes(card), random.random())))


def _written_bytes(card: Row) -> int:
    return len(json.dumps({name: card.values[name] for name in WRITTEN}, ensure_ascii=False).encode())


def time_in_a_column(evidence: Evidence) -> Guess:
    """A column in which every card holds something that sorts: a number, a time, a counter."""
    for column in evidence.after.cards[0].values:
        marks = {card.place: _mark(card, column) for card in evidence.after.cards}
        if column != "id" and "" not in marks.values() and len(set(marks.values())) == len(evidence.people):
            return _pair(_by_last(evidence), sorted(evidence.after.cards, key=partial(_marked, marks)))
    return _at_random(evidence)


def _mark(card: Row, column: str) -> str:
    found = _NUMBERS.search(str(card.values[column]))
    return found.group() if found else ""


def _marked(marks: dict[tuple[int, ...], str], card: Row) -> str:
    return marks[card.place]


def keys_left_behind(evidence: Evidence) -> Guess:
    """Open the nightly envelopes with whatever the key folder or a dump still holds."""
    guess = _at_random(evidence)
    for opening in _openings(evidence):
        for person, row in _envelopes(evidence):
            text = _opened(row, opening)
            if text:
                guess[person.number] = json.loads(text)["purpose"]
    return guess


def _openings(evidence: Evidence) -> Sequence[OpeningKey]:
    """Every key of 32 bytes written in hexadecimal anywhere, tried as the private key of this box."""
    box = str(evidence.nights[-1].envelopes[0].values["box_id"])
    box = box if "-" in box else "-".join((box[:8], box[8:12], box[12:16], box[16:20], box[20:]))
    texts = [*evidence.key_files, evidence.logs, evidence.after.dump, evidence.nights[-1].dump, *evidence.backups]
    found = {key for text in texts for key in re.findall(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", text)}
    return [OpeningKey(box, bytes.fromhex(key)) for key in found]


def _opened(row: Row, opening: OpeningKey) -> bytes | None:
    try:
        return open_envelope(bytes(row.values["sealed"]), opening=opening, slot=bytes(row.values["slot"]))
    except EnvelopeError:
        return None


def known_words_beside_a_card(evidence: Evidence) -> Guess:
    """A line of a dump or of the logs that names both a person (address, token, slot, envelope) and a card."""
    guess = _at_random(evidence)
    lines = [line for text in (evidence.after.dump, evidence.logs, *evidence.backups) for line in text.splitlines()]
    for person, row in _envelopes(evidence):
        names = {person.address, person.token, bytes(row.values["slot"]).hex(), _key(row), _key(row).replace("-", "")}
        beside = [line.lower() for line in lines if any(name.lower() in line.lower() for name in names)]
        for card in evidence.after.cards:
            marks = (card.values["purpose"].lower(), _key(card))
            if any(mark in line for mark in marks for line in beside):
                guess[person.number] = card.values["purpose"]
    return guess


def _at_random(evidence: Evidence) -> Guess:
    cards = list(evidence.after.cards)
    random.shuffle(cards)
    return _pair(evidence.people, cards)


ATTACKS: tuple[Attack, ...] = (
    first_arrival_against_place,
    last_arrival_against_place,
    last_arrival_against_place_backwards,
    first_arrival_against_key,
    last_arrival_against_transaction,
    first_arrival_against_backup,
    slot_against_place,
    slot_against_key,
    envelope_key_against_key,
    envelope_place_against_place,
    envelope_text_against_place,
    token_against_place,
    length_against_length,
    time_in_a_column,
    keys_left_behind,
    known_words_beside_a_card,
)
