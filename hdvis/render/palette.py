"""Colours of data: categories, maps from low to high, and how light adds up."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MODELS = ("#7048e8", "#e8590c")
"""The colours of two models that are compared."""

OKABE_ITO = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7")
"""Okabe and Ito's seven colours for all kinds of colour vision (2008), black left out."""

FURTHER = ("#a50f2d", "#b4c378", "#7896ff", "#a50069", "#0f4bb4")
"""The colours farthest from those and from each other, in CIELAB, as seen with normal sight and
with protanopia and deuteranopia (Machado and others 2009), among those of moderate chroma."""

OTHER = "#9aa0a8"
LIMIT = 12
"""Categories beyond this many share the colour of "other"."""

# Every fifteenth colour of the maps by Nuñez, Anderton and Renslow (2018) and by Smith and
# van der Walt (2015), both in the public domain.
_STOPS = {
    "cividis": (
        "#00204c #002a66 #00346e #273f6c #3c4a6b #4c556b #5b5f6d #686a70 #757575 "
        "#838178 #928c78 #a19876 #b0a572 #c0b16d #d1bf66 #e1cc5c #f3db4f #ffe945"
    ),
    "viridis": (
        "#440154 #471669 #472a79 #433c84 #3c4d8a #355d8c #2e6c8e #287a8e #23898d "
        "#1e978a #20a585 #2eb27c #45bf6f #64cb5d #88d547 #afdc2e #d7e219 #fde724"
    ),
}


def category_colors(k: int) -> Array:
    """Colours of k categories, uint8 (k, 3): Okabe-Ito, then five more, then "other".

    The first twelve differ; give the most frequent categories the first codes.
    """
    known = np.stack([rgb(color) for color in (*OKABE_ITO, *FURTHER)])
    colors = np.tile(rgb(OTHER), (k, 1))
    colors[: min(k, LIMIT)] = known[:k]
    return colors


def frequent_first(codes: Array, limit: int = LIMIT) -> tuple[Array, Array]:
    """Codes int (n,) renumbered by frequency, int32 (n,), and the old code of each new one.

    Only the `limit` most frequent are kept; all others, and missing (-1), become -1.
    """
    counts = np.bincount(codes[codes >= 0]) if codes.size else np.zeros(0, np.int64)
    kept = np.argsort(-counts, kind="stable")[:limit]
    kept = kept[counts[kept] > 0]
    table = np.full(counts.size + 1, -1, np.int32)
    table[kept] = np.arange(kept.size)
    return table[codes], kept


def colors_of_codes(codes: Array, k: int) -> Array:
    """The colour of each of `k` categories, uint8 (k, 3), as every view gives them to `codes` (n,).

    Up to twelve have theirs in order; of more, the twelve most frequent are told apart.
    """
    if k <= LIMIT:
        return category_colors(k)
    colors = np.tile(rgb(OTHER), (k, 1))
    _, kept = frequent_first(codes)
    colors[kept] = category_colors(len(kept))
    return colors


def sequential(name: Literal["cividis", "viridis"] = "cividis") -> Array:
    """A map from low to high, uint8 (256, 3): eighteen known colours of it, joined in OKLab."""
    return joined(_STOPS[name].split())


def rgb(color: str) -> Array:
    """A colour written as #rrggbb, uint8 (3,)."""
    return np.frombuffer(bytes.fromhex(color.lstrip("#")), np.uint8)


def linear_light(colors: Array) -> Array:
    """sRGB uint8 (..., 3) as linear light 0..1, float64 (IEC 61966-2-1)."""
    value = np.asarray(colors) / 255
    curve = ((value + 0.055) / 1.055) ** 2.4
    return np.asarray(np.where(value <= 0.04045, value / 12.92, curve))


def hexes(colors: Array) -> list[str]:
    """uint8 (k, 3) written as #rrggbb."""
    return ["#" + bytes(c).hex() for c in np.asarray(colors, np.uint8)]


# Björn Ottosson, "A perceptual color space for image processing" (2020): OKLab.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _lab(colors: Array) -> Array:
    return np.asarray(np.cbrt(linear_light(colors) @ _TO_CONES.T) @ _TO_LAB.T)


def _from_lab(lab: Array) -> Array:
    light = (lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T
    light = np.clip(light, 0, 1)
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(curve * 255), np.uint8)


def joined(stops: list[str]) -> Array:
    """The colours written as #rrggbb joined evenly in OKLab, uint8 (256, 3)."""
    lab = np.stack([_lab(rgb(stop)) for stop in stops])
    at, known = np.linspace(0, 1, 256), np.linspace(0, 1, len(stops))
    return _from_lab(np.stack([np.interp(at, known, lab[:, i]) for i in range(3)], axis=1))
