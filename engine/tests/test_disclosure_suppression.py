"""Which rows are hidden, for whom, and which are told again."""

import numpy as np
import pytest

from portulan.disclosure import Policy, Selection, Statement, Table, TablesPlan, Tally, Variable, protect
from portulan.disclosure.linked.guards import Guard, Untold
from portulan.disclosure.linked.suppression import CannotBeTold, Reader, keep_open, open_up, readers, steps
from portulan.disclosure.linked.system import build

A = Variable("a", ("a0", "a1", "a2"))
EVERYONE = Selection()
A0, A1, A2 = (Selection.of({"a": [modality]}) for modality in A.modalities)
STRICT = Guard(5, 5)


def between(selection, low, high):
    return Statement(((selection, 1),), low, high)


def exact(selection, people):
    return between(selection, people, people)


def both(*told, fixed=()):
    system = build((A,), (EVERYONE, A0, A1, A2))
    knowing, plain = readers(system, fixed=fixed, drafted=told, policy=Policy())
    return knowing, plain, {selection: plain.programme.places[(selection, 1),] for selection in system.selections}


def told_of(reader, row):
    return tuple(reader.programme.told[:, row])


def test_at_most_five_is_said_of_fewer_than_five_and_one_reader_knows():
    knowing, plain, at = both(between(A0, 0, 5), between(A1, 1, 5), exact(A2, 5), fixed=[between(EVERYONE, 0, 5)])

    assert (knowing.knows_the_program, plain.knows_the_program) == (True, False)
    assert [told_of(plain, at[each]) for each in (A0, A1, A2, EVERYONE)] == [(0, 5), (1, 5), (5, 5), (0, 5)]
    assert [told_of(knowing, at[each]) for each in (A0, A1, A2, EVERYONE)] == [(0, 4), (1, 5), (5, 5), (0, 4)]


def test_what_is_possible_to_who_knows_more_is_possible_to_who_knows_less():
    knowing, plain, at = both(exact(EVERYONE, 9))

    assert (knowing.programme.fewest(at[A0]), knowing.programme.most(at[A0], up_to=99)) == (0, 9)
    assert plain.programme.seen(at[A0]) == (0, 9)
    plain.programme.fewest(at[A1])
    assert len(plain.programme.populations) == len(knowing.programme.populations) + 1


def test_each_reader_is_held_to_what_they_must_not_learn():
    knowing, plain, at = both(exact(EVERYONE, 9))

    for reader in (knowing, plain):
        keep_open(reader, {A0: Untold.HIDDEN, A1: Untold.WATCHED}, policy=Policy())

    assert knowing.guards == {at[A0]: Guard(5, 0)}
    assert plain.guards == {at[A0]: STRICT, at[A1]: Guard(5, 5, or_many=True)}
    assert (knowing.untold(), plain.untold()) == ([at[A0]], [at[A0], at[A1]])


@pytest.mark.parametrize(
    ("told", "row", "asked", "expected"),
    [
        # Known to be 2, and told as at most five: up to the top of its band.
        ((exact(EVERYONE, 26), exact(A1, 24), exact(A2, 0), between(A0, 0, 5)), A0, STRICT, [(5, np.inf)]),
        ((exact(EVERYONE, 26), exact(A1, 24), exact(A2, 0), between(A0, 0, 4)), A0, Guard(5, 0), [(4, np.inf)]),
        # Known to be 2, and not told: up to where it is not small.
        ((exact(EVERYONE, 26), exact(A1, 24), exact(A2, 0)), A0, STRICT, [(5, np.inf)]),
        # Already as great as its band says: wider, either way.
        (
            (exact(EVERYONE, 28), exact(A1, 23), exact(A2, 0), between(A0, 0, 5)),
            A0,
            STRICT,
            [(9, np.inf), (-np.inf, 1)],
        ),
        # Not small, too narrow.
        ((exact(EVERYONE, 30), exact(A1, 10), between(A2, 0, 3)), A0, STRICT, [(21, np.inf), (-np.inf, 16)]),
        # No lower than zero.
        ((exact(EVERYONE, 3), exact(A1, 0)), A0, Guard(5, 0), [(4, np.inf)]),
        ((exact(EVERYONE, 4), exact(A1, 0), exact(A2, 0)), A0, Guard(5, 0), [(8, np.inf), (-np.inf, 0)]),
    ],
)
def test_a_closed_number_is_asked_to_go_the_least_way_further(told, row, asked, expected):
    _, plain, at = both(*told)

    assert steps(plain.programme, at[row], asked) == expected


