"""The demo's six peaks are found where they were put, at the default level."""

import numpy as np
import pytest
from hdvis_topology.demo import peaks, six_peaks, terrain_demo
from hdvis_topology.topology import Recipe, make_topology

from hdvis.analysis import merge_tree, neighbor_graph


def test_all_six_peaks_stand_out_at_the_default_level():
    data = terrain_demo()["dataset"]
    made = make_topology(Recipe(data.function), data.columns)
    tops = made.domain[made.extrema]
    assert len(tops) == 6
    far = np.linalg.norm(tops[:, None] - peaks()[None], axis=2)
    assert sorted(far.argmin(axis=1)) == [0, 1, 2, 3, 4, 5]
    assert far.min(axis=1).max() < 0.12
    assert six_peaks(peaks()) == pytest.approx([1.0, 0.9, 0.8, 0.7, 0.6, 0.5])


@pytest.mark.parametrize("dimensions", [2, 3, 5, 8])
def test_the_four_minima_of_himmelblau_are_found_in_more_dimensions(dimensions):
    """Himmelblau in the first two, a bowl in the others; the minima are known."""
    minima = np.array(
        [[3, 2], [-2.805118, 3.131312], [-3.779310, -3.283186], [3.584428, -1.848126]]
    )
    draw = np.random.default_rng(0)
    points = draw.uniform(-5, 5, (12_000, dimensions))
    points[:, 2:] *= 0.25
    x, y = points[:, 0], points[:, 1]
    f = np.log1p((x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2 + 4 * (points[:, 2:] ** 2).sum(axis=1))
    tree = merge_tree(neighbor_graph(points, 15), f, ascending=False)
    ranked = tree.extrema[np.argsort(-tree.drops, kind="stable")][:4]
    far = np.linalg.norm(points[ranked][:, None, :2] - minima[None], axis=2)
    assert sorted(far.argmin(axis=1)) == [0, 1, 2, 3]
    assert far.min(axis=1).max() < 0.6
