"""Ridge equals scikit-learn's least squares and ridge, and follows rows that change."""

import warnings

import numpy as np
import pytest
from analysis.planted import cosines, planted, standard
from sklearn.linear_model import LinearRegression, RidgeCV
from sklearn.linear_model import Ridge as Reference

from hdvis.analysis.directions.estimators import Ridge
from hdvis.errors import DataError

Z, Y, _ = planted()


def raw(ridge):
    return ridge.normals_ * ridge.lengths_[:, None]


def test_weights_and_biases_are_those_of_linear_regression():
    found, exact = Ridge().fit(Z, Y), LinearRegression().fit(Z, Y.astype(float))
    np.testing.assert_allclose(raw(found), exact.coef_, rtol=1e-8, atol=1e-10)
    biases = found.intercepts_ * found.lengths_ + 0.5
    np.testing.assert_allclose(biases, exact.intercept_, rtol=1e-8)


def test_a_single_precision_gram_with_a_double_solve_keeps_the_direction():
    found = Ridge().fit(Z.astype(np.float32) + np.float32(50), Y)
    exact = LinearRegression().fit(Z, Y.astype(float)).coef_
    assert cosines(found.normals_, exact).min() > 1 - 1e-6


def test_a_target_far_from_zero_keeps_its_digits():
    year = (2000 + Z[:, 0] + 0.1 * Z[:, 1])[:, None]
    found = Ridge().fit(Z.astype(np.float32), year)
    np.testing.assert_allclose(raw(found)[0, :3], [1, 0.1, 0], atol=1e-4)


@pytest.mark.parametrize("alpha", [0.1, 30.0, 1e4])
def test_alpha_counts_as_in_scikit_learn(alpha):
    found, exact = Ridge(alpha).fit(Z, Y), Reference(alpha).fit(Z, Y.astype(float))
    np.testing.assert_allclose(raw(found), exact.coef_, rtol=1e-7, atol=1e-10)


def test_cross_validation_chooses_as_well_as_a_grid_does():
    few, labels = Z[:60], (Z[:60] @ np.ones(12) + 4 * np.random.default_rng(0).standard_normal(60))
    found = Ridge("gcv").fit(few, labels)
    grid = np.logspace(-3, 4, 60)
    exact = RidgeCV(grid, gcv_mode="svd").fit(few, labels)
    assert 0.4 < found.alpha_ / exact.alpha_ < 2.5
    assert cosines(found.normals_, exact.coef_)[0] > 0.999


def test_a_walk_of_added_and_removed_rows_ends_at_the_refit():
    found = Ridge().fit(Z[:1500], Y[:1500])
    found.add_rows(Z[1500:], Y[1500:]).remove_rows(Z[:300], Y[:300])
    again = Ridge().fit(Z[300:], Y[300:])
    np.testing.assert_allclose(raw(found), raw(again), rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(found.intercepts_, again.intercepts_, rtol=1e-8)
    single = Ridge().fit(Z.astype(np.float32), Y).remove_rows(Z[:300].astype(np.float32), Y[:300])
    assert cosines(single.normals_, again.normals_).min() > 1 - 1e-9


def test_removing_the_last_positives_leaves_one_class_and_no_direction():
    found = Ridge().fit(Z.astype(np.float32), Y[:, 0]).remove_rows(Z[Y[:, 0]], Y[Y[:, 0], 0])
    assert found.reasons_ == ("only one class",)
    assert np.isnan(found.normals_).all()


@pytest.mark.parametrize(
    ("rows", "labels", "says"),
    [
        (Z[:5, :3], Y[:5], "as fitted before"),
        (Z[:5], Y[:5, :2], "as fitted before"),
        (Z[:5] * np.nan, Y[:5], "missing values"),
        (Z, Y, "Leave some rows"),
    ],
)
def test_rows_that_do_not_fit_what_was_fitted_are_refused(rows, labels, says):
    with pytest.raises(DataError, match=says):
        Ridge().fit(Z, Y).remove_rows(rows, labels)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_collinear_and_constant_dimensions_share_and_give_no_warning(kind):
    wide = np.column_stack([Z, 2 * Z[:, 0], np.full(len(Z), 7.0)]).astype(kind)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = Ridge().fit(wide, Y)
    assert found.condition_ > 1e6
    z, scale = standard(wide[:, :13].astype(np.float64))
    exact = np.linalg.lstsq(z, Y - Y.mean(axis=0), rcond=1e-6)[0].T / scale
    assert cosines(raw(found)[:, :13], exact).min() > 1 - 1e-6
    assert (found.normals_[:, 13] == 0).all()


def test_a_condition_number_without_bound_is_infinite():
    twice = np.column_stack([np.arange(8.0), np.arange(8.0), -np.arange(8.0)])
    assert Ridge().fit(twice, np.arange(8) > 3).condition_ == np.inf


def test_minus_one_labels_give_the_same_normal_and_twice_the_length():
    zero_one, signed = Ridge().fit(Z, Y), Ridge().fit(Z, 2 * Y.astype(float) - 1)
    np.testing.assert_allclose(zero_one.normals_, signed.normals_, atol=1e-12)
    np.testing.assert_allclose(zero_one.intercepts_, signed.intercepts_, atol=1e-12)
    np.testing.assert_allclose(signed.lengths_, 2 * zero_one.lengths_)
