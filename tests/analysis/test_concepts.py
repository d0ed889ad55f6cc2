"""A map of concepts places category means by scaling, as scikit-learn and the formula do."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.manifold import MDS

from hdvis.analysis.concepts import classical_scaling, concept_map, distance_matrix, smacof, stress
from hdvis.errors import DataError

RNG = np.random.default_rng(0)
POINTS = RNG.standard_normal((12, 5)) * [3, 2, 1, 0.5, 0.2]
APART = distance_matrix(POINTS)


def test_classical_scaling_of_euclidean_distances_is_pca_with_fixed_signs():
    found, exact = classical_scaling(APART), PCA(2).fit_transform(POINTS)
    np.testing.assert_allclose(abs(found), abs(exact), atol=1e-9)
    assert (found.max(axis=0) >= abs(found.min(axis=0))).all()


def test_points_in_a_plane_keep_every_distance():
    flat = RNG.standard_normal((7, 2))
    apart = distance_matrix(flat)
    np.testing.assert_allclose(distance_matrix(classical_scaling(apart)), apart)
    assert stress(apart, classical_scaling(apart)) < 1e-7


def test_smacof_is_no_worse_than_scikit_learns_and_than_its_start():
    reference = MDS(
        2, metric="precomputed", n_init=10, init="random", max_iter=1000, eps=1e-9, random_state=0
    ).fit_transform(APART)
    found = stress(APART, smacof(APART))
    assert found <= stress(APART, reference) * 1.001
    assert found < stress(APART, classical_scaling(APART))


def test_stress_is_kruskals():
    placed = POINTS[:, :2]
    now = distance_matrix(placed)
    upper = np.triu_indices(12, 1)
    exact = np.sqrt(((APART - now)[upper] ** 2).sum() / (APART[upper] ** 2).sum())
    assert stress(APART, placed) == pytest.approx(exact)


def test_means_are_of_the_rows_that_have_the_attribute_and_an_empty_concept_is_marked():
    z = RNG.standard_normal((200, 4))
    z[3] = np.nan
    has = RNG.random((200, 3)) < 0.4
    labels = np.column_stack([has, np.zeros(200), np.ones(200)]).astype(float)
    labels[7, 0] = np.nan
    made = concept_map(z, labels, ["a", "b", "c", "never", "always"])
    rows = has[:, 0] & (np.arange(200) != 3) & (np.arange(200) != 7)
    np.testing.assert_allclose(made.means[0], z[rows].mean(axis=0))
    assert made.counts.tolist()[3:] == [0, 199]
    assert np.isnan(made.positions[3]).all()
    assert np.isfinite(made.positions[[0, 1, 2, 4]]).all()


def test_a_collapsed_model_puts_all_concepts_in_one_place():
    made = concept_map(np.ones((20, 3)), np.eye(2)[np.arange(20) % 2])
    np.testing.assert_array_equal(made.positions, np.zeros((2, 2)))
    assert np.isnan(made.stress)


def test_another_method_is_refused():
    with pytest.raises(DataError, match="expected classical, SMACOF"):
        concept_map(POINTS, np.arange(12) > 5, method="t-SNE")
