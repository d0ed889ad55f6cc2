"""Values have places in a window of two columns, and places values."""

import numpy as np
import pytest
from hdvis_views.scatter.window import HOME, Window, pair_name

from hdvis.data import Column
from hdvis.render import Viewport


@pytest.fixture
def window():
    x = Column("x", np.array([0.0, 10.0, np.nan]))
    y = Column("y", np.array([-2.0, 2.0, 1.0]), unit="m")
    return Window(x, y, Viewport(0.0, 0.5, 0.0, 1.0))


def test_places_and_values_go_back_and_forth(window):
    assert window.place(2.5, 0.0) == [0.5, 0.5]
    assert window.values([[0.5, 0.5], [0.0, 1.0]]) == [(2.5, 0.0), (0.0, 2.0)]


def test_a_row_without_a_value_has_no_place(window):
    assert window.row_place(1) == [2.0, 1.0]
    assert window.row_place(2) is None


def test_axes_name_column_and_unit_and_mark_what_is_in_view(window):
    axes = window.axes
    assert axes["y"]["label"] == "y (m)"
    shares = {text: share for share, text in axes["x"]["ticks"]}
    assert shares["5"] == 1.0
    assert "10" not in shares


def test_an_embedding_has_no_axes_and_one_name():
    one, two = (Column(f"PCA {i}", np.arange(3.0)) for i in (1, 2))
    assert Window(one, two).axes == {}
    assert pair_name("PCA 1", "PCA 2") == "PCA"
    assert pair_name("PCA 1", "UMAP 2") == "PCA 1 × UMAP 2"


def test_zooming_ends_at_sane_bounds(window):
    assert window.part(0.5, 1.0, 0.0, 0.5) == Viewport(0.25, 0.5, 0.0, 0.5)
    assert window.part(0.5, 0.5 + 1e-9, 0, 1) == window.view
    assert Window(window.x, window.y, HOME).part(-100, 100, 0, 1) == HOME
