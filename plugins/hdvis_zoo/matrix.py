"""Prediction matrices: fixed test pictures decoded after each stage."""

from pathlib import Path

import numpy as np

Array = np.ndarray
GAP = 128
"""The grey between pictures, seen on black and on white."""


def prediction_matrix(pictures: Array, columns: int = 0, gap: int = 0) -> Array:
    """Pictures (n, H, W, C) side by side, near square: (rows·H, columns·W, C) uint8.

    `gap` pixels of grey part them, and are not around them.
    """
    n, h, w, c = pictures.shape
    columns = columns or int(np.ceil(np.sqrt(n)))
    rows = -(-n // columns)
    h, w = h + gap, w + gap
    sheet = np.full((rows * columns, h, w, c), GAP, np.uint8)
    sheet[:, : h - gap, : w - gap] = 0
    sheet[:n, : h - gap, : w - gap] = pictures
    whole = sheet.reshape(rows, columns, h, w, c).swapaxes(1, 2).reshape(rows * h, columns * w, c)
    return whole[: rows * h - gap, : columns * w - gap]


def _pillow(picture: Array):
    from PIL import Image

    return Image.fromarray(picture[..., 0] if picture.shape[2] == 1 else picture)


def save_picture(picture: Array, path: Path, zoom: int = 1) -> None:
    """Write a picture (H, W, C) uint8 as PNG."""
    image = _pillow(picture)
    image.resize((image.width * zoom, image.height * zoom), 0).save(path)
