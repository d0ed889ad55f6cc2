"""The batched solvers end where tightly converged scikit-learn ends, for every attribute."""

import numpy as np
import pytest
from analysis.planted import cosines, planted, standard
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from hdvis.accel import solvers
from hdvis.accel.solvers import solve_l2_svm, solve_logistic
from hdvis.errors import Cancelled

Z, Y, _ = planted()
STANDARD, SCALE = standard(Z)


def logistic(weight):
    return LogisticRegression(
        solver="newton-cholesky", tol=1e-10, max_iter=1000, class_weight=weight
    )


def svm(weight):
    # scikit-learn penalises the bias; a large intercept_scaling makes that negligible.
    return LinearSVC(
        tol=1e-10, dual=False, max_iter=100_000, intercept_scaling=1e3, class_weight=weight
    )


@pytest.mark.parametrize("weight", [None, "balanced"])
@pytest.mark.parametrize(("solve", "reference"), [(solve_logistic, logistic), (solve_l2_svm, svm)])
def test_hyperplanes_equal_tight_scikit_learn(solve, reference, weight):
    found = solve(Z, Y, balanced=weight == "balanced", tolerance=1e-7)
    for i in range(Y.shape[1]):
        model = reference(weight).fit(STANDARD, Y[:, i])
        exact = model.coef_[0] / SCALE
        assert cosines(found.weights[i], exact)[0] > 1 - 1e-8
        np.testing.assert_allclose(np.linalg.norm(found.weights[i]), np.linalg.norm(exact), 1e-4)
        bias = model.intercept_[0] - exact @ Z.mean(axis=0)
        np.testing.assert_allclose(found.biases[i], bias, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize(("solve", "reference"), [(solve_logistic, logistic), (solve_l2_svm, svm)])
def test_single_precision_at_the_usual_tolerance_is_within_a_cosine_of_9999(
    monkeypatch, solve, reference
):
    monkeypatch.setattr(solvers, "EXACT_BELOW", 0)
    found = solve(Z.astype(np.float32), Y)
    exact = np.array([reference(None).fit(STANDARD, y).coef_[0] / SCALE for y in Y.T])
    assert cosines(found.weights, exact).min() > 0.9999


def test_attributes_solved_together_are_those_solved_alone():
    together = solve_l2_svm(Z, Y, tolerance=1e-8).weights
    alone = np.array([solve_l2_svm(Z, Y[:, [i]], tolerance=1e-8).weights[0] for i in range(4)])
    np.testing.assert_allclose(together, alone, rtol=1e-5, atol=1e-7)


def test_collinear_and_constant_columns_do_not_stop_the_search():
    wide = np.column_stack([Z, Z[:, 0], np.full(len(Z), 3.0)])
    found = solve_logistic(wide, Y, tolerance=1e-7)
    assert found.gradients.max() < 1e-7
    plain = solve_logistic(Z, Y, tolerance=1e-7)
    # Of two equal columns each takes half of the weight and the penalty is less, so nearly equal.
    folded = found.weights[:, :12].copy()
    folded[:, 0] += found.weights[:, 12]
    assert cosines(folded, plain.weights).min() > 0.999
    np.testing.assert_allclose(found.weights[:, 0], found.weights[:, 12], rtol=1e-3, atol=1e-4)


def test_separable_labels_have_a_finite_answer():
    found = solve_logistic(Z, Z[:, :1] > Z[:, 0].mean())
    assert np.isfinite(found.weights).all()
    assert found.passes < 200
    assert (
        (Z @ found.weights[0] + found.biases[0] > 0) == (Z[:, 0] > Z[:, 0].mean())
    ).mean() > 0.99


def test_a_solve_that_is_no_longer_wanted_stops():
    def stop(_):
        raise Cancelled

    with pytest.raises(Cancelled):
        solve_logistic(Z, Y, checkpoint=stop)
