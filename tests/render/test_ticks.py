"""Ticks are round numbers, and their labels say exactly what they are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdvis.render import number, signed, ticks


@pytest.mark.parametrize(
    ("lo", "hi", "labels"),
    [
        (0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (-0.3, 0.3, ["−0.2", "0", "0.2"]),
        (0, 5000, ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
        (0, 2.5e9, ["0", "5e8", "1e9", "1.5e9", "2e9", "2.5e9"]),
        (0, 3e-7, ["0", "1e−7", "2e−7", "3e−7"]),
        (1000.1, 1000.5, ["1,000.1", "1,000.2", "1,000.3", "1,000.4", "1,000.5"]),
    ],
)
def test_labels_have_no_false_digits(lo, hi, labels):
    assert ticks(lo, hi)[1] == labels


def test_a_constant_axis_has_its_value():
    assert ticks(7, 7) == ([7], ["7"])


@pytest.mark.parametrize("limits", [(float("nan"), 1), (0, float("inf"))])
def test_limits_that_are_not_finite_have_no_ticks(limits):
    assert ticks(*limits) == ([], [])


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(1, 12),
)
def test_ticks_lie_within_any_limits_and_read_back_as_their_labels(a, b, n):
    lo, hi = min(a, b), max(a, b)
    values, labels = ticks(lo, hi, n)
    slack = (hi / 2 - lo / 2) * 1e-6 + 5e-324
    assert len(values) == len(labels) <= max(1, 4 * n)
    assert all(lo - slack <= v <= hi + slack for v in values)
    if lo != hi:
        read = [float(t.replace(",", "").replace("−", "-")) for t in labels]
        assert read == values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1797, "1,797"),
        (0.1 + 0.2, "0.3"),
        (-1234.5678, "−1,235"),
        (3.14159, "3.142"),
        (1e-9, "1e−9"),
        (123456789.5, "1.235e8"),
        (float("nan"), "–"),
        (float("-inf"), "−∞"),
    ],
)
def test_numbers_are_short_and_grouped(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.3, 2, "+0.30"),
        (-1.246, 2, "−1.25"),
        (-0.001, 2, "+0.00"),
        (2, 0, "+2"),
        (math.nan, 2, "–"),
    ],
)
def test_differences_have_their_sign(value, places, text):
    assert signed(value, places) == text
