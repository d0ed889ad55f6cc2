"""CelebA's layout and its crop; the pictures here are drawn, the real ones only where given."""

import io
import zipfile

import numpy as np
import pytest
from hdvis_zoo import drawn_faces, load_training_data
from hdvis_zoo.celeba import crop, crop_box
from PIL import Image

from hdvis.errors import DataError


def picture(number, size=(178, 218)):
    file = io.BytesIO()
    Image.fromarray(drawn_faces(1, seed=number).images[0]).resize(size).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def folder(tmp_path):
    names = [f"{i:06d}.jpg" for i in range(1, 5)]
    rows = [f"{name} {' 1' if i % 2 else '-1'} -1" for i, name in enumerate(names)]
    text = "\n".join([f"{len(names)}", "Eyeglasses Male", *rows, ""])
    (tmp_path / "list_attr_celeba.txt").write_text(text)
    (tmp_path / "img_align_celeba").mkdir()
    for number, name in enumerate(names):
        (tmp_path / "img_align_celeba" / name).write_bytes(picture(number))
    return tmp_path


def test_the_crop_is_latentviss_at_both_sizes():
    assert crop_box(178, 218) == (15, 35, 163, 183)
    left, top, right, bottom = crop_box(89, 109)
    assert (right - left, bottom - top) == (74, 74)
    assert (left, top) == (7, 17)


def test_the_cropped_square_is_scaled_to_the_side_asked_for():
    grid = np.zeros((218, 178, 3), np.uint8)
    grid[35:183, 15:163] = 200
    file = io.BytesIO()
    Image.fromarray(grid).save(file, "PNG")
    made = crop(file.getvalue(), 64)
    assert made.shape == (64, 64, 3)
    assert made.min() == 200


def test_a_folder_gives_pictures_and_attributes(folder):
    data = load_training_data(folder)
    assert data.images.shape == (4, 64, 64, 3)
    assert list(data.labels["Eyeglasses"]) == [False, True, False, True]
    assert not data.labels["Male"].any()
    assert len(load_training_data(folder, limit=3).images) == 3


def test_pictures_in_a_zip_are_the_same(folder):
    whole = load_training_data(folder).images
    with zipfile.ZipFile(folder / "faces.zip", "w") as archive:
        for path in (folder / "img_align_celeba").iterdir():
            archive.write(path, f"img/{path.name}")
            path.unlink()
    assert np.array_equal(load_training_data(folder).images, whole)


def test_what_is_missing_or_damaged_is_named(folder):
    (folder / "img_align_celeba" / "000003.jpg").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"000003\.jpg is no picture"):
        load_training_data(folder)
    (folder / "list_attr_celeba.txt").write_text("2\nMale\n000001.jpg 1 1\n")
    with pytest.raises(DataError, match="expected a count"):
        load_training_data(folder)
    (folder / "list_attr_celeba.txt").unlink()
    with pytest.raises(DataError, match="no list_attr_celeba"):
        load_training_data(folder)


def test_the_given_faces_are_read_with_their_forty_attributes(shared_data):
    data = load_training_data(shared_data / "celeba2k", limit=50)
    assert data.images.shape == (50, 64, 64, 3)
    assert len(data.labels) == 40
    assert data.images.std() > 40
