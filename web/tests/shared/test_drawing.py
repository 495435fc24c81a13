import itertools
import re
from types import SimpleNamespace

import pytest
import segno
from django.template.loader import render_to_string
from django.utils.translation import override

from balises.shared.templatetags import drawing

FLOAT_WITH_A_COMMA = re.compile(r'"\s*-?\d+,\d+')


def steps(*states):
    return tuple(
        SimpleNamespace(label=f"Étape {rank}", url="", state=state, state_label=state, sentence="")
        for rank, state in enumerate(states, start=1)
    )


def starts(path):
    return [int(x) for x in re.findall(r"M(\d+) ", path)]


@pytest.mark.parametrize(
    ("states", "solid_from", "dotted_from"),
    [
        (("here", "ahead", "ahead"), [], [0, 100, 200]),
        (("done", "here", "ahead"), [0], [100, 200]),
        (("done", "done", "done"), [0, 100], [200]),
        (("done", "ahead", "done"), [], [0, 100, 200]),
    ],
)
def test_the_route_is_solid_between_what_is_done_and_always_runs_on(states, solid_from, dotted_from):
    route = drawing.plotted(steps(*states))

    assert (starts(route.solid), starts(route.dotted)) == (solid_from, dotted_from)


def test_the_route_ends_off_its_own_edge():
    route = drawing.plotted(steps("done", "here"))

    assert route.width == 200
    assert route.dotted.endswith(" 215 44")


@pytest.mark.parametrize(("count", "is_short"), [(1, True), (8, True), (9, False)])
def test_a_route_of_more_than_eight_steps_is_a_list(count, is_short):
    assert drawing.plotted(steps(*["ahead"] * count)).is_short is is_short


def test_the_qr_path_covers_exactly_the_dark_squares():
    address = "https://exemple.fr/j/AB3-K7Q"
    matrix = segno.make(address, micro=False, error="m").matrix

    code = drawing.qr(address)

    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1", code.d)]
    covered = {(x + step, y) for x, y, length in runs for step in range(length)}
    assert covered == {(x, y) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark}
    assert code.box == len(matrix) + 4


def test_exact_shares_stand_side_by_side():
    choices = [
        SimpleNamespace(choice=name, share=share) for name, share in (("agree", 62.5), ("pass", 12.5), ("disagree", 25))
    ]

    pieces = drawing.stacked(choices)

    assert [(piece.x, piece.width) for piece in pieces] == [("0.0%", "62.5%"), ("62.5%", "12.5%"), ("75.0%", "25.0%")]


@pytest.mark.parametrize(("level", "full"), [(0, 0), (1, 1), (4, 4)])
def test_a_coarse_level_fills_that_many_boxes_out_of_four(level, full):
    boxes = drawing.boxes(level)

    assert [box.is_full for box in boxes] == [True] * full + [False] * (4 - full)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("no", "yes", ("12%", "44%")), ("partly", "partly", ("34%", "0%")), ("", "", None)],
)
def test_a_range_goes_from_the_lowest_to_the_highest_answer(low, high, expected):
    reach = drawing.span(SimpleNamespace(low=low, high=high))

    assert (reach and (reach.x, reach.width)) == expected


@pytest.mark.parametrize("count", range(1, 7))
def test_seats_with_the_same_answer_never_hide_one_another(count):
    seats = [SimpleNamespace(letter=letter, answer="yes", is_service_user=False) for letter in "TCDPJS"[:count]]

    marks = drawing.marks(seats)

    assert len({mark.shift for mark in marks}) == count
    assert {mark.x for mark in marks} == {"56%"}


def test_figures_hold_no_decimal_comma_in_french():
    choices = [SimpleNamespace(choice="agree", label="d’accord", words="62 %", share=62.5, level=0)]
    row = SimpleNamespace(label="Énoncé", sentence="", precision="exact", choices=choices)

    with override("fr"):
        bars = render_to_string("parts/bars.html", {"rows": [row], "caption": "Réponses"})
        route = render_to_string("parts/route.html", {"steps": steps("done", "here")})

    assert 'width="62.5%"' in bars
    assert not FLOAT_WITH_A_COMMA.search(bars + route)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_islands_stay_on_the_sea_and_do_not_touch(count):
    islands = [SimpleNamespace(letter=letter, doublings=0) for letter in "ABCDE"[:count]]

    shapes = drawing.charted(islands)

    assert [shape.island.letter for shape in shapes] == list("ABCDE"[:count])
    boxes = [box_of(shape.depths[-1]) for shape in shapes]
    assert all(left >= 0 and top >= 0 and right <= 640 and bottom <= 360 for left, top, right, bottom in boxes)
    coasts = [box_of(shape.coast) for shape in shapes]
    assert not any(overlap(one, other) for one, other in itertools.combinations(coasts, 2))


def test_a_group_half_as_large_is_a_smaller_island():
    large, small = drawing.charted([SimpleNamespace(doublings=1), SimpleNamespace(doublings=0)])

    (left, _top, right, _bottom), (start, _high, end, _low) = box_of(large.coast), box_of(small.coast)
    assert end - start < 0.85 * (right - left)


def box_of(path):
    numbers = [int(each) for each in re.findall(r"-?\d+", path)]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_thread_folds_what_there_is_too_much_of_and_never_the_thing_itself() -> None:
    kinds = ["Grille", *["Question ouverte"] * 7, "Décision"]
    chain = [SimpleNamespace(kind_label=kind, is_here=rank == 7) for rank, kind in enumerate(kinds)]

    thread = drawing.gathered(chain)

    assert [step.kind_label for step in thread.shown] == ["Grille", *["Question ouverte"] * 5, "Décision"]
    assert chain[7] in thread.shown
    assert thread.folded == (chain[5], chain[6])
