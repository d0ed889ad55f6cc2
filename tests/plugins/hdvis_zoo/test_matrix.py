"""Prediction matrices and their film."""

import numpy as np
from hdvis_zoo.matrix import prediction_matrix, save_film, save_picture
from PIL import Image


def test_sixteen_pictures_lie_four_by_four_in_reading_order(rng):
    pictures = rng.integers(0, 256, (16, 5, 7, 3), dtype=np.uint8)
    sheet = prediction_matrix(pictures)
    assert sheet.shape == (20, 28, 3)
    for place in range(16):
        row, column = divmod(place, 4)
        part = sheet[row * 5 : row * 5 + 5, column * 7 : column * 7 + 7]
        assert np.array_equal(part, pictures[place])


def test_pictures_are_written_as_they_are(tmp_path, rng):
    for channels in (1, 3):
        picture = rng.integers(0, 256, (6, 8, channels), dtype=np.uint8)
        save_picture(picture, tmp_path / "p.png")
        again = np.asarray(Image.open(tmp_path / "p.png")).reshape(picture.shape)
        assert np.array_equal(again, picture)


def test_a_film_has_one_frame_for_each_picture_and_rests_on_the_last(tmp_path):
    frames = [np.full((8, 8, 3), value, np.uint8) for value in (0, 120, 250)]
    save_film(frames, tmp_path / "f.gif", seconds=0.2)
    with Image.open(tmp_path / "f.gif") as film:
        assert film.n_frames == 3
        lasting = []
        for number in range(3):
            film.seek(number)
            lasting.append(film.info["duration"])
            level = np.asarray(film.convert("RGB")).mean()
            assert abs(level - (0, 120, 250)[number]) < 6
    assert lasting == [200, 200, 800]
