"""Boxes of the tree of clusters lie in their parents', as wide as their rows."""

import numpy as np
import pytest
from sklearn.datasets import make_blobs

from hdvis.analysis.clustering.by_density import HDBSCAN
from hdvis.analysis.clustering.icicle import icicle


@pytest.fixture(scope="module")
def tree():
    points = make_blobs(3000, 2, centers=40, cluster_std=0.5, random_state=0)[0]
    method = HDBSCAN(5, 3)
    method.fit_predict(points)
    return method.tree_


def test_boxes_lie_in_their_parents_and_beside_each_other(tree):
    boxes = icicle(tree)
    assert boxes.left[0] == 0
    assert boxes.right[0] == 1
    width = boxes.right - boxes.left
    assert width == pytest.approx(tree.size[boxes.cluster] / tree.size[0])
    for box in range(1, len(width)):
        above = boxes.parent[box]
        assert boxes.left[box] >= boxes.left[above] - 1e-9
        assert boxes.right[box] <= boxes.right[above] + 1e-9
        assert boxes.top[box] == pytest.approx(boxes.bottom[above])
    assert (boxes.bottom >= boxes.top).all()
    assert boxes.bottom.max() <= 1 + 1e-9


def test_no_more_boxes_than_can_be_read_the_chosen_among_them(tree):
    assert len(tree) > 60
    boxes = icicle(tree, 60)
    assert len(boxes.cluster) <= 60
    assert boxes.chosen.sum() > 0
    assert set(tree.parent[boxes.cluster[1:]]) <= set(boxes.cluster)


def test_a_tree_without_splits_is_one_box():
    method = HDBSCAN(30)
    method.fit_predict(np.random.default_rng(0).normal(size=(40, 2)))
    boxes = icicle(method.tree_)
    assert boxes.cluster.tolist() == [0]
