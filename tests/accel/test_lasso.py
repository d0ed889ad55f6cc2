"""A lasso holds exactly the rows that ray casting finds."""

import numpy as np
import pytest

from hdvis.accel.lasso import polygon_mask


def ray_casting(x, y, points):
    """Even-odd rule, edge by edge, in float64."""
    x, y, points = np.float64(x), np.float64(y), np.float64(points)
    inside = np.zeros(x.size, bool)
    for (xa, ya), (xb, yb) in zip(np.roll(points, 1, axis=0), points, strict=True):
        if ya != yb:
            with np.errstate(invalid="ignore"):
                crosses = (ya > y) != (yb > y)
                inside ^= crosses & (x < xa + (xb - xa) * ((y - ya) / (yb - ya)))
    return inside


def star(corners, seed):
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.random(corners)) * 2 * np.pi
    radius = 0.1 + 0.4 * rng.random(corners)
    return np.c_[0.5 + radius * np.cos(angle), 0.5 + radius * np.sin(angle)]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("corners", [3, 4, 17, 60, 400])
def test_a_drawn_polygon_agrees_with_ray_casting(corners, dtype):
    x, y = np.random.default_rng(corners).random((2, 200_000)).astype(dtype)
    points = star(corners, corners)
    assert np.array_equal(polygon_mask(x, y, points), ray_casting(x, y, points))


def test_a_polygon_that_crosses_itself_follows_the_even_odd_rule():
    x, y = np.random.default_rng(0).random((2, 100_000))
    points = np.random.default_rng(3).random((25, 2))
    assert np.array_equal(polygon_mask(x, y, points), ray_casting(x, y, points))


def test_thin_and_axis_parallel_polygons_are_exact():
    x, y = np.random.default_rng(0).random((2, 100_000))
    for points in (
        [(0.2, 0.3), (0.8, 0.3), (0.8, 0.6), (0.2, 0.6)],
        [(0, 0), (1, 1), (1, 1.001), (0, 0.001)],
        [(0, 0.5), (1, 0.5), (1, 0.5001)],
    ):
        assert np.array_equal(polygon_mask(x, y, points), ray_casting(x, y, points))


def test_missing_and_infinite_values_are_outside():
    bad = np.array([np.nan, np.inf, -np.inf, 0.5])
    square = [(0, 0), (1, 0), (1, 1), (0, 1)]
    assert polygon_mask(bad, np.full(4, 0.5), square).tolist() == [False, False, False, True]
    assert not polygon_mask(np.full(3, 0.5), bad[:3], square).any()


def test_values_over_the_whole_float_range_do_not_overflow():
    x = np.array([-1.7e308, 0, 1.2e308])
    square = [(-1e308, -1e308), (1.5e308, -1e308), (1.5e308, 1e308), (-1e308, 1e308)]
    assert polygon_mask(x, np.zeros(3), square).tolist() == [False, True, True]


@pytest.mark.parametrize("points", [[], [(0, 0)], [(0, 0), (1, 1)], [(0, 0), (1, 0), (2, 0)]])
def test_a_polygon_without_area_holds_nothing(points):
    assert not polygon_mask(np.zeros(3), np.zeros(3), points).any()


def test_no_rows_give_no_rows():
    assert polygon_mask(np.zeros(0), np.zeros(0), star(5, 0)).size == 0
