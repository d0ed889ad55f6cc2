"""A graph is searched once for all who ask, and once on a machine."""

from threading import Thread

import numpy as np
import pytest

from hdvis.analysis.neighbors import GraphStore, SharedGraph, kept
from hdvis.errors import Cancelled


@pytest.fixture
def vectors(rng):
    return rng.normal(size=(400, 5)).astype(np.float32)


@pytest.fixture
def searches(monkeypatch):
    """The number of neighbours of every search that was made."""
    made, search = [], kept.neighbor_graph

    def counted(vectors, k, **how):
        made.append(k)
        return search(vectors, k, **how)

    monkeypatch.setattr(kept, "neighbor_graph", counted)
    monkeypatch.setattr(kept, "_WORTH", 0.0)
    return made


def test_the_same_values_are_searched_once_on_a_machine(tmp_path, vectors, searches):
    first = GraphStore(tmp_path).graph(vectors, 20)
    again = GraphStore(tmp_path).graph(vectors.copy(), 20)
    assert searches == [20]
    assert np.array_equal(first.indices, again.indices)
    assert (again.metric, again.method, again.recall) == (
        first.metric, first.method, first.recall,
    )  # fmt: skip


def test_other_values_and_another_metric_are_searched_anew(tmp_path, vectors, searches):
    store = GraphStore(tmp_path)
    store.graph(vectors, 20)
    store.graph(vectors, 20, metric="cosine")
    store.graph(vectors + np.eye(400, 5, dtype=np.float32), 20)
    assert searches == [20, 20, 20]


def test_a_broken_file_counts_as_none(tmp_path, vectors, searches):
    GraphStore(tmp_path).graph(vectors, 20)
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    assert GraphStore(tmp_path).graph(vectors, 20).k == 20
    assert searches == [20, 20]


def test_what_is_quick_to_find_is_not_written(tmp_path, vectors):
    GraphStore(tmp_path).graph(vectors, 20)
    assert not list(tmp_path.glob("*.npz"))


def test_all_who_ask_at_once_share_one_search(vectors, searches):
    shared, got = SharedGraph(lambda: vectors, "euclidean", GraphStore(None)), []
    asking = [Thread(target=lambda k=k: got.append(shared.at_least(k))) for k in (5, 15, 64)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(20)
    assert searches == [64]
    assert got[0] is got[1] is got[2]


def test_a_larger_graph_takes_the_place_of_a_smaller(vectors, searches):
    shared = SharedGraph(lambda: vectors, "euclidean", GraphStore(None))
    assert shared.at_least(10).k == 64
    assert shared.at_least(100).k == 192
    assert shared.at_least(10).k == 192
    assert shared.at_least(1000).k == 399
    assert shared.at_least(2000).k == 399
    assert searches == [64, 192, 1000]


def test_a_stop_leaves_the_graph_to_be_made_by_the_next(vectors, searches):
    def stop(share):
        raise Cancelled

    shared = SharedGraph(lambda: vectors, "euclidean", GraphStore(None))
    with pytest.raises(Cancelled):
        shared.at_least(10, checkpoint=stop)
    assert shared.at_least(10).k == 64
