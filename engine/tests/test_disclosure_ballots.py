"""A vote by majority judgment, against someone who knows the program: every vote of few people, by what is told of it.

The adversary is written apart: it sees what is told of a candidate and who comes first, and looks at all the votes that
come out alike. Set on plausible ways to tell more, it must find their faults.
"""

from collections import defaultdict
from functools import cache
from itertools import product

import numpy as np
import pytest

from portulan.ballots import majority_judgment
from portulan.ballots.majority import removal_order
from portulan.disclosure import (
    BallotPlan,
    Ballots,
    Between,
    Policy,
    Reason,
    Suppressed,
    known_votes_resisted,
    median_grade,
    protect,
)
from test_ballots_majority import votes_of

GRADES = ("reject", "poor", "fair", "good", "excellent")
HIDDEN = Suppressed(Reason.TOO_FEW)
SMALL = 5


def told_of(*rows, policy=None):
    """What is really told of a vote."""
    grades = GRADES[: len(rows[0])]
    counts = {name: dict(zip(grades, row, strict=True)) for name, row in zip("abc", rows, strict=False)}
    judged = majority_judgment(counts, grades=grades, voters=sum(rows[0]))
    return protect(judged.ballots, under=BallotPlan("spring", tuple(counts), grades, policy or Policy()))


@cache
def one_by_one(people, grades):
    """All the votes on one candidate, a number for what is told of each, and a number for their order."""
    votes = [*votes_of(people, grades)]
    told = {}
    kinds = [told.setdefault(told_of(counts).rows[0], len(told)) for counts in votes]
    words = [removal_order(counts) for counts in votes]
    places = {word: place for place, word in enumerate(sorted(set(words)))}
    return np.array(votes), np.array(kinds), np.array([places[word] for word in words])


def groups_of(people, grades, *, tie_break_from=2 * SMALL + 1):
    """For two candidates, the votes on the first by what is told, each with the votes on the second it goes with."""
    votes, kinds, places = one_by_one(people, grades)
    medians = np.array([median_grade(tuple(counts)) for counts in votes.tolist()])
    compared = np.sign(places[:, None] - places[None, :])
    if people < tie_break_from:
        compared = np.sign(medians[:, None] - medians[None, :])
    else:  # Candidates with another grade are ranked by their grades, which are told.
        compared = np.where(
            medians[:, None] == medians[None, :], compared, np.sign(medians[:, None] - medians[None, :])
        )
    alike = (kinds[:, None] * (kinds.max() + 1) + kinds[None, :]) * 3 + compared + 1
    for kind in np.unique(alike):
        yield alike == kind


def faults(votes, people, *, known_votes):
    """What is learned from knowing that one of these votes is the true one."""
    counts = np.unique(np.concatenate([votes, np.cumsum(votes, axis=1)[:, :-1]], axis=1), axis=0)
    for column in counts.T:
        values = set(column.tolist())
        if len(values) == 1 and not SMALL <= min(values) <= people - SMALL:
            yield "a small count, or all but a small count, is known", values
        if values <= set(range(1, SMALL)) or values <= set(range(people - SMALL + 1, people)):
            yield "a count is known to be small and not zero", values
    yield from ruled_out(votes, known_votes=known_votes)


def ruled_out(votes, *, known_votes):
    for known in product(range(known_votes + 1), repeat=votes.shape[1]):
        if sum(known) <= known_votes:
            left = (votes - known)[(votes >= known).all(axis=1)]
            if len(left) and not left.any(axis=0).all():
                yield "no other person gave this grade", known


def all_faults(people, grades, **telling):
    votes, _, _ = one_by_one(people, grades)
    resisted = known_votes_resisted(people, policy=Policy())
    seen = set()
    for alike in groups_of(people, grades, **telling):
        for side in (alike.any(axis=1), alike.any(axis=0)):
            if side.tobytes() not in seen:
                seen.add(side.tobytes())
                yield from faults(votes[side], people, known_votes=resisted)


SIZES = [*product(range(8, 13), range(2, 6)), *product((13, 16, 21, 31), (2, 3))]


