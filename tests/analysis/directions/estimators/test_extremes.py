"""The extreme-score machine separates the ends of a score, and says how well it does between."""

import numpy as np
from analysis.planted import cosines
from sklearn.svm import LinearSVC

from hdvis.analysis.directions.estimators import ExtremeSVM

RNG = np.random.default_rng(0)
Z = RNG.standard_normal((6000, 10))
TRUTH = np.eye(10)[0] * 0.8 + np.eye(10)[1] * 0.6
SCORE = Z @ TRUTH + 0.3 * RNG.standard_normal(6000)


def test_it_is_the_machine_on_the_fitted_part_of_both_ends():
    found = ExtremeSVM(fitted=1.0).fit(Z, SCORE)
    order = np.argsort(SCORE)
    rows = np.r_[order[:120], order[-120:]]
    scale = Z[rows].std(axis=0)
    exact = LinearSVC(dual=False, tol=1e-10, max_iter=100_000, intercept_scaling=1e3).fit(
        (Z[rows] - Z[rows].mean(axis=0)) / scale, np.repeat([0, 1], 120)
    )
    assert cosines(found.normals_, exact.coef_ / scale)[0] > 0.9999


def test_the_planted_score_is_found_and_judged_on_rows_it_did_not_see():
    found = ExtremeSVM().fit(Z, SCORE)
    assert cosines(found.normals_, TRUTH)[0] > 0.95
    assert found.lengths_[0] == 1
    assert found.accuracies_[0] == 1.0
    said = Z @ found.normals_[0] + found.intercepts_[0] > 0
    order = np.argsort(SCORE)[120:-120]
    exact = (said[order] == (SCORE[order] > np.median(SCORE))).mean()
    np.testing.assert_allclose(found.remaining_accuracies_[0], exact)


def test_two_classes_and_too_few_rows_have_no_extremes():
    scores = np.column_stack([SCORE[:15], SCORE[:15] > 0])
    found = ExtremeSVM().fit(Z[:15], scores)
    assert found.reasons_ == ("fewer than 20 rows", "needs a score, not two classes")
    assert np.isnan(found.normals_).all()
