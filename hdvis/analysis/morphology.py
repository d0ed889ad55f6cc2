"""Area, width, slant and thickness of what is drawn on pictures, for labels that are measured."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError

Array = NDArray[Any]

CHUNK = 2_048


def stroke_attributes(pictures: ArrayLike) -> dict[str, Array]:
    """Four measures of ink, float32 (n,) each, of pictures (n, h, w), light on dark.

    Ink is the value as a share of the largest possible: 255 of uint8, else 1.

    area       ink as a share of the picture, in per cent
    slant      lean of the vertical axis to the right in degrees, arctan of μ11 / μ02, the shear
               that leaves x and y uncorrelated (Castro et al., Morpho-MNIST, 2019)
    width      four deviations of x about that axis, in pixels
    thickness  twice the area over the length of the outline, in pixels; the outline is the total
               variation, and a long stroke of thickness t has area t L and outline 2 L

    A picture without ink has area 0 and NaN for the rest. Raises DataError for another rank.
    """
    images = np.asarray(pictures)
    if images.ndim != 3 or 0 in images.shape:
        raise DataError(
            f"pictures: got shape {images.shape}, expected grey ones (n, h, w). Take the mean over"
            " the channels first."
        )
    parts = [_measured(images[i : i + CHUNK]) for i in range(0, len(images), CHUNK)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _measured(images: Array) -> dict[str, Array]:
    most = 255.0 if images.dtype == np.uint8 else 1.0
    ink = np.clip(images.astype(np.float32) / most, 0, 1)
    _, height, width = ink.shape
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    mass = ink.sum(axis=(1, 2))
    with np.errstate(all="ignore"):
        dx = x[None, :] - (ink.sum(axis=1) @ x / mass)[:, None]
        dy = y[None, :] - (ink.sum(axis=2) @ y / mass)[:, None]
        xx = (ink.sum(axis=1) * dx**2).sum(axis=1) / mass
        yy = (ink.sum(axis=2) * dy**2).sum(axis=1) / mass
        xy = np.einsum("nhw,nh,nw->n", ink, dy, dx, optimize=True) / mass
        shear = np.where(yy > 0, xy / yy, 0.0)
        lean = np.where(mass > 0, np.degrees(np.arctan(-shear)), np.nan)
        found = {
            "area": 100.0 * mass / (height * width),
            "slant": lean,
            "width": 4.0 * np.sqrt(np.maximum(xx - shear * xy, 0.0)),
            "thickness": np.where(mass > 0, 2.0 * mass / _outline(ink), np.nan),
        }
    return {name: values.astype(np.float32) for name, values in found.items()}


def _outline(ink: Array) -> Array:
    """Total variation (n,) of pictures with an empty frame about them."""
    framed = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    across = framed[:, :-1, 1:] - framed[:, :-1, :-1]
    down = framed[:, 1:, :-1] - framed[:, :-1, :-1]
    return np.asarray(np.sqrt(across**2 + down**2).sum(axis=(1, 2)))