def test_the_row_that_is_worth_least_is_hidden_and_no_other():
    knowing, plain, at = both(exact(EVERYONE, 39), exact(A1, 20), exact(A2, 15), between(A0, 0, 5))
    weights = np.full(4, np.inf)
    for selection, worth in ((EVERYONE, 9.0), (A0, 1.0), (A1, 3.0), (A2, 2.0)):
        weights[at[selection]] = worth
    for reader in (knowing, plain):
        keep_open(reader, dict.fromkeys((EVERYONE, A0, A1, A2), Untold.HIDDEN), policy=Policy())

    open_up((knowing, plain), weights=weights)

    assert told_of(plain, at[EVERYONE]) == (39, 39)
    assert told_of(plain, at[A1]) == (20, 20)
    assert told_of(plain, at[A2]) == (-np.inf, np.inf)
    assert told_of(plain, at[A0]) == (0, 5)
    assert told_of(knowing, at[A0]) == (0, 4)


def test_nothing_can_be_done_where_nothing_may_be_hidden():
    knowing, plain, _ = both(fixed=[exact(EVERYONE, 3)])
    keep_open(plain, {A0: Untold.HIDDEN}, policy=Policy())

    with pytest.raises(
        CannotBeTold, match=r"^What was told before gives a small number away, whatever is hidden now\.$"
    ):
        open_up((knowing, plain), weights=np.full(4, np.inf))


def test_the_weightiest_of_what_was_hidden_for_nothing_is_told_again():
    knowing, plain, at = both(exact(EVERYONE, 60), exact(A0, 20), exact(A1, 25), exact(A2, 15))
    for reader in (knowing, plain):
        keep_open(reader, dict.fromkeys((EVERYONE, A0, A1, A2), Untold.HIDDEN), policy=Policy())
        reader.programme.hide([at[A0]])

        assert list(reader.closed()) == [at[A0]]
        reader.tell_again(at[A0])
        assert list(reader.closed()) == []
        reader.hide_again(at[A0])
        assert told_of(reader, at[A0]) == (-np.inf, np.inf)


def test_telling_again_forgets_the_populations_that_it_contradicts_and_hiding_again_finds_them_back():
    _, plain, at = both(between(A0, 2, 4), exact(EVERYONE, 9))
    plain.programme.hide([at[A0]])
    plain.programme.fewest(at[A0])
    plain.programme.most(at[A0], up_to=99)
    for least in (2, 3, 4, 5):
        plain.programme.most(at[A0], up_to=least)
    seen = sorted(plain.programme.populations[:, at[A0]])

    plain.tell_again(at[A0])
    agreeing = sorted(plain.programme.populations[:, at[A0]])
    plain.hide_again(at[A0])

    assert seen == [0, 2, 3, 4, 5, 9]
    assert agreeing == [2, 3, 4]
    assert sorted(plain.programme.populations[:, at[A0]]) == seen


def test_a_reader_starts_from_what_is_told():
    _, plain, at = both(exact(A0, 7))

    assert tuple(Reader(plain.programme, knows_the_program=False).drafted[:, at[A0]]) == (7, 7)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (
            [[8, 5, 4], [8, 7, 6], [8, 7, 4]],
            "4 to 9|5|3 to 8|17|8|7|6|21|7 to 12|7|0 to 5|19|24|19|14|57",
        ),
        (
            [[4, 4, 7], [2, 7, 5], [8, 6, 5], [4, 8, 5]],
            "3 to 8|0 to 5|7|15|0 to 5|4 to 9|5|14|8|6|5|19|0 to 5|7 to 12|5|17|18|25|22|65",
        ),
        (
            [[7, 14, 6, 5], [7, 6, 3, 9], [12, 6, 11, 6], [6, 10, 8, 3], [9, 9, 10, 12], [5, 10, 6, 6]],
            "7|14|6|5|32|7|6|0 to 5|7 to 12|25|12|6|11|6|35|6|10|6 to 11|0 to 5|27|9|9|10|12|40|5|10|6|6|27|"
            "46|55|44|41|186",
        ),
    ],
)
def test_what_is_told_of_these_tables_changes_only_with_the_version_of_the_method(rows, cells):
    first = Variable("a", tuple(f"a{place}" for place in range(len(rows))))
    second = Variable("b", tuple(f"b{place}" for place in range(len(rows[0]))))
    plan = TablesPlan("one", (first, second), (Table("t", ("a", "b")),))
    people = {(f"a{row}", f"b{column}"): n for row, line in enumerate(rows) for column, n in enumerate(line)}

    assert "|".join(map(str, protect(Tally(people), under=plan).table("t").cells)) == cells
