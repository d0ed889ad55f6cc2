"""Measures of two spaces do not see what they should not, and see the rest."""

import numpy as np
import pytest
from analysis.factors import fixture

from hdvis.analysis.comparison import (
    MEASURES,
    canonical_correlations,
    linear_cka,
    procrustes,
    procrustes_distance,
    similarity_matrix,
    svcca,
)
from hdvis.errors import DataError

_, CODES, draw = fixture()
Z = CODES["identity"]
Q = np.linalg.qr(draw.standard_normal((6, 6)))[0]
A = draw.standard_normal((6, 6))
OTHER_CKA, OTHER_CCA = draw.standard_normal(Z.shape), draw.standard_normal(Z.shape)


def test_cka_of_the_fixture_to_its_printed_digits():
    assert f"{linear_cka(Z, 3 * Z @ Q):.6f}" == "1.000000"
    assert f"{linear_cka(Z, Z @ A):.3f}" == "0.725"
    assert f"{linear_cka(Z, OTHER_CKA):.4f}" == "0.0006"


def test_cca_of_the_fixture_to_its_printed_digits():
    assert f"{canonical_correlations(Z, Z @ A).mean():.6f}" == "1.000000"
    assert f"{canonical_correlations(Z, OTHER_CCA).mean():.3f}" == "0.022"


def direct_cka(X, Y):
    X, Y = X - X.mean(axis=0), Y - Y.mean(axis=0)
    top = np.linalg.norm(X.T @ Y) ** 2
    return top / (np.linalg.norm(X.T @ X) * np.linalg.norm(Y.T @ Y))


def hsic1(X, Y):
    """The unbiased estimate, by its n × n definition."""
    n = len(X)
    K, L = X @ X.T, Y @ Y.T
    np.fill_diagonal(K, 0)
    np.fill_diagonal(L, 0)
    one = np.ones(n)
    inner = np.trace(K @ L) + (one @ K @ one) * (one @ L @ one) / ((n - 1) * (n - 2))
    return (inner - 2 / (n - 2) * one @ K @ L @ one) / (n * (n - 3))


def test_cka_is_its_formula_far_from_the_origin_and_over_many_chunks():
    rng = np.random.default_rng(0)
    X = 50 + rng.standard_normal((9000, 7))
    Y = X[:, :4] ** 2 / 50 + rng.standard_normal((9000, 4))
    assert linear_cka(X, Y) == pytest.approx(direct_cka(X, Y), abs=1e-5)


def test_debiased_cka_is_its_definition_and_falls_for_unrelated_wide_spaces():
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((40, 300)) + 2, rng.standard_normal((40, 200))
    expected = hsic1(X, Y) / np.sqrt(hsic1(X, X) * hsic1(Y, Y))
    assert linear_cka(X, Y, debiased=True) == pytest.approx(expected, abs=1e-4)
    assert abs(linear_cka(X, Y, debiased=True)) < 0.1 < 0.8 < linear_cka(X, Y)
    assert linear_cka(X, X, debiased=True) == pytest.approx(1)


def test_svcca_drops_directions_that_hold_nothing():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((3000, 3))
    faint = np.hstack([X, 1e-3 * rng.standard_normal((3000, 3))])
    assert svcca(X, faint) == pytest.approx(1, abs=1e-4)
    assert svcca(X, rng.standard_normal((3000, 3))) < 0.1


def test_canonical_correlations_are_those_of_scikit_learn():
    from sklearn.cross_decomposition import CCA

    rng = np.random.default_rng(0)
    X = rng.standard_normal((500, 3))
    Y = X @ rng.standard_normal((3, 2)) + rng.standard_normal((500, 2))
    left, right = CCA(2, max_iter=5000, tol=1e-12).fit_transform(X, Y)
    expected = [abs(np.corrcoef(left[:, i], right[:, i])[0, 1]) for i in range(2)]
    assert canonical_correlations(X, Y) == pytest.approx(expected, abs=1e-4)


def test_procrustes_is_that_of_scipy():
    from scipy.spatial import procrustes as scipy_procrustes

    rng = np.random.default_rng(0)
    X = rng.standard_normal((200, 3))
    Y = 2 * X @ np.linalg.qr(rng.standard_normal((3, 3)))[0] + 0.3 * rng.standard_normal((200, 3))
    assert procrustes_distance(X, Y) == pytest.approx(scipy_procrustes(X, Y)[2], abs=1e-5)
    assert procrustes(X, Y).distance == pytest.approx(procrustes_distance(X, Y))


@pytest.mark.parametrize("measure", MEASURES)
def test_a_matrix_holds_the_measure_of_each_pair(measure):
    rng = np.random.default_rng(0)
    spaces = [rng.standard_normal((300, d)) for d in (3, 5, 4)]
    spaces.append(2 * spaces[0] @ np.linalg.qr(rng.standard_normal((3, 3)))[0] - 1)
    table = similarity_matrix(spaces, measure)
    assert table == pytest.approx(table.T)
    assert np.diag(table) == pytest.approx(np.ones(4), abs=1e-6)
    assert table[0, 3] == pytest.approx(1, abs=1e-5)
    pair = similarity_matrix(spaces[1:3], measure)
    assert pair[0, 1] == pytest.approx(table[1, 2], abs=1e-6)


def test_rows_that_are_not_finite_in_both_are_left_out():
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((100, 3)), rng.standard_normal((100, 4))
    expected = linear_cka(X[2:], Y[2:])
    X[0, 1], Y[1, 2] = np.nan, np.inf
    assert linear_cka(X, Y) == pytest.approx(expected, abs=1e-5)


def test_a_collapsed_space_is_like_nothing():
    flat = np.ones((50, 4))
    rng = np.random.default_rng(0)
    assert np.isnan(linear_cka(flat, rng.standard_normal((50, 3))))
    assert np.isnan(svcca(flat, flat))
    assert np.isnan(procrustes_distance(flat, rng.standard_normal((50, 3))))


def test_other_rows_and_too_few_are_named():
    with pytest.raises(DataError, match="space 2: has 9 rows, space 1 has 8"):
        linear_cka(np.zeros((8, 2)), np.zeros((9, 2)))
    with pytest.raises(DataError, match="at least 4 rows, got 3"):
        linear_cka(np.eye(3), np.eye(3), debiased=True)
    with pytest.raises(DataError, match="1 rows are finite"):
        linear_cka(np.array([[1.0], [np.nan]]), np.eye(2))
    with pytest.raises(DataError, match="expected one of CKA"):
        similarity_matrix([np.eye(3)], "ABC")
