"""Values become the same pixels in numpy and in torch, and pictures become inputs again."""

import numpy as np
import pytest
import torch

from hdvis.models import OutputSpec
from hdvis.models.pixels import (
    display,
    display_tensor,
    model_inputs,
    nonfinite_share,
    nonfinite_share_tensor,
    to_pixels,
    to_pixels_tensor,
)

SPECS = [
    OutputSpec("image", (3, 4, 5), (-1.0, 1.0), "CHW"),
    OutputSpec("image", (4, 5, 3), (0.0, 255.0), "HWC"),
    OutputSpec("image", (4, 5), (0.0, 1.0), "HW", "sigmoid"),
    OutputSpec("image", (1, 4, 5), (-1.0, 1.0), "CHW", "tanh"),
]


@pytest.mark.parametrize("output", SPECS)
def test_numpy_and_torch_make_the_same_pixels(output, rng):
    raw = (rng.standard_normal((6, *output.shape)) * 3).astype(np.float32)
    raw[0].flat[:4] = [np.nan, np.inf, -np.inf, 0]
    values = display(raw, output)
    tensor = display_tensor(torch.from_numpy(raw), output)
    ours, theirs = to_pixels(values, output), to_pixels_tensor(tensor, output).numpy()
    assert ours.dtype == np.uint8
    assert ours.shape == (6, *output.image_shape)
    assert np.abs(ours.astype(int) - theirs).max() <= 1
    assert (ours != theirs).mean() < 0.01
    shares = nonfinite_share(values)
    np.testing.assert_allclose(nonfinite_share_tensor(tensor), shares, atol=1e-6)
    assert (shares[1:] == 0).all()


@pytest.mark.parametrize("output", [SPECS[0], SPECS[1], SPECS[3]])
def test_pixels_go_back_to_the_inputs_they_came_from(output, rng):
    pixels = rng.integers(0, 256, (5, *output.image_shape), dtype=np.uint8)
    inputs = model_inputs(pixels, output)
    assert inputs.shape == (5, *output.shape)
    np.testing.assert_array_equal(to_pixels(inputs, output), pixels)


def test_grey_and_colour_are_fitted_to_the_model():
    grey = np.full((2, 4, 5), 128, np.uint8)
    colour = model_inputs(grey, SPECS[0])
    assert colour.shape == (2, 3, 4, 5)
    np.testing.assert_allclose(colour, 2 * 128 / 255 - 1, atol=1e-6)
    back = model_inputs(np.repeat(grey[..., None], 3, axis=-1), SPECS[2])
    np.testing.assert_allclose(back, np.full((2, 4, 5), 128 / 255), atol=1e-6)
    clear = model_inputs(np.zeros((1, 4, 5, 4), np.uint8), SPECS[0])
    assert clear.shape == (1, 3, 4, 5)
