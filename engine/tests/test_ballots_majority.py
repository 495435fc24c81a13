"""Majority judgment: against removal one by one, for every vote of few people."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portulan.ballots import majority_judgment
from portulan.ballots.majority import removal_order
from portulan.disclosure import median_grade

GRADES = ("reject", "poor", "fair", "good", "excellent")


def votes_of(people, grades):
    if grades == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in votes_of(people - first, grades - 1):
            yield (first, *rest)


def removed_one_by_one(counts):
    """The rule as it is published: look at the middle grade, take it out, begin again."""
    left = [grade for grade, count in enumerate(counts) for _ in range(count)]
    order = []
    while left:
        order.append(left.pop((len(left) + 1) // 2 - 1))
    return order


def judged(*rows, grades=GRADES, **options):
    counts = {name: dict(zip(grades, row, strict=False)) for name, row in zip("abcdefgh", rows, strict=False)}
    return majority_judgment(counts, grades=grades, **{"voters": sum(rows[0]), **options})


def test_the_example_of_another_library():
    # The read-me of the library of Mieux Voter gives these votes and this order.
    rows = {"Pizza": (3, 2, 2, 3), "Chips": (2, 2, 4, 2), "Pasta": (2, 3, 2, 3), "Bread": (2, 4, 3, 1)}
    grades = ("0", "1", "2", "3")

    result = majority_judgment(
        {name: dict(zip(grades, row, strict=True)) for name, row in rows.items()}, grades=grades, voters=10
    )

    assert [(each.candidate, each.rank) for each in result.order] == [
        ("Chips", 1), ("Pasta", 2), ("Pizza", 3), ("Bread", 4),
    ]  # fmt: skip


@pytest.mark.parametrize("grades", [2, 3, 4])
def test_the_words_are_what_removal_one_by_one_takes_out(grades):
    for people in range(1, 9):
        for counts in votes_of(people, grades):
            assert list(removal_order(counts)) == removed_one_by_one(counts), counts
            assert median_grade(counts) == removed_one_by_one(counts)[0]


@pytest.mark.parametrize(("people", "grades", "silent"), [(4, 3, 7), (5, 3, 13), (9, 3, 70), (8, 4, 791)])
def test_the_fast_form_is_silent_on_some_pairs_and_contradicts_none(people, grades, silent):
    votes = [*votes_of(people, grades)]
    words = {counts: removal_order(counts) for counts in votes}
    gauges = {counts: gauge_of(counts) for counts in votes}

    quiet = 0
    for one, other in combinations(votes, 2):
        if gauges[one] == gauges[other]:
            quiet += 1
        else:
            assert (gauges[one] > gauges[other]) is (words[one] > words[other])

    assert quiet == silent


def gauge_of(counts):
    """What the gauge of a candidate ranks by."""
    gauge = judged(counts, grades=GRADES[: len(counts)]).order[0].gauge
    is_plus = gauge.sign == "+"
    return GRADES.index(gauge.grade), is_plus, gauge.above if is_plus else -gauge.below


def test_a_tie_that_nothing_breaks_shares_its_rank_and_the_next_is_skipped():
    result = judged((1, 0, 4, 0, 2), (0, 2, 4, 1, 0), (1, 0, 4, 0, 2), (7, 0, 0, 0, 0))

    assert [(each.candidate, each.rank) for each in result.order] == [("a", 1), ("c", 1), ("b", 3), ("d", 4)]
    assert result.first == ("a", "c")


def test_of_an_even_number_the_lower_middle_grade_counts():
    only = judged((0, 3, 0, 3, 0)).order[0]

    assert (only.grade, only.gauge.above, only.gauge.sign, only.gauge.below) == ("poor", Fraction(1, 2), "+", 0)


def test_who_does_not_grade_is_counted_as_the_worst_only_if_said_so():
    with pytest.raises(ValueError, match="'a' was not graded by 2 of 7 voters"):
        judged((0, 0, 2, 3, 0), voters=7)

    graded = judged((0, 0, 2, 3, 0), voters=7, ungraded_is_worst=True)

    assert (graded.order[0].ungraded, graded.order[0].grade) == (2, "fair")
    assert graded.ballots.counts["a"]["reject"] == 2


@pytest.mark.parametrize(
    ("counts", "voters", "said"),
    [
        ({}, 3, "at least one candidate"),
        ({"a": {"splendid": 3}}, 3, "Candidate 'a': 'splendid' is not one of reject"),
        ({"a": {"good": -1}}, 3, "Candidate 'a', grade 'good': -1 people"),
        ({"a": {"good": 4}}, 3, "Candidate 'a' has 4 grades from 3 voters"),
        ({"a": {"good": 0}}, 0, "at least one voter, not 0"),
    ],
)
def test_bad_votes_are_refused_with_their_place(counts, voters, said):
    with pytest.raises(ValueError, match=r".") as refused:
        majority_judgment(counts, grades=GRADES, voters=voters)

    assert said in str(refused.value)


@pytest.mark.parametrize("grades", [("good",), ("good", "good"), tuple(map(str, range(256)))])
def test_a_scale_of_grades_has_two_to_255(grades):
    with pytest.raises(ValueError, match="2 to 255 grades"):
        majority_judgment({"a": {"good": 1}}, grades=grades, voters=1)


@pytest.mark.parametrize("count", [True, 1.0, "1"])
def test_a_number_of_people_is_whole(count):
    with pytest.raises(TypeError):
        majority_judgment({"a": {"good": count}}, grades=GRADES, voters=1)


ROWS = st.integers(1, 40).flatmap(
    lambda voters: st.lists(
        st.lists(st.sampled_from(range(5)), min_size=voters, max_size=voters).map(
            lambda grades: tuple(grades.count(grade) for grade in range(5))
        ),
        min_size=1,
        max_size=5,
    )
)


@settings(deadline=None, max_examples=30)
@given(rows=ROWS, order=st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(rows, order):
    counts = {f"c{place}": dict(zip(GRADES, row, strict=True)) for place, row in enumerate(rows)}
    turned = dict(order.sample([*counts.items()], len(counts)))

    straight = majority_judgment(counts, grades=GRADES, voters=sum(rows[0]))

    assert set(majority_judgment(turned, grades=GRADES, voters=sum(rows[0])).order) == set(straight.order)


@settings(deadline=None, max_examples=30)
@given(rows=ROWS)
def test_a_better_grade_from_one_voter_never_costs_a_candidate_its_rank(rows):
    before = judged(*rows)
    row = rows[0]
    given_ = next((place for place in range(4) if row[place]), None)
    if given_ is None:
        return
    lifted = list(row)
    lifted[given_] -= 1
    lifted[given_ + 1] += 1

    after = judged(tuple(lifted), *rows[1:])

    def rank(result):
        return next(each.rank for each in result.order if each.candidate == "a")

    assert rank(after) <= rank(before)


def test_a_million_voters_are_judged_exactly():
    one, other = (200_000, 0, 300_000, 250_000, 250_000), (200_000, 0, 300_001, 249_999, 250_000)

    assert judged(one, other).first == ("a",)
