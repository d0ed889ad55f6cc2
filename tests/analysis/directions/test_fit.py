"""One call fits every attribute on the rows it has; bad ones are marked and the rest go on."""

import numpy as np
import pytest
from analysis.planted import cosines, planted
from sklearn.linear_model import LinearRegression

from hdvis.analysis import fit_directions
from hdvis.analysis.directions.estimators import ESTIMATORS
from hdvis.errors import DataError

Z, Y, TRUTH = planted()
SUPERVISED = sorted({"ridge", "class means", "whitened class means", "logistic", "linear SVM"})
LABELLED = [*SUPERVISED, "contrast"]


@pytest.mark.parametrize("method", SUPERVISED)
def test_round_latents_let_every_estimator_find_what_was_planted(method):
    rng = np.random.default_rng(0)
    z = rng.standard_normal((4000, 12)).astype(np.float32)
    labels = z @ TRUTH.T + 0.3 * rng.standard_normal((4000, 4)) > 0
    found = fit_directions(z, labels, "abcd", method)
    assert cosines(found.normals, TRUTH).min() > 0.98
    assert (cosines(found.distances(z).T, labels.T - labels.mean(0)[:, None]) > 0).all()


@pytest.mark.parametrize("method", LABELLED)
def test_one_class_missing_and_equal_attributes_leave_the_others_alone(method):
    holed = Y[:, 2].astype(float)
    holed[::3] = np.nan
    labels = {
        "fine": Y[:, 0].astype(float), "all": np.ones(len(Z)), "holed": holed,
        "same": Y[:, 0].astype(float), "none": np.full(len(Z), np.nan),
    }  # fmt: skip
    found = fit_directions(Z, labels, method=method)
    assert found.names == tuple(labels)
    assert found.reasons == ("", "only one class", "", "", "no rows")
    assert found.rows.tolist() == [2000, 2000, 1333, 2000, 0]
    assert np.isnan(found.normals[[1, 4]]).all()
    assert found.defined.sum() == 3
    np.testing.assert_allclose(found.normals[0], found.normals[3], atol=1e-6)
    rows = np.isfinite(holed)
    alone = fit_directions(Z[rows], Y[rows, 2], method=method)
    np.testing.assert_allclose(found.normals[2], alone.normals[0], atol=1e-4)


@pytest.mark.parametrize("method", LABELLED)
def test_a_collapsed_model_has_no_direction_and_says_so(method):
    found = fit_directions(np.full((500, 6), 0.3, np.float32), Y[:500, :2], "ab", method)
    assert found.reasons == ("all latents are equal",) * 2
    assert np.isnan(found.normals).all()


@pytest.mark.parametrize("method", LABELLED)
def test_collinear_and_constant_dimensions_are_no_obstacle(method):
    wide = np.column_stack([Z, Z[:, :2].sum(axis=1), np.full(len(Z), 7.0)]).astype(np.float32)
    found = fit_directions(wide, Y, "abcd", method)
    assert found.defined.all()
    assert (found.normals[:, -1] == 0).all()
    np.testing.assert_allclose(found.deviations, (wide @ found.normals.T).std(axis=0), rtol=1e-2)


def test_rows_with_a_missing_latent_are_left_out():
    holed = Z.copy()
    holed[5, 3], holed[9, 0] = np.nan, np.inf
    found = fit_directions(holed, Y)
    rows = np.setdiff1d(np.arange(len(Z)), [5, 9])
    exact = LinearRegression().fit(Z[rows], Y[rows].astype(float)).coef_
    np.testing.assert_allclose(found.raw, exact, rtol=1e-8, atol=1e-10)
    assert found.names == ("y0", "y1", "y2", "y3")
    assert (found.rows == 1998).all()


def test_methods_that_look_at_the_latents_alone_name_their_own():
    assert fit_directions(Z, method="PCA", components=2).names == ("PC 1", "PC 2")
    with pytest.raises(DataError, match="leave `Y` out"):
        fit_directions(Z, Y, method="PCA")


def test_a_third_partys_estimator_needs_three_arrays_only():
    class First:
        def fit(self, z, y=None):
            self.normals_ = self.displacements_ = np.eye(z.shape[1])[:1]
            self.intercepts_ = np.zeros(1)
            return self

    made = fit_directions(Z, Y[:, 0], ["first"], "mine", estimators={"mine": First})
    np.testing.assert_allclose(made.deviations, Z[:, 0].std())
    assert made.method == "mine"
    assert made.lengths.tolist() == [1.0]


@pytest.mark.parametrize(
    ("vectors", "labels", "names", "method", "says"),
    [
        (Z, Y[:9], None, "ridge", "9 given for 2,000 rows"),
        (Z, Y, ["a"], "ridge", "1 given for 4 attributes"),
        (Z, Y, "aabc", "ridge", "'a' occurs twice"),
        (Z, Y.astype(str), None, "ridge", "expected numbers or booleans"),
        (Z, Y, None, "magic", "'magic', expected one of .*PCA"),
        (Z[0], Y, None, "ridge", r"shape \(12,\), expected \(n, d\)"),
        (Z * np.nan, Y, None, "ridge", "no row without a missing value"),
        (np.array([["a"]]), [1], None, "ridge", "expected numbers"),
        (Z, None, None, "ridge", "labels: 0 given for 2,000 rows"),
    ],
)
def test_what_cannot_be_fitted_at_all_is_refused(vectors, labels, names, method, says):
    with pytest.raises(DataError, match=says):
        fit_directions(vectors, labels, names, method)


def test_every_offered_estimator_is_fitted_by_name():
    scores = Z @ TRUTH[0]
    weight = np.eye(12)
    options = {"SeFa": {"weight": weight}, "Jacobian SVD": {"decode": lambda z: z}}
    unsupervised = {"PCA", "random", *options}
    for method in ESTIMATORS:
        labels = None if method in unsupervised else scores
        made = fit_directions(Z, labels, method=method, **options.get(method, {}))
        np.testing.assert_allclose(np.linalg.norm(made.normals, axis=1), 1, err_msg=method)
        assert np.isfinite(made.deviations).all()
        assert made.method == method
