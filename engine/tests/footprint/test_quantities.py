"""Ranges and what is unknown: arithmetic that is never narrower than the truth, and never 0 for want of knowing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.footprint import Span, Unknown
from portulan.footprint.quantities import add, multiply, quantity_to_plain

NUMBERS = st.floats(0, 1e6)
SPANS = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Span(min(ends), max(ends), "L"))


def within(span, share):
    """A value between both ends; rounding may take it a hair past the high one."""
    return min(span.low + (span.high - span.low) * share, span.high)


@given(one=SPANS, other=SPANS, share=st.floats(0, 1), rest=st.floats(0, 1))
def test_whatever_is_true_within_the_ranges_is_within_the_result(one, other, share, rest):
    first, second = within(one, share), within(other, rest)

    together, product = one + other, one.times(Span(other.low, other.high, "1"))

    assert together.low <= first + second <= together.high
    assert product.low <= first * second <= product.high
    assert together == other + one


@pytest.mark.parametrize(
    ("low", "high", "unit"), [(2, 1, "L"), (-1, 1, "L"), (0, float("inf"), "L"), (float("nan"), 1, "L"), (0, 1, "")]
)
def test_what_is_no_range_is_refused(low, high, unit):
    with pytest.raises(ValueError, match="A range"):
        Span(low, high, unit)


def test_units_are_kept_apart():
    with pytest.raises(ValueError, match="L and kWh do not add up"):
        Span(1, 2, "L") + Span(1, 2, "kWh")
    with pytest.raises(ValueError, match="Name the unit"):
        Span(1, 2, "L").times(Span(1, 2, "kWh"))
    assert Span(1, 2, "L").times(Span(1, 2, "m"), unit="L m").unit == "L m"


@pytest.mark.parametrize(
    "use",
    [bool, float, int, lambda unknown: unknown + 1, lambda unknown: unknown < 1, lambda unknown: sum([unknown])],
)
def test_unknown_is_never_taken_for_a_number(use):
    with pytest.raises(TypeError):
        use(Unknown("No figure."))


def test_a_range_is_never_taken_for_a_truth():
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(Span(0, 0, "L"))


def test_unknown_stays_unknown_in_products_sums_and_files():
    unknown = Unknown("No figure.")

    assert unknown != 0
    assert multiply(unknown, Span(0, 0, "1")) == unknown
    assert add([Span(1, 2, "L"), unknown, Span(1, 2, "L"), unknown]) == unknown
    assert add([Unknown("A."), Unknown("B.")]) == Unknown("A. B.")
    assert quantity_to_plain(unknown) == {"unknown": "No figure."}
    with pytest.raises(ValueError, match="sum of nothing"):
        add([])