@pytest.mark.parametrize(("people", "grades"), SIZES)
def test_two_candidates_told_together_give_no_small_count_and_no_grade_of_anyone(people, grades):
    assert [*all_faults(people, grades)] == []


@pytest.mark.parametrize(("people", "grades"), [(8, 2), (10, 2), (11, 2), (11, 3), (12, 3)])
def test_what_the_adversary_sorts_by_is_what_is_told(people, grades):
    votes, _, _ = one_by_one(people, grades)
    rng = np.random.default_rng(people)
    pairs = rng.integers(len(votes), size=(150, 2))
    number = {}
    for alike, group in enumerate(groups_of(people, grades)):
        number |= {(one, other): alike for one, other in pairs.tolist() if group[one, other]}

    numbers, told = defaultdict(set), defaultdict(set)
    for one, other in pairs.tolist():
        result = told_of(tuple(votes[one].tolist()), tuple(votes[other].tolist()))
        shown = str(result.to_plain())
        numbers[shown].add(number[one, other])
        told[number[one, other]].add(shown)

    assert all(len(each) == 1 for each in (*numbers.values(), *told.values()))


@pytest.mark.parametrize("people", range(8, 14))
def test_three_candidates_of_the_same_grade_and_one_winner(people):
    """The second may win, or tie, with a third that nobody asked about: what is left of each of them."""
    votes, kinds, places = one_by_one(people, 3)
    resisted = known_votes_resisted(people, policy=Policy())
    medians = np.array([median_grade(tuple(counts)) for counts in votes.tolist()])
    for grade in range(3):
        same = medians == grade
        for winners in (1, 2):
            for kind in np.unique(kinds[same]):
                mine = np.flatnonzero(same & (kinds == kind))
                for other in np.unique(kinds[same]):
                    against = places[same & (kinds == other)]
                    if people < 2 * SMALL + 1:
                        possible = mine
                    elif winners == 1:  # It loses to another: it is not the largest of what the other can be.
                        possible = mine[places[mine] < against.max()]
                    else:  # It ties with another, above a third that is told alike.
                        possible = mine[np.isin(places[mine], against) & (places[mine] > against.min())]
                    if len(possible):
                        assert [*faults(votes[possible], people, known_votes=resisted)] == [], (grade, winners, kind)


@pytest.mark.parametrize("people", [11, 12])
def test_who_knows_whole_ballots_of_others_rules_no_grade_out(people):
    votes, _, _ = one_by_one(people, 2)
    known = [counts for counts in product(range(4), repeat=2) if sum(counts) == 3]
    for alike in groups_of(people, 2):
        for mine, yours in product(known, known):
            fits = alike & (votes >= mine).all(axis=1)[:, None] & (votes >= yours).all(axis=1)[None, :]
            if fits.any():
                assert (votes - mine)[fits.any(axis=1)].any(axis=0).all(), (mine, yours)
                assert (votes - yours)[fits.any(axis=0)].any(axis=0).all(), (mine, yours)


@pytest.mark.parametrize("people", [8, 9, 10])
def test_the_adversary_finds_the_fault_of_a_tie_break_told_too_soon(people):
    assert [*all_faults(people, 3, tie_break_from=8)] != []


def every_count_of_five_or_more(counts):
    return tuple(count if count == 0 or count >= SMALL else None for count in counts)


def the_grade_and_how_many_are_above_and_below(counts):
    median = median_grade(counts)
    return median, sum(counts[:median]) // SMALL, sum(counts[median + 1 :]) // SMALL


@pytest.mark.parametrize("naive", [every_count_of_five_or_more, the_grade_and_how_many_are_above_and_below])
@pytest.mark.parametrize("people", [11, 12])
def test_the_adversary_finds_the_fault_of_telling_more_counts(naive, people):
    alike = defaultdict(list)
    for counts in votes_of(people, 3):
        alike[naive(counts)].append(counts)

    assert any([*faults(np.array(group), people, known_votes=3)] for group in alike.values())


