"""A merge tree is what its definition says, ties, holes and separate parts included."""

import numpy as np
import pytest
from analysis.topology import reference
from hypothesis import given, settings
from hypothesis import strategies as st

from hdvis.analysis.neighbors import neighbor_graph
from hdvis.analysis.topology import Adjacency, merge_tree
from hdvis.errors import DataError

PATH = np.array([[i, i + 1] for i in range(8)])


@st.composite
def functions_on_graphs(draw):
    n = draw(st.integers(1, 9))
    row = st.integers(0, n - 1)
    edges = draw(st.lists(st.tuples(row, row).filter(lambda e: e[0] != e[1]), max_size=16))
    value = st.one_of(st.integers(0, 4).map(float), st.just(float("nan")))
    f = draw(st.lists(value, min_size=n, max_size=n).filter(lambda f: not np.isnan(f).all()))
    return np.array(f), edges


def as_found(tree):
    return dict(zip(tree.extrema.tolist(), tree.saddles.tolist(), strict=True))


@given(functions_on_graphs(), st.booleans())
@settings(max_examples=600, deadline=None)
def test_extrema_and_saddles_are_those_of_the_definition(case, ascending):
    f, edges = case
    tree = merge_tree(np.array(edges, int).reshape(-1, 2), f, ascending)
    assert as_found(tree) == reference.saddles(f, edges, ascending)
    assert list(tree.extrema) == [v for v in reference.order(f, ascending) if v in tree.extrema]


@given(functions_on_graphs(), st.integers(0, 4), st.booleans())
@settings(max_examples=600, deadline=None)
def test_segments_are_those_of_filling_the_least_persistent_first(case, level, ascending):
    f, edges = case
    tree = merge_tree(np.array(edges, int).reshape(-1, 2), f, ascending)
    assert tree.segments(level).tolist() == reference.segments(f, edges, level, ascending)


@given(functions_on_graphs(), st.integers(0, 4))
@settings(max_examples=600, deadline=None)
def test_a_segment_is_a_connected_hill_under_its_extremum(case, level):
    f, edges = case
    tree = merge_tree(np.array(edges, int).reshape(-1, 2), f)
    segments = tree.segments(level)
    assert (segments < 0).tolist() == np.isnan(f).tolist()
    for top in set(segments[segments >= 0]):
        rows = np.flatnonzero(segments == top)
        assert reference.part_of(top, rows, edges) == set(rows)
        assert f[rows].max() == f[top]
    ends = reference.saddles(f, edges).items()
    survivors = {v for v, s in ends if s < 0 or f[v] - f[s] > level}
    assert set(segments[segments >= 0]) == survivors
    assert tree.count(level) == len(survivors)


@given(functions_on_graphs(), st.integers(0, 3), st.integers(0, 4))
@settings(max_examples=300, deadline=None)
def test_a_simplified_tree_is_the_tree_from_that_level_on(case, level, more):
    f, edges = case
    tree = merge_tree(np.array(edges, int).reshape(-1, 2), f)
    simple = tree.simplified(level)
    kept = {v: s for v, s in as_found(tree).items() if s < 0 or f[v] - f[s] > level}
    assert as_found(simple) == kept
    higher = max(level, more)
    assert simple.segments(higher).tolist() == tree.segments(higher).tolist()
    assert simple.persistence.tolist() == [p for p in tree.persistence if p > level]


@given(functions_on_graphs(), st.integers(0, 3))
@settings(max_examples=300, deadline=None)
def test_links_join_what_meets_at_their_saddle_and_make_no_more_than_a_tree(case, level):
    f, edges = case
    tree = merge_tree(np.array(edges, int).reshape(-1, 2), f)
    graph, segments = tree.extremum_graph(level), tree.segments(level)
    assert not graph.rings.any()
    assert len(graph.links) == len(graph.extrema) - tree.parts
    for saddle, (a, b) in zip(graph.saddles, graph.links, strict=True):
        near = {int(v) for e in edges for v in e if saddle in e} | {int(saddle)}
        assert {graph.extrema[a], graph.extrema[b]} <= {segments[v] for v in near}
    ringed = tree.extremum_graph(level, variation=np.inf)
    assert len(set(map(tuple, ringed.links[ringed.rings]))) == ringed.rings.sum()


