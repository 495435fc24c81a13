"""Shares, weights, tests and letters, read by someone who solves for what is hidden: they tell nothing more.

The same adversary is set on shares of the true numbers, and on weights made of small numbers, and must find them.
"""

import json
from collections import defaultdict
from itertools import product

import numpy as np
import pytest

from figures_adversary import FiguresAdversary
from portulan.disclosure import Table, TablesPlan, Tally, Variable, protect
from portulan.tables import Answers, Coverage, Net, Wanted, Weighting, tell_tables, weighted_plan
from portulan.tables.told import ToldTables

USE = Variable("use", ("never", "weekly", "daily"), is_ordered=False)
ROLE = Variable("role", ("field", "office"))
AGE = Variable("age", ("young", "old"))
WEIGHTING = Weighting("age", {"young": 1.7, "old": 0.6})
SAMPLE = {"coverage": Coverage.SAMPLE, "nets": (Net("use", "uses it", ("weekly", "daily")),)}
SCALES = {"use": {"never": 0.0, "weekly": 1.0, "daily": 5.0}}
TABLES = (Table("use by role", ("use", "role")), Table("use", ("use",)))


def drawn(seed, *, with_weights):
    rng = np.random.default_rng(seed)
    profiles = list(product(*(each.modalities for each in (USE, ROLE, AGE))))
    means = rng.choice([1, 4, 9]) * rng.gamma(1.0, 1.0, len(profiles))
    people = [profile for profile, n in zip(profiles, rng.poisson(means), strict=True) for _ in range(n)]
    columns = dict(zip(("use", "role", "age"), zip(*people, strict=True), strict=True))
    plan = TablesPlan("any", (USE, ROLE, AGE), TABLES)
    wanted = Wanted(**SAMPLE, scales=SCALES, weighting=WEIGHTING if with_weights else None)
    return Answers(columns), weighted_plan(plan, variable="age") if with_weights else plan, wanted


def released(told):
    return json.loads(told.to_json())


def narrowed(release):
    """Numbers that figures bound more closely than the told numbers of people do; and how many there were."""
    without, having = (FiguresAdversary(release, believes_figures=each) for each in (False, True))
    hidden = {cell.people.tobytes(): cell for cell in without.cells if not isinstance(cell.told, int)}.values()
    return [cell.name for cell in hidden if without.bounds(cell.people) != having.bounds(cell.people)], len(hidden)


def attack(seeds, *, with_weights):
    found, hidden, weighted = [], 0, 0
    for seed in seeds:
        answers, plan, wanted = drawn(seed, with_weights=with_weights)
        release = released(tell_tables(answers, plan=plan, wanted=wanted))
        closer, count = narrowed(release)
        weighted += release["weights"] is not None
        found += [(seed, name) for name in closer]
        hidden += count
    assert bool(weighted) == with_weights
    return found, hidden


@pytest.mark.parametrize("with_weights", [False, True])
def test_figures_narrow_no_hidden_number(with_weights):
    found, hidden = attack(range(3) if with_weights else range(12), with_weights=with_weights)

    assert found == []
    assert hidden > 10


def test_shares_of_the_true_numbers_would_be_found():
    people = [("never", "field")] * 14 + [("never", "office")] * 2 + [("weekly", "field")] * 9
    people += [("weekly", "office")] * 12 + [("daily", "field")] * 3 + [("daily", "office")] * 8
    answers = Answers(dict(zip(("use", "role"), zip(*people, strict=True), strict=True)))
    plan = TablesPlan("any", (USE, ROLE), TABLES[:1])
    release = released(tell_tables(answers, plan=plan, wanted=Wanted(coverage=Coverage.CENSUS)))
    assert narrowed(release)[0] == []

    for cell in release["tables"][0]["cells"]:
        if (cell["row"], cell["column"]) == ("never", "office"):
            cell["of_column"] = round(2 / 22, 2)  # to a whole per cent

    assert narrowed(release)[0] != []


def test_a_weighted_share_of_everyones_own_weight_would_be_found():
    """Of 30 people who said yes, 2 are young: the weighted share alone gives them away."""
    yes = Variable("use", ("no", "yes"))
    people = [("yes", "young")] * 2 + [("yes", "old")] * 28 + [("no", "young")] * 18 + [("no", "old")] * 12
    answers = Answers(dict(zip(("use", "age"), zip(*people, strict=True), strict=True)))
    plan = weighted_plan(TablesPlan("any", (yes, AGE), (Table("use", ("use",)),)), variable="age")
    wanted = Wanted(coverage=Coverage.SAMPLE, weighting=WEIGHTING)
    release = released(tell_tables(answers, plan=plan, wanted=wanted))
    assert narrowed(release)[0] == []

    (cell,) = (each for each in release["tables"][0]["cells"] if each["row"] == "yes")
    assert isinstance(cell["of_all"], dict)
    cell["of_all"] = round((2 * 1.7 + 28 * 0.6) / (20 * 1.7 + 40 * 0.6), 2)

    assert narrowed(release)[0] != []


def test_weights_made_of_small_numbers_are_not_told():
    """A weight of 100 / 3 says that the class has three people."""
    people = [("never", "field", "young")] * 3 + [("weekly", "office", "old")] * 27
    answers = Answers(dict(zip(("use", "role", "age"), zip(*people, strict=True), strict=True)))
    plan = weighted_plan(TablesPlan("any", (USE, ROLE, AGE), TABLES), variable="age")
    weighting = Weighting("age", {"young": 100 / 3, "old": 200 / 27})

    told = tell_tables(answers, plan=plan, wanted=Wanted(**SAMPLE, scales=SCALES, weighting=weighting))

    assert not told.has_weights
    release = released(told)
    assert release["weights"] is None
    assert "33.3" not in json.dumps(release)
    shares = [cell[name] for table in release["tables"] for cell in table["cells"] for name in ("of_all", "weighted")]
    assert all(each == {"withheld": "small_or_linked"} for each in shares)
    assert all(table["scales"] == [] for table in release["tables"])


def test_whatever_is_told_alike_of_people_has_the_same_figures():
    """Populations of 16 in a table of two by two: nothing in its figures tells apart what is told alike."""
    use, role = Variable("use", ("no", "yes")), ROLE
    plan = TablesPlan("any", (use, role), (Table("t", ("use", "role")),))
    wanted = Wanted(coverage=Coverage.SAMPLE, nets=(Net("use", "both", ("no", "yes")),), scales={"use": {"yes": 1.0}})
    alike, naive = defaultdict(set), defaultdict(set)
    for counts in product((0, 2, 5), (0, 9), range(0, 17, 2)):
        if sum(counts) <= 16:
            numbers = (*counts, 16 - sum(counts))
            told = protect(Tally(dict(zip(product(("no", "yes"), ROLE.modalities), numbers, strict=True))), under=plan)
            release = ToldTables(told, wanted).to_plain()
            protected = json.dumps(release.pop("protected"))
            alike[protected].add(json.dumps(release))
            naive[protected].add(round(numbers[0] / 16, 2))

    assert {len(figures) for figures in alike.values()} == {1}
    assert max(len(shares) for shares in naive.values()) > 1


@pytest.mark.slow
@pytest.mark.any_engine
@pytest.mark.parametrize("with_weights", [False, True])
def test_three_hundred_tables_of_figures_narrow_no_hidden_number(with_weights):
    found, hidden = attack(range(100, 250), with_weights=with_weights)

    print(
        f"\nproof: {hidden} numbers not told exactly, beside {'weighted ' * with_weights}shares: {len(found)} narrowed"
    )
    assert found == []
