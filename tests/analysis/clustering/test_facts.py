"""Silhouettes are scikit-learn's; stable groups are told from invented ones."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs
from sklearn.metrics import silhouette_samples

from hdvis.analysis.clustering.facts import group_facts, silhouette, stability


def again(rows, share):
    return KMeans(4, n_init=3, random_state=0).fit_predict(rows)


def test_silhouettes_are_scikit_learns(digits):
    labels = digits.target.copy()
    labels[::50] = -1
    kept = labels >= 0
    each = silhouette_samples(digits.data[kept], labels[kept])
    expected = [each[labels[kept] == group].mean() for group in range(10)]
    assert silhouette(digits.data, labels) == pytest.approx(expected, abs=1e-6)


def test_a_sample_is_near_the_whole(digits):
    whole = silhouette(digits.data, digits.target)
    part = silhouette(digits.data, digits.target, sample=600)
    assert part == pytest.approx(whole, abs=0.08)


def test_small_groups_are_in_every_sample(rng):
    points = np.concatenate([rng.normal(size=(5000, 2)), rng.normal(30, 1, (3, 2))])
    labels = np.repeat([0, 1], [5000, 3])
    assert silhouette(points, labels, sample=200)[1] > 0.9


@pytest.mark.parametrize("labels", [np.zeros(20, int), np.arange(20), np.full(20, -1)])
def test_one_group_or_as_many_as_rows_has_no_silhouette(rng, labels):
    assert np.isnan(silhouette(rng.normal(size=(20, 2)), labels)).all()


def test_planted_groups_are_stable_and_those_of_a_cube_are_not(rng):
    points, labels = make_blobs(600, 3, centers=4, cluster_std=0.5, random_state=0)
    assert stability(points, labels, again).min() > 0.95
    cube = rng.uniform(size=(600, 8))
    assert stability(cube, again(cube, 1.0), again).mean() < 0.75


def test_sizes_are_counted(rng):
    facts = group_facts(rng.normal(size=(6, 2)), np.array([0, 0, 0, 1, 1, -1]))
    assert facts.size.tolist() == [3, 2]
    assert np.isnan(facts.stability).all()
