"""The order in which a portrait is painted."""

import numpy as np

from . import features, hair, head, wear
from .canvas import Array
from .sitter import Sitters

LAYERS = (
    head.background,
    hair.back,
    head.shoulders,
    wear.necktie,
    wear.necklace,
    head.ears,
    head.face,
    head.cheeks,
    hair.beard,
    features.nose,
    features.mouth,
    features.eyes,
    features.brows,
    hair.front,
    wear.earrings,
    wear.glasses,
    wear.hat,
)


def draw(attributes: Array, factors: Array, size: int = 64) -> Array:
    """Pictures uint8 (n, size, size, 3) of people with these attributes and factors.

    `attributes` (n, k) bool in the order of `ATTRIBUTES`, `factors` (n, f) in that of `FACTORS`.
    The picture depends on nothing else, so changing one entry shows what that entry does.
    """
    if not len(attributes):
        return np.empty((0, size, size, 3), np.uint8)
    sitters = Sitters.of(attributes, factors, size)
    for layer in LAYERS:
        layer(sitters)
    sitters.canvas.rgb *= (1.0 + 0.10 * sitters.factor["brightness"])[:, None, None, None]
    return sitters.canvas.pictures()
