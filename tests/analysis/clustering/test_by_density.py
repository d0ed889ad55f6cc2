"""HDBSCAN and DBSCAN against scikit-learn's, and the tree beneath against scipy's."""

import numpy as np
import pytest
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import cdist
from sklearn import cluster
from sklearn.datasets import make_blobs, make_moons
from sklearn.metrics import adjusted_rand_score

from hdvis.analysis import neighbor_graph
from hdvis.analysis.clustering.by_density import DBSCAN, HDBSCAN
from hdvis.analysis.clustering.spanning_tree import spanning_tree
from hdvis.errors import Cancelled


def reference_weights(points, min_samples):
    """Weights of the tree of mutual reachability, by scipy from the whole matrix."""
    apart = cdist(points, points)
    core = np.sort(apart, axis=1)[:, min_samples - 1]
    reach = np.maximum(apart, np.maximum(core[:, None], core))
    np.fill_diagonal(reach, 0)
    return np.sort(minimum_spanning_tree(reach).data)


@pytest.mark.parametrize("k", [6, 20, 299])
@pytest.mark.parametrize("spread", [0.3, 3.0])
def test_the_tree_is_the_shortest_however_few_neighbours_are_listed(rng, k, spread):
    points = make_blobs(300, 3, centers=6, cluster_std=spread, random_state=2)[0]
    tree = spanning_tree(points, neighbor_graph(points, k), 5)
    assert tree.weight == pytest.approx(reference_weights(points, 5), rel=1e-4)
    assert len(np.unique(tree.edges)) == 300


@pytest.mark.parametrize("size", [10, 15, 30])
def test_hdbscan_parts_digits_as_scikit_learn_does(digits, size):
    ours = HDBSCAN(size, size).fit_predict(digits.data)
    theirs = cluster.HDBSCAN(min_cluster_size=size, copy=True).fit_predict(digits.data)
    assert ours.max() == theirs.max()
    assert adjusted_rand_score(ours, theirs) >= 0.99


@pytest.mark.parametrize("centers", [3, 12])
@pytest.mark.parametrize("size", [5, 20])
def test_hdbscan_parts_blobs_as_scikit_learn_does(centers, size):
    points = make_blobs(1500, 4, centers=centers, cluster_std=1.2, random_state=3)[0]
    ours = HDBSCAN(size, size).fit_predict(points)
    theirs = cluster.HDBSCAN(min_cluster_size=size, copy=True).fit_predict(points)
    assert adjusted_rand_score(ours, theirs) >= 0.99


def test_leaves_are_the_finest_groups():
    points = make_blobs(800, 2, centers=9, cluster_std=0.9, random_state=5)[0]
    ours = HDBSCAN(20, 20, leaves=True).fit_predict(points)
    theirs = cluster.HDBSCAN(
        min_cluster_size=20, cluster_selection_method="leaf", copy=True
    ).fit_predict(points)
    assert (
        adjusted_rand_score(ours, theirs) > 0.98
    )  # equal weights leave a few rows at the edge to chance


def test_moons_are_two_groups():
    points, moon = make_moons(1000, noise=0.05, random_state=0)
    labels = HDBSCAN(30).fit_predict(points)
    assert adjusted_rand_score(labels, moon) > 0.98


def test_the_tree_of_clusters_holds_every_row_once(digits):
    method = HDBSCAN(15)
    labels = method.fit_predict(digits.data)
    tree = method.tree_
    assert len(tree.rows(0)) == len(labels) == tree.size[0]
    for cluster_ in range(1, len(tree)):
        assert len(tree.rows(cluster_)) == tree.size[cluster_] >= 15
        assert tree.birth[cluster_] >= tree.birth[tree.parent[cluster_]]
        assert tree.death[cluster_] >= tree.birth[cluster_]
    for label, cluster_ in enumerate(np.flatnonzero(tree.chosen)):
        assert np.array_equal(np.flatnonzero(labels == label), tree.rows(cluster_))
    strength = method.strength_
    assert ((strength > 0) == (labels >= 0)).all()
    assert strength.max() == 1


@pytest.mark.parametrize("radius", [0.4, 0.8])
def test_dbscan_parts_rows_as_scikit_learn_does(radius):
    points = make_blobs(1000, 2, centers=8, cluster_std=0.6, random_state=1)[0]
    ours = DBSCAN(radius, 8).fit_predict(points)
    theirs = cluster.DBSCAN(eps=radius, min_samples=8).fit_predict(points)
    assert np.array_equal(ours < 0, theirs < 0)
    assert adjusted_rand_score(ours, theirs) > 0.99


def test_a_radius_of_nought_is_found_from_the_data(rng):
    method = DBSCAN(0.0, 5)
    labels = method.fit_predict(rng.normal(size=(500, 2)))
    assert 0.8 < (labels >= 0).mean() < 1
    assert method.radius_ > 0


@pytest.mark.parametrize("method", [HDBSCAN(5), DBSCAN()])
@pytest.mark.parametrize("n", [3, 4, 30])
def test_equal_rows_are_no_error(method, n):
    labels = method.fit_predict(np.ones((n, 3)))
    assert labels.shape == (n,)


def test_thousands_of_twins_and_a_far_group_are_found(rng):
    points = np.concatenate([np.zeros((2000, 3)), rng.normal(10, 0.1, (500, 3))])
    labels = HDBSCAN(20).fit_predict(points)
    assert len(set(labels[:2000])) == 1
    assert labels[0] >= 0
    assert not set(labels[:2000]) & set(labels[2000:])


def test_a_stop_is_obeyed(digits):
    def stop(share):
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        HDBSCAN().fit_predict(digits.data, stop)
