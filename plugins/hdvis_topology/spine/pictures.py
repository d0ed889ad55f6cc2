"""Pictures of extrema: of their row, of their hill, or decoded."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.data.images.image_set import Images
from hdvis.render import raw_rgba

MEAN_OF = 400
"""Images that a mean is taken of at most, the same ones each time."""


def row_pictures(
    images: Images, rows: NDArray[np.int32], segments: NDArray[np.int32] | None
) -> list[dict[str, Any]]:
    """The image of each row, or the mean image of its segment where `segments` (n,) are given."""
    if segments is None:
        return as_pictures(list(images.get(rows.tolist())), rows)
    return as_pictures([_mean(images, np.flatnonzero(segments == row)) for row in rows], rows)


def as_pictures(pixels: Any, rows: NDArray[np.int32]) -> list[dict[str, Any]]:
    """Images with their rows, as the browser draws them."""
    return [
        {"row": int(row), "data": raw_rgba(image), "width": image.shape[1],
         "height": image.shape[0]}
        for row, image in zip(rows, pixels, strict=True)
    ]  # fmt: skip


def _mean(images: Images, rows: NDArray[np.intp]) -> NDArray[np.uint8]:
    few = rows[:: max(1, len(rows) // MEAN_OF)][:MEAN_OF]
    stack = np.stack([np.asarray(image) for image in images.get(few.tolist())])
    return np.asarray(stack.mean(axis=0).round(), np.uint8)
