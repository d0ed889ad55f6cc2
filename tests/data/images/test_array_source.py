"""Arrays of every rank are taken as images, or named as none."""

import numpy as np
import pytest

from hdvis.data.images.array_source import ArraySource, ListSource, image_stack, same_shape
from hdvis.errors import DataError


@pytest.mark.parametrize(
    ("shape", "layout", "expected"),
    [
        ((5, 8, 6), None, (5, 8, 6, 1)),
        ((5, 8, 6, 1), None, (5, 8, 6, 1)),
        ((5, 8, 6, 4), "nhwc", (5, 8, 6, 4)),
        ((5, 1, 8, 6), "nchw", (5, 8, 6, 1)),
        ((5, 4, 8, 3), "nchw", (5, 8, 3, 4)),
        ((5, 3, 3, 3), "nchw", (5, 3, 3, 3)),
        ((5, 64), None, (5, 8, 8, 1)),
    ],
)
def test_stacks_are_turned_without_a_copy(shape, layout, expected):
    array = np.zeros(shape, np.uint8)
    found, _ = image_stack(array, layout=layout)
    assert found.shape == expected
    assert np.shares_memory(found, array)


@pytest.mark.parametrize(
    ("shape", "layout", "code"),
    [
        ((5,), None, "I1"), ((1, 2, 3, 4, 5), None, "I1"), ((5, 65), None, "I1"),
        ((5, 3, 9, 9), None, "I2"), ((5, 4, 4, 4), None, "I2"), ((5, 9, 9, 3), "chw", "I2"),
        ((5, 9, 9, 2), None, "I3"), ((5, 9, 9, 3), "nchw", "I3"), ((5, 0, 9, 3), None, "I10"),
    ],
)  # fmt: skip
def test_other_shapes_are_refused_by_their_row(shape, layout, code):
    with pytest.raises(DataError) as caught:
        image_stack(np.zeros(shape, np.uint8), layout=layout)
    assert caught.value.code == f"HDV-{code}"


def test_a_large_image_is_thinned_before_it_is_converted():
    source = ArraySource(np.broadcast_to(np.uint8(200), (2, 4000, 4000, 3)), "images")
    assert source.small(1, 50).shape == (100, 100, 3)


def test_lists_name_the_image_that_does_not_fit():
    with pytest.raises(DataError, match="image 1: got shape"):
        ListSource([np.zeros((2, 2)), np.zeros((2, 2, 2))], "images")
    assert not same_shape([[[1]], [[1, 2], [3]]])
