"""Empty-region graphs against their definitions, tried on every triple of rows."""

from itertools import combinations

import numpy as np
import pytest

from hdvis.analysis import empty_region_graph, neighbor_graph
from hdvis.analysis.empty_region import KINDS, neighbors_of
from hdvis.errors import DataError


def in_ball(points, center, radius):
    return np.linalg.norm(points - center, axis=1) < radius - 1e-12


def gabriel(p, q, others, beta):
    return in_ball(others, (p + q) / 2, np.linalg.norm(p - q) / 2)


def relative(p, q, others, beta):
    length = np.linalg.norm(p - q)
    return in_ball(others, p, length) & in_ball(others, q, length)


def lune(p, q, others, beta):
    radius = beta * np.linalg.norm(p - q) / 2
    one, other = p + (q - p) * beta / 2, q + (p - q) * beta / 2
    return in_ball(others, one, radius) & in_ball(others, other, radius)


def lens(p, q, others, beta):
    """The plane's two circles of diameter |pq| / beta through both ends; two dimensions only."""
    length = np.linalg.norm(p - q)
    radius = length / beta / 2
    across = np.array([p[1] - q[1], q[0] - p[0]]) / length * np.sqrt(radius**2 - length**2 / 4)
    middle = (p + q) / 2
    return in_ball(others, middle + across, radius) & in_ball(others, middle - across, radius)


def diamond(p, q, others, beta):
    def slope(apex, base):
        way = (base - apex) / np.linalg.norm(base - apex)
        along = (others - apex) @ way
        off = np.linalg.norm(others - apex - along[:, None] * way, axis=1)
        return (along > 0) & (off < beta * along - 1e-12)

    return slope(p, q) & slope(q, p)


def brute(points, region, beta):
    kept = []
    for i, j in combinations(range(len(points)), 2):
        others = np.delete(points, [i, j], axis=0)
        if not region(points[i], points[j], others, beta).any():
            kept.append((i, j))
    return kept


CASES = [
    ("Gabriel", gabriel, 1.0, 3),
    ("relative neighbor", relative, 1.0, 3),
    ("beta skeleton", lune, 1.0, 3),
    ("beta skeleton", lune, 1.6, 3),
    ("beta skeleton", lune, 2.0, 5),
    ("beta skeleton", lens, 0.6, 2),
    ("diamond", diamond, 0.7, 3),
    ("diamond", diamond, 1.0, 2),
]


@pytest.mark.parametrize(("kind", "region", "beta", "d"), CASES)
def test_a_strict_graph_is_its_definition(rng, kind, region, beta, d):
    points = rng.normal(size=(60, d))
    graph = empty_region_graph(neighbor_graph(points, 59), points, kind, beta)
    assert list(map(tuple, graph.edges.tolist())) == brute(points, region, beta)


@pytest.mark.parametrize(("kind", "region", "beta", "d"), CASES)
def test_few_neighbours_lose_edges_only(rng, kind, region, beta, d):
    points = rng.normal(size=(60, d))
    graph = empty_region_graph(neighbor_graph(points, 8), points, kind, beta)
    assert set(map(tuple, graph.edges.tolist())) <= set(brute(points, region, beta))


def relaxed(points, region, beta):
    """Neighbours from near to far, each held against those kept before."""
    kept = set()
    for i, p in enumerate(points):
        mine = []
        for j in np.argsort(np.linalg.norm(points - p, axis=1))[1:]:
            if not mine or not region(p, points[j], points[mine], beta).any():
                mine.append(j)
        kept |= {(min(i, j), max(i, j)) for j in mine}
    return sorted(kept)


@pytest.mark.parametrize(("kind", "region", "beta", "d"), CASES)
def test_a_relaxed_graph_looks_at_kept_neighbours_only(rng, kind, region, beta, d):
    points = rng.normal(size=(50, d))
    graph = empty_region_graph(neighbor_graph(points, 49), points, f"relaxed {kind}", beta)
    assert list(map(tuple, graph.edges.tolist())) == relaxed(points, region, beta)
    strict = empty_region_graph(neighbor_graph(points, 49), points, kind, beta)
    assert set(map(tuple, strict.edges.tolist())) <= set(map(tuple, graph.edges.tolist()))


def test_known_shapes(rng):
    square = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    graph = empty_region_graph(neighbor_graph(square, 3), square, "relative neighbor")
    assert graph.edges.tolist() == [[0, 1], [0, 3], [1, 2], [2, 3]]
    assert graph.degrees.tolist() == [2, 2, 2, 2]
    assert graph.is_connected
    assert neighbors_of(graph, 2).tolist() == [1, 3]


def test_far_groups_are_components_from_the_largest_down(rng):
    points = np.concatenate([rng.normal(size=(20, 2)) + 100, rng.normal(size=(40, 2))])
    graph = empty_region_graph(neighbor_graph(points, 10), points, "nearest")
    assert graph.component_count == 2
    assert graph.components.tolist() == [1] * 20 + [0] * 40
    assert not graph.is_connected


def test_rows_with_missing_values_have_no_edges(rng):
    points = rng.normal(size=(40, 3))
    points[7] = np.nan
    for kind in KINDS:
        graph = empty_region_graph(neighbor_graph(points, 10), points, kind)
        assert graph.degrees[7] == 0
        assert (np.delete(graph.degrees, 7) > 0).all()


def test_equal_rows_do_not_cut_each_other_off():
    points = np.repeat([[0.0, 0.0], [1.0, 0.0]], 5, axis=0)
    graph = empty_region_graph(neighbor_graph(points, 9), points, "Gabriel")
    assert (graph.degrees >= 4).all()


def test_what_does_not_fit_is_named(rng):
    points = rng.normal(size=(10, 2))
    graph = neighbor_graph(points, 3)
    with pytest.raises(DataError, match="kind: got 'grid', expected one of nearest, Gabriel"):
        empty_region_graph(graph, points, "grid")
    with pytest.raises(DataError, match="10 rows for 9 vectors"):
        empty_region_graph(graph, points[1:])
    with pytest.raises(DataError, match="beta: got 0"):
        empty_region_graph(graph, points, beta=0)
