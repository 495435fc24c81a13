"""Whose card is whose? An attacker with everything but the keys must do no better than chance.

Bounds (Poisson, one in a hundred thousand for an attack that knows nothing; chance is one right pair in twelve):
26 right pairs over 10 runs, 83 over 50; and for the most exposed person, 7 runs out of 10, 17 out of 50.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from adversary import attacks, scene
from adversary.attacks import ATTACKS, Attack
from adversary.evidence import Evidence
from adversary.scene import PEOPLE, Truth, play
from balises.boxes.services import arriving, closing
from balises.cards import services
from balises.shared.envelopes import boxes_with_keys, envelope_length, read_arrival_key, seal, slot_for

Played = Sequence[tuple[Evidence, Truth]]
Loosen = Callable[[pytest.MonkeyPatch], None]


def right_pairs(attack: Attack, played: Played) -> Counter[int]:
    """For each person, in how many runs the attack named her card."""
    found: Counter[int] = Counter()
    for evidence, truth in played:
        guess = attack(evidence)
        found.update(number for number, purpose in truth.items() if guess[number] == purpose)
    return found


def mean_right_pairs(played: Played) -> dict[str, float]:
    return {attack.__name__: right_pairs(attack, played).total() / len(played) for attack in ATTACKS}


def most_exposed(played: Played) -> dict[str, int]:
    """In how many runs each attack named the person it names most often."""
    return {attack.__name__: max(right_pairs(attack, played).values(), default=0) for attack in ATTACKS}


@pytest.fixture
def stage(own_database: str, tmp_path: Path, settings: Any) -> Callable[[int], Played]:
    def run(count: int) -> Played:
        return [play(own_database, folder=tmp_path, settings=settings) for _ in range(count)]

    return run


@pytest.mark.parametrize(
    ("run_count", "bound", "exposed_bound"),
    [(10, 2.6, 7), pytest.param(50, 1.66, 17, marks=pytest.mark.slow)],
)
def test_no_attack_does_better_than_chance(
    stage: Callable[[int], Played], run_count: int, bound: float, exposed_bound: int
) -> None:
    played = stage(run_count)

    means, exposed = mean_right_pairs(played), most_exposed(played)
    print(
        f"proof: {len(ATTACKS)} attacks on {run_count} harvests of {PEOPLE} people, {connection.vendor}: at most "
        f"{max(means.values()):.2f} right pairs a harvest (bound {bound}, chance 1), the person most exposed named in "
        f"{max(exposed.values())} of {run_count} (bound {exposed_bound})"
    )

    assert all(len(evidence.after.cards) == PEOPLE == len(truth) for evidence, truth in played)
    assert {name: mean for name, mean in means.items() if mean > bound} == {}
    assert {name: count for name, count in exposed.items() if count > exposed_bound} == {}


def without_padding(patch: pytest.MonkeyPatch) -> None:
    def seal_as_it_comes(plaintext: bytes, *, length: int, **rest: Any) -> bytes:
        return seal(plaintext, length=envelope_length(len(plaintext)), **rest)

    patch.setattr(arriving, "seal", seal_as_it_comes)


def in_slot_order(patch: pytest.MonkeyPatch) -> None:
    def by_slot(envelopes: Iterable[Any]) -> list[Any]:
        return sorted(envelopes, key=lambda each: bytes(each.slot) if hasattr(each, "slot") else each)

    patch.setattr(closing, "shuffled", by_slot)
    patch.setattr(services, "shuffled", list)


def with_arrival_in_the_answer(patch: pytest.MonkeyPatch) -> None:
    put = services.put_card

    def put_with_time(collection: Any, *, token: str, card: Any) -> None:
        put(collection, token=token, card=type(card)(**{**vars(card), "need": f"{time.time():.6f}"}))

    patch.setattr(services, "put_card", put_with_time)


def with_the_key_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(closing, "destroy_box_keys", lambda folder, *, box: False)


@pytest.mark.parametrize(
    ("loosen", "attack", "at_least"),
    [
        (without_padding, attacks.length_against_length, 8),  # two cards may have one length
        (in_slot_order, attacks.slot_against_place, PEOPLE),
        (with_arrival_in_the_answer, attacks.time_in_a_column, PEOPLE),
        (with_the_key_kept, attacks.keys_left_behind, PEOPLE),
    ],
)
def test_the_same_attacks_catch_each_guarantee_that_is_taken_away(
    stage: Callable[[int], Played], monkeypatch: pytest.MonkeyPatch, loosen: Loosen, attack: Attack, at_least: float
) -> None:
    loosen(monkeypatch)

    played = stage(2)

    assert mean_right_pairs(played)[attack.__name__] >= at_least


def test_the_nightly_copies_do_tell_whose_envelope_is_whose(
    stage: Callable[[int], Played], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """What the other tests lean on: the attacker is strong, and only the sealing stands in the way."""
    with_the_key_kept(monkeypatch)  # so that the truth can be computed afterwards

    ((evidence, _truth),) = stage(1)

    (box,) = boxes_with_keys(settings.KEYS_FOLDER)
    arrival = read_arrival_key(settings.KEYS_FOLDER, box=box)
    pairs = attacks._envelopes(evidence)
    assert len(pairs) == PEOPLE
    assert [bytes(row.values["slot"]) for _, row in pairs] == [
        slot_for(person.token, arrival=arrival) for person, _ in pairs
    ]


def test_logs_hold_no_token_no_code_no_word_of_a_card(stage: Callable[[int], Played]) -> None:
    ((evidence, truth),) = stage(1)

    told = [person.address for person in evidence.people] + [person.token for person in evidence.people]

    assert [word for word in [*told, *truth.values()] if word in evidence.logs] == []


def test_nothing_of_an_envelope_is_in_the_copies_made_after_the_closing(stage: Callable[[int], Played]) -> None:
    ((evidence, _truth),) = stage(1)

    texts = [evidence.after.dump.lower(), *(backup.lower() for backup in evidence.backups)]
    traces = [
        trace.hex()
        for row in evidence.nights[-1].envelopes
        for trace in (bytes(row.values["slot"]), bytes(row.values["sealed"])[:64])
    ]

    assert len(traces) == 2 * PEOPLE
    assert all(trace in evidence.nights[-1].dump.lower() for trace in traces)
    assert [trace for trace in traces for text in texts if trace in text] == []


def test_the_scene_is_what_it_says(stage: Callable[[int], Played]) -> None:
    ((evidence, truth),) = stage(1)

    assert len(evidence.nights) == scene.DAYS
    assert {card.values["purpose"] for card in evidence.after.cards} == set(truth.values())
    assert all(person.arrivals for person in evidence.people)
