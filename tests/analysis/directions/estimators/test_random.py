"""Random directions are uniform, and controls move as far as what they control."""

import numpy as np
import pytest
from analysis.planted import planted

from hdvis.analysis import Directions, fit_directions
from hdvis.analysis.directions.estimators.random import random_controls, random_units
from hdvis.errors import DataError

Z, Y, _ = planted()


def test_random_units_are_isotropic():
    units = random_units(20_000, 5)
    np.testing.assert_allclose(np.linalg.norm(units, axis=1), 1)
    np.testing.assert_allclose(units.T @ units / 20_000, np.eye(5) / 5, atol=0.01)


@pytest.mark.parametrize("scale", ["raw", "unit", "std", "fitted"])
def test_a_control_is_as_long_as_its_direction_in_every_scale(scale):
    directions = fit_directions(Z, Y, "abcd")
    controls = random_controls(directions, "b", 6)
    lengths = [np.linalg.norm(controls.step(name, scale)) for name in controls.names]
    np.testing.assert_allclose(lengths, np.linalg.norm(directions.step("b", scale)))


def test_an_undefined_direction_has_no_control():
    with pytest.raises(DataError, match="undefined"):
        random_controls(Directions.from_vectors("a", np.zeros((1, 4))), "a")


def test_seeds_differ_and_repeat():
    drawn = [fit_directions(Z, method="random", count=3, seed=seed).normals for seed in (0, 0, 1)]
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] != drawn[2]).any()
