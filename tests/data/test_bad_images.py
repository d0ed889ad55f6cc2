"""Every row of the published table of images (I1 to I16) behaves as promised."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from data.bad_inputs import Case, ids, judge, written
from PIL import Image

from hdvis.data import Dataset, Images
from hdvis.errors import DataError, LimitError

make = Dataset.from_arrays


def png(tmp: Path, name: str, pixels: np.ndarray, **options: Any) -> Path:
    Image.fromarray(pixels).save(tmp / name, **options)
    return tmp / name


def grey(height: int = 8, width: int = 8) -> np.ndarray:
    return np.full((height, width), 200, np.uint8)


def i4(_: Path) -> Sequence[str]:
    unit = np.linspace(0, 1, 32, dtype=np.float32).reshape(2, 4, 4)
    for values in (unit, unit * 255, unit * 2 - 1):
        shown = Images.of(values)
        assert (shown.get([0, 1]).min(), shown.get([0, 1]).max()) == (0, 255)
        assert not shown.warnings
    return Images.of(unit * 9000 - 300).warnings


def i5(_: Path) -> Sequence[str]:
    values = np.zeros((2, 4, 4), np.float32)
    values[0, 1, 1], values[1, 2, 2] = np.nan, np.inf
    shown = Images.of(values)
    assert shown.get([0])[0, 1, 1].tolist() == [255, 0, 255]
    assert shown.get([0])[0, 0, 0].tolist() == [0, 0, 0]
    return shown.warnings


def i6(_: Path) -> None:
    ramp = np.array([[[0, 65535]]])
    for dtype in (np.uint16, np.int32):
        assert Images.of(ramp.astype(dtype)).get([0]).ravel().tolist() == [0, 255]
    assert Images.of(ramp > 3).get([0]).ravel().tolist() == [0, 255]
    assert "65,535" in Images.of(ramp.astype(np.uint16)).rule


def i7(_: Path) -> None:
    shown = Images.of(np.full((1, 2, 2, 4), 0.5, np.float32)).get([0])
    assert shown.dtype == np.uint8
    assert np.all(shown == 128)


def i9(_: Path) -> None:
    shown = Images.of([grey(4, 8), grey(8, 4)])
    assert shown.shape is None
    both = shown.get([0, 1])[..., 0]
    assert both.shape == (2, 8, 8)
    assert (both[0, 0, 0], both[0, 4, 0], both[1, 0, 0], both[1, 0, 4]) == (0, 200, 0, 200)


def i10(_: Path) -> None:
    for height, width in ((1, 1), (1, 10_000)):
        assert Images.of(np.zeros((2, height, width), np.uint8)).get([1]).shape[1:3] == (
            height, width,
        )  # fmt: skip


@cache
def huge() -> Images:
    return Images.of(np.broadcast_to(np.uint8(9), (1, 8_000, 8_000)))


def i11(_: Path) -> None:
    assert huge().thumbnails([0], 64).shape == (1, 64, 64, 1)


def i12(tmp: Path) -> Sequence[str]:
    for i in range(4):
        png(tmp, f"img{i}.png", grey())
    whole = (tmp / "img2.png").read_bytes()
    (tmp / "img2.png").write_bytes(whole[: len(whole) - 30])
    shown = Images.of(tmp)
    stack = shown.get([0, 1, 2, 3])
    assert np.all(stack[[0, 1, 3]] == 200)
    assert not np.all(stack[2] == 200)
    return shown.warnings


def i12_kinds(tmp: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    png(tmp, "1.jpg", grey(4, 10), exif=exif)
    Image.new("CMYK", (4, 10), (0, 0, 0, 0)).save(tmp / "2.jpg")
    Image.fromarray(np.full((10, 4), 65535, np.uint16)).save(tmp / "3.png")
    Image.new("P", (4, 10), 1).save(tmp / "4.png")
    stack = Images.of(tmp).get([0, 1, 2, 3])
    assert stack.shape == (4, 10, 4, 3)
    assert np.all(stack[1] >= 250)


def i12_animated(tmp: Path) -> Sequence[str]:
    first, second = Image.new("L", (8, 8), 10), Image.new("L", (8, 8), 240)
    first.save(tmp / "a.gif", save_all=True, append_images=[second])
    shown = Images.of(tmp)
    assert np.all(shown.get([0])[..., :3] == 10)
    return shown.warnings


def i14(tmp: Path) -> Sequence[str]:
    png(tmp, "a.png", grey())
    written(tmp, "b.png", b"<svg onload=alert(1)></svg>")
    shown = Images.of(tmp)
    shown.get([0, 1])
    return shown.warnings


def i15(tmp: Path) -> None:
    from hdvis.data.images.file_source import listed_images

    (tmp / "in").mkdir()
    png(tmp, "secret.png", grey())
    listed_images(["../secret.png"], root=tmp / "in")


def empty_alpha() -> np.ndarray:
    return np.zeros((2, 8, 8, 4), np.uint8)


IMAGES: list[Case] = [
    ("I1", lambda _: Images.of(np.zeros(28)), DataError, r"\(28,\).*\(n, h, w\)"),
    ("I1", lambda _: Images.of(np.zeros((3, 50))), DataError, "no square"),
    ("I1", lambda _: Images.of(np.zeros((3, 784))).warnings, "warns", "grey images of 28×28"),
    ("I2", lambda _: Images.of(np.zeros((5, 3, 16, 16))), DataError, 'layout="nchw"'),
    ("I2", lambda _: Images.of(np.zeros((5, 3, 3, 3))), DataError, "two ways"),
    ("I2", lambda _: Images.of(np.zeros((5, 3, 16, 8)), layout="nchw").shape == (16, 8, 3),
     "works", ""),
    ("I3", lambda _: Images.of(np.zeros((5, 8, 8, 2))), DataError, "2 channels"),
    ("I3", lambda _: Images.of(np.zeros((5, 8, 8, 5))), DataError, "5 channels"),
    ("I4", i4, "warns", "from -300 to 8700"),
    ("I5", i5, "warns", "2 values NaN or infinite"),
    ("I6", i6, "works", ""),
    ("I7", i7, "works", ""),
    ("I8", lambda _: Images.of(empty_alpha()).warnings, "warns", "fully transparent"),
    ("I9", i9, "works", ""),
    ("I10", i10, "works", ""),
    ("I10", lambda _: Images.of(np.zeros((3, 0, 4))), DataError, "0×4"),
    ("I11", i11, "works", ""),
    ("I11", lambda _: huge().get([0]), LimitError, "50,000,000 pixels"),
    ("I12", i12, "warns", "image 2 `img2.png`: damaged or cut short.*placeholder"),
    ("I12", i12_kinds, "works", ""),
    ("I12", i12_animated, "warns", "animated; the first frame"),
    ("I13", lambda _: make(np.zeros((1000, 2)), images=np.zeros((999, 4, 4))), DataError,
     "images: 999 given for 1,000 rows; one per row is needed"),
    ("I14", i14, "warns", "image 1 `b.png`: holds text or HTML"),
    ("I14", lambda t: Images.of([written(t, "b.png", b"<html>")]), DataError, "text or HTML"),
    ("I15", i15, DataError, "outside the image folder"),
    ("I16", lambda _: Images.of(["https://example.org/a.png"]), DataError, "not fetched"),
]  # fmt: skip


@pytest.mark.parametrize("case", IMAGES, ids=ids(IMAGES))
def test_a_bad_image_gives_one_clear_answer(case, tmp_path):
    judge(case, tmp_path, {})


def test_every_row_of_the_table_of_images_has_a_case():
    assert {case[0] for case in IMAGES} == {f"I{i}" for i in range(1, 17)}
