"""The spine follows its function, publishes its segments, and never mixes old with new."""

import numpy as np
import pytest
from hdvis_topology.slots import SLOTS
from hdvis_topology.spine import TopologicalSpine

from hdvis.data import Column, Dataset
from hdvis.data.function import Function
from hdvis.hooks import Catalog, create_manager
from hdvis.testing import Harness

CATALOG = Catalog.of(create_manager(only=("hdvis_topology", "topology")))


def dataset(n=400):
    draw = np.random.default_rng(0)
    x = draw.random((n, 2))
    far = [((x - at) ** 2).sum(1) for at in (0.2, 0.8)]
    two = np.exp(-30 * far[0]) + 0.8 * np.exp(-30 * far[1])
    images = draw.integers(0, 255, (n, 6, 6, 1)).astype(np.uint8)
    labels = {"two": two, "slope": x[:, 0] + 0.01 * two}
    return Dataset.from_arrays(x, names=["x", "y"], labels=labels, images=images)


@pytest.fixture
def harness():
    with Harness(dataset(), catalog=CATALOG) as made:
        yield made


def place(harness, **options):
    pane = harness.place(TopologicalSpine, **options)
    harness.settle()
    assert not harness.failure(pane)
    return pane, harness.parts(pane)[0]


def hear(harness, view, **message):
    view._handle_msg(message)
    harness.settle()


def test_it_draws_two_peaks_and_publishes_which_rows_lie_on_them(harness):
    pane, view = place(harness)
    assert view.function == "two"
    assert view.spine["labels"] == ["peak 1", "peak 2"]
    column = harness.state.columns["segment"]
    x = harness.state.dataset.vectors
    nearest = [int(np.argmin(((x - at) ** 2).sum(1))) for at in (0.2, 0.8)]
    tops = harness.state.topology.extrema
    assert column.categories == ("peak 1", "peak 2")
    assert column.values[nearest].tolist() == [0, 1]
    assert column.values[tops].tolist() == [0, 1]
    assert "2 maxima" in pane.module.caption


def test_a_click_on_a_peak_selects_its_hill_and_a_second_one_adds(harness):
    _, view = place(harness)
    first, second = harness.state.topology.extrema.tolist()
    hear(harness, view, type="select", row=first, mode=None)
    segments = harness.state.topology.segments
    assert harness.state.rows.selected.tolist() == (segments == first).tolist()
    assert harness.state.focus.row == first
    shares = np.array(view.occupancy).reshape(2, -1)
    assert set(shares[0]) <= {0.0, 1.0}
    assert not shares[1].any()
    hear(harness, view, type="select", row=second, mode="add")
    assert harness.state.rows.selected.all()
    hear(harness, view, type="clear")
    assert view.occupancy is None


def test_the_level_moves_the_column_and_with_it_what_is_selected(harness):
    pane, view = place(harness)
    hear(harness, view, type="level", value=0.95, live=True)
    assert view.spine["labels"] == ["peak 1"]
    assert harness.state.columns["segment"].categories == ("peak 1",)
    assert pane.module.level == 0.95
    hear(harness, view, type="select", row=int(harness.state.topology.extrema[0]), mode=None)
    assert harness.state.rows.selected.all()
    hear(harness, view, type="level", value=None, live=False)
    assert pane.module.level is None
    assert len(view.spine["labels"]) == 2


def test_a_new_function_is_never_drawn_over_the_graph_of_an_old_one(harness):
    """NDDAV left its graph stale in two of six identical trials."""
    pane, view = place(harness)
    for _ in range(6):
        for name, domain in (("slope", ("x", "y")), ("two", ("x", "y")), ("two", ("y",))):
            harness.state.function = Function(domain, name)
        harness.state.function = Function(("x", "y"), "slope")
        harness.settle()
        made = harness.state.topology
        assert made.recipe.function == harness.state.function
        assert made.is_of(pane.module.recipe, harness.state.table.columns)
        values = harness.state.dataset.columns["slope"].values
        assert view.spine["values"][0] == pytest.approx(values[view.spine["rows"][0]])
        assert view.function == view.spine["name"] == "slope"
        harness.state.function = Function(("x", "y"), "two")
        harness.settle()
        assert view.spine["name"] == "two"


def test_a_column_that_is_worked_out_anew_is_read_anew(harness):
    n = harness.state.dataset.n
    harness.state.add_columns(Column("score", np.arange(n, dtype=float)))
    _, view = place(harness, range="score")
    assert view.spine["values"][0] == n - 1
    harness.state.add_columns(Column("score", np.arange(n, dtype=float)[::-1].copy() * 2))
    harness.settle()
    assert view.spine["values"][0] == 2 * (n - 1)
    assert harness.state.topology.sources[-1] is harness.state.columns["score"]


def test_its_own_column_and_those_of_others_do_not_make_it_work_again(harness):
    place(harness)
    before = harness.state.topology
    harness.state.add_columns(Column("other", np.zeros(harness.state.dataset.n)))
    harness.settle()
    assert harness.state.topology.tree is before.tree


def test_two_spines_show_two_functions_beside_each_other(harness):
    _, one = place(harness)
    _, other = place(harness, range="slope", column="slope segment")
    assert (one.spine["name"], other.spine["name"]) == ("two", "slope")
    assert {"segment", "slope segment"} <= set(harness.state.columns)


def test_a_function_is_chosen_on_the_page_or_worked_out(harness):
    _, view = place(harness)
    names = [choice["name"] for choice in view.functions]
    assert {"x", "y", "two", "slope", "log density", "distance from the middle"} <= set(names)
    hear(harness, view, type="function", name="slope")
    assert harness.state.function.range == "slope"
    assert view.spine["name"] == "slope"
    hear(harness, view, type="function", name="log density")
    assert view.spine["name"] == "log density"
    assert np.isfinite(harness.state.columns["log density"].values).all()


def test_minima_are_basins(harness):
    _, view = place(harness, extrema="minima", column="basin")
    assert view.spine["labels"][0] == "basin 1"
    values = view.spine["values"]
    assert values[0] == pytest.approx(harness.state.dataset.columns["two"].values.min())


def test_pictures_of_the_peaks_come_with_them(harness):
    pane, view = place(harness)
    sent = []
    view.send = lambda **message: sent.append(message)
    hear(harness, view, type="ready")
    rows = [picture["row"] for picture in sent[-1]["pictures"]]
    assert rows == harness.state.topology.extrema.tolist()
    pane.module.pictures = "mean"
    harness.settle()
    images = np.asarray(next(iter(harness.state.dataset.images.values())).get(range(400)))
    inside = harness.state.topology.segments == rows[0]
    mean = images[inside].mean(axis=0).round()
    got = np.frombuffer(sent[-1]["pictures"][0]["data"], np.uint8).reshape(6, 6, 4)
    assert np.abs(got[..., :1].astype(float) - mean).max() <= 1


@pytest.mark.parametrize(
    ("f", "said"),
    [
        (np.ones(400), "constant"),
        (np.full(400, np.nan), "`two`"),
    ],
)
def test_a_function_without_hills_is_said(f, said):
    data = dataset().with_columns({"two": f})
    with Harness(data, catalog=CATALOG) as made:
        _, view = place(made, range="two")
        assert said in view.note


def test_the_slot_has_an_example():
    example = SLOTS["topology"].example(dataset())
    assert example.name == "two"
