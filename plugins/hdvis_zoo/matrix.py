"""Prediction matrices: fixed test pictures decoded after each stage, as a sheet and a GIF."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

Array = np.ndarray


def prediction_matrix(pictures: Array, columns: int = 0) -> Array:
    """Pictures (n, H, W, C) side by side, near square: (rows·H, columns·W, C) uint8."""
    n, h, w, c = pictures.shape
    columns = columns or int(np.ceil(np.sqrt(n)))
    rows = -(-n // columns)
    sheet = np.zeros((rows * columns, h, w, c), np.uint8)
    sheet[:n] = pictures
    return sheet.reshape(rows, columns, h, w, c).swapaxes(1, 2).reshape(rows * h, columns * w, c)


def _pillow(picture: Array):
    from PIL import Image

    return Image.fromarray(picture[..., 0] if picture.shape[2] == 1 else picture)


def save_picture(picture: Array, path: Path, zoom: int = 1) -> None:
    """Write a picture (H, W, C) uint8 as PNG."""
    image = _pillow(picture)
    image.resize((image.width * zoom, image.height * zoom), 0).save(path)


def save_film(pictures: Sequence[Array], path: Path, seconds: float = 0.35) -> None:
    """Write pictures (H, W, C) uint8 as an endless GIF, the last one held for longer."""
    frames = [_pillow(picture).convert("RGB") for picture in pictures]
    lasting = [int(seconds * 1000)] * (len(frames) - 1) + [int(seconds * 4000)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=lasting, loop=0)
