"""Scales beside R, at the edges, and for what is refused."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest

from portulan.scales import cronbach_alpha, describe_scale

FOLDER = Path(__file__).parent / "reference"
SURVEY = json.loads((FOLDER / "survey.json").read_text("utf-8"))
with (FOLDER / "invented.csv").open(encoding="utf-8", newline="") as file:
    PEOPLE = list(csv.DictReader(file))


def test_a_scale_is_described_as_by_r():
    answers = [int(each["item1"]) for each in PEOPLE]

    found = describe_scale([answers.count(value) for value in range(1, 6)], range(1, 6))

    assert found.mean == pytest.approx(SURVEY["mean"], rel=1e-12)
    assert found.deviation == pytest.approx(SURVEY["sd"], rel=1e-12)
    assert [found.lower_quartile, found.median, found.upper_quartile] == SURVEY["quantiles"]
    assert found.people == 240
    assert found.shares.sum() == pytest.approx(1)


def test_a_weighted_mean_is_that_of_survey():
    weights = [sum(float(each["weight"]) for each in PEOPLE if each["item1"] == str(value)) for value in range(1, 6)]

    assert describe_scale(weights, range(1, 6)).mean == pytest.approx(SURVEY["weighted_mean"], rel=1e-12)


def test_the_median_stands_halfway_where_the_people_are_cut_in_two():
    assert describe_scale([5, 0, 5], [1, 2, 3]).median == 2.0
    assert describe_scale([5, 0, 0, 5], [1, 2, 3, 7]).median == 4.0
    assert describe_scale([0.1, 0.2, 0.3], [1, 2, 3]).median == 2.5  # though 0.1 + 0.2 is above 0.3
    assert describe_scale([1, 1, 1], [1, 2, 3]).median == 2.0


def test_one_person_has_no_deviation_and_nobody_has_nothing():
    one, nobody = describe_scale([0, 1], [1, 2]), describe_scale([0, 0], [1, 2])

    assert (one.mean, one.median) == (2, 2)
    assert math.isnan(one.deviation)
    assert nobody.people == 0
    assert np.isnan([nobody.mean, nobody.deviation, nobody.median, *nobody.shares]).all()


@pytest.mark.parametrize(
    ("people", "values", "why"),
    [
        ([1, 2], [1], "One number of people"),
        ([[1, 2]], [[1, 2]], "One number of people"),
        ([1, -2], [1, 2], "not negative"),
        ([1, math.inf], [1, 2], "finite"),
        ([1, 2], [2, 1], "rise"),
        ([1, 2], [2, math.inf], "rise"),
    ],
)
def test_a_scale_that_cannot_be_is_refused(people, values, why):
    with pytest.raises(ValueError, match=why):
        describe_scale(people, values)


def test_alpha_is_that_of_r():
    items = [[int(each[f"item{number}"]) for number in range(1, 6)] for each in PEOPLE]

    found = cronbach_alpha(items)

    assert found.alpha == pytest.approx(SURVEY["alpha"], rel=1e-12)
    assert found.without[0] == pytest.approx(cronbach_alpha(np.array(items)[:, 1:]).alpha)


def test_whoever_left_an_item_out_is_dropped_and_counted():
    whole = [[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5]]

    found = cronbach_alpha([*whole, [math.nan, 1, 1]])

    assert (found.people, found.dropped) == (4, 1)
    assert found.alpha == cronbach_alpha(whole).alpha


@pytest.mark.parametrize("items", [[[3, 3], [3, 3]], [[1, 5], [5, 1]], [[1, 2]], np.zeros((0, 3))])
def test_where_nothing_is_measured_alpha_is_not_a_number(items):
    assert math.isnan(cronbach_alpha(items).alpha)


@pytest.mark.parametrize(
    ("items", "why"), [([1, 2], "two items"), ([[1], [2]], "two items"), ([[1, math.inf], [2, 1]], "finite")]
)
def test_items_that_cannot_be_are_refused(items, why):
    with pytest.raises(ValueError, match=why):
        cronbach_alpha(items)
