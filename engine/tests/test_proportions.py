"""Shares, intervals, comparisons: beside values computed elsewhere, at the edges, and for what is refused."""

import json
import math
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from portulan.proportions import chi_square, column_letters, compare_proportions, filled, letter, wilson_interval

REFERENCE = json.loads((Path(__file__).parent / "reference/statsmodels.json").read_text("utf-8"))
SURVEY = json.loads((Path(__file__).parent / "reference/survey.json").read_text("utf-8"))


@pytest.mark.parametrize("case", REFERENCE["intervals"])
def test_an_interval_is_that_of_statsmodels(case):
    found = wilson_interval([case["made"]], [case["asked"]], confidence=case["confidence"])

    assert found.low[0] == pytest.approx(case["low"], abs=1e-12)
    assert found.high[0] == pytest.approx(case["high"], abs=1e-12)


def test_an_interval_is_at_95_per_cent_unless_said_otherwise():
    found, said = wilson_interval([8], [10]), wilson_interval([8], [10], confidence=0.95)

    assert (found.low[0], found.high[0]) == (said.low[0], said.high[0])


def test_nobody_and_everybody_are_the_very_ends_of_their_interval():
    found = wilson_interval([0, 12], [12, 12])

    assert found.low[0] == 0.0
    assert found.high[1] == 1.0
    assert 0 < found.high[0] < 0.3
    assert found.low[1] == pytest.approx(1 - found.high[0])


def test_nobody_asked_has_no_interval_and_no_warning():
    found = wilson_interval([0, 1], [0, 2])

    assert np.isnan([found.low[0], found.high[0]]).all()
    assert not np.isnan([found.low[1], found.high[1]]).any()


@pytest.mark.parametrize("people", [1, 4, 5])
def test_few_people_have_a_wide_interval(people):
    found = wilson_interval([people], [people])

    assert found.high[0] - found.low[0] == pytest.approx(1 - people / (people + 3.841458820694124))


@pytest.mark.parametrize(
    ("made", "asked", "why"),
    [
        ([-1], [10], "Successes lie between 0 and trials, and both are finite."),
        ([11], [10], "Successes lie between 0 and trials, and both are finite."),
        ([1], [math.inf], "Successes lie between 0 and trials, and both are finite."),
        ([math.nan], [10], "Successes lie between 0 and trials, and both are finite."),
        ([1, 2], [10], "As many successes as trials are needed, not (2,) and (1,)."),
    ],
)
def test_numbers_that_cannot_be_are_refused(made, asked, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        wilson_interval(made, asked)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, math.nan])
def test_a_confidence_is_a_share(confidence):
    with pytest.raises(ValueError, match=f"^Confidence lies between 0 and 1, not {confidence}.$"):
        wilson_interval([1], [2], confidence=confidence)


@pytest.mark.parametrize("case", REFERENCE["comparisons"])
def test_a_comparison_is_that_of_statsmodels(case):
    (made, asked), (other, others) = case["first"], case["second"]

    found = compare_proportions([made], [asked], other_successes=[other], other_trials=[others])

    assert found.z[0] == pytest.approx(case["z"], abs=1e-12)
    assert found.p_value[0] == pytest.approx(case["p"], abs=1e-12)


@pytest.mark.parametrize(("made", "z"), [((0, 0), 0.0), ((5, 7), 0.0)])
def test_where_all_did_the_same_nothing_differs(made, z):
    found = compare_proportions([made[0]], [5], other_successes=[made[1]], other_trials=[7])

    assert (found.z[0], found.p_value[0]) == (z, 1.0)


@pytest.mark.parametrize(("asked", "others"), [(0, 7), (7, 0), (0, 0)])
def test_nobody_cannot_be_compared(asked, others):
    found = compare_proportions([0], [asked], other_successes=[others and 3], other_trials=[others])

    assert np.isnan([found.z[0], found.p_value[0]]).all()


def test_chi_square_is_that_of_r():
    people = np.zeros((4, 3))
    uses, roles = ("never", "monthly", "weekly", "daily"), ("field", "office", "head")
    for line in (Path(__file__).parent / "reference/invented.csv").read_text("utf-8").splitlines()[1:]:
        _, role, _, use, *_ = line.split(",")
        people[uses.index(use), roles.index(role)] += 1

    found = chi_square(people)

    theirs = SURVEY["chisq"]
    assert found.statistic == pytest.approx(theirs["statistic"], rel=1e-12)
    assert found.degrees == theirs["degrees"]
    assert found.p_value == pytest.approx(theirs["p"], rel=1e-9)
    assert found.least_expected == pytest.approx(theirs["least_expected"], rel=1e-12)


def test_cramers_v_is_that_of_scipy():
    assert chi_square(REFERENCE["counts"]).cramers_v == pytest.approx(REFERENCE["cramers_v"], rel=1e-12)


def test_one_question_that_tells_the_other_has_a_v_of_one():
    found = chi_square([[7, 0], [0, 5], [0, 6]])

    assert found.cramers_v == pytest.approx(1.0)
    assert found.degrees == 2


def test_empty_rows_and_columns_are_passed_over():
    full, empty = chi_square([[30, 10], [15, 25]]), chi_square([[30, 0, 10], [0, 0, 0], [15, 0, 25]])

    assert full == empty
    assert filled([[0, 0], [0, 3]]).tolist() == [[3]]


