"""A lattice stands where its axes say."""

import numpy as np
import pytest
from hdvis_semantics.lattice.planes import normal_plane, principal_plane, spanned
from scipy.stats import norm


def test_a_spanned_plane_steps_along_its_two_vectors(world):
    first, second = np.eye(6)[0], np.eye(6)[1] + np.eye(6)[0]  # made orthogonal
    made = spanned(world.latents, np.zeros(6), first, second, ("a", "b"), 2.0, 5)
    x, y = world.latents[:, 0].std(), world.latents[:, 1].std()
    np.testing.assert_allclose(made.latents[0, 0, :2], [-2 * x, 2 * y], rtol=1e-4)
    np.testing.assert_allclose(made.latents[4, 4, :2], [2 * x, -2 * y], rtol=1e-4)
    np.testing.assert_allclose(made.latents[2, 2], np.zeros(6), atol=1e-6)


def test_rows_lie_on_the_plane_where_they_would_be_drawn(world):
    made = spanned(world.latents, np.zeros(6), np.eye(6)[0], np.eye(6)[1], ("a", "b"), 2.0, 5)
    row, place = int(made.numbers[7]), made.rows[7]
    x = world.latents[row, 0] / (2 * world.latents[:, 0].std())
    assert place[0] == pytest.approx((x + 1) / 2, abs=1e-4)


def test_the_principal_plane_holds_the_largest_variance(world):
    stretched = world.latents * np.float32([9, 1, 1, 5, 1, 1])
    made = principal_plane(stretched, stretched.mean(axis=0), 1.0, 3)
    across = made.latents[1, 2] - made.latents[1, 0]
    up = made.latents[0, 1] - made.latents[2, 1]
    assert abs(across[0]) / np.linalg.norm(across) > 0.99
    assert abs(up[3]) / np.linalg.norm(up) > 0.99


def test_the_normal_plane_cuts_the_prior_into_equal_shares():
    made = normal_plane(np.zeros((1, 2)), ("z0", "z1"), 20)
    quantiles = norm.ppf(np.linspace(0.05, 0.95, 20))
    np.testing.assert_allclose(made.latents[0, :, 0], quantiles, rtol=1e-5)
    np.testing.assert_allclose(made.latents[:, 0, 1], quantiles[::-1], rtol=1e-5)
    np.testing.assert_allclose(made.rows, [[0.5, 0.5]], atol=1e-6)


def test_one_latent_dimension_still_has_a_plane():
    made = principal_plane(np.random.default_rng(0).normal(size=(50, 1)), np.zeros(1), 2.0, 4)
    assert made.latents.shape == (4, 4, 1)
