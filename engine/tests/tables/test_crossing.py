"""Cross-tables as analysts compute them, beside R survey."""

import math

import numpy as np
import pytest

from portulan.proportions import wilson_interval
from portulan.tables import Answers, Coverage, cross_table
from portulan.weights import effective_size
from tables.invented import COLUMNS, SURVEY, USE

WEIGHTS = [float(each) for each in COLUMNS["weight"]]


def crossed(**more):
    return cross_table(COLUMNS["use"], COLUMNS["role"], coverage=Coverage.SAMPLE, weights=WEIGHTS, **more)


def test_a_weighted_table_is_that_of_survey():
    table = crossed()
    theirs = np.array(SURVEY["weighted_table"])[:, [0, 2, 1]]  # head before office

    ours = table.weighted[[table.rows.index(each) for each in USE.modalities]]

    assert table.columns == ("field", "head", "office")
    assert ours == pytest.approx(theirs, rel=1e-12)
    assert ours.sum(axis=1) / ours.sum() == pytest.approx(list(SURVEY["weighted_shares"].values()), rel=1e-12)
    assert table.association.p_value == pytest.approx(SURVEY["svychisq"]["p"], rel=1e-9)


def test_bases_are_people_weights_and_what_weights_are_worth():
    table = crossed()
    field = [weight for weight, role in zip(WEIGHTS, COLUMNS["role"], strict=True) if role == "field"]

    assert table.bases[0] == len(field)
    assert table.weighted_bases[0] == pytest.approx(sum(field))
    assert table.effective_bases[0] == pytest.approx(effective_size(field))


def test_intervals_stand_on_effective_bases():
    table = crossed()

    share, base = table.of_column[0, 0], table.effective_bases[0]

    assert table.interval.low[0, 0] == pytest.approx(wilson_interval([share * base], [base]).low[0])


def test_equal_weights_are_no_weights():
    plain = cross_table(COLUMNS["use"], COLUMNS["role"], coverage=Coverage.SAMPLE)
    twos = cross_table(COLUMNS["use"], COLUMNS["role"], coverage=Coverage.SAMPLE, weights=[2] * len(WEIGHTS))

    assert twos.of_row == pytest.approx(plain.of_row)
    assert twos.effective_bases == pytest.approx(plain.bases)
    assert twos.letters == plain.letters
    assert plain.association.statistic == pytest.approx(SURVEY["chisq"]["statistic"])


def test_a_census_has_no_interval_no_test_and_no_letter():
    table = cross_table(COLUMNS["use"], COLUMNS["role"], coverage=Coverage.CENSUS)

    assert table.interval is None
    assert table.letters is None
    assert math.isnan(table.association.p_value)
    assert table.association.cramers_v > 0.2


@pytest.mark.parametrize("people", [0, 1, 4, 5])
def test_very_few_people_are_crossed_without_a_warning(people):
    table = cross_table(["yes", "no", "yes", "no", "yes"][:people], ["a"] * people, coverage=Coverage.SAMPLE)

    assert table.people.sum() == people
    assert math.isnan(table.association.p_value)


@pytest.mark.parametrize("wrong", [0, -1, math.inf, math.nan])
def test_a_weight_that_cannot_be_is_named(wrong):
    with pytest.raises(ValueError, match="Row 1: a weight is above zero and finite"):
        cross_table(["a", "b"], ["c", "d"], coverage=Coverage.SAMPLE, weights=[1, wrong])


def test_one_row_for_each_person_is_needed():
    with pytest.raises(ValueError, match="2 people answered one question and 1 the other"):
        cross_table(["a", "b"], ["c"], coverage=Coverage.SAMPLE)
    with pytest.raises(ValueError, match="1 weights were given for 2 people"):
        cross_table(["a", "b"], ["c", "d"], coverage=Coverage.SAMPLE, weights=[1])
    with pytest.raises(ValueError, match="'a' has 1 people and 'b' has 2"):
        Answers({"a": ("x",), "b": ("x", "y")})
