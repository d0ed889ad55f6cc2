"""Drawn strokes of known size and lean are measured; the measures are what a user would name."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.datasets import load_digits

from hdvis.analysis.morphology import stroke_attributes
from hdvis.errors import DataError


def bar(thickness=4.0, lean=0.0, length=40.0, side=64):
    """A bar of soft edge through the middle, leaning `lean` degrees to the right."""
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    shear = np.tan(np.radians(lean))
    across = (x + shear * y) * np.cos(np.radians(lean))
    ends = np.clip(length / 2 + 0.5 - abs(y), 0, 1)
    return np.clip(thickness / 2 + 0.5 - abs(across), 0, 1) * ends


@pytest.mark.parametrize("lean", [-40, -10, 0, 25])
def test_the_lean_of_a_bar_is_its_slant(lean):
    found = stroke_attributes(bar(lean=lean)[None])
    assert found["slant"][0] == pytest.approx(lean, abs=1.5)


def test_thickness_is_that_of_a_long_bar_however_it_leans():
    for lean in (0, 30):
        pictures = np.stack([bar(t, lean) for t in (3, 6, 9)])
        found = stroke_attributes(pictures)["thickness"]
        np.testing.assert_allclose(found, [3, 6, 9], rtol=0.25)
        assert (np.diff(found) > 2).all()


def test_area_is_the_share_of_ink_and_width_four_deviations():
    block = np.zeros((1, 50, 100), np.uint8)
    block[0, 10:30, 20:60] = 255
    found = stroke_attributes(block)
    assert found["area"][0] == pytest.approx(100 * 20 * 40 / 5000)
    assert found["slant"][0] == pytest.approx(0, abs=1e-4)
    assert found["width"][0] == pytest.approx(4 * np.sqrt((40**2 - 1) / 12), rel=1e-5)
    np.testing.assert_allclose(
        [*stroke_attributes(block / 255.0).values()], [*found.values()], rtol=1e-5, atol=1e-4
    )


def test_an_empty_picture_has_no_ink_and_no_shape():
    found = stroke_attributes(np.zeros((2, 8, 8)))
    assert (found["area"] == 0).all()
    assert np.isnan([found[name] for name in ("slant", "width", "thickness")]).all()
    with pytest.raises(DataError, match=r"got shape \(2, 8, 8, 3\)"):
        stroke_attributes(np.zeros((2, 8, 8, 3)))


def test_zeros_are_wider_than_ones_and_darker_pictures_have_more_area():
    digits = load_digits()
    found = stroke_attributes(digits.images / 16)
    mean = {name: [values[digits.target == k].mean() for k in range(10)]
            for name, values in found.items()}  # fmt: skip
    assert mean["width"][0] > mean["width"][1]
    assert spearmanr(found["area"], digits.data.sum(axis=1)).statistic == pytest.approx(1)
