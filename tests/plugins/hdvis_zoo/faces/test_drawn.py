"""A data set of drawn faces."""

import numpy as np
from hdvis_zoo import drawn_faces


def test_a_seed_gives_the_same_faces_and_another_seed_others():
    a, b, c = drawn_faces(40, seed=2), drawn_faces(40, seed=2), drawn_faces(40, seed=3)
    assert np.array_equal(a.images, b.images)
    assert np.array_equal(a.attributes, b.attributes)
    assert not np.array_equal(a.images, c.images)


def test_a_longer_draw_begins_with_the_same_faces():
    short, long = drawn_faces(20, seed=4, threads=1), drawn_faces(53, seed=4)
    assert np.array_equal(short.attributes, long.attributes[:20])
    assert np.array_equal(short.factors, long.factors[:20])
    assert np.abs(short.images.astype(int) - long.images[:20]).max() <= 1


def test_shapes_types_and_names():
    faces = drawn_faces(10, size=32)
    assert faces.images.shape == (10, 32, 32, 3)
    assert faces.images.dtype == np.uint8
    assert faces.attributes.shape == (10, len(faces.attribute_names))
    assert faces.attributes.dtype == bool
    assert len(faces) == 10
    assert np.array_equal(faces.attribute("Male"), faces.attributes[:, 0])
    assert "Eyeglasses" in faces.attribute_names


def test_faces_are_not_all_alike():
    images = drawn_faces(100).images.reshape(100, -1).astype(np.float32)
    gaps = ((images[:, None] - images[None]) ** 2).mean(2) ** 0.5
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() > 5
