"""What an adversary who knows the program learns: all possible rows, sorted by what is told of them.

The adversary here is written apart from `portulan.disclosure.audit`: it sees a function from counts to something told,
runs it on every row of so many answers, and looks at the rows that come out alike. The same adversary is set on three
plausible ways to hide small counts, and must find their faults.
"""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from portulan.disclosure import (
    CHOICES,
    AtLeast,
    Band,
    Between,
    Detail,
    Policy,
    PublicationPlan,
    Reason,
    Suppressed,
    audit,
    known_votes_resisted,
    protect_choices,
    worlds,
)

WITHHELD_TOGETHER = Suppressed(Reason.COMPLEMENTARY)
POLICIES = [
    Policy(),
    Policy(exact_threshold=25),
    Policy(count_threshold=6, exact_threshold=12),
    Policy(count_threshold=8, exact_threshold=16),
    Policy(count_threshold=10, exact_threshold=20, statement_threshold=10),
]


def thresholds(policy):
    return f"{policy.count_threshold} and {policy.exact_threshold}"


COUNTS = st.tuples(*[st.integers(0, 40)] * 3)


def rows_of(answers):
    return [
        (agree, disagree, answers - agree - disagree)
        for agree in range(answers + 1)
        for disagree in range(answers - agree + 1)
    ]


def protect(table, *, policy=None, absent=0):
    items = tuple(f"s{place}" for place in range(len(table)))
    votes = {item: dict(zip(CHOICES, counts, strict=True)) for item, counts in zip(items, table, strict=True)}
    voters = max(8, *(sum(counts) for counts in table)) + absent
    return protect_choices(votes, plan=PublicationPlan("spring", items, policy or Policy()), voters=voters)


def told(policy):
    """What is told of a row in a table that has enough voters, as a function of the row."""

    def tell(counts):
        row = protect([counts], policy=policy).rows[0]
        return row.detail, row.answers, row.cells

    return tell


def faults(tell, *, answers, small, known_votes):
    """Everything learned by someone who knows `tell`, the number of answers and up to `known_votes` votes."""
    alike = defaultdict(list)
    for counts in rows_of(answers):
        alike[tell(counts)].append(counts)
    for group in alike.values():
        yield from small_counts_known(group, answers=answers, small=small)
        yield from choices_ruled_out(group, known_votes=known_votes)


def small_counts_known(group, *, answers, small):
    for position in range(3):
        values = {counts[position] for counts in group}
        if len(values) == 1 and not small <= min(values) <= answers - small:
            yield "a small count, or all but a small count, is known", group[0], position
        if values <= set(range(1, small)) or values <= set(range(answers - small + 1, answers)):
            yield "a count is known to be small and not zero", group[0], position


def choices_ruled_out(group, *, known_votes):
    for known in product(range(known_votes + 1), repeat=3):
        if sum(known) > known_votes:
            continue
        left = [
            [count - mine for count, mine in zip(counts, known, strict=True)]
            for counts in group
            if all(count >= mine for count, mine in zip(counts, known, strict=True))
        ]
        for position in range(3):
            if left and not any(others[position] for others in left):
                yield "no other person made this choice", known, position


@pytest.mark.parametrize("policy", POLICIES, ids=thresholds)
def test_whoever_knows_the_program_and_a_few_votes_learns_nothing_of_another(policy):
    for answers in range(policy.count_threshold, 46):
        resisted = known_votes_resisted(answers, policy=policy)

        found = list(faults(told(policy), answers=answers, small=policy.count_threshold, known_votes=resisted))

        assert found == [], answers


@pytest.mark.parametrize("answers", range(5, 10))
def test_one_voter_who_counts_himself_out_of_the_bands_learns_no_single_vote(answers):
    assert list(choices_ruled_out_by_bands(answers, known_votes=1)) == []
    assert list(choices_ruled_out_by_bands(answers, known_votes=known_votes_resisted(answers, policy=Policy()))) == []


@pytest.mark.parametrize("answers", range(5, 10))
def test_the_number_of_known_votes_resisted_is_not_an_understatement(answers):
    one_more = known_votes_resisted(answers, policy=Policy()) + 1

    assert list(choices_ruled_out_by_bands(answers, known_votes=one_more)) != []


@pytest.mark.parametrize("answers", range(5, 10))
def test_no_other_way_to_cut_one_choice_in_two_resists_more_known_votes_than_the_majority(answers):
    one_more = known_votes_resisted(answers, policy=Policy()) + 1

    for cut in range(1, answers + 1):
        halves = [[counts for counts in rows_of(answers) if (counts[0] >= cut) is side] for side in (True, False)]
        assert any(list(choices_ruled_out(half, known_votes=one_more)) for half in halves), cut


def choices_ruled_out_by_bands(answers, *, known_votes):
    alike = defaultdict(list)
    for counts in rows_of(answers):
        alike[told(Policy())(counts)].append(counts)
    for group in alike.values():
        yield from choices_ruled_out(group, known_votes=known_votes)


@pytest.mark.parametrize(("answers", "fewest"), [(5, 3), (6, 3), (7, 4), (8, 4), (9, 5)])
def test_each_band_of_each_size_holds_several_counts(answers, fewest):
    values = defaultdict(set)
    for counts in rows_of(answers):
        row = protect([counts]).rows[0]
        for position, cell in enumerate(row.cells):
            values[row.cells, position].add(counts[position])
            assert isinstance(cell, Band) or (position == 2 and cell == WITHHELD_TOGETHER)

    assert min(len(each) for each in values.values()) == fewest


