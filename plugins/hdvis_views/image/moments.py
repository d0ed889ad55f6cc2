"""The mean image of some rows, and how much each pixel varies."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Images
from hdvis.render import raw_rgba

MOST = 5000
CHUNK = 256
LARGEST = 512
"""Pixels of the longer side of thumbnails, where images are not alike or very large."""


def moments(
    images: Images, rows: npt.NDArray[Any], checkpoint: Checkpoint = no_checkpoint
) -> list[dict[str, Any]]:
    """Mean and standard deviation per pixel, as pictures with labels.

    Above 5,000 rows an even sample of them is taken, and the label says so. The deviation is
    stretched so that its largest value is white.
    """
    used = rows if rows.size <= MOST else rows[np.linspace(0, rows.size - 1, MOST).astype(int)]
    total: npt.NDArray[Any] = np.zeros(())
    squares = total
    for start in range(0, used.size, CHUNK):
        part = images.tiles(used[start : start + CHUNK], LARGEST).astype(np.float64)
        total = total + part.sum(axis=0)
        squares = squares + (part**2).sum(axis=0)
        checkpoint((start + CHUNK) / used.size)
    mean = total / used.size
    deviation = np.sqrt(np.maximum(squares / used.size - mean**2, 0))
    sampled = "" if used is rows else f" of {MOST:,}"
    peak = deviation.max() or 1.0
    return [
        _labelled(mean, f"mean{sampled}"),
        _labelled(255 * deviation / peak, f"deviation, ≤ {peak:.0f}"),
    ]


def _labelled(image: npt.NDArray[Any], label: str) -> dict[str, Any]:
    pixels = np.clip(image, 0, 255).astype(np.uint8)
    if pixels.shape[2] == 4:
        pixels[..., 3] = 255
    size = {"width": pixels.shape[1], "height": pixels.shape[0]}
    return {"data": raw_rgba(pixels), "label": label, "focus": False, **size}
