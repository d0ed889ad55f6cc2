"""Stacks and lists of pixel arrays as sources of uint8 images."""

import math
from collections.abc import Sequence

import numpy as np

from hdvis.data.arrays.convert import as_array
from hdvis.data.arrays.interop import Array
from hdvis.data.arrays.prefetch import prefetch_rows
from hdvis.data.images.pixel_rule import pixel_rule
from hdvis.data.images.resize import letterboxed
from hdvis.data.limits import PIXEL_CAP
from hdvis.errors import DataError, LimitError

CHANNELS = (1, 3, 4)
LAYOUTS = ("nhwc", "nchw")


class ArraySource:
    """Images in one array, read in place; `pixels` is (n, h, w, c)."""

    def __init__(self, pixels: Array, where: str) -> None:
        self.pixels = pixels
        self.n = len(pixels)
        self.rule_used = pixel_rule(pixels, where)
        self.rule = self.rule_used.text
        self.notes: list[str] = [*self.rule_used.notes, *_alpha_notes(pixels, where)]
        height, width, channels = pixels.shape[1:]
        self.shape: tuple[int, int, int] | None = (
            height,
            width,
            3 if channels == 1 and self.rule_used.gone else channels,
        )

    def read(self, rows: Array) -> Array:
        """Images of `rows` as uint8 (k, h, w, c)."""
        self._check_pixels()
        prefetch_rows(self.pixels, rows)
        return self.rule_used.apply(np.asarray(self.pixels[rows]))

    def small(self, row: int, side: int) -> Array:
        """One image, thinned out before it is converted where it is much larger than `side`."""
        height, width = self.pixels.shape[1:3]
        step = max(1, max(height, width) // (2 * side))
        thin = np.asarray(self.pixels[row : row + 1, ::step, ::step])
        image: Array = self.rule_used.apply(thin)[0]
        return image

    def _check_pixels(self) -> None:
        height, width = self.pixels.shape[1:3]
        if height * width > PIXEL_CAP:
            raise LimitError(
                f"images: {height:,}×{width:,} is above {PIXEL_CAP:,} pixels an image. "
                "Use thumbnails, or give smaller images",
                code="HDV-I11",
            )


class ListSource:
    """Images of different sizes, one array each."""

    def __init__(self, images: Sequence[object], where: str) -> None:
        self._pixels = [
            _one_image(as_array(image, f"{where}: image {i}"), i) for i, image in enumerate(images)
        ]
        self.n = len(self._pixels)
        self.shape: tuple[int, int, int] | None = None
        self.channels = max(image.shape[2] for image in self._pixels)
        self._rules = [pixel_rule(image[None], f"{where} {i}") for i, image in self._numbered()]
        texts = list(dict.fromkeys(rule.text for rule in self._rules))
        self.rule = "; ".join(texts[:3])
        self.notes: list[str] = [note for rule in self._rules for note in rule.notes][:10]

    def _numbered(self) -> list[tuple[int, Array]]:
        return list(enumerate(self._pixels))

    def read(self, rows: Array) -> Array:
        """Images of `rows` as uint8, letter-boxed into the largest of them."""
        return letterboxed([self.small(row, 0) for row in rows.tolist()])

    def small(self, row: int, side: int) -> Array:
        """One image as uint8 (h, w, c)."""
        image: Array = self._rules[row].apply(self._pixels[row][None])[0]
        return image


def image_stack(
    data: object, *, layout: str | None = None, where: str = "images"
) -> tuple[Array, list[str]]:
    """`data` as (n, h, w, c) without a copy, and what has to be said about it.

    Raises `DataError` for other ranks (HDV-I1), for channels first unless `layout="nchw"` says so
    (HDV-I2), for 2 or more than 4 channels (HDV-I3) and for images without pixels (HDV-I10).
    """
    array = as_array(data, where)
    if layout is not None and layout not in LAYOUTS:
        raise DataError(f"{where}: got layout {layout!r}, expected nhwc or nchw", code="HDV-I2")
    if array.ndim == 2:
        return _squares(array, where)
    if array.ndim == 3:
        array = array[..., None]
    elif array.ndim == 4 and layout == "nchw":
        array = array.transpose(0, 2, 3, 1)
    if array.ndim != 4:
        raise DataError(
            f"{where}: got shape {array.shape}, expected (n, h, w) or (n, h, w, 1, 3 or 4)",
            code="HDV-I1",
        )
    _check_channels(array, layout, where)
    if array.shape[1] == 0 or array.shape[2] == 0:
        raise DataError(
            f"{where}: got images of {array.shape[1]}×{array.shape[2]} pixels, "
            "expected at least one",
            code="HDV-I10",
        )
    return array, []


def same_shape(images: Sequence[object]) -> bool:
    """Whether a list of images could be one stack."""
    try:
        return len({np.shape(image) for image in images}) == 1  # type: ignore[call-overload]
    except ValueError:  # ragged lists have no shape
        return False


def _squares(array: Array, where: str) -> tuple[Array, list[str]]:
    n, size = array.shape
    side = math.isqrt(size)
    if side * side != size or size == 0:
        raise DataError(
            f"{where}: got shape {array.shape}, expected (n, h, w) or (n, h, w, 1, 3 or 4); "
            f"{size:,} values an image are no square either. Pass `reshape(n, h, w)`",
            code="HDV-I1",
        )
    said = f"{where}: (n, {size:,}) read as grey images of {side}×{side}"
    return array.reshape(n, side, side, 1), [said]


def _check_channels(array: Array, layout: str | None, where: str) -> None:
    first, channels = array.shape[1], array.shape[3]
    if channels in CHANNELS:
        if layout is None and array.shape[1:] in ((3, 3, 3), (4, 4, 4)):
            raise DataError(
                f"{where}: shape {array.shape} can be read two ways. "
                'Pass `layout="nhwc"` or `layout="nchw"` '
                "(`image_layout=` where the vectors are given too)",
                code="HDV-I2",
            )
        return
    if first in CHANNELS and layout is None:
        raise DataError(
            f'{where}: shape {array.shape} looks like channels-first. Pass `layout="nchw"` '
            '(`image_layout="nchw"` where the vectors are given too)',
            code="HDV-I2",
        )
    raise DataError(
        f"{where}: got {channels} channels, expected 1 (grey), 3 (RGB) or 4 (RGBA)",
        code="HDV-I3",
    )


def _one_image(image: Array, index: int) -> Array:
    if image.ndim == 2:
        image = image[..., None]
    if image.ndim != 3 or image.shape[2] not in CHANNELS:
        code = "HDV-I3" if image.ndim == 3 else "HDV-I1"
        raise DataError(
            f"image {index}: got shape {image.shape}, expected (h, w) or (h, w, 1, 3 or 4)",
            code=code,
        )
    if 0 in image.shape:
        raise DataError(f"image {index}: has no pixels", code="HDV-I10")
    return image


def _alpha_notes(pixels: Array, where: str) -> list[str]:
    if pixels.shape[-1] != 4 or not len(pixels):
        return []
    rows = np.unique(np.linspace(0, len(pixels) - 1, 64).astype(int))
    clear = not np.any(np.asarray(pixels[rows, ..., 3]))
    return [f"{where}: fully transparent (alpha is 0 everywhere)"] if clear else []
