"""Tables, and sequences of releases, at random: someone who solves for what is hidden finds nothing.

The same adversary is set on the rule of thumb, and on releases that forget one another, and must find their faults.
"""

import json
from dataclasses import dataclass, field

import numpy as np
import pytest

from portulan.disclosure import Ledger, Table, TablesPlan, Tally, Variable, WouldReveal, protect
from portulan.disclosure.linked.suppression import CannotBeTold
from tables_adversary import Adversary, Found, by_enumeration
from tables_greedy import greedy, published
from tables_populations import linked_tables, one_table, sequence

ENOUGH_TO_WRITE_DOWN = 50_000
RECOVERABLE = {"recovered", "known to be small"}


def released(told):
    """What anyone can read."""
    return json.loads(json.dumps(told.to_plain()))


def crossed(counts):
    """The plan and the tally of one table of two variables."""
    rows, columns = counts.shape
    a = Variable("a", tuple(f"a{number}" for number in range(rows)))
    b = Variable("b", tuple(f"b{number}" for number in range(columns)))
    people = {(a.modalities[row], b.modalities[column]): int(n) for (row, column), n in np.ndenumerate(counts)}
    return TablesPlan("one", (a, b), (Table("t", ("a", "b")),)), Tally(people)


@dataclass
class Attacks:
    """What came of many attacks."""

    tables: int = 0
    hidden: int = 0
    written_down: int = 0
    learned: list[tuple[int, Found]] = field(default_factory=list)

    def on(self, seed, releases):
        adversary = Adversary(releases)
        self.tables += sum(len(release["tables"]) for release in releases)
        self.hidden += sum(not isinstance(cell.told, int) for cell in adversary.cells)
        self.learned += [(seed, found) for found in adversary.learned()]
        worlds = by_enumeration(adversary, most=ENOUGH_TO_WRITE_DOWN) if len(adversary.profiles) <= 9 else None
        if worlds:
            self.written_down += 1
            self.learned += [(seed, found) for found in worlds[1]]


def attack_tables(seeds):
    attacks = Attacks()
    for seed in seeds:
        plan, tally = (linked_tables if seed % 3 == 0 else one_table)(np.random.default_rng(seed))
        attacks.on(seed, [released(protect(tally, under=plan))])
    return attacks


def told_in_sequence(seed):
    """Each release after the others; one that cannot be told is left out, as the exception asks."""
    ledger, releases = Ledger(), []
    for plan, tally in sequence(np.random.default_rng(seed)):
        try:
            told = protect(tally, under=plan, after=ledger)
        except CannotBeTold:
            continue
        ledger = Ledger.from_plain(json.loads(json.dumps(ledger.with_release(told).to_plain())))
        releases.append(released(told))
    return releases


def attack_sequences(seeds):
    attacks = Attacks()
    for seed in seeds:
        attacks.on(seed, told_in_sequence(seed))
    return attacks


def test_fifty_tables_give_nothing_away():
    attacks = attack_tables(range(50))

    assert attacks.learned == []
    assert attacks.hidden > 125
    assert attacks.written_down >= 5


def test_ten_sequences_of_releases_give_nothing_away():
    attacks = attack_sequences(range(10))

    assert attacks.learned == []
    assert attacks.hidden > 30


def test_the_rule_of_thumb_leaves_cells_recoverable_where_the_program_leaves_none():
    counts = np.random.default_rng(152).poisson(8, (18, 6))
    plan, tally = crossed(counts)
    told = released(protect(tally, under=plan))

    by_hand = list(Adversary([published(told, counts)]).learned())
    by_program = list(Adversary([told]).learned())

    assert int(greedy(counts).sum()) == 24
    assert sum(found.what == "recovered" for found in by_hand) == 4
    assert by_program == []
    assert sum(not isinstance(cell, int) for cell in told["tables"][0]["cells"]) <= 30


