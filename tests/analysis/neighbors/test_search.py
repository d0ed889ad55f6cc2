"""Neighbour graphs against scikit-learn's brute force."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from hdvis.analysis import Recall, neighbor_graph
from hdvis.errors import Cancelled, DataError


def reference(vectors, k, metric="euclidean"):
    search = NearestNeighbors(n_neighbors=k, metric=metric, algorithm="brute").fit(vectors)
    return search.kneighbors()


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_exact_neighbours_have_the_distances_of_brute_force(digits, metric):
    graph = neighbor_graph(digits.data, 12, metric=metric)
    distances, _ = reference(digits.data, 12, metric)
    assert graph.distances == pytest.approx(distances, abs=1e-4)
    assert graph.recall == Recall(1.0, 0.0, 0)


def test_neighbours_far_from_the_origin_keep_their_order(rng):
    near = rng.normal(size=(300, 3))
    graph = neighbor_graph(near + 1e6, 5)
    assert (graph.indices == reference(near, 5)[1]).mean() > 0.999


def test_searched_lists_find_nearly_all_neighbours(rng):
    vectors = rng.normal(size=(6000, 8)).astype(np.float32)
    graph = neighbor_graph(vectors, 15, exact_seconds=0)
    _, true = reference(vectors, 15)
    found = [len(set(a) & set(b)) for a, b in zip(graph.indices, true, strict=True)]
    assert np.mean(found) / 15 > 0.95
    assert graph.method.startswith("near lists")


@pytest.mark.parametrize("exact_seconds", [10, 0])
def test_no_row_is_its_own_neighbour_nor_listed_twice(rng, exact_seconds):
    vectors = np.repeat(rng.normal(size=(100, 4)), 12, axis=0)
    graph = neighbor_graph(vectors, 10, exact_seconds=exact_seconds)
    assert not (graph.indices == np.arange(graph.n)[:, None]).any()
    assert all(len(set(row)) == 10 for row in graph.indices.tolist())
    assert (graph.indices >= 0).all()


def test_the_same_seed_finds_the_same_graph(digits):
    first, second = (neighbor_graph(digits.data, 10, exact_seconds=0, seed=3) for _ in range(2))
    assert np.array_equal(first.indices, second.indices)


def test_rows_with_missing_values_stand_apart(rng):
    vectors = rng.normal(size=(50, 3))
    vectors[[4, 20]] = [[np.nan], [np.inf]]
    graph = neighbor_graph(vectors, 5)
    assert (graph.indices[[4, 20]] == -1).all()
    assert np.isnan(graph.distances[[4, 20]]).all()
    assert not np.isin([4, 20], graph.indices[graph.rows]).any()
    assert graph.restricted().n == 48


def test_a_slice_is_the_smaller_graph(digits):
    graph = neighbor_graph(digits.data, 20)
    small = neighbor_graph(digits.data, 5)
    assert graph.sliced(5).distances == pytest.approx(small.distances)
    with pytest.raises(DataError, match="expected 1 to 20"):
        graph.sliced(21)


def test_more_neighbours_than_rows_are_cut():
    assert neighbor_graph(np.eye(4), 64).k == 3


@pytest.mark.parametrize(
    ("vectors", "says"),
    [
        (np.ones((1, 3)), "at least 2 rows, got 1"),
        (np.ones(3), "shape"),
        (np.ones((3, 0)), "no columns"),
        (np.array([["a"], ["b"]]), "dtype"),
        (np.array([[1e300], [0.0], [1.0]]), "beyond 1e38"),
    ],
)
def test_unusable_vectors_are_named(vectors, says):
    with pytest.raises(DataError, match=says):
        neighbor_graph(vectors, 3)


@pytest.mark.parametrize("exact_seconds", [10, 0])
def test_a_stopped_search_raises_cancelled(digits, exact_seconds):
    def stop(fraction):
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        neighbor_graph(
            np.tile(digits.data, (4, 1)), 5, exact_seconds=exact_seconds, checkpoint=stop
        )
