"""What holds for any table: order and names change nothing, and a weight of two is the same person twice."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portulan.disclosure import Band, Between, Suppressed, Table, TablesPlan, Variable
from portulan.proportions import chi_square, column_letters, wilson_interval
from portulan.scales import describe_scale
from portulan.tables import (
    Answers,
    Coverage,
    FigureBetween,
    Net,
    Wanted,
    Weighting,
    cross_table,
    tell_tables,
    weighted_plan,
)
from portulan.weights import rake

TABLES = st.lists(st.integers(0, 20), min_size=6, max_size=6)
PEOPLE = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("ab"), st.integers(1, 3)), min_size=2, max_size=40)


@given(people=PEOPLE)
@settings(deadline=None, max_examples=40)
def test_a_weight_of_two_is_the_same_person_twice(people):
    rows, columns, weights = zip(*people, strict=True)
    once = cross_table(rows, columns, coverage=Coverage.CENSUS, weights=weights)
    again = [(row, column) for row, column, weight in people for _ in range(weight)]
    often = cross_table(*zip(*again, strict=True), coverage=Coverage.CENSUS)

    assert np.array_equal(once.weighted, often.people)
    for name in ("of_row", "of_column", "of_all"):
        assert np.allclose(getattr(once, name), getattr(often, name), equal_nan=True)


@given(people=PEOPLE, data=st.data())
@settings(deadline=None, max_examples=40)
def test_the_order_of_people_changes_nothing(people, data):
    straight, turned = (
        cross_table(*list(zip(*some, strict=True))[:2], coverage=Coverage.SAMPLE, weights=[each[2] for each in some])
        for some in (people, data.draw(st.permutations(people)))
    )

    assert np.allclose(straight.of_column, turned.of_column, equal_nan=True)
    assert straight.letters == turned.letters
    assert np.allclose(straight.association.statistic, turned.association.statistic, equal_nan=True)


@given(numbers=TABLES)
@settings(deadline=None, max_examples=60)
def test_rows_and_columns_turned_or_moved_have_the_same_chi_square(numbers):
    table = np.reshape(numbers, (2, 3))

    found = chi_square(table)

    for other in (table.T, table[::-1], table[:, [2, 0, 1]]):
        assert chi_square(other).statistic == pytest.approx(found.statistic, nan_ok=True)
        assert chi_square(other).cramers_v == pytest.approx(found.cramers_v, nan_ok=True)
    assert np.isnan(found.cramers_v) or 0 <= found.cramers_v <= 1 + 1e-12


@given(asked=st.integers(1, 500), data=st.data())
def test_an_interval_holds_the_share_and_its_mirror_the_rest(asked, data):
    made = data.draw(st.integers(0, asked))

    found, mirror = wilson_interval([made], [asked]), wilson_interval([asked - made], [asked])

    assert 0 <= found.low[0] <= made / asked <= found.high[0] <= 1
    assert mirror.low[0] == pytest.approx(1 - found.high[0])


@given(shares=st.lists(st.floats(0.01, 0.99), min_size=2, max_size=6), base=st.integers(5, 400))
def test_a_letter_is_stricter_with_a_correction(shares, base):
    told = {each: set[tuple[int, str]]() for each in ("bonferroni", "holm", "none")}
    for correction, signs in told.items():
        (row,) = column_letters([shares], [base] * len(shares), correction=correction)
        signs.update((place, sign) for place, cell in enumerate(row) for sign in cell.split())

    assert told["bonferroni"] <= told["holm"] <= told["none"]


@given(people=st.lists(st.integers(0, 30), min_size=5, max_size=5))
def test_a_scale_turned_round_has_its_middle_turned_round(people):
    straight, turned = describe_scale(people, [1, 2, 3, 4, 5]), describe_scale(people[::-1], [1, 2, 3, 4, 5])

    assert turned.mean == pytest.approx(6 - straight.mean, nan_ok=True)
    assert turned.median == pytest.approx(6 - straight.median, nan_ok=True)
    assert turned.lower_quartile == pytest.approx(6 - straight.upper_quartile, nan_ok=True)


@given(people=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), min_size=8, max_size=30))
@settings(deadline=None, max_examples=30)
def test_raked_weights_agree_with_the_margins(people):
    full = [*people, *[(first, second) for first in "ab" for second in "xy"]]
    first, second = zip(*full, strict=True)
    margins = {"first": {"a": 30, "b": 70}, "second": {"x": 55, "y": 45}}

    weights = rake({"first": first, "second": second}, margins).weights

    assert weights[[each == "a" for each in first]].sum() == pytest.approx(30, rel=1e-8)
    assert weights[[each == "y" for each in second]].sum() == pytest.approx(45, rel=1e-8)


# « No answer » told together with its neighbour: how many of the two answered is not told.
@example(numbers=[0, 6, 0, 0, 0, 4], is_ordered=True, missing=("a2",))
@example(numbers=[0, 5, 0, 1, 0, 4], is_ordered=True, missing=("a2",))
@given(numbers=TABLES, is_ordered=st.booleans(), missing=st.sampled_from([(), ("a2",), ("b1",)]))
@settings(deadline=None, max_examples=25)
def test_the_truth_is_within_every_figure_that_is_told(numbers, is_ordered, missing):
    a, b = Variable("a", ("a0", "a1", "a2"), is_ordered), Variable("b", ("b0", "b1"))
    people = people_of(numbers, a, b)
    net = Net("a", "some", ("a0", "a2"))
    scale = {"a0": 0.0, "a1": 1.0, "a2": 4.0}
    wanted = Wanted(coverage=Coverage.SAMPLE, nets=(net,), scales={"a": scale}, missing=missing)
    plan = TablesPlan("any", (a, b), (Table("t", ("a", "b")),))

    told = tell_tables(answers_of(people, "ab"), plan=plan, wanted=wanted).table("t")

    answered = [(x, y) for x, y in people if not {x, y} & set(missing)]
    assert_figures_true(told, answered, [1.0] * len(answered), {"some": net.modalities})
    for middle in told.scales:
        values = [scale[x] for x, y in answered if middle.column in (None, y)]
        if values:
            assert_within(np.mean(values), middle.mean)
            assert_within(np.median(values), middle.median)


@given(numbers=st.lists(st.integers(0, 30), min_size=12, max_size=12))
@settings(deadline=None, max_examples=6)
def test_the_truth_is_within_every_weighted_figure(numbers):
    a, b, age = Variable("a", ("a0", "a1", "a2")), Variable("b", ("b0", "b1")), Variable("age", ("young", "old"))
    people = people_of(numbers, a, b, age)
    weights = {"young": 2.5, "old": 0.4}
    plan = weighted_plan(TablesPlan("any", (a, b, age), (Table("t", ("a", "b")),)), variable="age")
    wanted = Wanted(coverage=Coverage.SAMPLE, weighting=Weighting("age", weights))

    told = tell_tables(answers_of(people, ("a", "b", "age")), plan=plan, wanted=wanted).table("t")

    assert_figures_true(told, [each[:2] for each in people], [weights[each[2]] for each in people], {})


def people_of(numbers, *variables):
    profiles = product(*(each.modalities for each in variables))
    return [profile for profile, count in zip(profiles, numbers, strict=True) for _ in range(count)]


def answers_of(people, names):
    columns = zip(*people, strict=True) if people else [()] * len(names)
    return Answers(dict(zip(names, columns, strict=True)))


def assert_figures_true(told, people, weights, nets):
    def is_in(row, column, each):
        return (row is None or each[0] in nets.get(row, row.split(" | "))) and column in (None, each[1])

    def weighed(row, column):
        return sum(weight for each, weight in zip(people, weights, strict=True) if is_in(row, column, each))

    for cell in told.cells:
        assert_within(sum(is_in(cell.row, cell.column, each) for each in people), cell.people)
        part = weighed(cell.row, cell.column)
        if cell.weighted is not None:
            assert_within(part, cell.weighted)
        wholes = (cell.of_row, (cell.row, None)), (cell.of_column, (None, cell.column)), (cell.of_all, (None, None))
        for share, whole in wholes:
            if weighed(*whole):
                assert_within(part / weighed(*whole), share)


def assert_within(truth, told):
    match told:
        case Between() | FigureBetween():
            assert told.low - 1e-9 <= truth <= told.high + 1e-9
        case int() | float():
            assert told == pytest.approx(truth, abs=5.1e-5)
        case _:
            assert isinstance(told, Band | Suppressed)
