"""Images as bytes for the browser: one sheet of many, or one picture raw."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

Array = NDArray[Any]

SMALL = 32
"""Images up to this size are pixel art: enlarged without smoothing and kept exact."""


FILLED = 0.75
"""Whole pixels are kept where they fill this much of the tile; else the picture is fitted."""


@dataclass(frozen=True)
class Sheet:
    """k images in one picture, row by row from the upper left, each `tile` pixels square."""

    data: bytes
    mime: str
    k: int
    tile: int
    columns: int

    @property
    def lines(self) -> int:
        """How many rows of tiles."""
        return -(-self.k // self.columns)


def sheet(images: Array, tile: int = 64, columns: int = 10) -> Sheet:
    """One picture of k images, uint8 (k, h, w, c) with 1, 3 or 4 channels.

    Small images (at most 32 pixels) are sent as PNG, enlarged by whole pixels where those fill
    most of the tile; others as JPEG, or as WebP where something is transparent. Each keeps its
    shape and is centred on its tile, and around it the sheet is transparent.
    """
    from PIL import Image

    k, h, w = images.shape[:3]
    columns = max(1, min(columns, k))
    exact = max(h, w) <= SMALL
    size = _fitted(h, w, tile, exact)
    mode = "RGB" if size == (tile, tile) and images.shape[3] != 4 else "RGBA"
    canvas = Image.new(mode, (columns * tile, max(1, -(-k // columns)) * tile))
    for i in range(k):
        picture = _picture(images[i])
        if picture.size != size:
            whole = exact and size[0] % w == 0
            how = Image.Resampling.NEAREST if whole else Image.Resampling.BILINEAR
            picture = picture.resize(size, how, reducing_gap=2.0 if not exact else None)
        left = (i % columns) * tile + (tile - size[0]) // 2
        canvas.paste(picture, (left, (i // columns) * tile + (tile - size[1]) // 2))
    data, mime = _png(canvas) if exact else _webp(canvas) if mode == "RGBA" else _jpeg(canvas)
    return Sheet(data, mime, k, tile, columns)


def raw_rgba(image: Array) -> bytes:
    """One image, uint8 (h, w, c) with 1, 3 or 4 channels, as h * w * 4 bytes for a canvas."""
    h, w, c = image.shape
    pixels = np.full((h, w, 4), 255, np.uint8)
    pixels[..., : 4 if c == 4 else 3] = image
    return pixels.tobytes()


def _fitted(h: int, w: int, tile: int, exact: bool) -> tuple[int, int]:
    scale = tile / max(h, w, 1)
    if exact and int(scale) >= FILLED * scale:
        scale = float(int(scale))
    return max(1, round(w * scale)), max(1, round(h * scale))


def _picture(image: Array) -> Picture:
    from PIL import Image

    return Image.fromarray(np.ascontiguousarray(image[..., 0] if image.shape[2] == 1 else image))


def _png(canvas: Picture) -> tuple[bytes, str]:
    stream = io.BytesIO()
    canvas.save(stream, "PNG", compress_level=3)
    return stream.getvalue(), "image/png"


def _webp(canvas: Picture) -> tuple[bytes, str]:
    stream = io.BytesIO()
    canvas.save(stream, "WEBP", quality=85, method=0)
    return stream.getvalue(), "image/webp"


def _jpeg(canvas: Picture) -> tuple[bytes, str]:
    stream = io.BytesIO()
    canvas.save(stream, "JPEG", quality=85)
    return stream.getvalue(), "image/jpeg"
