"""Moving along a direction is measured through a decoder whose answers are known."""

import numpy as np
import pytest
from analysis.planted import planted
from scipy.stats import spearmanr

from hdvis.analysis import Directions
from hdvis.analysis.directions.response import (
    cycle_errors,
    edit_consistency,
    leakage,
    response_curve,
    spearman,
)

RNG = np.random.default_rng(0)
MATRIX = RNG.standard_normal((6, 30))
Z, _, _ = planted(100, 6)
STRENGTHS = np.linspace(-3, 3, 13)
STEP = np.eye(6)[0]


def decode(z):
    return (z @ MATRIX).reshape(-1, 5, 6)


def encode(x):
    return x.reshape(len(x), -1) @ np.linalg.pinv(MATRIX)


def first(x):
    return encode(x)[:, 0]


def test_a_linear_answer_rises_with_its_slope_for_every_point():
    found = response_curve(decode, lambda x: 2 * first(x), Z, STEP, STRENGTHS)
    assert found.values.shape == (100, 13)
    np.testing.assert_allclose(found.slope, 2, rtol=1e-4)
    assert (found.spearman, found.monotone) == (1.0, 1.0)
    assert found.saturation == 3.0


@pytest.mark.parametrize(("sign", "end"), [(1, 1.0), (-1, -1.0)])
def test_an_answer_that_levels_off_says_where_it_does(sign, end):
    def measure(x):
        return np.clip(sign * first(x), -1, 1)

    found = response_curve(decode, measure, np.zeros((1, 6)), STEP, STRENGTHS)
    assert found.saturation == end
    assert found.spearman == pytest.approx(sign * spearmanr(STRENGTHS, sign * found.mean)[0])
    assert found.monotone == 1.0


def test_turning_back_and_standing_still_are_not_monotone():
    wave = response_curve(decode, lambda x: np.cos(first(x)), np.zeros((2, 6)), STEP, STRENGTHS)
    assert wave.monotone == 0.0
    still = response_curve(decode, first, Z, np.eye(6)[1], STRENGTHS)
    assert abs(still.slope) < 1e-4
    flat = response_curve(decode, lambda x: np.ones(len(x)), Z, STEP, STRENGTHS)
    assert flat.monotone == 0.0
    assert np.isnan([flat.spearman, flat.saturation]).all()


def test_rank_correlation_is_scipys():
    a, b = np.round(RNG.standard_normal((2, 50)), 1)
    assert spearman(a, b) == pytest.approx(spearmanr(a, b)[0])


def test_what_an_exact_encoder_reads_back_is_the_edit():
    found = edit_consistency(decode, encode, Z, 3 * STEP, STRENGTHS)
    np.testing.assert_allclose(found.moved, STRENGTHS, atol=1e-4)
    assert found.slope == pytest.approx(1, abs=1e-4)
    half = edit_consistency(decode, lambda x: encode(x) / 2, Z, STEP, STRENGTHS)
    assert half.slope == pytest.approx(0.5, abs=1e-4)


def test_leakage_is_the_cosine_in_standard_deviations_where_nothing_is_lost():
    rows = np.vstack([RNG.standard_normal((3, 6)), np.zeros(6)])
    directions = Directions.from_vectors("abcd", rows).measured(Z)
    found = [leakage(decode, encode, Z, directions, name) for name in "abc"]
    cosine = directions.normals @ directions.normals.T
    exact = cosine * directions.deviations[:, None] / directions.deviations
    np.testing.assert_allclose(found, exact[:3], atol=1e-4)
    np.testing.assert_allclose(np.diag(found), 1, atol=1e-4)


def test_a_cycle_error_is_zero_only_where_the_encoder_returns_the_latent():
    assert cycle_errors(decode, encode, Z).max() < 1e-5
    lost = cycle_errors(decode, lambda x: encode(x) * [1, 1, 1, 1, 1, 0], Z)
    exact = np.linalg.norm(Z[:, 5:] @ MATRIX[5:], axis=1) / np.linalg.norm(Z @ MATRIX, axis=1)
    np.testing.assert_allclose(lost, exact, rtol=1e-4)
