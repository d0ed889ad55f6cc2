"""The Scatter Plot publishes what is brushed and follows the session."""

import numpy as np
import pytest
from hdvis_views.scatter import ScatterPlot

from hdvis.data import Column, Dataset
from hdvis.selection import Clause, Polygon, Range, Selection
from hdvis.state import Color, NamedFilter
from hdvis.testing import Harness


@pytest.fixture
def dataset(rng):
    vectors = np.vstack([rng.uniform(-2, 2, (300, 3)), [[-2, -2, 0], [2, 2, 0]]])
    labels = {"group": np.where(vectors[:, 0] > 0, "right", "left"), "t": vectors[:, 2]}
    images = rng.integers(0, 256, (302, 6, 6), np.uint8)
    return Dataset.from_arrays(vectors.astype(np.float32), labels=labels, images=images)


class Plot:
    """A scatter plot in a room, and what it sends to its browser."""

    def __init__(self, dataset, **options):
        self.room = Harness(dataset)
        self.frame = self.room.place(ScatterPlot, **options)
        self.module, self.view, self.sent = self.frame.module, self.frame.module.view, []
        self.view.send = lambda **message: self.sent.append(message)

    def say(self, **message):
        self.view._handle_msg(message)
        self.room.settle()
        assert self.room.failure(self.frame) == ""

    def brush(self, kind, points, live=False, **more):
        shape = {"kind": kind, "points": points}
        self.say(type="gesture", shape=shape, live=live, gesture="g1", mode=None, **more)

    @property
    def rows(self):
        return self.room.state.selection.rows(self.room.state.table)


@pytest.fixture
def plot(dataset):
    made = Plot(dataset)
    yield made
    made.room.close()


def share(value):
    """Where a value of −2..2 stands in a view that is padded by 4 % on each side."""
    return ((value + 2) / 4 + 0.04) / 1.08


def test_a_box_selects_the_rows_in_it_in_the_columns_units(plot, dataset):
    corners = [(share(0), share(-1)), (share(1.5), share(-1)), (share(1.5), share(1))]
    plot.brush("box", [*corners, (share(0), share(1))])
    x, y = dataset.vectors[:, 0], dataset.vectors[:, 1]
    expected = np.flatnonzero((x >= 0) & (x <= 1.5) & (y >= -1) & (y <= 1))
    assert set(expected) ^ set(plot.rows) <= set(np.flatnonzero(np.abs(x) < 0.01))
    assert plot.view.chosen["plane"]
    assert [brush["kind"] for brush in plot.view.brushes] == ["box"]


def test_a_lasso_selects_what_the_polygon_holds(plot, dataset):
    corners = [(-1.0, -1.0), (1.0, -1.0), (0.0, 1.5)]
    plot.brush("lasso", [(share(x), share(y)) for x, y in corners])
    expected = np.flatnonzero(Polygon("x0", "x1", tuple(corners)).mask(dataset))
    assert len(set(expected) ^ set(plot.rows)) <= 2
    assert len(expected) > 20


def test_a_live_brush_is_answered_coarsely_and_leaves_history_alone(plot):
    plot.brush("box", [(0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6)], live=True)
    live = [message for message in plot.sent if message["type"] == "chosen"]
    assert live[-1]["chosen"]["width"] == plot.view.base["width"] // 2
    assert plot.room.undo.history.past == ()


def test_its_brush_vanishes_when_another_view_replaces_the_selection(plot):
    plot.brush("box", [(0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6)])
    plot.room.state.selection = Selection((Clause("other", Range("x0", 0)),))
    plot.room.settle()
    assert plot.view.brushes == []


def test_a_click_focuses_the_nearest_row_and_one_beside_all_clears_the_focus(plot, dataset):
    plot.say(type="click", x=share(-2), y=share(-2))
    assert plot.room.state.focus.row == 300
    assert plot.view.focus == pytest.approx([share(-2), share(-2)], abs=1e-5)
    plot.say(type="click", x=0.001, y=0.999)
    assert plot.room.state.focus is None


def test_hover_says_the_rows_values_and_shows_its_image(plot):
    plot.say(type="hover", x=share(2), y=share(2))
    card = plot.sent[-1]
    assert card["row"] == 301
    assert ["group", "right"] in card["values"]
    assert len(card["image"]["data"]) == 6 * 6 * 4


def test_zooming_keeps_the_point_under_the_pointer_and_home_shows_all(plot):
    before = plot.module._viewport
    plot.say(type="view", x0=0.25, x1=0.75, y0=0.25, y1=0.75)
    zoomed = plot.module._viewport
    assert zoomed.x1 - zoomed.x0 == pytest.approx((before.x1 - before.x0) / 2)
    plot.say(type="home")
    assert plot.module._viewport == before


def test_few_rows_in_view_are_drawn_as_their_images(plot):
    assert plot.view.marks is None
    plot.say(type="view", x0=0.0, x1=0.3, y0=0.0, y1=0.3)
    places = plot.view.marks["places"]
    assert 0 < len(places) <= 150
    assert all(0 <= value <= 1 for place in places for value in place)


def test_a_filter_hides_rows_and_a_shared_colour_tints_them(plot):
    every = plot.view.base["all"]
    plot.room.state.filters = (NamedFilter("right", Range("x0", 0.0)),)
    plot.room.settle()
    assert np.count_nonzero(np.frombuffer(plot.view.base["all"], "u1")) < np.count_nonzero(
        np.frombuffer(every, "u1")
    )
    plot.room.state.color = Color("t", "diverging", 0.5)
    plot.room.settle()
    assert plot.view.legend["title"] == "t"
    assert plot.view.legend["labels"][1] == "0.5"  # the middle that was asked for


def test_a_click_in_the_legend_selects_a_category(dataset):
    plot = Plot(dataset, color="group")
    plot.say(type="legend", value="left", mode=None)
    np.testing.assert_array_equal(plot.rows, np.flatnonzero(dataset.vectors[:, 0] <= 0))
    plot.room.close()


def test_a_constant_and_a_missing_column_are_drawn_without_harm(dataset):
    odd = dataset.with_columns({"one": np.ones(302), "gone": np.full(302, np.nan)})
    for x, y in (("one", "x1"), ("gone", "x1"), ("one", "one")):
        plot = Plot(odd, x=x, y=y)
        plot.brush("box", [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)])
        plot.room.close()


def test_a_computed_column_that_is_shown_is_drawn_again(plot):
    plot.module.param.update(x="made", y="x1")
    plot.room.state.add_columns(Column("made", np.linspace(0, 1, 302)))
    plot.room.settle()
    assert plot.view.axes["x"]["label"] == "made"


def test_two_sessions_that_show_the_same_share_their_planes(dataset):
    first, second = Plot(dataset), Plot(dataset)
    assert first.module._planes is second.module._planes
    second.say(type="view", x0=0.25, x1=0.75, y0=0.25, y1=0.75)
    assert first.module._planes is not second.module._planes
    for plot in (first, second):
        plot.room.close()
