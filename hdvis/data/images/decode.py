"""One image file decoded to uint8, with limits checked before its pixels are."""

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.limits import PIXEL_CAP
from hdvis.errors import DataError, HdvisError, LimitError, shorten

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM")
SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm", ".pnm",
)  # fmt: skip
_STARTS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*",
    b"P1", b"P2", b"P3", b"P4", b"P5", b"P6",
)  # fmt: skip


def decode(data: bytes, where: str, *, side: int | None = None) -> tuple[Array, list[str]]:
    """The image in `data` as uint8 (h, w, 1|3|4) and what has to be said about it.

    Turned as its EXIF entry says; of an animation the first frame. With `side` a JPEG is decoded
    at the smallest scale that is still that large. Raises `DataError` HDV-I14 for other content,
    HDV-I12 for damage, `LimitError` HDV-I11 above the pixel cap.
    """
    from PIL import ImageOps

    check_start(data, where)
    with _refusing(where):
        picture = _opened(io.BytesIO(data), where)
        if side is not None:
            picture.draft(None, (2 * side, 2 * side))
        _check_size(picture.size, where)
        notes = [f"{where}: animated; the first frame is shown"] if _frames(picture) > 1 else []
        picture.load()
        return _pixels(ImageOps.exif_transpose(picture)), notes


def shape_of(data: IO[bytes], where: str) -> tuple[int, int, int]:
    """(h, w, c) from the header alone, as `decode` would give it."""
    start = data.read(16)
    data.seek(-len(start), os.SEEK_CUR)
    check_start(start, where)
    with _refusing(where):
        picture = _opened(data, where)
        turned = picture.getexif().get(0x0112, 1) >= 5
    width, height = picture.size[::-1] if turned else picture.size
    return height, width, _channels(picture)


@contextmanager
def _refusing(where: str) -> Iterator[None]:
    """Whatever a decoder raises over a file means that the file is damaged."""
    try:
        yield
    except HdvisError:
        raise
    except Exception as error:
        raise DataError(
            f"{where}: damaged or cut short ({shorten(error, 60)})", code="HDV-I12"
        ) from None


def check_start(data: bytes, where: str) -> None:
    """Raise `DataError` HDV-I14 unless `data` starts as a known image format does."""
    if data.startswith(_STARTS):
        return
    text = data[:256].lstrip().lower()
    kind = "text or HTML" if text.startswith((b"<", b"\xef\xbb\xbf<")) else "no known image"
    raise DataError(
        f"{where}: holds {kind if data else '0 bytes'}, expected PNG, JPEG, GIF, BMP, WebP, TIFF "
        "or PNM",
        code="HDV-I14",
    )


def _opened(stream: IO[bytes], where: str) -> Any:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(stream, formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_large(where) from None


def _check_size(size: tuple[int, int], where: str) -> None:
    if size[0] * size[1] > PIXEL_CAP:
        raise _too_large(where)


def _too_large(where: str) -> LimitError:
    return LimitError(
        f"{where}: more than {PIXEL_CAP:,} pixels; not decoded. Give a smaller copy",
        code="HDV-I11",
    )


def _frames(picture: Any) -> int:
    return int(getattr(picture, "n_frames", 1))


def _channels(picture: Any) -> int:
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        return 4
    return 1 if picture.mode in ("1", "L", "I", "F", "I;16", "I;16B", "I;16L") else 3


def _pixels(picture: Any) -> Array:
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        return _deep(np.asarray(picture))
    mode = {1: "L", 3: "RGB", 4: "RGBA"}[_channels(picture)]
    pixels = np.asarray(picture.convert(mode))
    return pixels[..., None] if pixels.ndim == 2 else pixels


def _deep(pixels: Array) -> Array:
    """More than 8 bits a pixel by the rule for arrays."""
    from hdvis.data.images.pixel_rule import pixel_rule

    stack = pixels[None, ..., None]
    image: Array = pixel_rule(stack, "image").apply(stack)[0]
    return image
