"""Viewports pad, zoom and convert without overflow."""

import math

import pytest

from hdvis.render import Viewport


def test_padding_adds_a_share_on_each_side():
    view = Viewport(0, 10, -1, 1).padded(0.1)
    assert (view.x0, view.x1) == pytest.approx((-1, 11))
    assert (view.y0, view.y1) == pytest.approx((-1.2, 1.2))


@pytest.mark.parametrize("limit", [1e308, 1.7e308])
def test_the_whole_float_range_is_padded_without_overflow(limit):
    view = Viewport(-limit, limit, -limit, limit).padded()
    assert all(math.isfinite(v) for v in (view.x0, view.x1, view.y0, view.y1))
    assert view.x0 <= -limit
    assert view.x1 >= limit
    x, y = view.point(50, 50, 100, 100)
    assert abs(x) < 1e293
    assert abs(y) < 1e293


@pytest.mark.parametrize("view", [Viewport(), Viewport(-3, 5, 100, 250)])
def test_a_pixel_and_its_point_are_inverse(view):
    px, py = view.pixel(*view.point(30, 70, 400, 300), 400, 300)
    assert (px, py) == pytest.approx((30, 70))


def test_y_points_down_in_pixels():
    assert Viewport(0, 1, 0, 1).point(0, 0, 10, 10) == (0, 1)


def test_zooming_keeps_the_point_under_the_cursor():
    view = Viewport(-3, 5, 100, 250)
    near = view.zoomed(0.5, 0.25, 0.75)
    assert near.x1 - near.x0 == pytest.approx(4)
    assert pytest.approx(near.x0 + 4 * 0.25) == -3 + 8 * 0.25
    assert pytest.approx(near.y0 + 75 * 0.75) == 100 + 150 * 0.75


def test_moving_keeps_the_size():
    assert Viewport(0, 2, 0, 4).moved(0.5, -0.25) == Viewport(1, 3, -1, 3)


def test_a_viewport_in_data_units_becomes_one_of_unit_values():
    assert Viewport(15, 20, 0, 2).within((10, 20), (0, 4)) == Viewport(0.5, 1, 0, 0.5)
