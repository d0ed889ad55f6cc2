"""Directions that point alike are grouped, and ordered so that groups are blocks."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.cluster.hierarchy import cut_tree, linkage
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from hdvis.analysis.directions.clusters import (
    CLUSTERINGS,
    average_linkage,
    cluster_directions,
    spherical_kmeans,
)
from hdvis.errors import DataError

RNG = np.random.default_rng(0)
TRUTH = np.repeat(np.arange(5), [12, 10, 8, 6, 4])
CENTRES = np.linalg.qr(RNG.standard_normal((20, 5)))[0].T
ROWS = CENTRES[TRUTH] + 0.08 * RNG.standard_normal((40, 20))
UNITS = ROWS / np.linalg.norm(ROWS, axis=1, keepdims=True)
SHUFFLED = RNG.permutation(40)


@pytest.mark.parametrize("method", CLUSTERINGS)
def test_planted_groups_are_found_in_order_of_size_as_blocks(method):
    found = cluster_directions(3 * ROWS[SHUFFLED], 5, method)
    np.testing.assert_array_equal(found.labels, TRUTH[SHUFFLED])
    np.testing.assert_array_equal(found.sizes, [12, 10, 8, 6, 4])
    ordered = found.labels[found.order]
    assert sorted(found.order) == list(range(40))
    assert sum(a != b for a, b in pairwise(ordered)) == 4


@pytest.mark.parametrize("method", CLUSTERINGS)
def test_groups_keep_their_numbers_when_another_grows_larger(method):
    before = np.append(TRUTH, np.full(12, -1))  # twelve new rows beside the smallest
    news = CENTRES[4] + 0.08 * np.random.default_rng(1).standard_normal((12, 20))
    rows = np.vstack([ROWS, news])
    found = cluster_directions(rows, 5, method, before)
    np.testing.assert_array_equal(found.labels[:40], TRUTH)
    np.testing.assert_array_equal(found.sizes, [12, 10, 8, 6, 16])
    fewer = cluster_directions(rows, 2, method, before)
    assert set(fewer.labels) == {0, 1}


def cohesion(units, labels):
    return sum(np.linalg.norm(units[labels == i].sum(axis=0)) for i in np.unique(labels))


def test_spherical_k_means_is_no_worse_than_k_means_on_the_sphere():
    units = RNG.standard_normal((60, 6))
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    reference = KMeans(5, n_init=50, random_state=0).fit_predict(units)
    assert cohesion(units, spherical_kmeans(units, 5)) >= cohesion(units, reference) * 0.995


def test_average_linkage_is_scipys_on_the_cosine():
    units = RNG.standard_normal((30, 6))
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    exact = cut_tree(linkage(units, "average", "cosine"), 6)[:, 0]
    assert adjusted_rand_score(average_linkage(units, 6), exact) == 1


@pytest.mark.parametrize("method", CLUSTERINGS)
def test_undefined_and_equal_directions_are_set_apart_and_come_last(method):
    rows = np.vstack([np.zeros(4), np.eye(4)[0], np.eye(4)[0], np.full(4, np.nan)])
    found = cluster_directions(rows, 5, method)
    assert found.labels[[0, 3]].tolist() == [-1, -1]
    assert set(found.order[-2:]) == {0, 3}
    assert found.labels[1] >= 0
    assert cluster_directions(rows[[0, 3]], 5, method).labels.tolist() == [-1, -1]
    assert cluster_directions(rows[1:2], 5, method).labels.tolist() == [0]


def test_the_same_directions_give_the_same_groups_again():
    first, second = (cluster_directions(ROWS, 4).labels for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_another_method_is_refused():
    with pytest.raises(DataError, match="expected one of spherical k-means"):
        cluster_directions(ROWS, 5, "DBSCAN")
