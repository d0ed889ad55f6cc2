"""Parts of the KL are those of Gaussians whose parts are known, and add up to the whole."""

import numpy as np
import pytest

from hdvis.analysis.disentanglement import kl_parts
from hdvis.errors import DataError


def posteriors(draw, rho, n=3_000, noise=0.5):
    """Means and log-variances whose aggregate is normal, of unit variance and correlation rho."""
    signal = 1 - noise**2
    covariance = np.array([[1, rho], [rho, 1]]) - noise**2 * np.eye(2)
    assert np.linalg.eigvalsh(covariance).min() > 0
    means = draw.multivariate_normal([0, 0], covariance, n)
    assert abs(means.var() - signal) < 0.1
    return means, np.full((n, 2), 2 * np.log(noise))


@pytest.mark.parametrize("rho", [0.0, 0.4, -0.6])
def test_total_correlation_and_information_are_those_of_the_gaussian(rho):
    draw = np.random.default_rng(4)
    means, log_variances = posteriors(draw, rho)
    found = kl_parts(means, log_variances, rows=2_000)
    # Of a normal pair with this correlation, and of a normal channel with this noise.
    assert found.total_correlation == pytest.approx(-0.5 * np.log(1 - rho**2), abs=0.03)
    channel = 0.5 * np.log((1 - rho**2) / 0.5**4)
    assert found.mutual_information == pytest.approx(channel, abs=0.06)
    assert found.dimension_wise_kl == pytest.approx(0, abs=0.03)


def test_the_parts_add_up_to_the_analytic_kl():
    draw = np.random.default_rng(11)
    means, log_variances = draw.standard_normal((2_000, 5)), draw.uniform(-2, 0, (2_000, 5))
    found = kl_parts(means, log_variances)
    assert found.kl == pytest.approx(found.analytic_kl, rel=0.02)
    each = (means**2 + np.exp(log_variances) - 1 - log_variances).sum(axis=1) / 2
    assert found.analytic_kl == pytest.approx(each.mean())


def test_a_collapsed_model_has_no_parts():
    found = kl_parts(np.zeros((200, 3)), np.zeros((200, 3)))
    parts = (found.mutual_information, found.total_correlation, found.dimension_wise_kl)
    np.testing.assert_allclose(parts, 0, atol=1e-9)


@pytest.mark.parametrize(
    ("means", "log_variances", "says"),
    [
        (np.zeros((5, 2)), np.zeros((5, 3)), "two arrays"),
        (np.zeros((1, 2)), np.zeros((1, 2)), "two rows"),
        (np.full((5, 2), np.nan), np.zeros((5, 2)), "not finite"),
    ],
)
def test_what_is_no_set_of_posteriors_is_refused(means, log_variances, says):
    with pytest.raises(DataError, match=says):
        kl_parts(means, log_variances)
