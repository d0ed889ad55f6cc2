"""Distances of diagrams are the least over all matchings."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdvis.analysis.topology import bottleneck_distance, merge_tree, wasserstein_distance
from hdvis.errors import DataError

point = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: (float(p[0]), float(p[1])))
diagrams = st.lists(point, max_size=3)


def by_trying(a, b):
    """Steps (matchings, points) of every matching of two small diagrams."""
    ends_a, ends_b = [*a, *[None] * len(b)], [*b, *[None] * len(a)]

    def step(p, q):
        if p is None and q is None:
            return 0.0
        if p is None or q is None:
            alone = p or q
            return abs(alone[0] - alone[1]) / 2
        return max(abs(p[0] - q[0]), abs(p[1] - q[1]))

    return [
        [step(p, q) for p, q in zip(ends_a, order, strict=True)] for order in permutations(ends_b)
    ]


@given(diagrams, diagrams)
@settings(max_examples=150, deadline=None)
def test_both_distances_are_the_best_of_all_matchings(a, b):
    tried = by_trying(a, b)
    assert bottleneck_distance(a, b) == pytest.approx(min(max(t, default=0) for t in tried))
    for order in (1.0, 2.0):
        least = min(sum(s**order for s in t) for t in tried) ** (1 / order)
        assert wasserstein_distance(a, b, order) == pytest.approx(least, abs=1e-9)


def test_points_that_never_die_are_matched_by_birth():
    a, b = [[5.0, -np.inf], [1.0, 0.0]], [[3.0, -np.inf]]
    assert bottleneck_distance(a, b) == 2.0
    assert wasserstein_distance(a, b, 1) == 2.5
    assert bottleneck_distance(a, [[1.0, 0.0]]) == np.inf
    assert wasserstein_distance(a, [[1.0, 0.0]]) == np.inf


def test_a_diagram_is_no_distance_from_itself_and_moves_with_its_function():
    points = np.random.default_rng(0).integers(0, 60, (120, 5))
    f = np.random.default_rng(1).normal(size=60)
    edges = np.stack([np.repeat(points[:, 0], 4), points[:, 1:].ravel()], axis=1)
    one, other = merge_tree(edges, f), merge_tree(edges, f + 0.05 * np.sin(np.arange(60)))
    assert bottleneck_distance(one.diagram, one.diagram) == 0.0
    assert 0 < bottleneck_distance(one.diagram, other.diagram) <= 0.05 + 1e-12  # stability


def test_large_diagrams_are_no_trouble():
    draw = np.random.default_rng(0)
    births = draw.uniform(1, 2, 3000)
    a = np.stack([births, births - draw.exponential(0.01, 3000)], axis=1)
    b = a + draw.uniform(-1e-3, 1e-3, a.shape)
    assert 0 < bottleneck_distance(a, b) <= 1e-3


def test_nan_is_refused():
    with pytest.raises(DataError, match="no numbers"):
        bottleneck_distance([[np.nan, 0.0]], [])
