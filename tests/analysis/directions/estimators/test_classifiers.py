"""Classifiers are scikit-learn's on standardised latents, told in raw units."""

import numpy as np
import pytest
from analysis.planted import cosines, planted, standard
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from hdvis.analysis.directions.estimators import LinearSVM, Logistic

Z, Y, _ = planted()
STANDARD, SCALE = standard(Z)
TIGHT = {"tol": 1e-10, "max_iter": 100_000}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Logistic(), LogisticRegression(solver="newton-cholesky", **TIGHT)),
        (
            LinearSVM(),
            LinearSVC(dual=False, class_weight="balanced", intercept_scaling=1e3, **TIGHT),
        ),
    ],
)
def test_the_normal_and_its_step_come_from_the_standardised_weight(ours, theirs):
    found = ours.fit(Z, Y)
    weights = np.array([theirs.fit(STANDARD, y).coef_[0] for y in Y.T])
    assert cosines(found.normals_, weights / SCALE).min() > 0.9999
    assert cosines(found.displacements_, weights * SCALE).min() > 0.9999
    # One step moves one unit along the weight in standardised space.
    moved = (found.displacements_ / SCALE * weights).sum(1) / np.linalg.norm(weights, axis=1)
    np.testing.assert_allclose(moved, 1, rtol=1e-3)


@pytest.mark.parametrize("method", [Logistic, LinearSVM])
def test_either_form_of_labels_gives_the_same_plane(method):
    first, second = method().fit(Z, Y), method().fit(Z, 2 * Y.astype(int) - 1)
    np.testing.assert_allclose(first.normals_, second.normals_)
    np.testing.assert_allclose(first.intercepts_, second.intercepts_)


def test_a_sleeping_dimension_stays_out():
    asleep = np.column_stack([Z, 1e-9 * np.random.default_rng(0).standard_normal(len(Z))])
    found = Logistic().fit(asleep, Y)
    assert (found.normals_[:, -1] == 0).all()
    np.testing.assert_allclose(found.normals_[:, :-1], Logistic().fit(Z, Y).normals_)
