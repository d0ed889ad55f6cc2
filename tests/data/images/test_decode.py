"""Image files decode to the pixels that were saved, turned the right way up."""

import io
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hdvis.data.images.decode import decode, shape_of
from hdvis.errors import DataError, HdvisError

RNG = np.random.default_rng(0)


def saved(pixels, form, **options):
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, form, **options)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "PPM", "WEBP"])
@pytest.mark.parametrize("channels", [1, 3])
def test_lossless_forms_give_the_very_pixels(form, channels):
    pixels = RNG.integers(0, 256, (7, 5, channels), np.uint8)
    options = {"lossless": True} if form == "WEBP" else {}
    data = saved(pixels[..., 0] if channels == 1 else pixels, form, **options)
    found, notes = decode(data, "image")
    assert shape_of(io.BytesIO(data), "image") == found.shape
    assert found.shape[2] == (3 if form == "WEBP" else channels)
    assert np.array_equal(found, np.broadcast_to(pixels, found.shape))
    assert notes == []


@pytest.mark.parametrize("turn", range(1, 9))
def test_each_exif_turn_is_undone(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    pixels = np.zeros((16, 32), np.uint8)
    pixels[:8, :8] = 255
    found, _ = decode(saved(pixels, "JPEG", exif=exif, quality=95), "image")
    corner = {
        1: (0, 0),
        2: (0, -1),
        3: (-1, -1),
        4: (-1, 0),
        5: (0, 0),
        6: (0, -1),
        7: (-1, -1),
        8: (-1, 0),
    }
    assert found.shape == ((16, 32, 1) if turn < 5 else (32, 16, 1))
    assert found[corner[turn]][0] > 200
    assert shape_of(io.BytesIO(saved(pixels, "JPEG", exif=exif)), "image") == found.shape


def test_sixteen_bits_are_shown_by_their_rule():
    found, _ = decode(saved(np.array([[0, 65_535]], np.uint16), "PNG"), "image")
    assert found.ravel().tolist() == [0, 255]


def test_a_jpeg_is_decoded_smaller_where_that_is_enough():
    found, _ = decode(saved(np.zeros((800, 800, 3), np.uint8), "JPEG"), "image", side=50)
    assert found.shape == (100, 100, 3)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("tag", [256, 257, 258, 262, 273])
def test_a_tiff_that_lacks_a_tag_is_damaged(tag):
    """Pillow answers with TypeError, KeyError or the like."""
    whole = saved(np.zeros((6, 6, 3), np.uint8), "TIFF")
    damaged = whole.replace(struct.pack("<HH", tag, 3), struct.pack("<HH", 60_000, 3))
    damaged = damaged.replace(struct.pack("<HH", tag, 4), struct.pack("<HH", 60_000, 4))
    assert damaged != whole
    with pytest.raises(DataError, match="image: damaged or cut short"):
        decode(damaged, "image")


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=60)
@given(st.data())
def test_a_mutated_file_is_decoded_or_refused_in_our_words(data):
    form = data.draw(st.sampled_from(["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"]))
    whole = bytearray(saved(np.zeros((6, 6, 3), np.uint8), form))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    for read in (lambda: decode(damaged, "image"), lambda: shape_of(io.BytesIO(damaged), "image")):
        try:
            read()
        except HdvisError:
            continue
