"""Embeddings of real rows by every method, and of rows that are hard to embed."""

import numpy as np
import pytest
from sklearn.decomposition import PCA as Reference
from sklearn.neighbors import KNeighborsClassifier

from hdvis.analysis import REDUCERS, embed, measured, neighbor_graph, place
from hdvis.errors import Cancelled, DataError

QUICK = [name for name in REDUCERS if name != "UMAP"]


@pytest.fixture(scope="module")
def rows(digits):
    return digits.data[:300]


@pytest.mark.parametrize("method", QUICK)
def test_rows_of_a_digit_lie_together(digits, rows, method):
    plane = place(rows, method).coordinates
    assert plane.shape == (300, 2)
    assert plane.dtype == np.float32
    near = KNeighborsClassifier(5).fit(plane[:200], digits.target[:200])
    assert near.score(plane[200:], digits.target[200:300]) > (0.4 if method == "PCA" else 0.5)


@pytest.mark.parametrize("method", QUICK)
def test_the_same_seed_gives_the_same_plane(rows, method):
    first, second = (place(rows[:80], method, seed=3).coordinates for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("method", QUICK)
def test_few_rows_one_column_or_equal_rows_are_no_failure(method):
    line = np.arange(8.0)[:, None]
    assert np.isfinite(place(line, method, **_few(method)).coordinates).all()
    same = place(np.ones((8, 3)), method)
    assert (same.coordinates == 0).all()
    assert "all rows are equal" in same.note


def _few(method):
    return {"neighbors": 3} if method in ("Isomap", "LLE", "Spectral") else {}


def test_pca_is_scikit_learns_up_to_the_sign(rows):
    ours, theirs = place(rows).coordinates, Reference(2).fit_transform(rows)
    for axis in range(2):
        found = ours[:, axis] * np.sign(ours[:, axis] @ theirs[:, axis])
        assert found == pytest.approx(theirs[:, axis], abs=1e-3)


def test_neighbor_embedding_keeps_more_neighbours_than_pca(digits):
    graph = neighbor_graph(digits.data, 15)
    moved = embed(digits.data, "Neighbor embedding", graph=graph)
    straight = embed(digits.data, graph=graph)
    assert moved.trustworthiness > 0.97
    assert moved.recall > 3 * straight.recall


def test_rows_with_missing_values_are_left_out_and_said(rows):
    holed = rows.copy()
    holed[[2, 9], 5] = np.nan
    made = embed(holed, "Neighbor embedding", epochs=20)
    assert np.flatnonzero(np.isnan(made.coordinates[:, 0])).tolist() == [2, 9]
    assert np.flatnonzero(np.isnan(made.kept)).tolist() == [2, 9]
    assert "2 of 300 rows have values that are not finite" in made.note


def test_positions_on_the_way_come_with_the_iteration(rows):
    seen = []
    made = place(
        rows, "Neighbor embedding", epochs=25, on_positions=lambda *told: seen.append(told)
    )
    assert [(done, total) for _, done, total in seen] == [(i, 25) for i in range(1, 26)]
    assert np.array_equal(seen[-1][0], made.coordinates)
    assert not np.array_equal(seen[0][0], seen[5][0])


@pytest.mark.parametrize("method", ["Neighbor embedding", "t-SNE"])
def test_a_stop_ends_the_work_at_once(rows, method):
    after = []

    def stop(fraction):
        if len(after) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        place(rows, method, checkpoint=stop, on_positions=lambda *told: after.append(told))
    assert len(after) == 3


def test_values_near_the_largest_float_do_not_overflow(rng):
    made = embed(rng.normal(size=(40, 3)) * 1e200, "Neighbor embedding", epochs=20)
    assert np.isfinite(made.coordinates).all()
    assert made.trustworthiness > 0.7


def test_more_neighbours_than_rows_are_cut_and_said(rows):
    made = place(rows[:10], "Neighbor embedding", neighbors=50, epochs=5)
    assert "50 neighbours asked for, 9 other rows there are" in made.note


@pytest.mark.parametrize(
    ("method", "parameters", "n", "says"),
    [
        ("tSNE", {}, 20, "got 'tSNE', expected one of PCA, Neighbor embedding, t-SNE"),
        ("t-SNE", {"neighbors": 3}, 20, "got a parameter 'neighbors', expected perplexity"),
        ("t-SNE", {}, 2, "t-SNE: needs at least 4 rows, got 2"),
        ("PCA", {}, 1, "PCA: needs at least 2 rows, got 1"),
    ],
)
def test_what_cannot_be_done_is_said(rows, method, parameters, n, says):
    with pytest.raises(DataError, match=says):
        place(rows[:n], method, **parameters)


def test_a_stopped_layout_can_be_measured_with_the_graph_at_hand(rows):
    graph = neighbor_graph(rows, 12)
    made = place(rows, "Neighbor embedding", epochs=5, neighbors=12, graph=graph)
    assert np.isnan(made.recall)
    told = measured(made, rows, graph)
    assert 0 < told.recall < 1
    assert told.k == 10
    assert told.note == "quality at 10 neighbours"


def test_umap_learn_gives_the_plane_it_gives_alone(rows):
    """The one test that pays for umap-learn's compilation."""
    import umap

    seen = []
    made = embed(rows, "UMAP", neighbors=10, checkpoint=seen.append)
    assert made.trustworthiness > 0.95
    assert seen == sorted(seen)
    alone = umap.UMAP(n_neighbors=11, random_state=0, n_jobs=1).fit_transform(rows)
    assert measured(made, rows).trustworthiness == pytest.approx(
        measured(type(made)(np.asarray(alone, np.float32), "UMAP"), rows).trustworthiness, abs=0.01
    )
