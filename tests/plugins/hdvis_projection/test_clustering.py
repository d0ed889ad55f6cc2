"""Clustering finds, names, measures and publishes groups, and survives others' clusterers."""

import time

import numpy as np
import pytest
from hdvis_projection.clustering import Clustering
from sklearn.datasets import make_blobs

from hdvis import hookimpl
from hdvis.data import Dataset
from hdvis.hooks import Catalog, create_manager
from hdvis.selection import OneOf
from hdvis.testing.harness import Harness


class Patient:
    """Waits until it is stopped."""

    def fit_predict(self, X, checkpoint):
        while True:
            checkpoint(0.4)
            time.sleep(0.01)


class Wrong:
    """Gives as many labels as are asked for, of the wrong kind."""

    def __init__(self, kind: str = "floats"):
        self.kind = kind

    def fit_predict(self, X):
        return {"floats": np.zeros(len(X)), "short": np.zeros(3, int)}.get(self.kind)


class Plugin:
    """Offers them."""

    @hookimpl
    def hdvis_clusterers(self):
        return {"Patient": Patient, "Wrong": Wrong}


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("HDVIS_CACHE", str(tmp_path))


@pytest.fixture
def dataset():
    points, group = make_blobs([120, 80, 40], 4, cluster_std=0.5, random_state=3)
    kinds = np.array(["cat", "dog", "eel"])[group]
    return Dataset.from_arrays(points, names=list("abcd"), labels={"kind": kinds})


@pytest.fixture
def room(dataset):
    with Harness(dataset, catalog=Catalog.of(create_manager(extra=[Plugin()]))) as made:
        yield made


@pytest.fixture
def module(room):
    return room.place(Clustering).module


def say(room, **message):
    (part,) = [p for pane in room.panes.values() for p in room.parts(pane)]
    part._handle_msg(message)
    room.settle()


def ask(room, method, **parameters):
    say(room, type="set", name="method", value=method)
    for name, value in parameters.items():
        say(room, type="set", name=f"parameter:{name}", value=value)
    say(room, type="run")


def test_groups_become_a_column_that_colours_every_view(room, module):
    ask(room, "HDBSCAN", min_cluster_size=10)
    column = room.state.columns["cluster"]
    assert column.categories[:3] == ("cluster 1", "cluster 2", "cluster 3")
    assert room.state.color.column == "cluster"
    sizes = [line["cells"][0] for line in module.view.groups[:3]]
    assert sizes == ["120", "80", "40"]
    assert module.caption.startswith("3 · HDBSCAN of 4 columns")
    assert "neighbours: all true neighbours" in module.view.note


def test_every_group_has_its_silhouette_agreement_and_stability(room, module):
    ask(room, "K-means", clusters=3)
    for line in module.view.groups:
        _, silhouette, alike, stability = line["cells"]
        assert float(silhouette) > 0.8
        assert alike == "100 %"
        assert float(stability) > 0.9
        assert "by chance up to" in line["doc"]


def test_names_are_proposed_taken_and_given(room, module):
    ask(room, "K-means", clusters=3)
    assert [line["proposal"] for line in module.view.groups] == ["cat", "dog", "eel"]
    say(room, type="propose")
    assert room.state.columns["cluster"].categories == ("cat", "dog", "eel")
    assert not module.view.proposals
    say(room, type="rename", group=1, name="eel")
    assert room.state.columns["cluster"].categories == ("cat", "eel", "eel (2)")


def test_a_group_becomes_a_selection_and_a_filter(room, module):
    ask(room, "K-means", clusters=3)
    say(room, type="pick", group=1, mode=None)
    assert room.state.rows.selected_count == 80
    assert [line["picked"] for line in module.view.groups] == [False, True, False]
    say(room, type="filter", group=2)
    assert room.state.rows.shown_count == 40
    assert room.state.filters[0].predicate == OneOf("cluster", ("cluster 3",))


def test_the_tree_of_groups_selects(room, module):
    ask(room, "HDBSCAN", min_cluster_size=10)
    boxes = module.view.boxes
    assert {box["group"] for box in boxes} >= {0, 1, 2}
    one = next(box for box in boxes if box["name"] == "cluster 2")
    say(room, type="node", cluster=one["cluster"], mode=None)
    assert room.state.rows.selected_count == 80
    say(room, type="node", cluster=999, mode=None)
    assert room.state.rows.selected_count == 80


def test_noise_is_a_category_of_its_own(room, module):
    ask(room, "DBSCAN", radius=0.3)
    column = room.state.columns["cluster"]
    assert column.categories[-1] == "noise"
    assert module.view.groups[-1]["group"] == -1
    say(room, type="pick", group=-1, mode=None)
    assert room.state.rows.selected_count == int(
        (column.values == len(column.categories) - 1).sum()
    )


def test_all_noise_is_said(room, module):
    ask(room, "HDBSCAN", min_cluster_size=5000)
    assert room.state.columns["cluster"].categories == ("noise",)
    assert "all rows are noise" in module.view.note


def test_a_map_can_be_grouped(room, module, dataset):
    from hdvis_projection.dim_reduction import DimReduction

    room.place(DimReduction, automatic="PCA")
    room.settle()
    module.view._handle_msg({"type": "set", "name": "space", "value": "PCA"})
    module.view._handle_msg({"type": "set", "name": "method", "value": "K-means"})
    module.view._handle_msg({"type": "run"})
    room.settle()
    assert module.caption == "8 · K-means of PCA"
    assert "second: on the map PCA" in module.view.note


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("floats", "Wrong: gave labels of dtype float64"),
        ("short", "Wrong: gave labels of shape (3,), expected (240,)"),
        ("none", "Wrong: gave labels of shape ()"),
    ],
)
def test_what_anothers_clusterer_gives_wrong_is_said(room, module, kind, says):
    ask(room, "K-means", clusters=3)
    ask(room, "Wrong", kind=kind)
    assert says in module.view.problem
    assert len(room.state.columns["cluster"].categories) == 3
    assert module.failure is None


def test_a_run_can_be_stopped(room, module):
    say(room, type="set", name="method", value="Patient")
    module.view._handle_msg({"type": "run"})
    assert module.view.running["stop"] == "stop"
    say(room, type="stop")
    assert module.view.running is None
    assert module.view.problem == "stopped"


def test_rows_with_missing_values_are_in_no_group(room, module, dataset):
    values = dataset.vectors.copy()
    values[5] = np.nan
    room.load(Dataset.from_arrays(values))
    ask(room, "K-means", clusters=3)
    assert "1 rows with missing values are in no group" in module.view.note
    assert room.state.columns["cluster"].values[5] == 3


def test_a_value_out_of_bounds_is_answered_in_place(room, module):
    say(room, type="set", name="method", value="K-means")
    say(room, type="set", name="parameter:clusters", value=1)
    assert "clusters" in module.view.problem