def test_a_low_hill_goes_to_the_one_beside_it_and_not_to_the_highest_of_all():
    edges = np.array([[0, 1], [1, 2], [2, 3], [3, 4]])
    tree = merge_tree(edges, np.array([9.0, 3.0, 5.0, 2.5, 3.0]))
    assert tree.segments(1).tolist() == [0, 0, 2, 2, 2]


@given(functions_on_graphs())
@settings(max_examples=200, deadline=None)
def test_the_order_and_direction_of_edges_do_not_matter(case):
    f, edges = case
    one = merge_tree(np.array(edges, int).reshape(-1, 2), f)
    other = merge_tree(np.array([(b, a) for a, b in edges[::-1]] * 2, int).reshape(-1, 2), f)
    for name in ("extrema", "heirs", "hills", "borders", "sides", "exits"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


@pytest.mark.parametrize("shape", [(17, 23), (40, 40), (6, 7, 8)])
def test_persistence_on_a_grid_is_that_of_a_plain_union_find(shape):
    f = np.random.default_rng(len(shape)).normal(size=shape)
    rows = np.arange(f.size).reshape(shape)
    edges = np.concatenate(
        [
            np.stack([np.delete(rows, -1, a).ravel(), np.delete(rows, 0, a).ravel()], axis=1)
            for a in range(f.ndim)
        ]
    )
    expected = reference.union_find_persistence(f.ravel(), edges)
    assert merge_tree(edges, f.ravel()).persistence == pytest.approx(expected)


def test_minima_are_the_maxima_of_the_negative():
    f = np.random.default_rng(0).normal(size=200)
    graph = neighbor_graph(np.random.default_rng(1).normal(size=(200, 3)), 6)
    down, up = merge_tree(graph, f, ascending=False), merge_tree(graph, -f)
    assert down.extrema.tolist() == up.extrema.tolist()
    assert down.persistence == pytest.approx(up.persistence)
    assert down.segments(0.3).tolist() == up.segments(0.3).tolist()


def test_a_plateau_is_one_hill_at_every_level():
    #             0  1  2  3  4  5  6  7  8
    f = np.array([0, 2, 2, 2, 1, 3, 3, 1, 1])
    tree = merge_tree(PATH, f)
    assert set(tree.extrema[tree.drops > 0]) == {1, 5}
    assert tree.pairs[0].tolist() == [1, 4]
    assert tree.segments(0).tolist() == [1, 1, 1, 1, 5, 5, 5, 5, 5]
    assert set(tree.segments(1)) == {5}


def test_a_plateau_that_the_index_breaks_up_comes_together_at_level_zero():
    f = np.array([1, 1, 1])
    tree = merge_tree(np.array([[0, 2], [2, 1]]), f)  # row 1 meets no lower index
    assert tree.persistence.tolist() == [0.0]
    assert tree.segments(0).tolist() == [0, 0, 0]


def test_a_row_is_on_the_hill_up_its_steepest_edge():
    edges, f = np.array([[0, 1], [1, 2]]), np.array([5.0, 1.0, 6.0])
    near_the_lower = Adjacency.from_edges(3, edges, [1.0, 10.0])
    assert merge_tree(near_the_lower, f).segments(0).tolist() == [0, 0, 2]
    assert merge_tree(edges, f).segments(0).tolist() == [0, 2, 2]


def test_rows_at_one_place_with_different_values_are_a_cliff():
    graph = Adjacency.from_edges(3, [[0, 1], [1, 2]], [0.0, 1.0])
    tree = merge_tree(graph, np.array([2.0, 1.0, 9.0]))
    assert tree.segments(0).tolist() == [0, 0, 2]
    assert tree.persistence.tolist() == [1.0]


def test_a_constant_function_has_one_extremum_for_each_part():
    edges = np.array([[0, 1], [1, 2], [3, 4]])
    tree = merge_tree(edges, np.ones(6))
    assert tree.parts == 3
    assert tree.segments(0).tolist() == [0, 0, 0, 3, 3, 5]
    assert tree.default_level() == 0.0


def test_without_edges_every_row_is_its_own_extremum():
    tree = merge_tree(np.empty((0, 2), int), np.arange(4.0))
    assert tree.extrema.tolist() == [3, 2, 1, 0]
    assert tree.persistence.shape == (0,)
    assert tree.segments(100.0).tolist() == [0, 1, 2, 3]
    assert np.isinf(tree.diagram[:, 1]).all()


def test_one_row_is_a_tree():
    tree = merge_tree(np.empty((0, 2), int), [7.0])
    assert tree.segments().tolist() == [0]
    assert tree.default_level() == 0.0


def test_rows_without_value_part_the_graph():
    f = np.array([1, 2, np.nan, 3, np.inf, 1, 0, 5, 4])
    tree = merge_tree(PATH, f)
    assert tree.segments(10.0).tolist() == [1, 1, -1, 3, -1, 7, 7, 7, 7]


def test_a_neighbour_graph_an_edge_list_and_plain_indices_say_the_same():
    points = np.random.default_rng(0).normal(size=(300, 4))
    f = points[:, 0] ** 2 - points[:, 1]
    graph = neighbor_graph(points, 5)
    by_lists = merge_tree(graph.indices, f)
    pairs = np.stack([np.repeat(np.arange(300), 5), graph.indices.ravel()], axis=1)
    assert merge_tree(pairs, f).pairs.tolist() == by_lists.pairs.tolist()
    assert merge_tree(graph, f).pairs.tolist() == by_lists.pairs.tolist()


def test_extra_saddles_close_a_ring():
    f = np.array([9, 5, 8, 4, 7, 3, 6, 2])  # four peaks on a circle, one pass lower than the next
    ring = np.array([[i, (i + 1) % 8] for i in range(8)])
    tree = merge_tree(ring, f)
    plain = tree.extremum_graph()
    assert plain.extrema.tolist() == [0, 2, 4, 6]
    assert plain.saddles.tolist() == [1, 3, 5]
    assert plain.links.tolist() == [[0, 1], [1, 2], [2, 3]]
    closed = tree.extremum_graph(variation=4.5)
    assert closed.saddles.tolist() == [1, 3, 5, 7]
    assert closed.rings.tolist() == [False, False, False, True]
    assert closed.links[-1].tolist() == [0, 3]
    assert tree.extremum_graph(level=2.9).extrema.tolist() == [0, 2, 4, 6]
    assert tree.extremum_graph(level=3.0).extrema.tolist() == [0]


def test_the_saddle_between_two_planted_peaks_lies_at_their_pass():
    x, y = np.meshgrid(np.linspace(-2, 2, 41), np.linspace(-1, 1, 21))
    f = np.exp(-4 * ((x - 1) ** 2 + y**2)) + 0.8 * np.exp(-4 * ((x + 1) ** 2 + y**2))
    points = np.stack([x.ravel(), y.ravel()], axis=1)
    tree = merge_tree(neighbor_graph(points, 8), f.ravel())
    (peak, saddle), *_ = tree.pairs
    assert points[peak].tolist() == pytest.approx([-1, 0])
    assert points[saddle] == pytest.approx([0, 0], abs=0.11)
    assert points[tree.extrema[0]].tolist() == pytest.approx([1, 0])


@pytest.mark.parametrize(
    ("graph", "f", "said"),
    [
        (np.array([[0, 9]]), [1.0, 2.0], "rows 0 to 9, the function has rows 0 to 1"),
        (np.array([[0, 1]]), [np.nan, np.nan], "none of 2 values is finite"),
        (np.array([[0.5, 1.0]]), [1.0, 2.0], "expected integers"),
        (np.array([[0, 1]]), [[1.0, 2.0]], "one value per row"),
        (np.array([[0, 1]]), ["a", "b"], "expected numbers"),
        (np.array([[1, 2, 3], [0, 2, 3]] * 2), [1.0] * 9, "4 rows, the function 9"),
    ],
)
def test_what_does_not_fit_is_named(graph, f, said):
    with pytest.raises(DataError, match=said):
        merge_tree(graph, f)
