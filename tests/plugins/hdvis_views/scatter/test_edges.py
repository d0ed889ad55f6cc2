"""The scatter plot ties rows that are neighbours."""

import numpy as np
import pytest
from hdvis_views.scatter import ScatterPlot
from hdvis_views.scatter import edges as drawn

from hdvis.analysis import empty_region_graph, neighbor_graph
from hdvis.analysis.empty_region import neighbors_of
from hdvis.data import Dataset
from hdvis.testing.harness import Harness


@pytest.fixture
def room(rng):
    with Harness(Dataset.from_arrays(rng.normal(size=(80, 2)).astype("f4"))) as made:
        yield made


@pytest.fixture
def module(room):
    made = room.place(ScatterPlot).module
    made.view._handle_msg({"type": "size", "width": 400, "height": 300})
    vectors = room.state.dataset.vectors
    room.state.neighborhood = empty_region_graph(neighbor_graph(vectors, 10), vectors)
    room.settle()
    return made


def ends(module):
    return np.frombuffer(module.view.edges, np.float32).reshape(-1, 4)


def test_every_edge_is_drawn_from_row_to_row(room, module):
    graph = room.state.neighborhood
    assert len(ends(module)) == len(graph.edges)
    first, second = graph.edges[0]
    assert ends(module)[0, :2] == pytest.approx(module._window.row_place(first), abs=1e-5)
    assert ends(module)[0, 2:] == pytest.approx(module._window.row_place(second), abs=1e-5)


def test_the_row_under_the_pointer_shows_its_neighbours(room, module):
    x, y = module._window.row_place(5)
    module.view._handle_msg({"type": "hover", "x": x, "y": y})
    room.settle()
    assert len(module.view.rays) == 1 + len(neighbors_of(room.state.neighborhood, 5))
    assert module.view.rays[0] == pytest.approx([x, y], abs=1e-5)


def test_too_many_edges_and_those_of_other_rows_are_not_drawn(room, module, monkeypatch):
    monkeypatch.setattr(drawn, "MOST", 10)
    module.edges = False
    module.edges = True
    room.settle()
    assert module.view.edges == b""
    room.load(Dataset.from_arrays(np.eye(5)))
    room.settle()
    assert module.view.edges == b""


def test_edges_can_be_left_out(room, module):
    module.edges = False
    room.settle()
    assert module.view.edges == b""
