"""Images are set into a frame uncropped, unstretched and in its channels."""

import numpy as np
import pytest
from PIL import Image

from hdvis.data.images.placeholder import placeholder
from hdvis.data.images.resize import letterboxed, shrunk, with_channels

RGB = np.random.default_rng(0).integers(0, 256, (6, 4, 3), np.uint8)


def test_each_image_is_centred_on_black():
    found = letterboxed([np.full((2, 4, 1), 9, np.uint8), np.full((4, 2, 1), 7, np.uint8)])
    assert found.shape == (2, 4, 4, 1)
    assert np.array_equal(found[0, ..., 0].any(axis=1), [False, True, True, False])
    assert np.array_equal(found[1, ..., 0].any(axis=0), [False, True, True, False])
    assert letterboxed([]).shape == (0, 1, 1, 3)


def test_colour_becomes_grey_as_pillow_does():
    expected = np.asarray(Image.fromarray(RGB).convert("L")).astype(int)
    assert np.abs(with_channels(RGB, 1)[..., 0] - expected).max() <= 1


def test_alpha_is_laid_over_white():
    rgba = np.dstack([RGB, np.full((6, 4), 51, np.uint8)])
    expected = 255 * 0.8 + RGB * 0.2
    assert np.abs(with_channels(rgba, 3) - expected).max() <= 0.51
    assert np.array_equal(with_channels(RGB, 4)[..., 3], np.full((6, 4), 255))


def test_an_image_is_made_smaller_and_never_larger():
    assert shrunk(RGB, 3, 100).shape == (3, 2, 3)
    assert shrunk(RGB, 60, 40) is RGB


@pytest.mark.parametrize("size", [(1, 1, 1), (9, 9, 1), (20, 5, 3), (64, 64, 4)])
def test_the_placeholder_has_any_size_and_is_no_blank(size):
    made = placeholder(*size)
    assert (made.shape, made.dtype) == (size, np.uint8)
    assert made[..., 0].max() == 255
