"""Pixels of any type become 0 to 255 by the formula that the rule states."""

import numpy as np
import pytest

from hdvis.data.images.pixel_rule import pixel_rule

RNG = np.random.default_rng(0)


def stack(values, dtype):
    """(n, 4, 4, 1) with the extremes of `values` in it."""
    low, high = values
    pixels = RNG.uniform(low, high, (5, 4, 4, 1))
    pixels[0, 0, 0], pixels[-1, -1, -1] = low, high
    return pixels.astype(dtype)


@pytest.mark.parametrize(
    ("values", "dtype", "low", "high"),
    [
        ((0, 255), np.uint8, 0, 255),
        ((0, 1), np.uint8, 0, 1),
        ((0, 200), np.int64, 0, 255),
        ((0, 4000), np.uint16, 0, 4095),
        ((5, 60_000), np.uint16, 0, 65_535),
        ((-50, 900), np.int16, -50, 900),
        ((0, 1), np.float32, 0, 1),
        ((0, 1), np.float16, 0, 1),
        ((-1, 1), np.float64, -1, 1),
        ((0, 255), np.float32, 0, 255),
        ((-3, 700), np.float32, -3, 700),
        ((3, 3), np.float32, 0, 3),
        ((0, 16), np.float64, 0, 16),
        ((0, 100), np.float32, 0, 255),
    ],
)
def test_the_range_is_stretched_to_black_and_white(values, dtype, low, high):
    pixels = stack(values, dtype)
    rule = pixel_rule(pixels, "images")
    assert (rule.low, rule.high) == (low, high)
    expected = np.clip((pixels.astype(np.float64) - low) / (high - low), 0, 1) * 255
    found = rule.apply(pixels)
    assert found.dtype == np.uint8
    assert np.abs(found - expected).max() <= 0.51


def test_a_decoder_that_overshoots_a_little_is_cut_and_says_so():
    pixels = stack((-0.05, 1.08), np.float32)
    rule = pixel_rule(pixels, "images")
    assert (rule.low, rule.high) == (0, 1)
    assert "cut to 0 to 1" in rule.notes[0]


def test_pixels_that_are_no_number_are_magenta_and_counted():
    pixels = stack((0, 1), np.float32)
    pixels[2, 1, 1], pixels[3] = np.nan, np.inf
    rule = pixel_rule(pixels, "images")
    shown = rule.apply(pixels)
    assert rule.gone == 17
    assert np.array_equal((shown == [255, 0, 255]).all(axis=-1), ~np.isfinite(pixels[..., 0]))


def test_a_stack_without_a_finite_value_is_drawn_all_the_same():
    assert pixel_rule(np.full((1, 2, 2, 1), np.nan), "x").apply(
        np.full((1, 2, 2, 1), np.nan)
    ).shape == (1, 2, 2, 3)
