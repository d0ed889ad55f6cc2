"""What a model decoded, as pictures for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.models import DecodeResult
from hdvis.render import raw_rgba

Array = NDArray[Any]

SIDE = 96
"""Pixels of a picture drawn for an output that is not one."""


def pictures(shown: DecodeResult, labels: Sequence[str] = ()) -> list[dict[str, Any]]:
    """One dict per latent: data (RGBA bytes), width, height, label, greyed; without data when
    nothing was ever decoded there."""
    count = len(shown.greyed)
    texts = [*labels, *[""] * count][:count]
    if shown.pixels is not None:
        images = list(shown.pixels)
    elif shown.values is not None:
        images = drawn(shown.values)
    else:
        images = [None] * count
    return [
        _picture(image, text, bool(grey))
        for image, text, grey in zip(images, texts, shown.greyed, strict=True)
    ]


def _picture(image: Array | None, label: str, greyed: bool) -> dict[str, Any]:
    if image is None:
        return {"data": b"", "width": 8, "height": 8, "label": label, "greyed": True}
    height, width = image.shape[:2]
    return {
        "data": raw_rgba(image), "width": width, "height": height, "label": label, "greyed": greyed,
    }  # fmt: skip


def drawn(values: Array) -> list[Array]:
    """Outputs (B, ...) as uint8 pictures: fields of two dimensions in grey, all others as curves.

    All share one scale, from the smallest to the largest finite value.
    """
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    unit = (values - low) / ((high - low) or 1.0)
    if unit.ndim == 3 and min(unit.shape[1:]) > 4:
        grey = np.nan_to_num(255 * unit, nan=0.0).clip(0, 255).astype(np.uint8)
        return list(grey[..., None])
    return [_curve(row.reshape(1, -1).astype(np.float32)) for row in unit]


def _curve(row: Array) -> Array:
    from hdvis.accel.discs import lines

    if row.shape[1] == 1:
        row = np.repeat(row, 2, axis=1)
    padded = 0.08 + 0.84 * row
    cover = lines(padded, np.zeros(1, np.int32), SIDE, SIDE, 1.0, thickness=2.0)
    return (255 * (1 - 0.8 * cover)).astype(np.uint8)[..., None]
