"""Images are given row by row, as they came, whatever they came as."""

import numpy as np
import pytest

from hdvis.data import Dataset, Images
from hdvis.errors import DataError

RNG = np.random.default_rng(0)
PIXELS = RNG.integers(0, 256, (6, 9, 7, 3), np.uint8)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_uint8_stacks_come_back_as_they_are(channels):
    stack = RNG.integers(0, 256, (6, 9, 7, channels), np.uint8)
    found = Images.of(stack)
    assert found.shape == (9, 7, channels)
    assert np.array_equal(found.get([4, 0, 4]), stack[[4, 0, 4]])


def test_channels_first_mean_the_same_as_last():
    first = Images.of(PIXELS.transpose(0, 3, 1, 2), layout="nchw")
    assert np.array_equal(first.get(range(6)), PIXELS)


def test_a_float_tensor_of_minus_one_to_one_is_shown():
    import torch

    tensor = torch.from_numpy(PIXELS.astype(np.float32) / 127.5 - 1).permute(0, 3, 1, 2)
    found = Images.of(tensor.requires_grad_(), layout="nchw").get(range(6))
    assert np.abs(found.astype(int) - PIXELS).max() <= 1


def test_a_stack_is_looked_at_in_place():
    stack = np.zeros((4, 3, 3), np.uint8)
    found = Images.of(stack)
    stack[2] = 7
    assert found.get([2]).max() == 7


def test_a_thumbnail_is_the_mean_of_its_pixels():
    stack = RNG.integers(0, 256, (2, 32, 32), np.uint8)
    expected = stack.reshape(2, 16, 2, 16, 2).mean(axis=(2, 4))
    assert np.abs(Images.of(stack).thumbnails([0, 1], 16)[..., 0] - expected).max() <= 1


def test_thumbnails_keep_their_shape_and_are_never_enlarged():
    wide = np.full((1, 10, 40), 255, np.uint8)
    small = Images.of(wide).thumbnails([0], 20)[0, ..., 0]
    assert (small.shape, np.flatnonzero(small.any(axis=1)).tolist()) == (
        (20, 20),
        [7, 8, 9, 10, 11],
    )
    tiny = Images.of(np.full((1, 2, 2), 255, np.uint8)).thumbnails([0], 20)
    assert np.count_nonzero(tiny) == 4


def test_a_list_of_several_sizes_and_channels_is_framed():
    found = Images.of([PIXELS[0], PIXELS[1, :4, :4, :1], PIXELS[2, :2, 0, 0][:, None]])
    assert found.shape is None
    assert found.get([0, 1, 2]).shape == (3, 9, 7, 3)
    assert np.array_equal(found.get([0])[0], PIXELS[0])


def test_several_sets_have_names():
    made = Dataset.from_arrays(np.zeros((6, 2)), images={"a": PIXELS, "b": PIXELS[..., 0]})
    assert [image.shape for image in made.images.values()] == [(9, 7, 3), (9, 7, 1)]
    with pytest.raises(DataError, match="b: 5 given for 6 rows"):
        made.with_images({"a": PIXELS, "b": PIXELS[:5]})


@pytest.mark.parametrize("rows", [[-1], [6], [0.5], [[0]], ["a"]])
def test_rows_that_are_none_are_refused(rows):
    with pytest.raises(DataError, match="images: "):
        Images.of(PIXELS).get(rows)
    assert Images.of(PIXELS).get([]).shape[0] == 0
