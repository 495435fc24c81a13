"""Krippendorff's alpha: published and recomputed values, and what is said where there is none."""

import json
import warnings
from pathlib import Path

import numpy as np
import pytest

from portulan.agreement import Level, Ratings, Scale, Undefined, agree, krippendorff_alpha

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "agreement" / "alpha.json").read_text("utf-8"))
PUBLISHED = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849}  # Krippendorff (2011), sections C and D
GRID = Scale(Level.ORDINAL, ("no", "partly", "yes"), aside=("unknown",))


def ratings_of(table, level):
    level = Level(level)
    interval = level is Level.INTERVAL
    scale = Scale(level, bounds=(1, 7)) if interval else Scale(level, tuple("1234567"))
    rows = {
        f"a{row}": {f"c{place}": cell if interval or cell is None else str(cell) for place, cell in enumerate(cells)}
        for row, cells in enumerate(table)
    }
    return Ratings(rows, scale)


def value_of(rows, scale=GRID):
    return krippendorff_alpha(Ratings(rows, scale), resamples=0).value


@pytest.mark.parametrize("level", PUBLISHED)
def test_the_published_example(level):
    alpha = krippendorff_alpha(ratings_of(REFERENCE[0]["table"], level))

    assert round(alpha.value, 3) == PUBLISHED[level]
    assert (alpha.criteria, alpha.answers, alpha.alone, alpha.missing) == (11, 40, 1, 7)
    assert alpha.low < alpha.value < alpha.high


@pytest.mark.parametrize("level", PUBLISHED)
@pytest.mark.parametrize("case", REFERENCE, ids=lambda case: f"{len(case['table'])} x {len(case['table'][0])}")
def test_the_same_as_another_program(case, level):
    alpha = krippendorff_alpha(ratings_of(case["table"], level), resamples=0)

    assert alpha.value == pytest.approx(case["alpha"][level], abs=1e-12)


def by_definition(rows, scale):
    """Every pair of answers, as the definition says it; mid-ranks by counting."""
    ratings = Ratings(rows, scale)
    units = [list(ratings.places(criterion).values()) for criterion in ratings.criteria]
    units = [unit for unit in units if len(unit) > 1]
    every = [place for unit in units for place in unit]

    def apart(one, other):
        if scale.level is Level.NOMINAL:
            return float(one != other)
        if scale.level is Level.INTERVAL:
            return (one - other) ** 2
        low, high = min(one, other), max(one, other)
        between = sum(low <= place <= high for place in every)
        return (between - (every.count(low) + every.count(high)) / 2) ** 2 if low != high else 0.0

    observed = sum(sum(apart(x, y) for x in unit for y in unit) / (len(unit) - 1) for unit in units) / len(every)
    expected = sum(apart(x, y) for x in every for y in every) / (len(every) * (len(every) - 1))
    return 1 - observed / expected


@pytest.mark.parametrize("level", PUBLISHED)
def test_the_same_as_the_definition_pair_by_pair(level):
    ratings = ratings_of(REFERENCE[2]["table"], level)

    assert krippendorff_alpha(ratings, resamples=0).value == pytest.approx(
        by_definition(ratings.answers, ratings.scale), abs=1e-12
    )


def test_numbers_far_from_zero_lose_nothing():
    far = 1e9
    rows = {"a": {"c1": 1.0, "c2": 5.0, "c3": 2.0}, "b": {"c1": 2.0, "c2": 5.0, "c3": 2.0}}
    moved = {who: {criterion: place + far for criterion, place in row.items()} for who, row in rows.items()}

    near = value_of(rows, Scale(Level.INTERVAL, bounds=(0, 10)))

    assert value_of(moved, Scale(Level.INTERVAL, bounds=(far, far + 10))) == pytest.approx(near, abs=1e-12)


def test_nothing_to_compare_is_said_and_never_a_number_nor_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert value_of({"a": {"c1": None}, "b": {"c1": None}}) is Undefined.NO_PAIR
        assert value_of({"a": {"c1": "no"}, "b": {"c2": "no"}}) is Undefined.NO_PAIR
        assert value_of({"a": {"c1": "unknown"}, "b": {"c1": "unknown"}}) is Undefined.NO_PAIR
        assert value_of({"a": {"c1": "no", "c2": "no"}, "b": {"c1": "no", "c2": "no"}}) is Undefined.NO_VARIATION
        # The only other answer stands alone: it cannot be compared, so nothing varies.
        alone = krippendorff_alpha(Ratings({"a": {"c1": "no", "c2": "yes"}, "b": {"c1": "no"}}, GRID))
    assert (alone.value, alone.low, alone.alone, alone.missing) == (
        Undefined.NO_VARIATION,
        Undefined.NO_VARIATION,
        1,
        1,
    )
    with pytest.raises(ValueError, match="no_variation"):
        float(alone.value)


