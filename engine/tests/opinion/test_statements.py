"""The formulas on counts small enough to be worked out by hand."""

import numpy as np
import pytest

from portulan.opinion.selection import select_consensus, select_representative
from portulan.opinion.statements import (
    GroupVotes,
    group_informed_consensus,
    priority,
    proportion_z,
    representativeness,
    share,
    two_proportions_z,
)
from portulan.opinion.votes import Votes


def group_counts(agree, disagree, seen):
    return GroupVotes(*(np.array(each, dtype=np.int64) for each in (agree, disagree, seen)))


def named(*statements, moderated=()):
    """A table of nobody, for the names of its statements."""
    choices = np.zeros((0, len(statements)), dtype=np.int8)
    return Votes((), statements, choices, frozenset(moderated))


def selected(counted, *, moderated=()):
    statements = [f"s{place}" for place in range(counted.seen.shape[1])]
    chosen = select_representative(named(*statements, moderated=moderated), counted)
    return [[(each.id, each.direction) for each in group] for group in chosen]


def test_a_share_of_no_votes_is_a_half():
    assert share([0, 3, 0], [0, 3, 3]).tolist() == [0.5, 0.8, 0.2]


def test_a_share_is_tested_against_a_half():
    assert proportion_z([3], [3]).tolist() == [2.0]  # 2 * 2 * (1 - 1/2)
    assert proportion_z([0], [0]).tolist() == [1.0]  # one vote of agreement is lent to a statement nobody saw


def test_two_shares_are_compared_and_the_same_share_is_no_difference():
    assert two_proportions_z([4], [8], [4], [8]).tolist() == [0.0]
    assert two_proportions_z([3], [3], [5], [5]).tolist() == [0.0]  # everyone agrees, here and there
    # 4/4 against 1/4, pooled 5/8: 0.75 / sqrt(15/64 * 1/2)
    assert two_proportions_z([3], [3], [0], [3]) == pytest.approx([0.75 / np.sqrt(15 / 128)])


def test_a_group_is_compared_with_all_the_others_together():
    measured = representativeness(group_counts([[8], [1], [1]], [[0], [8], [8]], [[8], [9], [9]]))

    assert measured.agree_ratio[0] == pytest.approx([(9 / 10) / (3 / 20)])
    assert measured.disagree_ratio[1] == pytest.approx([(9 / 11) / (9 / 19)])


def test_what_every_group_agrees_on_is_the_product_of_shares_and_one_without_groups():
    assert group_informed_consensus(group_counts([[8], [3]], [[0], [5]], [[8], [8]])) == pytest.approx([0.9 * 0.4])
    assert group_informed_consensus(group_counts(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 2)))).tolist() == [
        1,
        1,
    ]


def test_a_statement_nobody_saw_weighs_more_than_one_everybody_passed_on():
    counted = group_counts([[0, 0, 5]], [[0, 0, 5]], [[0, 10, 10]])

    weights = priority(counted, extremity=np.zeros(3), is_meta=np.array([False, False, True]))

    assert weights[0] == pytest.approx((0.5 * 0.5 * 9) ** 2)
    assert weights[1] == pytest.approx(((1 - 11 / 12) * (1 / 12) * 3) ** 2)
    assert weights[2] == 49


def test_sufficient_statements_come_by_strength_agreements_first():
    counted = group_counts(
        [[20, 0, 15, 10], [2, 20, 5, 10]], [[0, 20, 3, 10], [18, 0, 15, 10]], [[20, 20, 20, 20], [20, 20, 20, 20]]
    )

    assert selected(counted) == [
        [("s0", "agree"), ("s2", "agree"), ("s1", "disagree")],
        [("s1", "agree"), ("s0", "disagree"), ("s2", "disagree")],
    ]


def test_at_most_five_statements_are_named_and_none_that_is_out():
    counted = group_counts([[20] * 7, [0] * 7], [[0] * 7, [20] * 7], [[20] * 7, [20] * 7])

    first, second = selected(counted, moderated=["s0"])

    assert first == [(f"s{place}", "agree") for place in range(1, 6)]
    assert second == [(f"s{place}", "disagree") for place in range(1, 6)]


def test_where_nothing_is_sufficient_one_statement_stands_for_the_group():
    mild = group_counts([[6, 5], [5, 5]], [[2, 3], [3, 3]], [[8, 8], [8, 8]])
    against = group_counts([[1, 0], [1, 2]], [[2, 3], [2, 1]], [[8, 8], [8, 8]])

    assert selected(mild) == [[("s0", "agree")], [("s0", "disagree")]]
    assert selected(against)[0] == [("s1", "disagree")]


def test_a_group_that_saw_nothing_that_stays_has_no_statement():
    counted = group_counts([[0]], [[0]], [[0]])

    assert selected(counted, moderated=["s0"]) == [[]]


def test_consensus_needs_a_majority_of_all_and_enough_votes():
    rows = [(f"p{number}", "wide", 1) for number in range(9)] + [(f"p{number}", "few", 1) for number in range(1)]
    rows += [(f"p{number}", "against", -1) for number in range(8)] + [("p8", "against", 1)]
    rows += [(f"p{number}", "split", 1 if number % 2 else -1) for number in range(9)]
    votes = Votes.of(rows)

    assert [(each.id, each.direction, each.successes, each.trials) for each in select_consensus(votes)] == [
        ("wide", "agree", 9, 9), ("few", "agree", 1, 1), ("against", "disagree", 8, 9),
    ]  # fmt: skip
    assert [each.id for each in select_consensus(votes.moderate("wide"))] == ["few", "against"]
