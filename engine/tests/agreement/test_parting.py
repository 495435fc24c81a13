"""Where they part: by criterion, by seat."""

import pytest

from portulan.agreement import Level, Ratings, Scale, agree, where_they_part
from portulan.disclosure import Parting

GRID = Scale(Level.ORDINAL, ("no", "partly", "yes"), aside=("unknown",))
ROWS = {
    "s1": {"told": "no", "kept": "yes", "cost": "partly"},
    "s2": {"told": "yes", "kept": "yes", "cost": "unknown"},
    "s3": {"told": "partly", "cost": "yes"},
    "s4": {"told": "no", "kept": "yes", "cost": "partly"},
}
SEATS = {"s1": "practitioner", "s2": "management", "s3": "management", "s4": "service user"}


def test_the_most_parted_comes_first_with_its_range_and_what_was_not_answered():
    criteria, _ = where_they_part(Ratings(ROWS, GRID, seats=SEATS))

    told, cost, kept = criteria
    assert [each.criterion for each in criteria] == ["told", "cost", "kept"]
    assert (told.parting, told.lowest, told.highest, told.spread) == (Parting.CONTRADICT, "no", "yes", 1.0)
    assert (cost.parting, cost.lowest, cost.highest, cost.spread) == (Parting.DIFFER, "partly", "yes", 0.5)
    assert (cost.answers, cost.aside, cost.missing) == (3, 1, 0)
    assert (kept.parting, kept.given, kept.missing) == (Parting.NONE, ("yes",), 1)


def test_a_seat_is_apart_where_its_range_does_not_meet_that_of_the_others():
    _, seats = where_they_part(Ratings(ROWS, GRID, seats=SEATS))

    assert [each.seat for each in seats] == ["practitioner", "management", "service user"]
    management = seats[1]
    assert dict(management.ranges) == {"told": ("partly", "yes"), "kept": ("yes", "yes"), "cost": ("yes", "yes")}
    assert management.apart == ("told", "cost")
    assert seats[0].apart == ()


def test_names_without_order_have_no_range():
    criteria, seats = where_they_part(
        Ratings(
            {"a": {"c": "paper"}, "b": {"c": "phone"}, "d": {"c": "paper"}}, Scale(Level.NOMINAL, ("paper", "phone"))
        )
    )

    assert (criteria[0].parting, criteria[0].lowest, criteria[0].given) == (Parting.DIFFER, None, ("paper", "phone"))
    assert [each.apart for each in seats] == [(), ("c",), ()]


def test_a_criterion_nobody_could_answer_is_empty():
    criteria, _ = where_they_part(Ratings({"a": {"c": "unknown"}, "b": {"c": None}}, GRID))

    assert (criteria[0].parting, criteria[0].lowest, criteria[0].aside, criteria[0].missing) == (
        Parting.EMPTY,
        None,
        1,
        1,
    )


@pytest.mark.parametrize("resamples", [0, 50])
def test_the_coefficient_never_comes_alone(resamples):
    seen = agree(Ratings(ROWS, GRID, seats=SEATS), resamples=resamples)

    assert seen.alpha.value < 1
    assert len(seen.criteria) == 3
    assert seen.to_plain()["criteria"][0]["parting"] == "contradict"
    assert dict(seen.method.parameters)["resamples"] == resamples
