"""What must hold of agreement whatever the answers: order, names, duplication."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portulan.agreement import Level, Ratings, Scale, Undefined, krippendorff_alpha, where_they_part

VALUES = ("0", "1", "2", "3")
LEVELS = st.sampled_from([*Level])
TABLES = st.integers(1, 8).flatmap(
    lambda criteria: st.lists(
        st.lists(st.sampled_from((*range(4), None)), min_size=criteria, max_size=criteria), min_size=2, max_size=6
    )
)
CHEAP = settings(deadline=None, max_examples=40)


def ratings_of(table, level, *, names=None):
    named = names or list(range(len(table[0])))
    scale = Scale(level, bounds=(0, 3)) if level is Level.INTERVAL else Scale(level, VALUES)
    rows = {
        f"a{who}": {
            f"c{named[place]}": cell if cell is None or level is Level.INTERVAL else VALUES[cell]
            for place, cell in enumerate(row)
        }
        for who, row in enumerate(table)
    }
    return Ratings(rows, scale)


def value_of(table, level):
    return krippendorff_alpha(ratings_of(table, level), resamples=0).value


@CHEAP
@given(table=TABLES, level=LEVELS, order=st.randoms(use_true_random=False))
def test_order_and_names_of_assessors_and_criteria_change_no_bit(table, level, order):
    straight = krippendorff_alpha(ratings_of(table, level), resamples=40)
    people = order.sample(table, len(table))
    places = order.sample(range(len(table[0])), len(table[0]))
    turned = [[row[place] for place in places] for row in people]

    assert krippendorff_alpha(ratings_of(turned, level, names=places[::-1]), resamples=40) == straight


@CHEAP
@given(table=TABLES, order=st.permutations(range(4)))
def test_names_of_values_mean_nothing_on_a_nominal_scale(table, order):
    renamed = [[None if cell is None else order[cell] for cell in row] for row in table]

    assert value_of(renamed, Level.NOMINAL) == pytest.approx(value_of(table, Level.NOMINAL), abs=1e-12)


@CHEAP
@given(table=TABLES, level=st.sampled_from([Level.ORDINAL, Level.INTERVAL]))
def test_a_scale_read_from_its_other_end_agrees_as_much(table, level):
    turned = [[None if cell is None else 3 - cell for cell in row] for row in table]

    assert value_of(turned, level) == pytest.approx(value_of(table, level), abs=1e-12)


@CHEAP
@given(table=TABLES, level=LEVELS)
def test_every_criterion_twice_changes_alpha_by_the_correction_for_small_numbers_alone(table, level):
    alpha = krippendorff_alpha(ratings_of(table, level), resamples=0)
    assume(isinstance(alpha.value, float))
    answers = alpha.answers

    doubled = value_of([row + row for row in table], level)

    assert 1 - doubled == pytest.approx((1 - alpha.value) * (2 * answers - 1) / (2 * (answers - 1)), abs=1e-12)


@CHEAP
@given(table=TABLES, level=LEVELS)
def test_one_is_full_agreement_and_nothing_is_above(table, level):
    alpha = krippendorff_alpha(ratings_of(table, level), resamples=20)
    criteria, _ = where_they_part(ratings_of(table, level))

    parted = any(len(each.given) > 1 for each in criteria)
    if isinstance(alpha.value, Undefined):
        assert not parted
    else:
        assert alpha.value <= 1
        assert (alpha.value == 1) is not parted
    assert alpha.answers + alpha.alone + alpha.aside + alpha.missing == len(table) * len(table[0])


@CHEAP
@given(table=TABLES, level=LEVELS)
def test_one_more_assessor_who_answers_nothing_changes_nothing_but_the_count(table, level):
    silent = [*table, [None] * len(table[0])]

    with_silent = krippendorff_alpha(ratings_of(silent, level), resamples=20)
    without = krippendorff_alpha(ratings_of(table, level), resamples=20)

    assert with_silent.missing - without.missing == len(table[0])
    assert (with_silent.value, with_silent.low, with_silent.answers) == (without.value, without.low, without.answers)
