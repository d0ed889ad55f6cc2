"""A folder of images is a dataset: copies of them as vectors, their names as columns."""

import numpy as np
from PIL import Image

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


def test_many_images_are_not_all_read(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_set, "READ_UP_TO", 3)
    made = load(folder_of(tmp_path))
    sizes = [(tmp_path / f"class{row % 2}/{row}.png").stat().st_size for row in (0, 2, 4, 1, 3, 5)]
    assert made.vector_names == ("bytes",)
    assert made.vectors[:, 0].tolist() == sizes
