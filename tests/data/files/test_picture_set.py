"""A folder of images is a dataset: copies of them as vectors, their names as columns."""

import numpy as np
import pytest
from PIL import Image
from sklearn.decomposition import PCA

from hdvis.data import load
from hdvis.data.files import picture_set


def folder_of(tmp_path, n=6):
    for row in range(n):
        place = tmp_path / f"class{row % 2}"
        place.mkdir(exist_ok=True)
        Image.fromarray(np.full((32, 32, 3), 40 * row, np.uint8)).save(place / f"{row}.png")
    return tmp_path


def test_small_grey_copies_stand_in_for_vectors(tmp_path):
    made = load(folder_of(tmp_path))
    assert (made.n, made.d) == (6, 256)
    assert made.labels["folder"].text() == ["class0"] * 3 + ["class1"] * 3
    assert made.labels["file"].text() == ["0.png", "2.png", "4.png", "1.png", "3.png", "5.png"]
    shades = np.array([0, 2, 4, 1, 3, 5]) * 40 / 255
    np.testing.assert_allclose(made.vectors, np.repeat(shades[:, None], 256, axis=1), atol=1e-6)
    assert any("grey copies of 16×16 stand in" in text for text in made.warnings)


def test_beyond_some_thousand_images_their_principal_components_stand_in(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_set, "COPIED_UP_TO", 5)
    monkeypatch.setattr(picture_set, "CHUNK", 4)
    pixels = np.random.default_rng(0).integers(0, 256, (40, 16, 16), np.uint8)
    for row, picture in enumerate(pixels):
        Image.fromarray(picture).save(tmp_path / f"{row:02}.png")
    made = load(tmp_path)
    assert made.vector_names[:2] == ("pixels PC 1", "pixels PC 2")
    expected = PCA(32).fit_transform(pixels.reshape(40, -1) / 255)
    assert np.abs(made.vectors) == pytest.approx(np.abs(expected), abs=1e-4)
    share = PCA(32).fit(pixels.reshape(40, -1)).explained_variance_ratio_.sum()
    assert f"stand in ({share:.0%} of the variance)" in made.warnings[0]


def test_very_many_images_are_not_all_read(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_set, "READ_UP_TO", 3)
    made = load(folder_of(tmp_path))
    sizes = [(tmp_path / f"class{row % 2}/{row}.png").stat().st_size for row in (0, 2, 4, 1, 3, 5)]
    assert made.vector_names == ("bytes",)
    assert made.vectors[:, 0].tolist() == sizes
