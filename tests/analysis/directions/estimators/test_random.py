"""Random directions are uniform on the sphere, and a seed gives them again."""

import numpy as np
from analysis.planted import planted

from hdvis.analysis import fit_directions
from hdvis.analysis.directions.estimators.random import random_units

Z, _, _ = planted()


def test_random_units_are_isotropic():
    units = random_units(20_000, 5)
    np.testing.assert_allclose(np.linalg.norm(units, axis=1), 1)
    np.testing.assert_allclose(units.T @ units / 20_000, np.eye(5) / 5, atol=0.01)


def test_seeds_differ_and_repeat():
    drawn = [fit_directions(Z, method="random", count=3, seed=seed).normals for seed in (0, 0, 1)]
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] != drawn[2]).any()
