"""Places and contours of a spine are what the rows say."""

import numpy as np
import pytest
from hdvis_topology.spine.layout import spine_positions
from hdvis_topology.spine.terrain import contour_levels, terrain

from hdvis.analysis.topology import ExtremumGraph, merge_tree

LINE = np.array([[i, i + 1] for i in range(6)])
F = np.array([0.0, 4.0, 1.0, 6.0, 3.0, 5.0, 2.0])
X = np.arange(7.0)[:, None]


def spine(ascending=True):
    tree = merge_tree(LINE, F if ascending else -F, ascending)
    graph = tree.extremum_graph()
    return tree, graph, terrain(tree, graph, tree.segments(), 1)


def test_contours_count_the_rows_beyond_each_level():
    tree, graph, found = spine()
    segments = tree.segments()
    for place, top in enumerate(graph.extrema):
        beyond = [(F[segments == top] >= level).sum() for level in found.levels]
        widest = max((segments == row).sum() for row in graph.extrema)
        assert found.extrema[place] == pytest.approx(np.array(beyond) / widest)
    assert found.counts.sum() == 7
    assert found.levels.min() == 0.0
    assert {1.0, 3.0} <= set(found.levels.round(9))


def test_minima_are_the_same_hills_upside_down():
    (_, up, found), (_, down, other) = spine(), spine(ascending=False)
    assert up.extrema.tolist() == down.extrema.tolist()
    assert other.levels == pytest.approx(-found.levels)
    assert other.extrema == pytest.approx(found.extrema)
    assert other.saddles == pytest.approx(found.saddles)


def test_a_saddle_is_as_wide_as_what_its_wider_hill_gains_below_it():
    _, graph, found = spine()
    for place, (row, sides) in enumerate(zip(graph.saddles, graph.links, strict=True)):
        above = found.levels > F[row]
        assert not found.saddles[place][above].any()
        at = int(np.flatnonzero(found.levels.round(9) == F[row])[0])
        gained = found.extrema[sides] - found.extrema[sides, at][:, None]
        wide = np.maximum(gained, 0).max(axis=0)
        assert found.saddles[place][~above] == pytest.approx(wide[~above])


def test_occupancy_is_the_share_of_each_band():
    _, _, found = spine()
    assert found.occupancy(np.ones(7, bool)) == pytest.approx((found.counts > 0).astype(float))
    assert found.occupancy(np.zeros(7, bool)).sum() == 0
    one = found.occupancy(np.arange(7) == 3)
    assert (one > 0).sum() == 1


def test_a_constant_function_has_one_contour():
    assert contour_levels(np.ones(5), np.array([])).tolist() == [1.0]


def links(*ends):
    """A graph of three extrema, rows 0 to 2, and saddles from row 3 on."""
    rows = np.arange(3, dtype=np.int32)
    saddles = np.arange(3, 3 + len(ends), dtype=np.int32)
    sides = np.array(ends, np.int32).reshape(-1, 2)
    return ExtremumGraph(rows, saddles, sides, np.zeros(len(ends), bool))


def test_linked_rows_are_as_far_apart_as_in_the_domain():
    domain = np.array([[0, 0], [4, 0], [0, 3], [2, 0], [0, 1.5]], float)
    places = spine_positions(links((0, 1), (0, 2)), domain)
    for extremum, saddle in ((0, 3), (1, 3), (0, 4), (2, 4)):
        wanted = np.linalg.norm(domain[extremum] - domain[saddle])
        assert np.linalg.norm(places[extremum] - places[saddle]) == pytest.approx(wanted, rel=0.1)


def test_a_layout_repeated_from_its_own_places_hardly_moves():
    domain = np.random.default_rng(0).random((5, 3))
    graph = links((0, 1), (1, 2))
    first = spine_positions(graph, domain)
    again = spine_positions(graph, domain, {row: first[row] for row in range(5)})
    assert np.abs(again - first).max() < 0.05 * np.ptp(first)


def test_parts_without_a_link_stand_apart():
    domain = np.random.default_rng(0).random((5, 3))
    places = spine_positions(links((0, 1)), domain)
    assert np.isfinite(places).all()
    assert places[2, 0] > places[[0, 1, 3], 0].max()
    assert np.isfinite(spine_positions(links(), domain)).all()
