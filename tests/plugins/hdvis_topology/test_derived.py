"""Functions that are worked out: distance from the middle, an error."""

import numpy as np
import pytest
from hdvis_topology.derived import outlying, reconstruction_error


def test_distance_from_the_middle_is_in_standard_deviations():
    x = np.random.default_rng(0).standard_normal((5000, 3)) * [1, 10, 100]
    found = outlying(x)
    assert (found**2).mean() == pytest.approx(3, rel=0.01)


class Model:
    """Decodes a latent to a picture as bright as it says."""

    space = "vectors"

    def render(self, z, space=""):
        return np.repeat(np.uint8(z[:, :1]), 16, axis=1).reshape(-1, 4, 4, 1)


class Pictures:
    def __init__(self, values):
        self.values = values

    def get(self, rows):
        return [np.full((4, 4, 1), self.values[row], np.uint8) for row in rows]


def test_reconstruction_error_is_the_mean_square_in_shares_of_the_range():
    z = np.array([[10.0, 0], [20.0, 0], [np.nan, 0]])
    found = reconstruction_error(Model(), Pictures([10, 71, 0]), z)
    assert found.values[:2] == pytest.approx([0, (51 / 255) ** 2])
    assert np.isnan(found.values[2])
