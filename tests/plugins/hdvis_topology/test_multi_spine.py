"""Two functions on one graph: what their hills share, by hand and on the page."""

import numpy as np
import pytest
from hdvis_topology.multi_spine import TopologicalMultiSpine
from hdvis_topology.overlap import overlap
from hdvis_topology.spine import TopologicalSpine
from hdvis_topology.topology import Recipe, make_topology

from hdvis.data import Dataset
from hdvis.data.function import Function
from hdvis.hooks import Catalog, create_manager
from hdvis.testing import Harness

CATALOG = Catalog.of(create_manager(only=("hdvis_topology", "topology")))


def dataset(n=300):
    draw = np.random.default_rng(0)
    x = draw.random((n, 2))

    def hill(at, height):
        return height * np.exp(-30 * ((x - at) ** 2).sum(1))

    labels = {"one": hill(0.2, 1) + hill(0.8, 0.8), "other": hill(0.2, 0.7) + hill(0.8, 1)}
    return Dataset.from_arrays(x, names=["x", "y"], labels=labels)


def test_the_table_counts_shared_rows_and_matches_the_hills_that_lie_together():
    columns = dataset().columns
    one = make_topology(Recipe(Function(("x", "y"), "one")), columns)
    other = make_topology(one.recipe.of_range("other"), columns, one)
    found = overlap(one, other)
    for a, top in enumerate(one.extrema):
        for b, second in enumerate(other.extrema):
            both = (one.segments == top) & (other.segments == second)
            either = (one.segments == top) | (other.segments == second)
            assert found.counts[a, b] == both.sum()
            assert found.jaccard[a, b] == pytest.approx(both.sum() / either.sum())
    assert found.counts.sum() == 300
    assert found.matches.tolist() == [1, 0]  # the heights are the other way round


@pytest.fixture
def page():
    with Harness(dataset(), catalog=CATALOG) as harness:
        harness.place(TopologicalSpine)
        harness.settle()
        pane = harness.place(TopologicalMultiSpine)
        harness.settle()
        assert not harness.failure(pane)
        yield harness, pane, harness.parts(pane)[0]


def test_the_second_function_stands_on_the_graph_of_the_first(page):
    harness, pane, view = page
    assert view.spine["name"] == "one"
    assert view.table["second"] == view.function == "other"
    assert [choice["name"] for choice in view.functions] == ["one", "other"]
    assert len(view.spine["marks"]) == 2
    assert pane.module._second.graph is harness.state.topology.graph


def test_a_cell_selects_the_rows_of_both_hills_and_a_name_all_of_one(page):
    harness, _, view = page
    view._handle_msg({"type": "cell", "first": 0, "second": 1, "mode": None})
    harness.settle()
    assert harness.state.rows.selected.sum() == view.table["counts"][0][1]
    view._handle_msg({"type": "cell", "first": -1, "second": 1, "mode": "replace"})
    harness.settle()
    assert harness.state.rows.selected.sum() == np.array(view.table["counts"])[:, 1].sum()


def test_a_new_first_function_brings_a_new_table(page):
    harness, _, view = page
    harness.state.function = Function(("x", "y"), "other")
    harness.settle()
    assert (view.spine["name"], view.table["second"]) == ("other", "one")


def test_without_a_second_function_it_says_so():
    data = dataset()
    alone = Dataset.from_arrays(data.vectors, names=["x", "y"], labels={"one": data.vectors[:, 0]})
    with Harness(alone, catalog=CATALOG) as harness:
        spine = harness.place(TopologicalSpine)
        pane = harness.place(TopologicalMultiSpine)
        harness.settle()
        assert not harness.failure(spine)
        harness.state.columns = {}  # the spine's own column is a category anyway
        harness.settle()
        assert "no other column" in harness.parts(pane)[0].note
