"""Disentanglement scores reach their measured and their analytic values."""

import numpy as np
import pytest
from analysis.factors import fixture

from hdvis.analysis import disentanglement as scores
from hdvis.errors import DataError

FACTORS, CODES, _ = fixture()
LN = np.log(2) / np.log(10)


@pytest.mark.parametrize(
    ("name", "mig", "sap"),
    [
        ("identity", 0.997, 1.000),
        ("noisy", 0.949, 0.990),
        ("turned 15", 0.591, 0.933),
        ("turned 45", 0.499, 0.504),
        ("duplicated", 0.000, 0.000),
        ("noise", 0.000, 0.000),
    ],
)
def test_mig_and_sap_are_those_measured(name, mig, sap):
    assert f"{scores.mig(CODES[name], FACTORS):.3f}" == f"{mig:.3f}"
    assert f"{scores.sap(CODES[name], FACTORS):.3f}" == f"{sap:.3f}"


@pytest.mark.parametrize("name", ["identity", "noisy", "turned 15", "turned 45", "noise"])
def test_unrelated_codes_have_next_to_no_total_correlation(name):
    assert 0 <= scores.gaussian_total_correlation(CODES[name]) <= 0.0016


def test_total_correlation_of_two_codes_is_that_of_their_correlation():
    draw = np.random.default_rng(3).standard_normal((5000, 2))
    codes = np.stack([draw[:, 0], 0.6 * draw[:, 0] + 0.8 * draw[:, 1]], axis=1)
    rho = np.corrcoef(codes.T)[0, 1]
    found = scores.gaussian_total_correlation(codes)
    assert found == pytest.approx(-0.5 * np.log(1 - rho**2))
    assert scores.gaussian_total_correlation(np.zeros((9, 3))) == 0.0


def one_code_for_two(n=10):
    """Importances of nine codes, the first of which serves two factors."""
    R = np.zeros((n - 1, n))
    R[0, :2] = 1
    R[np.arange(1, n - 1), np.arange(2, n)] = 1
    return R


def test_dci_of_importances_worked_by_hand():
    assert scores.dci(np.eye(10)) == pytest.approx((1, 1))
    assert scores.dci(np.ones((10, 10))) == pytest.approx((0, 0))
    shared = np.zeros((10, 10))
    shared[0, :2] = 1
    assert scores.dci(shared) == pytest.approx((1 - LN, 1))
    assert scores.dci(shared.T) == pytest.approx((1, 1 - LN))


def test_modularity_worked_by_hand():
    information = np.zeros((1, 10))
    information[0, :2] = 1
    assert scores.modularity(information) == pytest.approx(1 - 1 / 9)
    assert scores.modularity(np.eye(6)[:, :4]) == pytest.approx(2 / 3)


def test_information_of_a_copy_is_its_entropy():
    levels = np.repeat(np.arange(4), [10, 20, 30, 40])[:, None]
    shares = np.array([0.1, 0.2, 0.3, 0.4])
    found = scores.mutual_information(levels.astype(float), levels)
    assert found[0, 0] == pytest.approx(-(shares * np.log(shares)).sum())


def test_one_code_has_no_gap_and_other_rows_no_score():
    with pytest.raises(DataError, match="no second best"):
        scores.mig(np.arange(4.0)[:, None], np.arange(4)[:, None])
    with pytest.raises(DataError, match="5 rows, space 1 has 4"):
        scores.sap(np.zeros((4, 2)), np.zeros((5, 1)))
