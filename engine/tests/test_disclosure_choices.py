"""The votes on statements."""

import copy

import pytest

from portulan.disclosure import (
    AtLeast,
    Band,
    Between,
    Detail,
    Policy,
    PublicationPlan,
    Reason,
    Suppressed,
    protect_choices,
)

TOO_FEW = Suppressed(Reason.TOO_FEW)
TOGETHER = Suppressed(Reason.COMPLEMENTARY)
FEW = Between(0, 4)
MORE, LESS, HALF_OR_LESS = Band.MORE_THAN_HALF, Band.LESS_THAN_HALF, Band.HALF_OR_LESS
NEITHER = (HALF_OR_LESS, HALF_OR_LESS, TOGETHER)


def told_of(counts, *, voters=None, policy=None):
    """The one row told of votes on one statement."""
    agree, disagree, passed = counts
    plan = PublicationPlan("spring", ("s1",), policy or Policy())
    votes = {"s1": {"agree": agree, "disagree": disagree, "pass": passed}}
    return protect_choices(votes, plan=plan, voters=max(8, sum(counts)) if voters is None else voters).rows[0]


@pytest.mark.parametrize(
    ("counts", "detail", "answers", "cells"),
    [
        ((4, 0, 0), Detail.WITHHELD, TOO_FEW, (TOO_FEW, TOO_FEW, TOO_FEW)),
        ((5, 0, 0), Detail.BANDS, Between(5, 9), (MORE, LESS, LESS)),
        ((2, 1, 2), Detail.BANDS, Between(5, 9), NEITHER),
        ((4, 4, 0), Detail.BANDS, Between(5, 9), NEITHER),
        ((0, 4, 5), Detail.BANDS, Between(5, 9), NEITHER),
        ((0, 5, 4), Detail.BANDS, Between(5, 9), (LESS, MORE, LESS)),
        ((4, 4, 2), Detail.BANDS, 10, (HALF_OR_LESS,) * 3),
        ((0, 10, 0), Detail.RANGES, 10, (FEW, Between(6, 10), FEW)),
        ((6, 1, 4), Detail.RANGES, 11, (6, TOGETHER, TOGETHER)),
        ((9, 4, 4), Detail.RANGES, 17, (9, TOGETHER, TOGETHER)),
        ((8, 8, 1), Detail.BANDS, 17, (HALF_OR_LESS,) * 3),
        ((9, 9, 0), Detail.RANGES, 18, (Between(5, 9), Between(5, 9), FEW)),
        ((3, 10, 6), Detail.RANGES, 19, (FEW, Between(5, 10), Between(5, 10))),
        ((17, 6, 3), Detail.RANGES, 26, (17, Between(5, 9), FEW)),
        ((0, 18, 8), Detail.RANGES, 26, (TOGETHER, 18, TOGETHER)),
        ((0, 17, 9), Detail.RANGES, 26, (FEW, 17, Between(5, 9))),
        ((21, 5, 0), Detail.RANGES, 26, (21, TOGETHER, TOGETHER)),
        ((22, 4, 0), Detail.RANGES, 26, (Between(22, 26), FEW, FEW)),
        ((5, 5, 5), Detail.COUNTS, 15, (5, 5, 5)),
        ((13, 8, 5), Detail.COUNTS, 26, (13, 8, 5)),
        ((300, 295, 5), Detail.COUNTS, 600, (300, 295, 5)),
    ],
)
def test_a_row_tells_what_its_size_allows(counts, detail, answers, cells):
    row = told_of(counts)

    assert (row.detail, row.answers, row.cells) == (detail, answers, cells)


@pytest.mark.parametrize(("lead", "told"), [(22, Between(22, 26)), (26, Between(22, 26)), (21, 21)])
def test_unanimity_looks_like_near_unanimity(lead, told):
    assert told_of((lead, 26 - lead, 0)).agree == told


