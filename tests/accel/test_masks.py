"""Masks agree with numpy, also at the ends, with missing values and without rows."""

import numpy as np
import pytest

from hdvis.accel.masks import (
    box_mask,
    combine,
    compact,
    pack,
    popcount,
    range_mask,
    ranges_mask,
    unpack,
)

VALUES = [0.0, 0.1, 0.25, 0.5, 1.0, np.nan, np.inf, -np.inf]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("limits", [(0.1, 0.5), (-np.inf, 0.25), (0.25, np.inf), (1.0, 0.0)])
def test_a_range_holds_its_ends_and_never_nan(dtype, limits):
    values = np.array(VALUES, dtype)
    lo, hi = (dtype(limit) for limit in limits)
    assert np.array_equal(range_mask(values, *limits), (values >= lo) & (values <= hi))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("limits", [(0.1, 0.5), (-np.inf, 0.25), (0.25, np.inf), (np.inf, 0.0)])
def test_a_strict_range_leaves_its_ends_out(dtype, limits):
    values = np.array(VALUES, dtype)
    lo, hi = (dtype(limit) for limit in limits)
    expected = (values > lo) & (values < hi)
    assert np.array_equal(range_mask(values, *limits, (True, True)), expected)


def test_integer_codes_are_read_as_numbers():
    assert range_mask(np.array([-1, 0, 1, 2], np.int32), 0, 1).tolist() == [
        False,
        True,
        True,
        False,
    ]


def test_a_limit_beyond_float32_holds_every_number():
    assert range_mask(np.array([1, 2], np.float32), -1e300, 1e300).all()


def test_several_ranges_hold_together():
    rng = np.random.default_rng(0)
    a, b = rng.random(500, np.float32), rng.random(500)
    expected = (a >= np.float32(0.2)) & (a <= np.float32(0.7)) & (b >= 0.1) & (b <= 0.6)
    assert np.array_equal(ranges_mask([a, b], [0.2, 0.1], [0.7, 0.6]), expected)


def test_ranges_of_nothing_are_refused():
    with pytest.raises(ValueError, match="no column"):
        ranges_mask([], [], [])


def test_a_box_may_be_drawn_from_any_corner():
    x, y = np.random.default_rng(1).random((2, 300))
    assert np.array_equal(box_mask(x, y, 0.8, 0.2, 0.9, 0.3), box_mask(x, y, 0.2, 0.8, 0.3, 0.9))


@pytest.mark.parametrize(
    ("how", "expected"),
    [("and", [1, 0, 0, 0]), ("or", [1, 1, 1, 0]), ("andnot", [0, 1, 0, 0]), ("xor", [0, 1, 1, 0])],
)
@pytest.mark.parametrize("dtype", [np.bool_, np.uint8])
def test_masks_combine(how, expected, dtype):
    a, b = np.array([1, 1, 0, 0], dtype), np.array([1, 0, 1, 0], dtype)
    assert combine(how, a, b).tolist() == [bool(e) for e in expected]


@pytest.mark.parametrize("n", [0, 1, 7, 8, 9, 1000])
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_masks_compact_and_pack(n, share):
    mask = np.random.default_rng(n).random(n) < share
    rows = compact(mask)
    assert rows.dtype == np.int32
    assert np.array_equal(rows, np.flatnonzero(mask))
    assert np.array_equal(unpack(pack(mask), n), mask)
    assert popcount(pack(mask)) == mask.sum()
