"""What a panel says outside, to someone who knows the program: every panel of few people, by what is told of it."""

from collections import defaultdict
from itertools import combinations_with_replacement, product

import pytest

from portulan.agreement import Level, Ratings, Scale, agree, krippendorff_alpha
from portulan.disclosure import Panel, Parting, Policy, Reason, Suppressed, protect

VALUES = ("no", "partly", "yes")
ANSWERS = (0.0, 1.0, 2.0, None)
HIDDEN = Suppressed(Reason.TOO_FEW)


def panel_of(*criteria, values=VALUES):
    answers = {
        f"c{number}": tuple((f"p{person}", place) for person, place in enumerate(places))
        for number, places in enumerate(criteria)
    }
    return Panel(answers, ends=(0.0, float(len(values) - 1)), values=values)


def told(places, values=VALUES):
    return protect(panel_of(places, values=values), under=Policy()).rows[0]


@pytest.mark.parametrize("people", [1, 2])
def test_of_one_and_two_nothing_is_told(people):
    for places in product(ANSWERS, repeat=people):
        row = told(places)

        assert (row.parting, row.lowest, row.highest, row.is_to_look_for) == (HIDDEN,) * 4


@pytest.mark.parametrize("people", [3, 4])
@pytest.mark.parametrize("values", [VALUES, ("no", "yes"), ("never", "seldom", "often", "always")])
def test_of_three_and_four_no_answer_of_anyone_is_known_or_ruled_out(people, values):
    alike = defaultdict(list)
    places = tuple(float(place) for place in range(len(values)))
    for answers in product((*places, None), repeat=people):
        row = told(answers, values)
        assert (row.lowest, row.highest) == (HIDDEN, HIDDEN)
        alike[row.parting, row.is_to_look_for].append(answers)

    for (parting, is_to_look_for), group in alike.items():
        for person in range(people):
            possible = {answers[person] for answers in group}
            assert set(places) <= possible, (parting, is_to_look_for)
        for answer in (*places, *((None,) if is_to_look_for is not False else ())):
            assert len({answers.count(answer) for answers in group}) > 1, (parting, is_to_look_for, answer)


def alike_of(people):
    """Numbers of people by answer, sorted by what is told of them."""
    alike = defaultdict(list)
    for places in combinations_with_replacement(ANSWERS, people) if people else ():
        row = told(places)
        alike[row.parting, row.lowest, row.highest, row.is_to_look_for].append(
            tuple(places.count(answer) for answer in ANSWERS)
        )
    return alike


@pytest.mark.parametrize("people", [5, 6, 7])
def test_from_five_on_the_ends_are_told_and_no_number_of_people(people):
    for (_, lowest, highest, is_to_look_for), group in alike_of(people).items():
        given = {place for place, value in enumerate(VALUES) if value in (lowest, highest)}
        within = range(min(given), max(given) + 1) if given else range(0)
        one_answer = len(within) + is_to_look_for == 1  # The limit that ADR 0018 states.
        for place in range(4):
            possible = {counts[place] for counts in group}
            expected = is_to_look_for if place == 3 else place in within
            if not expected:
                assert possible == {0}
            elif not one_answer:
                assert len(possible) > 1


def test_by_policy_ranges_may_need_more_people_and_never_fewer():
    six = panel_of((0.0, 1.0, 1.0, 1.0, 1.0, 2.0))

    strict = protect(six, under=Policy(count_threshold=7, exact_threshold=14)).rows[0]

    assert protect(six, under=Policy()).rows[0].lowest == "no"
    assert (strict.parting, strict.lowest) == (Parting.CONTRADICT, HIDDEN)


def test_a_person_who_holds_two_seats_counts_once():
    scale = Scale(Level.ORDINAL, VALUES)
    rows = {f"s{seat}": {"c": VALUES[seat % 3]} for seat in range(5)}
    five = agree(Ratings(rows, scale))
    four = agree(Ratings(rows, scale, people={"s0": "ana", "s1": "ana", "s2": "bo", "s3": "cy", "s4": "di"}))

    assert protect(five.panel, under=Policy()).rows[0].lowest == "no"
    assert protect(four.panel, under=Policy()).rows[0].lowest == HIDDEN


def test_how_many_left_a_criterion_aside_does_not_change_how_it_is_told():
    panel = panel_of((0.0, 1.0, 2.0, 1.0, 1.0), (0.0, None, None, None, None))

    sparse = protect(panel, under=Policy()).rows[1]

    assert (sparse.lowest, sparse.highest, sparse.is_to_look_for) == ("no", "no", True)


def test_a_coefficient_is_never_told_outside():
    for people in (1, 3, 5, 12, 40):
        protected = protect(panel_of((0.0, 2.0) * people), under=Policy())
        assert protected.alpha == Suppressed(Reason.TOO_FEW if 2 * people < 5 else Reason.COMPLEMENTARY) or people < 3
        assert isinstance(protected.alpha, Suppressed)
        assert "withheld" in protected.to_plain()["alpha"]


@pytest.mark.parametrize("people", [10, 12])
def test_even_a_word_for_the_coefficient_would_say_that_exactly_one_person_differs(people):
    """The naive way, which this must catch: beside ranges, « high » from .80 on."""
    scale = Scale(Level.NOMINAL, ("no", "yes"))

    def is_high(differing):
        rows = {f"a{who}": {"first": "no", "second": "no" if who < differing else "yes"} for who in range(people)}
        return krippendorff_alpha(Ratings(rows, scale), resamples=0).value >= 0.8

    compatible = [differing for differing in range(1, people) if is_high(differing)]

    assert compatible == [1]


def test_a_scale_of_numbers_is_told_in_numbers_and_names_without_order_have_no_ends():
    scale = Scale(Level.INTERVAL, bounds=(0, 10))
    numbers = agree(Ratings({f"a{who}": {"c": 2.5 * who} for who in range(5)}, scale), resamples=0)
    names = Panel(
        {"c": tuple((f"p{who}", float(who % 2)) for who in range(6))}, (0.0, 1.0), ("a", "b"), is_ordered=False
    )

    row, unordered = (protect(panel, under=Policy()).rows[0] for panel in (numbers.panel, names))

    assert (row.parting, row.lowest, row.highest) == (Parting.CONTRADICT, 0.0, 10.0)
    assert (unordered.parting, unordered.lowest) == (Parting.DIFFER, None)


@pytest.mark.parametrize("place", [3.0, -1.0, 0.5, float("nan")])
def test_a_place_off_the_scale_is_refused_with_its_criterion_and_person(place):
    with pytest.raises(ValueError, match="Criterion 'c0', person 'p1'"):
        protect(panel_of((0.0, place)), under=Policy())


def test_a_panel_without_criteria_is_refused():
    with pytest.raises(ValueError, match="at least one criterion"):
        protect(Panel({}, ends=(0.0, 1.0)), under=Policy())
