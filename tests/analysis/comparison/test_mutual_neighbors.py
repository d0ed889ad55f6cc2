"""Neighbours kept and lost are counted as by hand, and moved rows stand out."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from hdvis.analysis.comparison import drift, mutual_neighbors
from hdvis.analysis.neighbors import neighbor_graph
from hdvis.errors import DataError

rng = np.random.default_rng(0)
Z = rng.standard_normal((500, 6))


def nearest(X, k):
    return NearestNeighbors(n_neighbors=k + 1).fit(X).kneighbors(X, return_distance=False)[:, 1:]


def test_kept_neighbours_are_the_common_ones():
    other = Z + 0.5 * rng.standard_normal(Z.shape)
    found = mutual_neighbors(Z, other, 7)
    pairs = zip(nearest(Z, 7), nearest(other, 7), strict=True)
    expected = [len(set(a) & set(b)) / 7 for a, b in pairs]
    assert found.kept == pytest.approx(expected)
    assert found.score == pytest.approx(np.mean(expected))
    assert found.changed == pytest.approx(1 - np.array(expected))


def test_unrelated_spaces_score_the_null():
    scores = [
        mutual_neighbors(Z, np.random.default_rng(seed).standard_normal((500, 4))).score
        for seed in range(5)
    ]
    found = mutual_neighbors(Z, 3 * Z - 1)
    assert found.score == 1
    assert found.null == pytest.approx(10 / 499)
    assert np.mean(scores) == pytest.approx(found.null, abs=0.004)


def test_graphs_serve_as_well_as_spaces_and_broken_rows_have_no_score():
    broken = Z.copy()
    broken[3] = np.nan
    graphs = mutual_neighbors(neighbor_graph(Z, 10), neighbor_graph(broken, 10), 10)
    assert np.flatnonzero(np.isnan(graphs.kept)).tolist() == [3]
    assert graphs.score == pytest.approx(mutual_neighbors(Z, broken).score)


def test_a_turned_space_has_not_drifted():
    Q = np.linalg.qr(rng.standard_normal((6, 6)))[0]
    moved = drift(Z, 2 * Z @ Q + 1)
    assert moved.displacement == pytest.approx(np.zeros(500), abs=1e-3)
    assert moved.lost_neighbors == pytest.approx(np.zeros(500))


def test_a_row_that_leaves_its_neighbours_stands_out_in_all_three():
    after = Z.copy()
    after[42] = -after[42] + 3
    moved = drift(Z, after, k=5)
    assert int(np.argmax(moved.displacement)) == 42
    assert int(np.argmax(moved.lost_neighbors)) == 42
    assert int(np.argmax(moved.against_neighbors)) == 42
    assert moved.lost_neighbors[42] == pytest.approx(1)


def test_a_cluster_that_moves_as_one_does_not_move_against_its_neighbours():
    clusters = Z + 40 * rng.standard_normal((5, 6))[np.arange(500) % 5]
    after = clusters.copy()
    after[::5] += 20 * np.eye(6)[0]
    moved = drift(clusters, after)
    others = np.arange(500) % 5 != 0
    assert moved.displacement[::5].min() > moved.displacement[others].max()
    assert moved.against_neighbors.max() < 0.5


def test_other_rows_are_refused_with_both_sides():
    with pytest.raises(DataError, match="space 2: has 9 rows, space 1 has 500"):
        mutual_neighbors(Z, Z[:9])
