"""Planes of points show the rows they are asked for, where they are."""

import numpy as np
import pytest

from hdvis.render import PointPlanes, Viewport
from hdvis.render.palette import category_colors


def planes_of(n=5000, width=40, height=30, viewport=None):
    x, y = np.random.default_rng(0).random((2, n)).astype(np.float32)
    x[::11] = np.nan
    return PointPlanes(x, y, viewport or Viewport(), width, height)


@pytest.mark.parametrize("n", [0, 1, 5000])
def test_every_row_is_on_the_plane(n):
    planes = planes_of(n)
    assert planes.all.shape == (30, 40)
    assert planes.all.dtype == np.uint8
    assert planes.counts.sum() == np.isfinite(planes.x).sum()
    assert np.array_equal(planes.all > 0, planes.counts.reshape(30, 40) > 0)


def test_everything_selected_looks_like_all_rows_and_nothing_is_empty():
    planes = planes_of()
    assert np.array_equal(planes.selected(np.ones(5000, bool)), planes.all)
    assert not planes.selected(np.zeros(5000, bool)).any()


def test_a_high_value_is_drawn_at_the_top():
    planes = PointPlanes(np.float32([0.1]), np.float32([0.9]), Viewport(), 10, 10)
    assert np.argwhere(planes.all).tolist() == [[1, 1]]


def test_constant_columns_make_one_pixel():
    flat = np.full(100, 0.5, np.float32)
    assert (PointPlanes(flat, flat, Viewport(), 20, 20).all > 0).sum() == 1


def test_a_category_alone_keeps_its_colour_and_unknown_is_grey():
    planes = PointPlanes(
        np.float32([0.15, 0.95, 0.55]), np.float32([0.15, 0.95, 0.55]), Viewport(), 10, 10
    )
    picture = planes.by_category(np.array([0, 2, -1]), 3)
    assert picture.shape == (10, 10, 4)
    assert np.abs(picture[8, 1, :3].astype(int) - category_colors(3)[0]).max() <= 1
    assert np.abs(picture[0, 9, :3].astype(int) - category_colors(3)[2]).max() <= 1
    assert np.ptp(picture[4, 5, :3].astype(int)) < 20
    assert (picture[..., 3] > 0).sum() == 3


def test_categories_and_values_can_be_limited_to_the_selection():
    planes, mask = planes_of(), np.arange(5000) < 100
    codes = np.zeros(5000, np.int32)
    assert np.array_equal(planes.by_category(codes, 1, mask)[..., 3], planes.selected(mask))
    assert np.array_equal(planes.by_value(planes.y, mask)[1], planes.selected(mask))


def test_mean_values_per_pixel():
    planes = PointPlanes(np.full(3, 0.5, np.float32), np.zeros(3, np.float32), Viewport(), 1, 1)
    mean, density = planes.by_value(np.float32([0, 0.5, np.nan]))
    assert mean.tolist() == [[64]]
    assert density[0, 0] > 0


@pytest.mark.parametrize("view", [Viewport(), Viewport(0.2, 0.4, 0.5, 0.9)])
def test_the_nearest_row_is_the_one_numpy_finds(view):
    planes = planes_of(width=400, height=300, viewport=view)
    px, py = view.pixel(planes.x, planes.y, 400, 300)
    for at in [(200, 100), (10, 290), (399, 1)]:
        away = np.hypot(px - at[0], py - at[1])
        assert planes.nearest(*at, radius=60) == np.nanargmin(away)


def test_nothing_is_near_an_empty_place_and_masks_limit_what_is():
    planes = PointPlanes(np.float32([0.5, 0.52]), np.float32([0.5, 0.5]), Viewport(), 100, 100)
    assert planes.nearest(90, 10, 5) is None
    assert planes.nearest(50, 50, 5) == 0
    assert planes.nearest(50, 50, 5, np.array([False, True])) == 1
    assert planes_of(0).nearest(1, 1) is None


def test_half_the_size_is_made_once():
    planes = planes_of()
    assert planes.half().all.shape == (15, 20)
    assert planes.half() is planes.half()