@pytest.mark.parametrize(
    ("counts", "majority"),
    [
        ((5, 0, 0), "agree"),
        ((1, 2, 5), None),
        ((1, 2, 7), "pass"),
        ((4, 4, 0), None),
        ((4, 4, 2), None),
        ((0, 10, 0), "disagree"),
        ((17, 6, 3), "agree"),
        ((10, 9, 0), None),
        ((13, 8, 5), None),
        ((14, 7, 5), "agree"),
        ((1, 1, 1), None),
    ],
)
def test_a_row_says_which_choice_is_known_to_be_that_of_more_than_half(counts, majority):
    assert told_of(counts).majority == majority


def test_a_raised_threshold_withholds_more():
    policy = Policy(count_threshold=8, exact_threshold=16)

    assert told_of((13, 8, 5), policy=policy).cells == (HALF_OR_LESS,) * 3
    assert told_of((7, 0, 0), policy=policy).detail is Detail.WITHHELD
    assert told_of((15, 0, 0), policy=policy).answers == Between(8, 15)


def test_nothing_is_told_of_statements_under_eight_voters():
    assert told_of((7, 0, 0), voters=7).detail is Detail.WITHHELD
    assert told_of((7, 0, 0), voters=8).detail is Detail.BANDS


@pytest.mark.parametrize(
    ("answers", "voters", "told"),
    [
        ([0], 4, TOO_FEW),
        ([7], 7, AtLeast(5)),
        ([8, 5], 9, AtLeast(5)),
        ([9], 61, AtLeast(60)),
        ([29, 28], 29, AtLeast(25)),
        ([20, 15], 24, AtLeast(20)),
        ([20, 15], 25, AtLeast(25)),
        ([21, 15], 25, AtLeast(20)),
        ([21, 15], 30, AtLeast(30)),
    ],
)
def test_the_number_of_voters_does_not_tell_how_many_did_not_answer(answers, voters, told):
    votes = {f"s{place}": {"agree": count, "disagree": 0, "pass": 0} for place, count in enumerate(answers)}

    assert protect_choices(votes, plan=PublicationPlan("spring", tuple(votes)), voters=voters).voters == told


def votes_on(**rows):
    return {item: dict(zip(("agree", "disagree", "pass"), counts, strict=True)) for item, counts in rows.items()}


def test_rows_come_in_the_order_of_the_plan_whatever_the_order_of_the_votes():
    votes = votes_on(b=(9, 0, 0), a=(0, 9, 0), c=(0, 5, 4))

    told = protect_choices(votes, plan=PublicationPlan("spring", ("c", "a", "b")), voters=9)

    assert [(row.item, row.majority) for row in told.rows] == [("c", "disagree"), ("a", "disagree"), ("b", "agree")]


def test_protecting_leaves_its_input_as_it_was():
    votes = votes_on(a=(17, 6, 3))
    before = copy.deepcopy(votes)

    protect_choices(votes, plan=PublicationPlan("spring", ("a",)), voters=26)

    assert votes == before


@pytest.mark.parametrize(
    ("votes", "voters", "sentence"),
    [
        (votes_on(a=(9, 0, 0)), 9, "what was planned"),
        (votes_on(a=(9, 0, 0), b=(9, 0, 0), c=(9, 0, 0)), 9, "what was planned"),
        (votes_on(a=(9, 0, 0), b=(5, 5, 0)), 9, "more answers than there are voters"),
        (votes_on(a=(9, 0, 0), b=(-1, 5, 0)), 9, "not negative"),
        (votes_on(a=(0, 0, 0), b=(0, 0, 0)), -1, "not negative"),
        ({"a": {"agree": 9}, "b": {"agree": 9}}, 9, "exactly the choices"),
        (votes_on(b=(9, 0, 0)) | {"a": {"agree": 1, "disagree": 1, "pass": 1, "skip": 1}}, 9, "exactly the choices"),
    ],
)
def test_votes_that_do_not_fit_the_plan_are_refused(votes, voters, sentence):
    with pytest.raises(ValueError, match=sentence):
        protect_choices(votes, plan=PublicationPlan("spring", ("a", "b")), voters=voters)
