"""The off-distribution indicator is a Mahalanobis distance, given as a percentile."""

import numpy as np
import pytest
from models.toys import ToyStyle
from scipy.spatial.distance import mahalanobis
from scipy.stats import chi

from hdvis.models import LatentDistribution, LatentSpec, adapt


@pytest.fixture
def data(rng):
    mix = rng.standard_normal((4, 4))
    return rng.standard_normal((3000, 4)) @ mix + [1, 2, 3, 4]


def test_distances_are_mahalanobis(data):
    distribution = LatentDistribution.fit(data)
    inverse, mean = np.linalg.inv(np.cov(data, rowvar=False)), data.mean(axis=0)
    expected = [mahalanobis(row, mean, inverse) for row in data[:20]]
    np.testing.assert_allclose(distribution.distance(data[:20]), expected, rtol=1e-6)


def test_the_data_fill_the_percentiles_evenly(data):
    shares = LatentDistribution.fit(data).percentile(data)
    np.testing.assert_allclose(np.quantile(shares, [0.1, 0.5, 0.9]), [10, 50, 90], atol=0.2)


def test_the_normal_prior_is_exact():
    distribution = LatentDistribution.prior(LatentSpec((100,)))
    z = np.zeros((3, 100))
    z[:, 0] = [0.0, 10.0, 12.0]
    expected = 100 * chi(100).cdf([0.0, 10.0, 12.0])
    np.testing.assert_allclose(distribution.percentile(z), expected, atol=1e-6)
    assert distribution.text(97.4) == "farther out than 97 % of the prior"


def test_a_mapped_prior_is_judged_by_its_samples():
    latent = adapt(ToyStyle()).latent
    distribution = LatentDistribution.prior(latent)
    assert distribution.whose == "prior"
    assert np.median(distribution.percentile(latent.sample(500, seed=8))) == pytest.approx(
        50, abs=8
    )
    assert distribution.percentile(latent.sample(1) + 100)[0] == 100


def test_unused_dimensions_do_not_swamp_the_others(data):
    wide = np.concatenate([data, np.full((3000, 2), 0.3)], axis=1)
    distribution = LatentDistribution.fit(wide)
    off = wide[:50].copy()
    off[:, 4] += 1e-6
    np.testing.assert_allclose(
        distribution.distance(off), distribution.distance(wide[:50]), rtol=1e-3
    )


def test_few_rows_or_many_dimensions_are_taken_as_independent(rng):
    few = rng.standard_normal((6, 5)) * [1, 2, 3, 4, 5]
    expected = np.sqrt((((few - few.mean(axis=0)) / few.std(axis=0)) ** 2).sum(axis=1))
    np.testing.assert_allclose(LatentDistribution.fit(few).distance(few), expected)
    spatial = rng.standard_normal((60, 4, 32, 32))
    assert LatentDistribution.fit(spatial).whiten.shape == (4096,)
    assert LatentDistribution.prior(LatentSpec((14, 512))).distance(np.zeros((1, 14, 512)))[0] == 0


def test_rows_that_are_not_finite_are_left_out(data):
    holes = data.copy()
    holes[::3, 0] = np.nan
    finite = LatentDistribution.fit(data[np.isfinite(holes[:, 0])])
    np.testing.assert_allclose(
        LatentDistribution.fit(holes).distance(data[:9]), finite.distance(data[:9])
    )
