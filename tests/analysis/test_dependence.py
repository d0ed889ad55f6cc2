"""Measures of dependence against scipy, formulas and planted relations."""

import numpy as np
import pytest
from scipy import stats

from hdvis.analysis.dependence import (
    DEPENDENCES,
    distance_correlation,
    mutual_information,
    pearson,
    spearman,
)


@pytest.fixture
def planted(rng):
    """A column, one that follows it with correlation .8, its square, and noise."""
    x = rng.normal(size=4000)
    y = 0.8 * x + 0.6 * rng.normal(size=4000)
    return np.stack([x, y, x**2, rng.normal(size=4000)], axis=1)


def test_straight_and_ranked_correlations_are_scipys(planted):
    assert pearson(planted) == pytest.approx(np.corrcoef(planted.T), abs=1e-6)
    assert spearman(planted) == pytest.approx(stats.spearmanr(planted).statistic, abs=1e-6)


def test_information_of_normal_columns_is_their_correlation(planted):
    found = mutual_information(planted)
    assert found[0, 1] == pytest.approx(0.8, abs=0.05)
    assert found[0, 3] < 0.1


def test_a_square_has_information_and_distance_correlation_without_correlation(planted):
    assert abs(pearson(planted)[0, 2]) < 0.1
    assert mutual_information(planted)[0, 2] > 0.8
    assert distance_correlation(planted)[0, 2] > 0.4


def test_distance_correlation_of_normal_columns_is_the_published_one(planted):
    """Szekely, Rizzo and Bakirov 2007, theorem 7: the squared value for correlation r."""
    r = 0.8
    top = r * np.arcsin(r) + np.sqrt(1 - r**2) - r * np.arcsin(r / 2) - np.sqrt(4 - r**2) + 1
    expected = np.sqrt(top / (1 + np.pi / 3 - np.sqrt(3)))
    found = distance_correlation(planted)
    assert found[0, 1] == pytest.approx(expected, abs=0.04)
    assert found[0, 3] < 0.1


@pytest.mark.parametrize("name", DEPENDENCES)
def test_missing_and_constant_values_are_left_out(planted, name):
    holed = planted[:300].copy()
    holed[::7, 1] = np.nan
    holed[:, 3] = 5.0
    found = DEPENDENCES[name](holed)
    assert np.isnan(found[3]).all()
    assert found[0, 0] == 1
    known = np.isfinite(holed[:, 1])
    assert found[0, 1] == pytest.approx(DEPENDENCES[name](holed[known][:, :2])[0, 1], abs=0.02)
    assert found[:3, :3] == pytest.approx(found[:3, :3].T)


@pytest.mark.parametrize("name", DEPENDENCES)
@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_rows_are_no_error(rng, name, n):
    assert DEPENDENCES[name](rng.normal(size=(n, 2))).shape == (2, 2)