def test_releases_that_forget_one_another_are_caught_by_the_adversary_and_by_the_ledger():
    caught = 0
    for seed in range(8):
        ledger, releases, refused = Ledger(), [], False
        for plan, tally in sequence(np.random.default_rng(seed)):
            told = protect(tally, under=plan)
            releases.append(released(told))
            try:
                ledger = ledger.with_release(told)
            except WouldReveal:
                refused = True
        found = list(Adversary(releases).learned())
        assert refused or not found, (seed, found)
        caught += bool(found)

    assert caught > 1


@pytest.mark.parametrize(
    "cells",
    [
        [24, 2, 26],  # a small number is told
        [24, {"withheld": "too_few"}, 26],  # recovered by subtraction
        [{"between": [22, 24]}, {"between": [2, 4]}, 26],  # narrower than the threshold
        [{"between": [22, 26]}, {"between": [0, 4]}, 26],  # known to be small
    ],
)
def test_the_adversary_finds_a_small_number_however_it_is_given_away(cells):
    plan = TablesPlan("one", (Variable("a", ("x", "y")),), (Table("t", ("a",)),))
    told = released(protect(Tally({("x",): 24, ("y",): 2}), under=plan))

    assert list(Adversary([told]).learned()) == []
    assert list(Adversary([told | {"tables": [told["tables"][0] | {"cells": cells}]}]).learned()) != []


def lost_to(counts, hidden):
    """Share of the inner cells, and of the people in them, that are not told."""
    return float(hidden.mean()), float((counts * hidden).sum() / max(1, counts.sum()))


def hidden_by_program(told, counts):
    rows, columns = counts.shape
    cells = np.array([not isinstance(cell, int) for cell in told["tables"][0]["cells"]])
    return cells.reshape(rows + 1, columns + 1)[:rows, :columns]


@pytest.mark.slow
@pytest.mark.any_engine
def test_ten_thousand_tables_give_nothing_away():
    attacks = attack_tables(range(1_000, 11_000))

    print(
        f"\nproof: {attacks.tables} tables told in 10000 systems, {attacks.hidden} numbers not told exactly, "
        f"{len(attacks.learned)} learned by solving, subtracting, or writing down every population "
        f"({attacks.written_down} systems)"
    )
    assert attacks.learned == []


@pytest.mark.slow
@pytest.mark.any_engine
def test_a_thousand_sequences_of_releases_give_nothing_away():
    attacks = attack_sequences(range(1_000, 2_000))

    print(
        f"\nproof: {attacks.tables} tables told in 1000 sequences of dates, filters and their complements, "
        f"{attacks.hidden} numbers not told exactly, {len(attacks.learned)} learned"
    )
    assert attacks.learned == []


@pytest.mark.slow
@pytest.mark.any_engine
def test_what_is_lost_is_little_more_than_by_a_rule_that_leaks():
    lost, leaks = {"program": [], "rule of thumb": []}, {"program": 0, "rule of thumb": 0}
    for seed in range(300):
        rng = np.random.default_rng(seed)
        counts = rng.poisson(rng.choice([4, 8, 15]), SHAPES[seed % len(SHAPES)])
        plan, tally = crossed(counts)
        told = released(protect(tally, under=plan))
        lost["program"].append(lost_to(counts, hidden_by_program(told, counts)))
        lost["rule of thumb"].append(lost_to(counts, greedy(counts)))
        by_rule = published(told, counts)
        for name, release in (("program", told), ("rule of thumb", by_rule)):
            leaks[name] += any(found.what in RECOVERABLE for found in Adversary([release]).learned())

    for name, shares in lost.items():
        cells, people = np.mean(shares, axis=0)
        print(
            f"\nproof: {name}: {cells:.1%} of cells and {people:.1%} of people not told exactly, "
            f"{leaks[name]} of 300 tables give a number away"
        )
    assert leaks["program"] == 0
    assert leaks["rule of thumb"] > 10


SHAPES = ((3, 3), (4, 5), (6, 4), (10, 6))
