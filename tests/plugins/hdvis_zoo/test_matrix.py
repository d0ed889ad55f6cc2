"""Prediction matrices."""

import numpy as np
from hdvis_zoo.matrix import prediction_matrix, save_picture
from PIL import Image


def test_sixteen_pictures_lie_four_by_four_in_reading_order(rng):
    pictures = rng.integers(0, 256, (16, 5, 7, 3), dtype=np.uint8)
    sheet = prediction_matrix(pictures)
    assert sheet.shape == (20, 28, 3)
    for place in range(16):
        row, column = divmod(place, 4)
        part = sheet[row * 5 : row * 5 + 5, column * 7 : column * 7 + 7]
        assert np.array_equal(part, pictures[place])


def test_a_gap_parts_pictures_and_frames_none(rng):
    pictures = rng.integers(0, 100, (3, 5, 7, 1), dtype=np.uint8)
    sheet = prediction_matrix(pictures, gap=2)
    assert sheet.shape == (12, 16, 1)
    assert np.array_equal(sheet[:5, 9:], pictures[1])
    assert (sheet[5:7] == 128).all()
    assert (sheet[:, 7:9] == 128).all()
    assert (sheet[7:, 9:] == 0).all()


def test_pictures_are_written_as_they_are(tmp_path, rng):
    for channels in (1, 3):
        picture = rng.integers(0, 256, (6, 8, channels), dtype=np.uint8)
        save_picture(picture, tmp_path / "p.png")
        again = np.asarray(Image.open(tmp_path / "p.png")).reshape(picture.shape)
        assert np.array_equal(again, picture)
