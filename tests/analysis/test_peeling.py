"""Layers come off from the outside in."""

import numpy as np
import pytest

from hdvis.analysis import neighbor_graph
from hdvis.analysis.peeling import depth, hull_layer, local_density, peel_order


def test_the_lowest_scores_are_peeled_first_and_equal_ones_together():
    order = peel_order(np.array([5.0, 1.0, np.nan, 1.0, 9.0]))
    assert order == pytest.approx([0.5, 0, np.nan, 0, 0.75], nan_ok=True)


@pytest.mark.parametrize("n", [500, 30_000])
def test_depth_falls_with_the_distance_from_the_middle(rng, n):
    points = rng.normal(size=(n, 2)) * [1, 40] + [7, -3]
    radius = np.linalg.norm((points - [7, -3]) / [1, 40], axis=1)
    found = depth(points)
    assert np.corrcoef(np.argsort(np.argsort(found)), np.argsort(np.argsort(radius)))[0, 1] < -0.99
    assert 0 <= found.min() < found.max() <= 0.5


def test_depth_is_the_least_share_on_one_side_of_a_line():
    grid = np.stack(np.meshgrid(np.arange(21.0), np.arange(21.0)), axis=-1).reshape(-1, 2)
    found = depth(grid).reshape(21, 21)
    assert found[10, 10] == found.max() == pytest.approx(0.5, abs=0.03)
    assert found[0, 0] < 0.01
    assert found[0, 10] == pytest.approx(0.5 / 21, abs=0.03)


def test_convex_layers_of_nested_squares():
    ring = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1.0]])
    layers = hull_layer(np.concatenate([3 * ring, ring, 2 * ring, [[0, 0]], [[np.nan, 1]]]))
    assert layers[:13].tolist() == [1] * 4 + [3] * 4 + [2] * 4 + [4]
    assert np.isnan(layers[13])


def test_rows_on_one_line_or_at_one_point_are_one_layer():
    assert hull_layer(np.stack([np.arange(9.0)] * 2, axis=1)).tolist() == [1] * 9
    assert np.isfinite(depth(np.ones((9, 2)))).all()
    assert len(depth(np.empty((0, 2)))) == 0


def test_dense_rows_have_the_highest_density(rng):
    points = np.concatenate([rng.normal(0, 0.1, (100, 2)), rng.normal(0, 5, (100, 2))])
    found = local_density(neighbor_graph(points, 20))
    assert np.median(found[:100]) > 10 * np.median(found[100:])