def hide_small_counts_only(counts):
    return tuple(count if count == 0 or count >= 5 else None for count in counts)


def hide_small_counts_and_one_more(counts):
    """Greedy complementary suppression: never alone in its row."""
    cells = hide_small_counts_only(counts)
    if cells.count(None) == 1:
        smallest = min(count for count in cells if count is not None)
        cells = tuple(None if count == smallest else count for count in cells)
    return cells


def words_as_fine_as_most(counts):
    answers = sum(counts)
    return tuple("most" if 5 * count >= 4 * answers else "some" if count else "none" for count in counts)


@pytest.mark.parametrize(
    ("naive", "answers"),
    [(hide_small_counts_only, 26), (hide_small_counts_and_one_more, 26), (words_as_fine_as_most, 7)],
)
def test_the_adversary_catches_naive_ways_to_hide(naive, answers):
    assert list(faults(naive, answers=answers, small=5, known_votes=1)) != []


@pytest.mark.parametrize("policy", POLICIES, ids=thresholds)
def test_the_audit_finds_nothing_whatever_the_votes(policy):
    rows = [protect([counts], policy=policy) for answers in range(23) for counts in rows_of(answers)]

    for protected in {one.rows: one for one in rows}.values():  # what is told alike is audited once
        assert audit(protected) == (), protected


@settings(deadline=None)
@given(table=st.lists(COUNTS, min_size=1, max_size=12), absent=st.integers(0, 12))
def test_no_small_count_is_visible_and_the_truth_is_within_what_is_told(table, absent):
    protected = protect(table, absent=absent)

    assert audit(protected) == ()
    for counts, row in zip(table, protected.rows, strict=True):
        for count, cell in zip(counts, row.cells, strict=True):
            assert_true_and_not_small(count, cell, answers=sum(counts))


def assert_true_and_not_small(count, cell, *, answers):
    match cell:
        case int():
            assert cell == count
            assert 5 <= cell <= answers - 5
        case Between():
            assert cell.low <= count <= cell.high
            assert cell.high - cell.low >= 4
        case Band.MORE_THAN_HALF:
            assert 2 * count > answers
        case Band.LESS_THAN_HALF:
            assert 2 * count < answers
        case Band.HALF_OR_LESS:
            assert 2 * count <= answers
        case _:
            assert isinstance(cell, Suppressed)


@settings(deadline=None)
@given(table=st.lists(COUNTS, min_size=1, max_size=12), absent=st.integers(0, 12))
def test_agreeing_and_disagreeing_are_protected_alike(table, absent):
    turned = protect([(disagree, agree, passed) for agree, disagree, passed in table], absent=absent)

    straight = protect(table, absent=absent)
    assert [(row.disagree, row.agree, row.passed) for row in turned.rows] == [row.cells for row in straight.rows]


@settings(deadline=None)
@given(table=st.lists(COUNTS, min_size=1, max_size=6), absent=st.integers(0, 40))
def test_how_many_did_not_answer_stays_open_to_five_values_or_is_not_small(table, absent):
    protected = protect(table, absent=absent)
    fewest = max(8, *(sum(counts) for counts in table))

    alike = [fewest + more for more in range(absent + 10) if protect(table, absent=more) == protected]

    for row in protected.rows:
        if isinstance(row.answers, int):
            assert len(alike) >= 5 or min(alike) - row.answers >= 5


def interval_by_linear_programming(row, position):
    """Fewest and most people who can have made a choice, from the cells alone, the program being unknown."""
    bounds = []
    for cell in row.cells:
        match cell:
            case int():
                bounds.append((cell, cell))
            case Between():
                bounds.append((cell.low, cell.high))
            case Band():
                bounds.append((0, row.answers / 2))
            case _:
                bounds.append((0, None))
    ends = []
    for sign in (1, -1):
        cost = [sign * (place == position) for place in range(3)]
        solved = linprog(cost, A_eq=[[1, 1, 1]], b_eq=[row.answers], bounds=bounds)
        assert solved.success, row
        ends.append(round(sign * solved.fun))
    return tuple(ends)


@pytest.mark.parametrize("answers", [*range(10, 24), 26, 31, 32])
def test_who_does_not_know_the_program_is_left_with_intervals_no_narrower(answers):
    rows = {row.cells: row for counts in rows_of(answers) for row in protect([counts]).rows}

    for row in rows.values():
        compatible = list(worlds(row, policy=Policy()))
        for position, cell in enumerate(row.cells):
            low, high = interval_by_linear_programming(row, position)
            values = {counts[position] for counts in compatible}
            assert low <= min(values) <= max(values) <= high
            assert isinstance(cell, int) or high - low >= 4


@settings(deadline=None)
@given(counts=COUNTS, voters=st.integers(0, 7))
def test_nothing_at_all_is_told_under_the_thresholds(counts, voters):
    small = tuple(min(count, 2) for count in counts)
    few = (min(counts[0], voters), 0, 0)

    assert protect([small]).rows[0].detail is (Detail.WITHHELD if sum(small) < 5 else Detail.BANDS)
    plan = PublicationPlan("spring", ("s0",))
    under = protect_choices({"s0": dict(zip(CHOICES, few, strict=True))}, plan=plan, voters=voters)
    assert under.rows[0].detail is Detail.WITHHELD
    assert under.voters == (AtLeast(5) if voters >= 5 else under.rows[0].agree)
