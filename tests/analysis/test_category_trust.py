"""Scores of categories on a map and in the space, against chance."""

import numpy as np
import pytest
from sklearn.metrics import silhouette_samples
from sklearn.neighbors import NearestNeighbors

from hdvis.analysis import neighbor_graph
from hdvis.analysis.category_trust import category_scores, neighbor_agreement, plane_scores


def test_agreement_is_the_share_of_alike_neighbours(digits):
    near = NearestNeighbors(n_neighbors=10).fit(digits.data).kneighbors(return_distance=False)
    alike = (digits.target[near] == digits.target[:, None]).mean(axis=1)
    expected = [alike[digits.target == digit].mean() for digit in range(10)]
    found = neighbor_agreement(neighbor_graph(digits.data, 20), digits.target)
    assert found == pytest.approx(expected, abs=0.002)


def test_real_categories_are_above_chance_and_invented_ones_are_not(digits, rng):
    graph = neighbor_graph(digits.data, 10)
    real = category_scores(digits.data, graph, digits.target)
    assert (real.alike > 5 * real.chance).all()
    invented = category_scores(digits.data, graph, rng.permutation(digits.target))
    assert (invented.alike < 1.2 * invented.chance).all()
    assert invented.chance == pytest.approx(np.full(10, 0.1), abs=0.04)


def test_a_map_has_the_scores_of_its_own_places(digits):
    plane = digits.data[:, [20, 43]] + np.random.default_rng(0).normal(0, 0.1, (1797, 2))
    scores = plane_scores(plane, digits.target)
    each = silhouette_samples(plane, digits.target)
    assert scores.silhouette == pytest.approx(
        [each[digits.target == digit].mean() for digit in range(10)], abs=1e-6
    )


def test_rows_without_a_category_or_a_place_do_not_count(rng):
    vectors = rng.normal(size=(60, 3))
    vectors[3] = np.nan
    labels = np.repeat([0, 1, -1], 20)
    scores = category_scores(vectors, neighbor_graph(vectors, 5), labels, k=5)
    assert np.isfinite(scores.alike).all()
    assert len(scores.silhouette) == 2
    none = category_scores(vectors, neighbor_graph(vectors, 5), np.full(60, -1))
    assert len(none.alike) == 0
