"""Planes agree with numpy's histograms."""

import numpy as np
import pytest

from hdvis.accel.planes import (
    count_all,
    count_mask,
    count_rows,
    pixel_index,
    sum_colors,
    sum_values,
)

W, H = 32, 20


def points(n, seed=0, missing=0.1):
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 641, (2, n)).astype(np.float32) / 512
    x[rng.random(n) < missing] = np.nan
    return x, y


def reference(x, y, weights=None):
    """numpy's histogram as a plane with y down; coordinates are exact, so edges agree."""
    known = np.isfinite(x) & np.isfinite(y)
    weights = None if weights is None else weights[known]
    frame = ((0, 1), (0, 1))
    counts = np.histogram2d(x[known], y[known], bins=(W, H), range=frame, weights=weights)[0]
    return counts.T[::-1].ravel()


def pixels_of(x, y):
    return pixel_index(x, y, 0, 1, 0, 1, W, H)


@pytest.mark.parametrize("n", [0, 1, 5000])
def test_all_rows_are_counted_as_numpy_counts_them(n):
    x, y = points(n)
    pixels = pixels_of(x, y)
    assert pixels.dtype == np.int32
    assert np.array_equal(count_all(pixels, W * H), reference(x, y))


def test_corners_fall_on_corner_pixels_and_missing_rows_on_none():
    x = np.array([0, 1, 0, 1, np.nan, 0.5, -0.01, 1.01], np.float32)
    y = np.array([0, 0, 1, 1, 0.5, np.nan, 0.5, 0.5], np.float32)
    assert pixels_of(x, y).tolist() == [W * H - W, W * H - 1, 0, W - 1, -1, -1, -1, -1]


def test_a_viewport_without_width_keeps_its_rows():
    x = np.full(3, 0.5, np.float32)
    assert (pixel_index(x, x, 0.5, 0.5, 0.5, 0.5, W, H) >= 0).all()


@pytest.mark.parametrize("share", [0.0, 0.05, 0.6, 1.0])
def test_selected_rows_are_counted_by_mask_and_by_index(share):
    x, y = points(5000)
    mask = np.random.default_rng(1).random(5000) < share
    expected = reference(x[mask], y[mask])
    assert np.array_equal(count_mask(pixels_of(x, y), mask, W * H), expected)
    assert np.array_equal(count_rows(pixels_of(x, y), np.flatnonzero(mask), W * H), expected)


def test_colours_are_summed_with_their_count_and_unknown_codes_take_the_last():
    x, y = points(3000)
    codes = np.random.default_rng(3).integers(-1, 3, 3000)
    colors = np.random.default_rng(4).random((3, 3)).astype(np.float32)
    sums = sum_colors(pixels_of(x, y), codes, colors, W * H)
    chosen = colors[np.where((codes < 0) | (codes > 1), 2, codes)]
    for channel in range(3):
        assert np.allclose(sums[:, channel], reference(x, y, chosen[:, channel]), atol=1e-4)
    assert np.array_equal(sums[:, 3], reference(x, y))


def test_values_are_summed_and_missing_ones_left_out():
    x, y = points(3000)
    values = np.random.default_rng(5).random(3000).astype(np.float32)
    values[::7] = np.nan
    rows = np.arange(0, 3000, 2)
    sums = sum_values(pixels_of(x, y), values, W * H, rows)
    kept = rows[np.isfinite(values[rows])]
    assert np.allclose(sums[:, 0], reference(x[kept], y[kept], values[kept]), atol=1e-4)
    assert np.array_equal(sums[:, 1], reference(x[kept], y[kept]))
