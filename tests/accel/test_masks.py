"""Masks agree with numpy, also at the ends, with missing values and without rows."""

import numpy as np
import pytest

from hdvis.accel.masks import combine, compact, range_mask

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
def test_masks_compact(n, share):
    mask = np.random.default_rng(n).random(n) < share
    rows = compact(mask)
    assert rows.dtype == np.int32
    assert np.array_equal(rows, np.flatnonzero(mask))
