"""Weights beside the R package survey, and weights that cannot be."""

import csv
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from portulan.weights import checked_weights, effective_size, rake, weight_classes, weighted_chi_square

FOLDER = Path(__file__).parent / "reference"
SURVEY = json.loads((FOLDER / "survey.json").read_text("utf-8"))
ROLES, USES = ("field", "office", "head"), ("never", "monthly", "weekly", "daily")
MARGINS = {"role": {"field": 500, "office": 300, "head": 200}, "age": {"under 40": 380, "40 and over": 620}}


@pytest.fixture(scope="module")
def people():
    with (FOLDER / "invented.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers_of(people):
    return {name: [each[name] for each in people] for name in ("role", "age")}


@pytest.mark.parametrize("theirs", ["raked", "raked_again"])
def test_raking_gives_the_weights_of_survey(people, theirs):
    start = [float(each["weight"]) * (1 + (each["use"] == "daily")) for each in people]

    raked = rake(answers_of(people), MARGINS, weights=start if theirs == "raked_again" else None)

    for each, weight in zip(people, raked.weights, strict=True):
        assert weight == pytest.approx(SURVEY[theirs][f"{each['role']}/{each['age']}/{each['use']}"], rel=1e-8)
    assert raked.gap <= 1e-10
    assert raked.weights.sum() == pytest.approx(1000)


def test_one_margin_is_agreed_with_at_once(people):
    raked = rake(answers_of(people), {"role": MARGINS["role"]})

    assert raked.rounds == 1


def test_raking_changes_nothing_where_the_margins_are_those_of_the_people(people):
    answers = answers_of(people)
    margins = {name: {each: answers[name].count(each) for each in MARGINS[name]} for name in MARGINS}

    assert rake(answers, margins).weights.tolist() == pytest.approx([1.0] * len(people))


@pytest.mark.parametrize(
    ("answers", "margins", "why"),
    [
        ({"a": ["x"]}, {}, "At least one margin is needed."),
        ({"a": ["x"]}, {"b": {"x": 1}}, "Margin 'b' is that of no variable."),
        ({"a": ["x", "y"]}, {"a": {"x": 1}}, "Row 1: the margin of 'a' does not name 'y'."),
        ({"a": ["x"]}, {"a": {"x": 1, "y": 2}}, "The margin of 'a' names 'y', which nobody has."),
        ({"a": ["x"]}, {"a": {"x": 0}}, "The margin of 'a' is above zero and finite, not 0 for 'x'."),
        ({"a": ["x"]}, {"a": {"x": math.inf}}, "The margin of 'a' is above zero and finite, not inf for 'x'."),
        ({"a": ["x"], "b": ["y"]}, {"a": {"x": 1}, "b": {"y": 2}}, "The margins of 'a' and 'b' sum to 1 and 2."),
        (
            {"a": ["x"], "b": ["y", "y"]},
            {"a": {"x": 1}, "b": {"y": 1}},
            "All variables are needed for the same people.",
        ),
    ],
)
def test_margins_that_cannot_be_are_refused(answers, margins, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        rake(answers, margins)


def test_margins_that_contradict_each_other_are_said_to():
    answers = {"a": ["x", "y"], "b": ["x", "y"]}  # whoever is x in one is x in the other

    with pytest.raises(ValueError, match="No weights agree with all margins"):
        rake(answers, {"a": {"x": 1, "y": 3}, "b": {"x": 3, "y": 1}})


def test_as_many_weights_as_people_are_needed():
    with pytest.raises(ValueError, match="1 weights were given for 2 people"):
        rake({"a": ["x", "y"]}, {"a": {"x": 1, "y": 3}}, weights=[1])


@pytest.mark.parametrize("wrong", [0, -1, math.inf, -math.inf, math.nan])
def test_a_weight_that_cannot_be_is_named(wrong):
    for refuse in (checked_weights, effective_size):
        with pytest.raises(ValueError, match=r"Row 1: a weight is above zero and finite"):
            refuse([1, wrong, 2])


def test_one_weight_for_each_person_is_needed():
    with pytest.raises(ValueError, match="not 2 axes"):
        checked_weights([[1.0]])


def test_the_effective_size_is_that_of_kish(people):
    weights = [float(each["weight"]) for each in people]

    assert effective_size(weights) == pytest.approx(SURVEY["kish"], rel=1e-12)
    assert effective_size([]) == 0.0
    assert effective_size([1e-200, 1e-200]) == 2.0
    assert effective_size([1e200, 1e200, 1e200]) == pytest.approx(3.0)


def summed(people):
    weights, squares = np.zeros((4, 3)), np.zeros((4, 3))
    for each in people:
        place, weight = (USES.index(each["use"]), ROLES.index(each["role"])), float(each["weight"])
        weights[place] += weight
        squares[place] += weight**2
    return weights, squares


def test_the_weighted_chi_square_is_svychisq(people):
    weights, squares = summed(people)

    found = weighted_chi_square(weights, squares, people=len(people))

    theirs = SURVEY["svychisq"]
    assert weights == pytest.approx(np.array(SURVEY["weighted_table"]), rel=1e-12)
    assert found.statistic == pytest.approx(theirs["statistic"], rel=1e-9)
    assert found.degrees == pytest.approx(theirs["degrees"][0], rel=1e-9)
    assert found.p_value == pytest.approx(theirs["p"], rel=1e-9)


def test_the_unit_of_weights_changes_nothing(people):
    weights, squares = summed(people)

    plain = weighted_chi_square(weights, squares, people=len(people))
    other = weighted_chi_square(weights * 1000, squares * 1e6, people=len(people))

    assert other.statistic == pytest.approx(plain.statistic)
    assert other.p_value == pytest.approx(plain.p_value)


def test_empty_rows_and_columns_are_passed_over(people):
    weights, squares = summed(people)

    padded = weighted_chi_square(np.pad(weights, 1), np.pad(squares, 1), people=len(people))

    assert padded.statistic == pytest.approx(weighted_chi_square(weights, squares, people=len(people)).statistic)


def test_where_answers_do_not_say_how_far_chance_reaches_no_test_is_made():
    found = weighted_chi_square([[1, 0], [0, 1]], [[1, 0], [0, 1]], people=2)

    assert found.cramers_v == pytest.approx(1)
    assert math.isnan(found.statistic)
    assert math.isnan(found.p_value)


def test_nothing_to_associate_is_not_a_number():
    assert math.isnan(weighted_chi_square([[3, 4]], [[3, 4]], people=7).p_value)
    assert math.isnan(weighted_chi_square([[0, 0], [0, 0]], [[0, 0], [0, 0]], people=2).statistic)


@pytest.mark.parametrize(
    ("squares", "people", "why"),
    [([[1, 1]], 5, "in the same cells"), ([[1, 1], [1, 1]], 1, "Two people at least")],
)
def test_a_weighted_table_that_cannot_be_is_refused(squares, people, why):
    with pytest.raises(ValueError, match=why):
        weighted_chi_square([[1, 1], [1, 1]], squares, people=people)


def test_classes_of_weights_keep_equals_together_and_weigh_as_their_middle():
    weights = np.random.default_rng(1).gamma(4, size=200).round(1)

    grouped = weight_classes(weights, classes=5)

    assert len(set(grouped.tolist())) <= 5
    assert set(grouped.tolist()) <= set(weights.tolist())
    assert grouped.sum() == pytest.approx(weights.sum(), rel=0.05)
    assert all(len(set(grouped[weights == each].tolist())) == 1 for each in set(weights.tolist()))
    assert min((grouped == each).sum() for each in set(grouped.tolist())) > 25
    with pytest.raises(ValueError, match="At least one class"):
        weight_classes(weights, classes=0)


def test_the_weight_of_a_class_does_not_say_how_many_of_it_weigh_more():
    three, five = ([1.0] * (30 - heavy) + [3.0] * heavy for heavy in (3, 5))

    assert weight_classes(three, classes=1).tolist() == weight_classes(five, classes=1).tolist() == [1.0] * 30
