"""Colours come from ramps."""

import numpy as np
from hdvis_zoo.faces import palette


def test_a_ramp_passes_through_its_stops():
    place = np.linspace(0, 1, len(palette.SKIN))
    np.testing.assert_allclose(palette.ramp(palette.SKIN, place), palette.SKIN, atol=1e-6)


def test_a_circle_is_closed():
    ends = palette.circle(palette.BACKGROUND, np.array([0.0, 1.0, 0.999999]))
    np.testing.assert_allclose(ends[0], ends[1], atol=1e-6)
    np.testing.assert_allclose(ends[0], ends[2], atol=1e-4)


def test_skin_darkens_along_its_ramp():
    light = palette.ramp(palette.SKIN, np.linspace(0, 1, 20)).mean(1)
    assert (np.diff(light) < 0).all()
