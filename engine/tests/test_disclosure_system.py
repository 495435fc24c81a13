"""The unknowns of a system, and what a solver makes of them."""

from itertools import product

import numpy as np
import pytest

from portulan.disclosure import Policy, Selection, Statement, Variable
from portulan.disclosure.linked import programme as programmes
from portulan.disclosure.linked.guards import Guard, Untold, guard, guards_of, holds, strictest_of
from portulan.disclosure.linked.programme import Contradiction, Programme
from portulan.disclosure.linked.system import build, cliques_of

A, B, C = (Variable(name, (f"{name}0", f"{name}1", f"{name}2")) for name in "abc")


def cell(**admitted):
    return Selection.of({name: modalities.split() for name, modalities in admitted.items()})


def crossed(first, second):
    for one, other in product((*first.modalities, None), (*second.modalities, None)):
        yield Selection.of({v.name: [m] for v, m in ((first, one), (second, other)) if m is not None})


@pytest.mark.parametrize(
    ("groups", "cliques"),
    [
        ([], [()]),
        ([set()], [()]),
        ([{0}], [(0,)]),
        ([{0, 1}, {1, 2}], [(0, 1), (1, 2)]),
        ([{0, 1}, {2}], [(0, 1), (2,)]),
        ([{0, 1}, {1, 2}, {0, 2}], [(0, 1, 2)]),
        ([{0, 1}, {1, 2}, {2, 3}, {0, 3}], [(0, 1, 3), (1, 2, 3)]),
        ([{0, 1, 2}, {1}, {0, 2}], [(0, 1, 2)]),
    ],
)
def test_variables_are_gathered_in_the_cliques_of_a_triangulated_graph(groups, cliques):
    assert cliques_of(groups) == cliques


def test_tables_that_share_a_variable_need_no_unknown_for_each_full_profile():
    system = build((A, B, C), [*crossed(A, B), *crossed(B, C)])

    assert system.rows.shape == (28, 18)  # 27 profiles
    assert system.links.shape == (3, 18)  # one for each modality that both tables know
    assert system.selections[0] == Selection()


def test_tables_that_share_nothing_agree_on_how_many_people_there_are():
    system = build((A, B), [cell(a="a0"), cell(b="b0")])

    assert system.rows.shape == (3, 4)  # a0 or not, b0 or not
    assert system.links.toarray().tolist() == [[-1, -1, 1, 1]]


def test_rows_sum_the_unknowns_of_those_they_count():
    system = build((A,), [cell(a="a0"), cell(a="a0 a1")])

    assert dict(zip(system.selections, system.rows.toarray().tolist(), strict=True)) == {
        Selection(): [1, 1, 1],
        cell(a="a0"): [1, 0, 0],
        cell(a="a0 a1"): [1, 1, 0],
    }


def exact(selection, people):
    return Statement(((selection, 1),), people, people)


def questioned(*told, fixed=()):
    programme = Programme(build((A, B), crossed(A, B)), fixed=fixed, sums=[each.terms for each in told])
    for each in told:
        programme.tell(each)
    return programme, lambda selection: programme.places[(selection, 1),]


def test_a_count_goes_as_far_as_what_is_told_leaves_it():
    programme, at = questioned(exact(cell(), 30), exact(cell(a="a0"), 12), exact(cell(a="a0", b="b0"), 7))

    assert (programme.fewest(at(cell(a="a1"))), programme.most(at(cell(a="a1")), up_to=99)) == (0, 18)
    assert (programme.fewest(at(cell(b="b0"))), programme.most(at(cell(b="b0")), up_to=99)) == (7, 25)
    assert programme.most(at(cell(b="b0")), up_to=20) == 20
    assert programme.is_exact(at(cell(a="a0")))
    assert not programme.is_exact(at(cell(a="a1")))


def test_to_hide_a_row_takes_its_bounds_back_to_what_was_told_before():
    band = Statement(((cell(a="a0"), 1),), 0, 20)
    programme, at = questioned(exact(cell(a="a0"), 12), fixed=[band])

    programme.hide([at(cell(a="a0"))])

    assert (programme.fewest(at(cell(a="a0"))), programme.most(at(cell(a="a0")), up_to=99)) == (0, 20)


def test_a_statement_never_says_less_than_what_was_told_before():
    programme, at = questioned(Statement(((cell(a="a0"), 1),), 0, 30), fixed=[Statement(((cell(a="a0"), 1),), 3, 20)])

    assert programme.told[:, at(cell(a="a0"))].tolist() == [3, 20]


def test_a_weighted_sum_bounds_its_counts():
    more_than_half = Statement(((cell(a="a0"), 2), (cell(), -1)), 1, None)
    programme, at = questioned(exact(cell(), 9), more_than_half)

    assert (programme.fewest(at(cell(a="a0"))), programme.most(at(cell(a="a0")), up_to=99)) == (5, 9)


def test_people_are_whole_where_a_solution_is_not():
    """Two and two, they are nine, or ten for one pair: thirteen people and a half would do, were they not whole."""
    pairs = [cell(a="a0 a1"), cell(a="a1 a2"), cell(a="a0 a2")]
    programme = Programme(build((A,), pairs))
    for pair in pairs:
        programme.tell(Statement(((pair, 1),), 9, 9 + (pair == pairs[0])))

    everyone = programme.places[(Selection(), 1),]
    assert programme.fewest(everyone) == 14
    assert programme.most(everyone, up_to=99) == 14


def test_what_contradicts_itself_is_said():
    programme, at = questioned(exact(cell(), 3), exact(cell(a="a0"), 12))

    with pytest.raises(Contradiction, match=r"No population can be what is told; asked of b = b0"):
        programme.fewest(at(cell(b="b0")))