def test_what_has_no_place_on_the_scale_is_counted_and_not_compared():
    rows = {"a": {"c1": "no", "c2": "yes"}, "b": {"c1": "yes", "c2": "yes"}}

    with_unknown = krippendorff_alpha(Ratings({**rows, "c": {"c1": "unknown"}}, GRID), resamples=0)

    assert with_unknown.value == value_of(rows)
    assert (with_unknown.aside, with_unknown.missing, with_unknown.answers) == (1, 1, 4)


def test_one_assessor_is_refused_by_name():
    with pytest.raises(ValueError, match="One assessor \\('ana'\\) agrees with nobody"):
        krippendorff_alpha(Ratings({"ana": {"c1": "no"}}, GRID))


def test_with_two_assessors_the_list_says_it_all():
    seen = agree(Ratings({"a": {"c1": "no", "c2": "yes"}, "b": {"c1": "yes", "c2": "yes"}}, GRID))

    assert seen.alpha.value is seen.alpha.low is Undefined.FEW_ASSESSORS
    assert [each.criterion for each in seen.criteria] == ["c1", "c2"]
    assert seen.to_plain()["alpha"]["value"] == {"undefined": "few_assessors"}
    json.dumps(seen.to_plain(), allow_nan=False)


@pytest.mark.parametrize(
    ("rows", "scale", "said"),
    [
        ({"ana": {"c1": "maybe"}}, GRID, "Assessor 'ana', criterion 'c1': 'maybe' is not one of no, partly"),
        ({"ana": {"c1": 6}}, Scale(Level.INTERVAL, bounds=(1, 5)), "'ana', criterion 'c1': 6 is not a number from 1"),
        ({"ana": {"c1": float("nan")}}, Scale(Level.INTERVAL, bounds=(1, 5)), "nan is not a number from 1 to 5"),
        ({"ana": {"c1": "3"}}, Scale(Level.INTERVAL, bounds=(1, 5)), "'3' is not a number from 1 to 5"),
        ({"ana": {"c1": True}}, Scale(Level.INTERVAL, bounds=(0, 5)), "True is not a number"),
        ({}, GRID, "at least one assessor"),
        ({"ana": {}}, GRID, "at least one assessor and one criterion"),
    ],
)
def test_bad_ratings_are_refused_with_their_place(rows, scale, said):
    with pytest.raises(ValueError, match=r".") as refused:
        Ratings(rows, scale)

    assert said in str(refused.value)


@pytest.mark.parametrize(
    "made",
    [
        lambda: Scale(Level.ORDINAL, ("no",)),
        lambda: Scale(Level.ORDINAL, ("no", "no")),
        lambda: Scale(Level.NOMINAL, ("no", "yes"), aside=("yes",)),
        lambda: Scale(Level.INTERVAL),
        lambda: Scale(Level.INTERVAL, ("no", "yes")),
        lambda: Scale(Level.INTERVAL, bounds=(5, 1)),
        lambda: Scale(Level.INTERVAL, bounds=(0, float("inf"))),
        lambda: Scale(Level.ORDINAL, ("no", "yes"), bounds=(0, 1)),
        lambda: Ratings({"a": {"c1": "no"}}, GRID, seats={"b": "practitioner"}),
        lambda: Ratings({"a": {"c1": "no"}}, GRID, people={}),
        lambda: krippendorff_alpha(Ratings({"a": {"c": "no"}, "b": {"c": "no"}}, GRID), resamples=-1),
        lambda: krippendorff_alpha(Ratings({"a": {"c": "no"}, "b": {"c": "no"}}, GRID), confidence=1),
    ],
)
def test_what_cannot_be_a_scale_or_a_panel_is_refused(made):
    with pytest.raises(ValueError, match=r"."):
        made()


def test_the_interval_is_the_same_for_one_seed_and_counts_the_draws_it_leaves_out():
    rows = {who: dict.fromkeys((f"c{place}" for place in range(6)), "no") for who in "abc"}
    rows["c"]["c5"] = "yes"  # A draw without the last criterion has one answer only.
    ratings = Ratings(rows, GRID)

    once, again = krippendorff_alpha(ratings, seed=3), krippendorff_alpha(ratings, seed=3)

    assert once == again
    assert once.undefined_resamples == pytest.approx(2000 * (5 / 6) ** 6, rel=0.15)
    assert krippendorff_alpha(ratings, seed=4).low <= 0 < krippendorff_alpha(ratings, confidence=0.5).criteria


def test_a_large_table_is_drawn_again_without_holding_all_draws_at_once():
    rng = np.random.default_rng(1)
    rows = {
        f"a{who}": {f"c{place}": float(value) for place, value in enumerate(rng.normal(5, 1, 800).clip(0, 10))}
        for who in range(3)
    }

    alpha = krippendorff_alpha(Ratings(rows, Scale(Level.INTERVAL, bounds=(0, 10))), resamples=3)

    assert alpha.low <= alpha.high < 0.2
