"""Parallel coordinates draw each row between its values, few as lines and many as density."""

import numpy as np
import pytest

from hdvis.data import Column
from hdvis.render import AxisPlanes, AxisTable


def table_of(n, d=4, seed=0):
    values = np.random.default_rng(seed).random((d, n)).astype(np.float32)
    return AxisTable([Column(f"x{i}", v) for i, v in enumerate(values)])


@pytest.mark.parametrize("n", [0, 1, 100, 5000])
def test_planes_have_the_size_asked_for(n):
    planes = AxisPlanes(table_of(n), range(4), 120, 80)
    assert planes.all.shape == (80, 120)
    assert planes.all.dtype == np.uint8
    assert planes.all.any() == (n > 0)
    assert planes.half().all.shape == (40, 60)


@pytest.mark.parametrize("n", [100, 6000])
def test_everything_selected_looks_like_all_rows_and_nothing_is_empty(n):
    planes = AxisPlanes(table_of(n), range(4), 120, 80)
    assert np.array_equal(planes.selected(np.ones(n, bool)), planes.all)
    assert not planes.selected(np.zeros(n, bool)).any()


def test_a_selection_that_changes_a_little_is_drawn_as_one_made_anew():
    table, rng = table_of(20_000), np.random.default_rng(1)
    planes, mask = AxisPlanes(table, range(4), 120, 80), rng.random(20_000) < 0.5
    planes.selected(mask)
    moved = mask.copy()
    moved[:400] ^= True
    fresh = AxisPlanes(table, range(4), 120, 80)
    assert np.array_equal(planes.selected(moved), fresh.selected(moved))


@pytest.mark.parametrize("n", [50, 5000])
def test_a_flipped_axis_turns_its_values_over(n):
    values = np.full(n, 0.8, np.float32)
    columns = [
        Column("a", np.linspace(0, 1, n, dtype=np.float32) * 0 + values),
        Column("b", values),
    ]
    table = AxisTable([Spread(c) for c in columns])
    plane = AxisPlanes(table, [0, 1], 60, 100, frozenset([1])).all
    left, right = np.flatnonzero(plane[:, 0]).mean(), np.flatnonzero(plane[:, -1]).mean()
    assert abs(left - 20) < 2
    assert abs(right - 80) < 2


class Spread:
    """A column whose unit values are its values."""

    kind, categories = "numeric", ()

    def __init__(self, column):
        self.unit_values = column.values
        self.units_at = lambda rows: column.values[rows]
        self.codes = np.minimum(column.values * 255, 254).astype(np.uint8)


@pytest.mark.parametrize("n", [30, 3000])
def test_categories_are_spread_over_their_axis(n):
    codes = np.arange(n, dtype=np.int32) % 3
    kind = Column("k", codes, kind="category", categories=("a", "b", "c"))
    plane = AxisPlanes(AxisTable([kind, kind]), [0, 1], 50, 90).all
    rows = np.flatnonzero(plane[:, 25])
    assert rows.min() < 3
    assert rows.max() > 86
    assert np.any(np.abs(rows - 45) < 3)


@pytest.mark.parametrize("n", [40, 4000])
def test_missing_values_leave_their_segments_out(n):
    full, gone = np.random.default_rng(0).random((2, n)).astype(np.float32)
    gone[:] = np.nan
    table = AxisTable([Column("a", full), Column("b", full), Column("c", gone)])
    plane = AxisPlanes(table, [0, 1, 2], 101, 60).all
    assert plane[:, :50].any()
    assert not plane[:, 52:].any()


@pytest.mark.parametrize("n", [10, 4000])
def test_one_axis_is_level_lines_and_none_is_empty(n):
    plane = AxisPlanes(table_of(n), [2], 40, 60).all
    assert plane.any()
    assert np.all(plane == plane[:, :1])
    assert not AxisPlanes(table_of(n), [], 40, 60).all.any()


def test_the_nearest_line_is_the_one_numpy_finds():
    table = table_of(500)
    planes = AxisPlanes(table, [3, 0, 1], 301, 201, frozenset([0]))
    a, b = 1 - table.columns[0].unit_values, table.columns[1].unit_values
    share, height = (225 - 150) / 150, 1 - (60 - 0.5) / 200
    expected = np.argmin(np.abs(a + (b - a) * share - height))
    assert planes.nearest_line(225, 60) == expected
    mask = np.ones(500, bool)
    mask[expected] = False
    assert planes.nearest_line(225, 60, 200, mask) not in (None, expected)


def test_no_line_is_near_an_empty_place():
    low = Column("a", np.array([0, 0, 1], np.float32))
    planes = AxisPlanes(AxisTable([low, low]), [0, 1], 100, 100)
    assert planes.nearest_line(50, 50) is None
    assert AxisPlanes(table_of(0), [0, 1], 100, 100).nearest_line(50, 50) is None


@pytest.mark.parametrize("n", [60, 4000])
def test_lines_have_the_colours_of_their_categories(n):
    low, high = np.full(n, 0.1, np.float32), np.full(n, 0.9, np.float32)
    kinds = np.arange(n) % 2
    column = Column("a", np.where(kinds == 0, low, high))
    planes = AxisPlanes(AxisTable([Spread(column), Spread(column)]), [0, 1], 40, 101)
    colors = np.array([[255, 0, 0], [0, 0, 255]], np.uint8)
    rgba = planes.by_category(kinds, 2, None, colors)
    top, bottom = rgba[10, 20], rgba[90, 20]
    assert tuple(top[:3]) == (0, 0, 255)
    assert tuple(bottom[:3]) == (255, 0, 0)
    assert np.array_equal(rgba[..., 3] > 0, planes.all > 0)
    only = planes.by_category(kinds, 2, kinds == 0, colors)
    assert not only[:50, :, 3].any()
    grey = planes.by_category(np.full(n, -1), 2, None, colors)
    assert len(set(grey[10, 20, :3].tolist())) > 1
    assert np.ptp(grey[10, 20, :3]) < 20


@pytest.mark.parametrize("n", [60, 4000])
def test_where_many_cross_the_common_colour_stays_clear(n):
    column = Column("a", np.full(n, 0.5, np.float32))
    planes = AxisPlanes(AxisTable([Spread(column), Spread(column)]), [0, 1], 40, 101)
    colors = np.array([[255, 0, 0], [0, 0, 255]], np.uint8)
    red, _, blue, _ = planes.by_category((np.arange(n) % 10 == 0) * 1, 2, None, colors)[50, 20]
    assert red > 240
    assert blue < 60 if n > 2000 else True


@pytest.mark.parametrize("n", [60, 4000])
def test_lines_have_the_mean_of_their_values(n):
    column = Column("a", np.full(n, 0.5, np.float32))
    planes = AxisPlanes(AxisTable([Spread(column), Spread(column)]), [0, 1], 40, 101)
    values = np.full(n, 0.25, np.float32)
    values[::3] = np.nan
    mean, density = planes.by_value(values)
    assert mean[50, 20] in (63, 64, 65)
    assert density[50, 20] > 0
    assert not planes.by_value(np.full(n, np.nan, np.float32))[1].any()
