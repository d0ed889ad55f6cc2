"""Folders, zips and lists of image files are read one by one, when asked for."""

import zipfile

import numpy as np
import pytest
from PIL import Image

from hdvis.data import Images
from hdvis.data.images import file_source
from hdvis.data.images.file_source import FileSource, FolderStore, listed_images, open_images
from hdvis.data.images.placeholder import placeholder
from hdvis.errors import DataError

NAMES = ("img1.png", "img2.png", "img10.png", "sub/a.png")


@pytest.fixture
def folder(tmp_path):
    """Four grey pictures, each of one shade, a hidden one and a note."""
    (tmp_path / "sub").mkdir()
    for shade, name in enumerate((*NAMES, ".hidden.png")):
        Image.fromarray(np.full((6, 8), 10 * shade, np.uint8)).save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("hello")
    return tmp_path


def zipped(folder):
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in NAMES[::-1]:
            archive.write(folder / name, name)
        archive.writestr("__MACOSX/._img1.png", b"junk")
    return path


@pytest.mark.parametrize("how", ["folder", "zip", "list"])
def test_pictures_come_in_natural_order(folder, how):
    given = {"folder": folder, "zip": zipped(folder), "list": [folder / name for name in NAMES]}[
        how
    ]
    found = Images.of(given)
    assert (found.n, found.shape) == (4, (6, 8, 1))
    assert found.get([3, 0, 2])[:, 0, 0, 0].tolist() == [30, 0, 20]
    assert found.warnings == ()


def test_only_the_rows_asked_for_are_opened(folder):
    opened = []

    class Watched(FolderStore):
        def open(self, index):
            opened.append(index)
            return super().open(index)

    source = FileSource(Watched([folder / name for name in NAMES], NAMES), "images")
    opened.clear()
    Images(source).get([2])
    Images(source).thumbnails([1], 4)
    assert opened == [2, 1]


def test_a_file_that_vanishes_becomes_a_marked_placeholder(folder):
    found = Images.of(folder)
    (folder / "img2.png").unlink()
    shown = found.get([0, 1])
    assert shown[0].max() == 0
    assert shown[1].max() == 255
    assert "`img2.png`" in found.warnings[0]
    assert "placeholder" in found.warnings[0]


def test_links_out_of_the_folder_are_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    Image.fromarray(np.zeros((6, 8), np.uint8)).save(outside)
    (folder / "link.png").symlink_to(outside)
    assert open_images(folder).store.names == NAMES


@pytest.mark.parametrize("path", ["../x.png", "/x.png", "sub/../../x.png"])
def test_listed_paths_stay_within_their_root(folder, path):
    with pytest.raises(DataError, match="outside the image folder"):
        listed_images([path], root=folder)
    assert listed_images(["sub/a.png"], root=folder).n == 1


@pytest.mark.parametrize(
    "address", ["https://a.example/x.png", "//a/x.png", "data:image/png;base64,"]
)
def test_addresses_are_never_fetched(address):
    with pytest.raises(DataError, match="not fetched"):
        listed_images([address])


def test_an_endless_file_is_not_read(folder, monkeypatch):
    found = Images.of(folder)
    monkeypatch.setattr(file_source, "FILE_CAP", 20)
    assert np.array_equal(found.get([0])[0], placeholder(6, 8, 1))
    assert "file too large; not read" in found.warnings[0]


def test_one_picture_above_the_cap_is_a_placeholder_with_the_reason(folder):
    """Also where it is the first, and the others go on as they are."""
    Image.fromarray(np.zeros((8000, 8000), np.uint8)).save(folder / "big.png")
    found = Images.of(folder)
    assert found.get([0, 1]).shape == (2, 64, 64, 1)
    assert found.tiles([0, 1, 2], 48).shape == (3, 96, 96, 1)
    assert found.one(0, 48).shape == (48, 48, 1)
    (reason,) = found.warnings
    assert "big.png" in reason
    assert "more than 50,000,000 pixels; not decoded" in reason


def test_pictures_that_are_all_above_the_cap_are_placeholders_of_ordinary_size(tmp_path):
    Image.fromarray(np.zeros((8000, 8000), np.uint8)).save(tmp_path / "big.png")
    found = Images.of(tmp_path)
    assert found.shape is None
    assert found.get([0]).shape == (1, 64, 64, 1)