@pytest.mark.parametrize("people", [[[0, 0], [0, 0]], [[3, 4]], [[3], [4]], [[3, 0], [4, 0]]])
def test_one_row_or_column_goes_with_nothing(people):
    found = chi_square(people)

    assert found.degrees == 0
    assert np.isnan([found.statistic, found.p_value, found.cramers_v, found.least_expected]).all()


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([1, 2], "A table has two axes, not 1."),
        ([[1, -2], [3, 4]], "Numbers of people are finite, and not negative."),
        ([[1, math.inf], [3, 4]], "Numbers of people are finite, and not negative."),
        ([[1, math.nan], [3, 4]], "Numbers of people are finite, and not negative."),
    ],
)
def test_a_table_that_cannot_be_is_refused(people, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        chi_square(people)


@pytest.mark.parametrize("correction", ["bonferroni", "holm", "none"])
def test_letters_stand_where_statsmodels_tells_two_columns_apart(correction):
    shares = np.array(REFERENCE["counts"]) / REFERENCE["bases"]

    told = column_letters(shares, REFERENCE["bases"], correction=correction)

    for row, (letters, pairs) in enumerate(zip(told, REFERENCE["letters"][correction], strict=True)):
        for one, other in combinations(range(len(letters)), 2):
            high, low = (one, other) if shares[row, one] > shares[row, other] else (other, one)
            assert ("ABCD"[low] in letters[high].split()) == ([one, other] in pairs), (row, one, other)
            assert "ABCD"[high] not in letters[low].split()


def test_the_corrections_differ_and_bonferroni_is_the_one_by_default():
    shares = np.array(REFERENCE["counts"]) / REFERENCE["bases"]
    told = {
        each: column_letters(shares, REFERENCE["bases"], correction=each) for each in ("bonferroni", "holm", "none")
    }

    assert told["bonferroni"] == column_letters(shares, REFERENCE["bases"])
    assert told["holm"] != told["none"]
    assert told["bonferroni"] != told["none"]


def test_holm_finds_what_bonferroni_misses_and_stops_at_the_first_that_is_not_told():
    bases = [200, 200, 200]
    missed, stopped = [[0.50, 0.39, 0.28]], [[0.50, 0.40, 0.30]]

    assert column_letters(missed, bases) == (("C", "", ""),)
    assert column_letters(missed, bases, correction="holm") == (("B C", "C", ""),)
    # The second of three p-values is above 0.05 / 2: the third, under 0.05, is no longer looked at.
    assert column_letters(stopped, bases, correction="none") == (("B C", "C", ""),)
    assert column_letters(stopped, bases, correction="holm") == (("C", "", ""),)


@pytest.mark.parametrize("row", [[0.0, 0.9], [1.0, 0.1], [math.nan, 0.5]])
def test_a_share_of_nobody_of_everybody_or_untold_is_not_compared(row):
    assert column_letters([row], [100, 100]) == (("", ""),)


def test_a_column_of_nobody_is_not_compared():
    assert column_letters([[0.9, 0.5, 0.1]], [100, 0, 100]) == (("C", "", ""),)


def test_letters_depend_on_the_level():
    assert column_letters([[0.62, 0.5]], [100, 100]) == (("", ""),)
    assert column_letters([[0.62, 0.5]], [100, 100], level=0.1) == (("B", ""),)


def test_after_z_comes_aa():
    assert [letter(place) for place in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_letters_are_in_the_order_of_columns_beyond_z():
    shares = [[0.9] + [0.1] * 27]

    assert column_letters(shares, [200] * 28)[0][0].split() == [letter(place) for place in range(1, 28)]


@pytest.mark.parametrize(
    ("shares", "bases", "more", "why"),
    [
        ([[0.5, 1.1]], [9, 9], {}, "A share lies between 0 and 1."),
        ([[0.5, -0.1]], [9, 9], {}, "A share lies between 0 and 1."),
        ([[0.5, 0.5]], [9], {}, "Shares have two axes, and each column has one base."),
        ([0.5, 0.5], [9, 9], {}, "Shares have two axes, and each column has one base."),
        ([[0.5, 0.5]], [9, -1], {}, "Bases are finite, and not negative."),
        ([[0.5, 0.5]], [9, math.inf], {}, "Bases are finite, and not negative."),
        ([[0.5, 0.5]], [9, 9], {"level": 0}, "A level lies between 0 and 1, not 0."),
        ([[0.5, 0.5]], [9, 9], {"level": 1}, "A level lies between 0 and 1, not 1."),
        ([[0.5, 0.5]], [9, 9], {"correction": "luck"}, "A correction is one of bonferroni, holm, none, not 'luck'."),
    ],
)
def test_letters_of_what_cannot_be_are_refused(shares, bases, more, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        column_letters(shares, bases, **more)


def test_nothing_given_is_changed():
    made, asked = np.array([8.0]), np.array([10.0])
    table = np.array([[30.0, 10.0], [15.0, 25.0]])

    wilson_interval(made, asked)
    chi_square(table)
    column_letters(table / 40, np.array([40.0, 40.0]))

    assert (made.tolist(), asked.tolist(), table.tolist()) == ([8], [10], [[30, 10], [15, 25]])
