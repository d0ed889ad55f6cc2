"""Pictures to train on, from names, files and arrays."""

import numpy as np
import pytest
from hdvis_zoo import load_training_data
from hdvis_zoo.training_data import as_images

from hdvis.errors import DataError


@pytest.mark.parametrize(
    ("given", "shape"),
    [
        (np.zeros((5, 8, 6), np.uint8), (5, 8, 6, 1)),
        (np.zeros((5, 8, 6, 3), np.float32), (5, 8, 6, 3)),
        (np.zeros((5, 3, 8, 6), np.float64), (5, 8, 6, 3)),
        (np.zeros((5, 8, 6), bool), (5, 8, 6, 1)),
    ],
)
def test_every_usual_shape_becomes_channels_last(given, shape):
    made = as_images(given)
    assert made.shape == shape
    assert made.dtype == np.uint8


def test_values_are_scaled_by_what_they_are():
    ramp = np.linspace(0, 1, 16).reshape(1, 4, 4)
    wanted = np.round(ramp * 255)[..., None]
    np.testing.assert_allclose(as_images(ramp), wanted, atol=1)
    np.testing.assert_allclose(as_images(ramp * 255), wanted, atol=1)
    np.testing.assert_allclose(as_images((ramp * 255).astype(np.int64)), wanted, atol=1)
    assert as_images(ramp > 0.5).max() == 255


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (np.zeros((5, 8)), "got 5×8"),
        (np.zeros((5, 8, 8, 2)), "got 5×8×8×2"),
        (np.zeros((0, 8, 8)), "got 0×8×8"),
        (np.full((2, 4, 4), -1.0), "values from -1.0"),
        (np.full((2, 4, 4), 999), "to 999"),
        (np.full((2, 4, 4), np.nan), "values from nan"),
    ],
)
def test_other_arrays_are_refused(given, said):
    with pytest.raises(DataError, match=said):
        as_images(given)


def test_an_archive_gives_pictures_and_named_classes(tmp_path, rng):
    images, y = rng.integers(0, 256, (6, 4, 4), dtype=np.uint8), np.array([0, 1, 2, 0, 1, 2])
    names = np.array(["shirt", "shoe", "bag"])
    path = tmp_path / "wear.npz"
    np.savez(path, x_train=images, y_train=y, x_test=images[:2], class_names=names)
    data = load_training_data(path)
    assert data.name == "wear"
    assert np.array_equal(data.images[..., 0], images)
    assert list(data.labels["class"]) == list(names[y])


def test_a_limit_takes_rows_and_their_labels_together(tmp_path, rng):
    images = np.arange(100, dtype=np.uint8).repeat(16).reshape(100, 4, 4)
    np.savez(tmp_path / "a.npz", images=images, number=np.arange(100))
    data = load_training_data(tmp_path / "a.npz", limit=10, seed=1)
    assert len(data.images) == 10
    assert np.array_equal(data.images[:, 0, 0, 0], data.labels["number"])
    assert len(load_training_data(tmp_path / "a.npz", limit=1000).images) == 100


def test_an_array_file_is_pictures(tmp_path):
    np.save(tmp_path / "a.npy", np.zeros((3, 4, 4), np.uint8))
    assert load_training_data(str(tmp_path / "a.npy")).images.shape == (3, 4, 4, 1)


def test_digits_are_twice_their_size(digits):
    data = load_training_data("digits")
    assert data.images.shape == (1797, 16, 16, 1)
    np.testing.assert_allclose(data.images[7, ::2, 1::2, 0], digits.images[7] * 255 / 16, atol=0.51)
    assert np.array_equal(data.labels["digit"], digits.target)


def test_faces_bring_attributes_and_factors(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    data = load_training_data("faces", limit=20, seed=2)
    assert data.images.shape == (20, 64, 64, 3)
    assert data.labels["Eyeglasses"].dtype == bool
    assert data.labels["hue"].shape == (20,)


def test_nothing_of_that_name_lists_what_there_is(tmp_path):
    with pytest.raises(DataError, match=r"got 'emnist', expected one of faces, digits"):
        load_training_data("emnist")
    np.savez(tmp_path / "a.npz", y=np.arange(3))
    with pytest.raises(DataError, match="pictures are needed"):
        load_training_data(tmp_path / "a.npz")
