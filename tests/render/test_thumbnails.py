"""Sheets hold every image where its number says, and pixel art stays exact."""

import io

import numpy as np
import pytest
from PIL import Image

from hdvis.render import raw_rgba, sheet


def opened(made):
    return np.asarray(Image.open(io.BytesIO(made.data)).convert("RGB"))


def with_alpha(made):
    return np.asarray(Image.open(io.BytesIO(made.data)).convert("RGBA"))


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_small_images_are_enlarged_by_whole_pixels_and_stay_exact(channels):
    images = np.random.default_rng(0).integers(0, 256, (5, 8, 8, channels), np.uint8)
    if channels == 4:
        images[..., 3] = 255
    made = sheet(images, tile=64, columns=3)
    assert made.mime == "image/png"
    assert (made.columns, made.lines) == (3, 2)
    picture = opened(made)
    assert picture.shape == (128, 192, 3)
    large = np.repeat(np.repeat(images[4, :, :, : min(3, channels)], 8, 0), 8, 1)
    assert np.array_equal(picture[64:, 64:128], np.broadcast_to(large, (64, 64, 3)))


def test_large_square_images_are_a_jpeg():
    made = sheet(np.full((2, 64, 64, 3), (200, 30, 30), np.uint8), tile=64, columns=2)
    assert made.mime == "image/jpeg"
    assert np.abs(opened(made).astype(int) - (200, 30, 30)).max() < 8


def test_other_large_images_keep_their_shape_and_the_sheet_is_clear_around_them():
    made = sheet(np.full((2, 64, 128, 3), (200, 30, 30), np.uint8), tile=64, columns=2)
    picture = with_alpha(made).astype(int)
    assert np.abs(picture[32, 32] - (200, 30, 30, 255)).max() < 8
    assert picture[4, 32, 3] == 0


@pytest.mark.parametrize("side", [4, 64])
def test_transparent_pixels_stay_transparent(side):
    made = sheet(np.zeros((1, side, side, 4), np.uint8), tile=side)
    assert np.all(with_alpha(made)[..., 3] == 0)


def test_no_image_gives_an_empty_sheet():
    made = sheet(np.zeros((0, 8, 8, 3), np.uint8), tile=16)
    assert made.k == 0
    assert opened(made).shape == (16, 16, 3)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_one_image_is_sent_raw(channels):
    image = np.random.default_rng(0).integers(0, 256, (3, 5, channels), np.uint8)
    pixels = np.frombuffer(raw_rgba(image), np.uint8).reshape(3, 5, 4)
    wanted = image if channels == 4 else np.broadcast_to(image, (3, 5, 3))
    assert np.array_equal(pixels[..., : wanted.shape[2]], wanted)
    assert channels == 4 or np.all(pixels[..., 3] == 255)


def test_an_image_that_fits_no_whole_number_of_times_still_fills_its_tile():
    made = sheet(np.full((1, 28, 28, 1), 200, np.uint8), tile=48)
    assert (np.asarray(Image.open(io.BytesIO(made.data))) >= 199).all()
