"""Neighborhood makes a graph, says what it is like, and warns where it falls apart."""

import numpy as np
import pytest
from hdvis_projection.neighborhood import Neighborhood
from hdvis_projection.neighborhood.work import degree_bars

from hdvis.analysis import empty_region_graph, neighbor_graph
from hdvis.data import Dataset
from hdvis.testing.harness import Harness


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("HDVIS_CACHE", str(tmp_path))


@pytest.fixture
def points(rng):
    return rng.normal(size=(200, 3)).astype("f4")


@pytest.fixture
def room(points):
    with Harness(Dataset.from_arrays(points)) as made:
        yield made


@pytest.fixture
def module(room):
    made = room.place(Neighborhood).module
    room.settle()
    return made


def say(room, module, **message):
    module.view._handle_msg(message)
    room.settle()


def test_a_small_set_has_its_graph_unasked(room, module, points):
    expected = empty_region_graph(neighbor_graph(points, 20), points)
    assert np.array_equal(room.state.neighborhood.edges, expected.edges)
    assert module.view.facts[0][1].startswith(f"{len(expected.edges):,}, ")
    assert module.view.facts[2] == ["chosen from", "all true neighbours, exact"]
    assert module.view.warning == ""


def test_degrees_and_components_are_columns(room, module):
    graph = room.state.neighborhood
    assert np.array_equal(room.state.columns["neighbors"].values, graph.degrees)
    assert (room.state.columns["component"].values == 0).all()


def test_a_bar_selects_rows_of_its_degree(room, module):
    label, count = module.view.bars[5]
    say(room, module, type="bar", index=5, mode=None)
    assert room.state.rows.selected_count == count
    assert label == "5"


def test_a_graph_that_falls_apart_is_warned_of(room, module, points):
    room.load(Dataset.from_arrays(np.concatenate([points, points[:50] + 900])))
    room.settle()
    assert "the largest of 2 components has 200 rows" in module.view.warning


def test_another_rule_gives_another_graph(room, module):
    before = room.state.neighborhood
    say(room, module, type="set", name="method", value="relative neighbor")
    say(room, module, type="run")
    assert len(room.state.neighborhood.edges) < len(before.edges)
    assert room.state.neighborhood.kind == "relative neighbor"


def test_beta_is_asked_for_where_it_counts(room, module):
    names = [field["name"] for field in module.view.more]
    assert "beta" not in names
    say(room, module, type="set", name="method", value="diamond")
    assert "beta" in [field["name"] for field in module.view.more]
    say(room, module, type="set", name="beta", value=-3)
    assert "beta" in module.view.problem


def test_bars_count_every_row_once():
    bars = degree_bars(np.array([0, 1, 1, 99]))
    assert len(bars) <= 24
    assert sum(count for _, count in bars) == 4
    assert bars[0] == ("0–4", 3)
    assert degree_bars(np.empty(0, int)) == []
