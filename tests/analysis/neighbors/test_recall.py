"""Recall on every kind of data, and the recall that is said, against scikit-learn's brute force."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from hdvis.analysis import neighbor_graph
from hdvis.analysis.neighbors.exact import exact_neighbors, predicted_seconds
from hdvis.analysis.neighbors.factors import prepared

K = 15


def true_recall(vectors, graph):
    """Share of listed rows no farther than the true k-th neighbour: equal distances count."""
    wide = np.asarray(vectors, np.float64)
    last = NearestNeighbors(n_neighbors=graph.k, algorithm="brute").fit(wide).kneighbors()[0][:, -1]
    apart = np.linalg.norm(wide[graph.indices] - wide[:, None], axis=2)
    return (apart <= last[:, None] * (1 + 1e-5)).mean()


def kinds():
    draw = np.random.default_rng(5)
    some = draw.normal(size=(300, 12))
    for d in (8, 16, 32, 64):
        yield f"Gaussian {d}", draw.normal(size=(3000, d))
    yield "uniform cube", draw.uniform(size=(3000, 10))
    yield "duplicates", some[draw.integers(0, 300, 3000)]
    yield "one row a thousand times", np.concatenate([np.ones((1000, 12)), some])
    yield "constant columns", np.concatenate([some, np.full((300, 3), 7.0)], axis=1)
    yield "two far groups", np.concatenate([some - 1000, some + 1000])
    yield "one far row", np.concatenate([some, np.full((1, 12), 1e9)])
    yield "whole numbers", draw.integers(0, 3, (2000, 6)).astype(float)
    yield "a line", np.linspace(0, 1, 1500)[:, None]


KINDS = dict(kinds())


@pytest.mark.parametrize("kind", KINDS)
def test_the_exact_search_is_right_on(kind):
    graph = neighbor_graph(KINDS[kind], K)
    assert graph.method == "exact"
    assert true_recall(KINDS[kind], graph) > 0.9999
    assert (np.diff(graph.distances, axis=1) >= 0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_of_many_rows_reaches_what_it_promises_on(kind):
    graph = neighbor_graph(KINDS[kind], K, exact_seconds=0)
    recall = true_recall(KINDS[kind], graph)
    assert recall >= 0.95
    assert abs(graph.recall.value - recall) <= 0.03


@pytest.mark.parametrize("exact_seconds", [10, 0])
def test_digits_are_found(digits, exact_seconds):
    graph = neighbor_graph(digits.data, K, exact_seconds=exact_seconds)
    recall = true_recall(digits.data, graph)
    assert recall >= 0.95
    assert abs(graph.recall.value - recall) <= 0.03


def test_what_was_told_beforehand_grows_with_rows_and_columns():
    assert predicted_seconds(120_000, 16, 15) > 3.9 * predicted_seconds(60_000, 16, 1)
    assert predicted_seconds(60_000, 784, 15) > 5 * predicted_seconds(60_000, 50, 15)
    assert predicted_seconds(60_000, 16, 15, workers=8) < predicted_seconds(60_000, 16, 15)


@pytest.mark.parametrize("n", [2, 3, 511, 512, 513, 2600])
def test_sizes_beside_those_of_blocks_leave_no_row_out(n):
    points, _ = prepared(np.random.default_rng(n).normal(size=(n, 3)), "euclidean")
    k = min(5, n - 1)
    indices, distances = exact_neighbors(points, k)
    expected = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(points.astype(np.float64))
    assert distances == pytest.approx(expected.kneighbors()[0], rel=1e-4, abs=1e-7)
    assert (indices >= 0).all()


def test_the_way_is_told_when_every_pair_must_be_looked_at(monkeypatch):
    from hdvis.analysis.neighbors import approximate

    monkeypatch.setattr(approximate, "_ROUNDS", 0)
    heard = []
    graph = neighbor_graph(KINDS["Gaussian 64"], K, exact_seconds=0, announce=heard.append)
    assert graph.method == "exact"
    assert true_recall(KINDS["Gaussian 64"], graph) > 0.9999
    assert "looking at every pair, about 0 s" in heard[-1]
    assert heard[-1].startswith("recall 0.")
