"""A free point stands on the axes of its own space only, and one coordinate moves at a time."""

import numpy as np
import pytest
from hdvis_views.parallel.focus_line import focus_heights, moved

from hdvis.data import Dataset
from hdvis.selection import Focus

X = np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32)


@pytest.fixture
def dataset():
    return Dataset.from_arrays(X, labels={"size": np.arange(40.0)}, spaces={"other": X[:, :2]})


def columns_of(dataset):
    return [dataset.columns[name] for name in ("x2", "size", "x0")]


def test_a_row_and_the_point_at_its_place_cross_the_axes_alike(dataset):
    columns = columns_of(dataset)
    row = focus_heights(Focus(row=7), columns, dataset)
    assert row == pytest.approx([float(c.unit_values[7]) for c in columns])
    point = focus_heights(Focus(point=X[7], space="vectors"), columns, dataset)
    assert point[1] is None
    assert [point[0], point[2]] == pytest.approx([row[0], row[2]], abs=1e-6)


def test_a_point_of_another_space_leaves_its_row_on_the_page(dataset):
    columns = columns_of(dataset)
    elsewhere = Focus(row=3, point=np.zeros(2), space="other")
    assert focus_heights(elsewhere, columns, dataset) == focus_heights(
        Focus(row=3), columns, dataset
    )
    assert focus_heights(Focus(point=np.zeros(2), space="other"), columns, dataset) is None
    assert focus_heights(None, columns, dataset) is None


def test_one_coordinate_moves_and_nothing_is_changed_in_place(dataset):
    column = dataset.columns["x2"]
    first = moved(Focus(row=7), column, 1.0, dataset)
    assert first.point[2] == X[:, 2].max()
    assert np.array_equal(first.point[:2], X[7, :2])
    second = moved(first, dataset.columns["x0"], 0.0, dataset)
    assert second.point[2] == first.point[2]
    assert first.point[0] == X[7, 0]
    assert second.row == 7
    assert moved(first, dataset.columns["size"], 0.5, dataset) is None
    assert moved(Focus(point=np.zeros(2), space="other"), column, 0.5, dataset) is None