@pytest.mark.parametrize("people", [11, 12, 21])
def test_the_adversary_finds_the_fault_of_ranges_of_five_beside_a_winner(people):
    """« 0 to 4 give less » of a candidate that lost to another of the same grade: one person at least, then."""
    votes, _, places = one_by_one(people, 2)
    told_alike = (votes[:, 1] > people // 2) & (votes[:, 0] < SMALL)

    lost = votes[told_alike & (places < places.max())]

    assert ("a count is known to be small and not zero", {1, 2, 3, 4}) in [*faults(lost, people, known_votes=3)]


def test_the_adversary_finds_the_fault_of_telling_the_whole_order():
    """Six candidates, each above the next, to which 11 people give the best of two grades."""
    best = sorted((counts for counts in votes_of(11, 2) if median_grade(counts) == 1), key=removal_order, reverse=True)
    orders = [order for order in product(best, repeat=6) if all(map(is_above, order, order[1:]))]

    graded_lower = [{order[rank][0] for order in orders} for rank in range(6)]

    assert graded_lower == [{0}, {1}, {2}, {3}, {4}, {5}]


def is_above(one, other):
    return removal_order(one) > removal_order(other)


def test_by_the_number_of_voters_nothing_then_grades_then_one_cut_and_the_winner():
    seven, eight, eleven = (told_of((2, 0, people - 2), (1, 0, people - 1)) for people in (7, 8, 11))

    assert (seven.voters, seven.first, seven.rows[0].grade) == (HIDDEN, HIDDEN, HIDDEN)
    assert (eight.voters, eight.first, eight.is_tie_break_told) == (Between(5, 9), ("a", "b"), False)
    assert (eight.rows[0].grade, eight.rows[0].below) == ("fair", HIDDEN)
    assert (eleven.voters, eleven.first, eleven.is_tie_break_told) == (11, ("b",), True)
    assert [row.below for row in eleven.rows] == [Between(0, 9), Between(0, 9)]


def test_what_is_told_is_what_was_planned_and_says_which_plan():
    told = told_of((2, 3, 8), (6, 7, 0))

    plain = told.to_plain()
    assert plain["plan"]["name"] == "spring"
    assert plain["candidates"][1] == {"candidate": "b", "grade": "poor", "below": {"between": [0, 9]}}
    assert len(told.digest()) == len(plain["plan"]["digest"]) == 64


def counts_of(**rows):
    return {name: dict(zip(GRADES[:3], row, strict=True)) for name, row in rows.items()}


@pytest.mark.parametrize(
    ("counts", "first", "said"),
    [
        (counts_of(a=(0, 0, 12)), ("a",), "the candidates differ from those of the plan"),
        (counts_of(a=(0, 0, 12), b=(0, 0, 11)), ("a",), "as many grades as there are voters"),
        (counts_of(a=(0, 0, 12), b=(12, 0, 0)), ("b",), "First are b; the best majority grade: a"),
        (counts_of(a=(0, 0, 12), b=(12, 0, 0)), (), "First are none"),
        (counts_of(a=(0, 0, 0), b=(0, 0, 0)), ("a",), "Nobody voted"),
        ({"a": {"splendid": 12}, "b": {"fair": 12}}, ("a",), "splendid is not a grade of the plan"),
        ({"a": {"fair": -1}, "b": {"fair": 12}}, ("a",), "not negative"),
    ],
)
def test_a_vote_that_cannot_be_right_is_refused(counts, first, said):
    with pytest.raises(ValueError, match=r".") as refused:
        protect(Ballots(counts, first), under=BallotPlan("spring", ("a", "b"), GRADES[:3]))

    assert said in str(refused.value)


@pytest.mark.parametrize(
    "made",
    [
        lambda: BallotPlan("", ("a",), GRADES),
        lambda: BallotPlan("spring", (), GRADES),
        lambda: BallotPlan("spring", ("a", "a"), GRADES),
        lambda: BallotPlan("spring", ("a",), ("fair",)),
        lambda: BallotPlan("spring", ("a",), ("fair", "")),
    ],
)
def test_a_plan_names_everything_once(made):
    with pytest.raises(ValueError, match=r"."):
        made()


def test_a_ballot_is_not_protected_under_a_policy_alone():
    with pytest.raises(TypeError, match="Ballots is not protected under Policy"):
        protect(Ballots(counts_of(a=(0, 0, 12)), ("a",)), under=Policy())
