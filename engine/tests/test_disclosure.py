"""Cells, thresholds, single counts, and who may make a protected result."""

import dataclasses
import json

import pytest

from portulan.disclosure import (
    AtLeast,
    Between,
    Detail,
    Policy,
    ProtectedChoices,
    ProtectedCount,
    ProtectedRow,
    Reason,
    Suppressed,
    Use,
    by_fives,
    protect_count,
)

TOO_FEW = Suppressed(Reason.TOO_FEW)
FEW = Between(0, 4)


@pytest.mark.parametrize(
    "operation",
    [
        lambda hidden: hidden + 1,
        lambda hidden: 1 - hidden,
        lambda hidden: hidden * 2,
        lambda hidden: sum([hidden]),
        lambda hidden: hidden < 1,
        lambda hidden: hidden >= hidden,
        lambda hidden: int(hidden),
        lambda hidden: float(hidden),
        lambda hidden: round(hidden),
        lambda hidden: bool(hidden),
        lambda hidden: hidden or 0,
        lambda hidden: [0][hidden],
        lambda hidden: f"{hidden:d}",
        lambda hidden: json.dumps(hidden),
    ],
)
@pytest.mark.parametrize("hidden", [TOO_FEW, FEW, AtLeast(25)])
def test_what_is_not_a_count_refuses_to_be_taken_for_a_number(hidden, operation):
    with pytest.raises(TypeError):
        operation(hidden)


def test_suppressed_is_never_equal_to_zero():
    assert TOO_FEW != 0
    assert TOO_FEW not in {0, None, ""}
    assert Suppressed(Reason.TOO_FEW) == TOO_FEW


@pytest.mark.parametrize("ends", [(3, 3), (4, 2), (-1, 2)])
def test_a_range_of_one_value_or_upside_down_is_refused(ends):
    with pytest.raises(ValueError, match="0 <= low < high"):
        Between(*ends)


def test_at_least_nobody_is_refused():
    with pytest.raises(ValueError, match="At least how many"):
        AtLeast(0)


@pytest.mark.parametrize(
    ("threshold", "laxer"),
    [
        ("count_threshold", 4),
        ("exact_threshold", 9),
        ("verbatim_threshold", 7),
        ("statement_threshold", 7),
        ("map_threshold", 15),
        ("group_threshold", 7),
        ("organisation_threshold", 2),
        ("dominance", 0.71),
        ("dominance", 0),
        ("dominance", float("nan")),
    ],
)
def test_no_threshold_can_be_lowered(threshold, laxer):
    with pytest.raises(ValueError, match=threshold):
        Policy(**{threshold: laxer})


@pytest.mark.parametrize(
    "stricter",
    [
        {"count_threshold": 8, "exact_threshold": 16},
        {"exact_threshold": 30},
        {"organisation_threshold": 5, "dominance": 0.5},
    ],
)
def test_thresholds_can_be_raised(stricter):
    assert Policy().to_plain() | stricter == Policy(**stricter).to_plain()


@pytest.mark.parametrize("value", [10.0, "10", True, None])
def test_a_threshold_is_a_whole_number(value):
    with pytest.raises(TypeError, match="exact_threshold must be a whole number"):
        Policy(exact_threshold=value)


@pytest.mark.parametrize(
    ("thresholds", "sentence"),
    [
        ({"count_threshold": 6}, "at least twice count_threshold"),
        ({"count_threshold": 9, "exact_threshold": 18}, "must not be under count_threshold"),
    ],
)
def test_thresholds_must_agree_with_each_other(thresholds, sentence):
    with pytest.raises(ValueError, match=sentence):
        Policy(**thresholds)


@pytest.mark.parametrize(
    ("use", "threshold"),
    [
        (Use.COUNT, 5),
        (Use.EXACT_COUNT, 10),
        (Use.VERBATIM, 8),
        (Use.STATEMENT, 8),
        (Use.MAP, 16),
        (Use.GROUP, 8),
        (Use.ORGANISATION, 3),
    ],
)
def test_each_use_has_its_threshold(use, threshold):
    assert [Policy().allows(use, people=people) for people in (threshold - 1, threshold)] == [False, True]


@pytest.mark.parametrize(
    ("contributions", "allowed"),
    [
        ([7, 2, 1], True),
        ([8, 1, 1], False),
        ([5, 5], False),
        ([5, 5, 0], False),
        ([], False),
        ([71, 15, 14], False),
    ],
)
def test_a_pool_needs_three_organisations_and_none_that_dominates(contributions, allowed):
    assert Policy().allows_pool(contributions) is allowed


@pytest.mark.parametrize("wrong", [-1, float("nan")])
def test_a_contribution_is_not_negative_or_missing(wrong):
    with pytest.raises(ValueError, match="zero or more"):
        Policy().allows_pool([5, 5, 5, wrong])


@pytest.mark.parametrize(
    ("people", "told"),
    [(0, TOO_FEW), (4, TOO_FEW), (5, Between(5, 9)), (9, Between(5, 9)), (10, 10), (600, 600)],
)
def test_a_count_is_withheld_then_a_range_then_exact(people, told):
    assert protect_count(people, policy=Policy()).value == told


@pytest.mark.parametrize(
    ("people", "told"),
    [(0, TOO_FEW), (4, TOO_FEW), (5, AtLeast(5)), (9, AtLeast(5)), (10, AtLeast(10)), (26, AtLeast(25))],
)
def test_a_moving_count_moves_by_fives(people, told):
    assert by_fives(people, policy=Policy()).value == told


def test_a_moving_count_moves_by_the_threshold_when_it_is_raised():
    assert by_fives(26, policy=Policy(count_threshold=8, exact_threshold=16)).value == AtLeast(24)


@pytest.mark.parametrize("protect", [protect_count, by_fives])
@pytest.mark.parametrize(("people", "error"), [(-1, ValueError), (True, TypeError), (5.0, TypeError), ("5", TypeError)])
def test_a_number_of_people_is_a_whole_number(protect, people, error):
    with pytest.raises(error):
        protect(people, policy=Policy())


def test_only_the_functions_that_protect_make_a_protected_result():
    told = protect_count(12, policy=Policy())

    with pytest.raises(TypeError, match="never directly"):
        ProtectedCount(3, mint=object())
    with pytest.raises(TypeError, match="mint"):
        ProtectedCount(3)
    with pytest.raises(TypeError, match="mint"):
        ProtectedRow("a", Detail.COUNTS, 9, 8, 1, 0)
    with pytest.raises(TypeError, match="mint"):
        ProtectedChoices("spring", "", TOO_FEW, (), Policy(), None)
    with pytest.raises(ValueError, match="mint"):
        dataclasses.replace(told, value=3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        told.value = 3
