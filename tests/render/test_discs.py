"""Discs can be seen, and answer what density planes answer."""

import numpy as np

from hdvis.render import DiscPlanes, PointPlanes, Viewport, point_planes
from hdvis.render.palette import category_colors

CORNER = np.float32([0.25]), np.float32([0.75])


def test_a_disc_has_the_area_of_its_radius_and_stands_at_its_row():
    plane = DiscPlanes(*CORNER, Viewport(), 80, 80, radius=6, opacity=1).all
    assert abs(plane.sum() / 255 - np.pi * 36) < 3
    rows, columns = np.nonzero(plane)
    assert abs(rows.mean() + 0.5 - 20) < 0.1
    assert abs(columns.mean() + 0.5 - 20) < 0.1


def test_discs_over_the_edge_are_cut_and_missing_rows_left_out():
    x, y = np.float32([0, 1, np.nan]), np.float32([0, 1, 0.5])
    plane = DiscPlanes(x, y, Viewport(), 30, 20).all
    assert plane[-1, 0] > 0
    assert plane[0, -1] > 0
    assert not plane[5:15, 8:22].any()


def test_selected_discs_are_some_of_all():
    x, y = np.random.default_rng(0).random((2, 50)).astype(np.float32)
    planes = DiscPlanes(x, y, Viewport(), 60, 60)
    chosen = planes.selected(np.arange(50) < 5)
    assert np.all(chosen <= planes.all)
    assert np.array_equal(planes.selected(np.ones(50, bool)), planes.all)
    assert not planes.selected(np.zeros(50, bool)).any()


def test_category_and_value_colour_the_disc():
    planes = DiscPlanes(*CORNER, Viewport(), 80, 80)
    picture = planes.by_category(np.array([1]), 2)
    assert np.abs(picture[20, 20, :3].astype(int) - category_colors(2)[1]).max() <= 1
    mean, density = planes.by_value(np.float32([0.5]))
    assert mean[20, 20] == 128
    assert density[20, 20] > 0
    assert not planes.by_value(np.float32([np.nan]))[1].any()


def test_the_nearest_disc_is_picked():
    planes = DiscPlanes(*CORNER, Viewport(), 80, 80)
    assert planes.nearest(21, 22) == 0
    assert planes.nearest(60, 60) is None
    assert planes.half().all.shape == (40, 40)


def test_few_rows_are_discs_and_many_are_density():
    few, many = np.zeros(10, np.float32), np.zeros(30_000, np.float32)
    assert isinstance(point_planes(few, few, Viewport(), 9, 9), DiscPlanes)
    assert isinstance(point_planes(many, many, Viewport(), 9, 9), PointPlanes)
    assert not point_planes(few[:0], few[:0], Viewport(), 9, 9).all.any()
