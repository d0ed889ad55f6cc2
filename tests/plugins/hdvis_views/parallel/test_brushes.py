"""Brushes become exact conditions, and are found again where they were drawn."""

import numpy as np
import pytest
from hdvis_views.parallel.brushes import condition, heights_of, value_at, values_of

from hdvis.data import Column, Dataset

X = np.random.default_rng(0).normal(size=(500, 3)).astype(np.float32)
KIND = Column("kind", np.arange(500) % 4, kind="category", categories=("a", "b", "c", "d"))


@pytest.fixture
def table():
    return Dataset.from_arrays(X, labels={"kind": np.array(list("abcd"))[KIND.values]})


def test_ranges_of_one_axis_add_and_axes_narrow(table):
    extent = {"x0": ((-1.0, 0.0), (1.0, 2.0)), "x2": ((0.0, 1.0),)}
    mask = condition(extent, table.columns).mask(table)
    first, third = X[:, 0], X[:, 2]
    either = ((first >= -1) & (first <= 0)) | ((first >= 1) & (first <= 2))
    assert np.array_equal(mask, either & (third >= 0) & (third <= 1))


def test_no_brush_is_no_condition(table):
    assert condition({}, table.columns) is None
    assert condition({"x0": ()}, table.columns) is None
    assert condition({"gone": ((0.0, 1.0),)}, table.columns) is None


def test_a_range_to_the_end_of_an_axis_holds_the_last_row(table):
    column = table.columns["x1"]
    upper = condition({"x1": values_of(column, [[0.5, 1.0]])}, table.columns)
    low, high = float(X[:, 1].min()), float(X[:, 1].max())
    assert np.array_equal(upper.mask(table), X[:, 1] >= value_at(column, 0.5))
    assert value_at(column, 0.5) == pytest.approx((low + high) / 2, abs=1e-3)
    assert upper.text().startswith("x1 >=")
    whole = condition({"x1": values_of(column, [[0, 1]])}, table.columns)
    assert whole.mask(table).all()
    assert "inf" not in whole.text()


@pytest.mark.parametrize("drawn", [[[0.2, 0.4]], [[0.9, 0.7]], [[0, 0.1], [0.5, 1]]])
def test_a_brush_is_found_again_where_it_was_drawn(drawn, table):
    column = table.columns["x0"]
    again = heights_of(column, values_of(column, drawn))
    assert np.allclose(again, np.sort(drawn, axis=1), atol=1e-3)


def test_ranges_that_overlap_become_one(table):
    column = table.columns["x0"]
    ranges = values_of(column, [[0.5, 0.7], [0.1, 0.3], [0.25, 0.55]])
    assert len(ranges) == 1
    assert heights_of(column, ranges)[0] == pytest.approx([0.1, 0.7], abs=1e-3)


@pytest.mark.parametrize(
    ("drawn", "labels"),
    [([0.3, 0.7], "bc"), ([0, 0.1], "a"), ([0.4, 0.45], "b"), ([0.9, 1], "d"), ([0, 1], "abcd")],
)
def test_categories_are_taken_whole(drawn, labels, table):
    ranges = values_of(KIND, [drawn])
    mask = condition({"kind": ranges}, table.columns).mask(table)
    assert np.array_equal(mask, np.isin(np.array(list("abcd"))[KIND.values], list(labels)))
    assert values_of(KIND, heights_of(KIND, ranges)) == ranges


def test_a_single_category_and_a_constant_can_be_brushed():
    one = Column("one", np.zeros(5, int), kind="category", categories=("only",))
    assert values_of(one, [[0.2, 0.3]]) == ((0.0, 0.0),)
    assert heights_of(one, ((0.0, 0.0),)) == [[0.0, 1.0]]
    flat = Column("flat", np.full(5, 7.0))
    low, high = values_of(flat, [[0.4, 0.6]])[0]
    assert low < 7 < high


def test_enormous_values_do_not_overflow():
    wide = Column("wide", np.array([-1.7e308, 0.0, 1.7e308]))
    ((low, high),) = values_of(wide, [[0.25, 0.75]])
    assert np.isfinite([low, high]).all()
    assert low < 0 < high
