"""The picture shown for an image that cannot be read: a cross on grey."""

import numpy as np

from hdvis.data.arrays.interop import Array


def placeholder(height: int, width: int, channels: int) -> Array:
    """uint8 (height, width, channels): grey with both diagonals in magenta (grey: white)."""
    image = np.full((height, width, channels), 96, np.uint8)
    y, x = np.mgrid[0:height, 0:width]
    across = x / max(1, width - 1)
    down = y / max(1, height - 1)
    line = 1.5 / max(2, min(height, width))
    cross = (np.abs(across - down) <= line) | (np.abs(across + down - 1) <= line)
    image[cross] = 255 if channels == 1 else np.array([255, 0, 255, 255], np.uint8)[:channels]
    if channels == 4:
        image[..., 3] = 255
    return image
