"""Quality measures against scikit-learn and by hand."""

import numpy as np
import pytest
from sklearn.manifold import trustworthiness

from hdvis.analysis import kept_neighbors, measure_quality, neighbor_graph, place, plane_neighbors
from hdvis.errors import DataError


@pytest.mark.parametrize("k", [5, 10, 60])
def test_trustworthiness_is_scikit_learns(rng, digits, k):
    vectors = digits.data[:400] + rng.normal(0, 1e-3, (400, 64))
    plane = place(vectors, "PCA").coordinates
    quality = measure_quality(vectors, plane, k)
    assert quality.trustworthiness == pytest.approx(
        trustworthiness(vectors, plane, n_neighbors=k), abs=1e-6
    )
    assert quality.continuity == pytest.approx(
        trustworthiness(plane, vectors, n_neighbors=k), abs=1e-6
    )
    assert quality.note == ""


def test_a_sample_measures_nearly_the_same_and_says_so(digits):
    plane = place(digits.data, "PCA").coordinates
    every = measure_quality(digits.data, plane, sample=2000)
    some = measure_quality(digits.data, plane, sample=500)
    assert some.trustworthiness == pytest.approx(every.trustworthiness, abs=0.02)
    assert some.note == "measured at 500 of 1,797 rows"


def test_a_copy_of_the_vectors_keeps_everything(rng):
    vectors = rng.normal(size=(60, 2))
    quality = measure_quality(vectors, vectors * 3)
    assert (quality.trustworthiness, quality.continuity) == (1.0, 1.0)
    kept = kept_neighbors(neighbor_graph(vectors, 6), plane_neighbors(vectors, 6))
    assert (kept == 1).all()


def test_kept_neighbours_counted_by_hand():
    line = np.array([[0.0], [1.0], [3.0], [7.0]])
    swapped = line[[0, 1, 3, 2]]
    kept = kept_neighbors(neighbor_graph(line, 1), plane_neighbors(swapped, 1))
    assert kept.tolist() == [1.0, 1.0, 0.0, 0.0]


def test_rows_without_a_place_have_no_share(rng):
    vectors = rng.normal(size=(30, 2))
    plane = vectors.copy()
    plane[3] = np.nan
    kept = kept_neighbors(neighbor_graph(vectors, 4), plane_neighbors(plane, 4))
    assert np.flatnonzero(np.isnan(kept)).tolist() == [3]


def test_a_missing_row_is_an_error(rng):
    with pytest.raises(DataError, match="9 rows for 10 vectors"):
        measure_quality(rng.normal(size=(10, 3)), rng.normal(size=(9, 2)))