def test_a_contradiction_about_a_weighted_sum_names_it():
    word = Statement(((cell(a="a0"), 2), (cell(), -1)), 1, None)
    programme, _ = questioned(exact(cell(), 3), exact(cell(a="a0"), 1), word)

    with pytest.raises(Contradiction, match=r"2 × a = a0 \+ -1 × everyone"):
        programme.most(programme.places[word.terms], up_to=5)


def test_a_solver_that_gives_up_is_not_taken_at_its_word(monkeypatch):
    class GaveUp:
        status, x, message = 1, None, "Time limit reached."

    monkeypatch.setattr(programmes, "milp", lambda *_, **__: GaveUp)
    programme, at = questioned(exact(cell(), 30))

    with pytest.raises(RuntimeError, match="The solver gave up: Time limit"):
        programme.fewest(at(cell(a="a0")))


def test_the_cheapest_way_hides_what_is_worth_least():
    programme, at = questioned(
        exact(cell(), 30), exact(cell(a="a0"), 12), exact(cell(a="a1"), 11), exact(cell(a="a2"), 7)
    )
    weights = np.full(len(programme.terms), np.inf)
    weights[at(cell())], weights[at(cell(a="a1"))], weights[at(cell(a="a2"))] = 9.0, 2.0, 1.0

    way = programme.cheapest_way(at(cell(a="a0")), low=16, high=np.inf, weights=weights)

    assert sorted(way.hidden) == sorted([at(cell(a="a0")), at(cell(a="a2"))])


def test_there_is_no_way_where_nothing_may_be_hidden():
    programme, at = questioned(fixed=[exact(cell(), 3)])

    assert (
        programme.cheapest_way(at(cell(a="a0")), low=5, high=np.inf, weights=np.full(len(programme.terms), np.inf))
        is None
    )


@pytest.mark.parametrize(
    ("why", "low", "high", "is_met"),
    [
        (Untold.HIDDEN, 0, 4, False),
        (Untold.HIDDEN, 0, 5, True),
        (Untold.HIDDEN, 1, 5, True),
        (Untold.HIDDEN, 2, 5, False),
        (Untold.HIDDEN, 20, 23, False),
        (Untold.HIDDEN, 20, 24, True),
        (Untold.IN_WORDS, 0, 2, True),
        (Untold.IN_WORDS, 0, 1, False),
        (Untold.IN_WORDS, 1, 4, False),
        (Untold.IN_WORDS, 3, 5, True),
        (Untold.IN_WORDS, 4, 5, False),
        (Untold.WATCHED, 2, 5, False),
        (Untold.WATCHED, 1, 5, True),
    ],
)
def test_a_number_is_open_enough_or_not(why, low, high, is_met):
    assert guard(why, policy=Policy()).is_met(low, high) is is_met


@pytest.mark.parametrize(
    ("asked", "low", "needed"),
    [
        (Guard(5, 5), 0, 5),
        (Guard(5, 5), 1, 5),
        (Guard(5, 5), 3, 7),
        (Guard(5, 0), 0, 4),
        (Guard(3, 5, or_zero=True), 0, 2),
        (Guard(3, 5, or_zero=True), 1, 5),
        (Guard(3, 5, or_zero=True), 4, 6),
    ],
)
def test_what_a_number_must_be_able_to_be_depends_on_the_least_it_can_be(asked, low, needed):
    assert asked.needed(low) == needed
    assert asked.is_met(low, needed)
    assert not asked.is_met(low, needed - 1)


def test_a_number_that_no_table_tells_may_be_known_once_it_is_not_small():
    programme, at = questioned(exact(cell(), 30), exact(cell(a="a0"), 24))
    rest, watched = at(cell(a="a1")), guard(Untold.WATCHED, policy=Policy())
    programme.tell(Statement(((cell(a="a1"), 1),), 6, 6))
    programme.told[:, rest] = 5, 6

    assert holds(programme, rest, watched)
    assert not holds(programme, rest, guard(Untold.HIDDEN, policy=Policy()))


def test_of_two_reasons_the_one_that_asks_more_holds_and_words_soften_what_is_inside_them():
    yes, here, there = cell(a="a0"), cell(a="a0", b="b0"), cell(a="a1", b="b0")
    untold = [(yes, Untold.WATCHED), (yes, Untold.IN_WORDS), (here, Untold.WATCHED), (there, Untold.WATCHED)]

    assert strictest_of(untold) == {yes: Untold.IN_WORDS, here: Untold.IN_WORDS, there: Untold.WATCHED}
    assert strictest_of([*untold, (yes, Untold.HIDDEN)])[yes] is Untold.HIDDEN
    assert strictest_of([*untold, (here, Untold.HIDDEN)])[here] is Untold.HIDDEN


def test_who_knows_the_program_is_not_asked_about_what_no_table_tells():
    programme, at = questioned()
    untold = {cell(a="a0"): Untold.HIDDEN, cell(a="a1"): Untold.WATCHED, cell(a="a2"): Untold.IN_WORDS}

    plain = guards_of(programme, untold, policy=Policy(), for_whom_knows_the_program=False)
    knowing = guards_of(programme, untold, policy=Policy(), for_whom_knows_the_program=True)

    assert list(plain) == [at(cell(a="a0")), at(cell(a="a2")), at(cell(a="a1"))]
    assert knowing == {at(cell(a="a0")): Guard(5, 0), at(cell(a="a2")): Guard(3, 5, or_zero=True)}
