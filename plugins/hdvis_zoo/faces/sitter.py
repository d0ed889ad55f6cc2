"""What every layer of a portrait may ask about the people in a batch."""

from dataclasses import dataclass

import numpy as np

from . import palette
from .canvas import Array, Canvas, Part
from .factors import FACTORS
from .structure import ATTRIBUTES


@dataclass(frozen=True, eq=False)
class Sitters:
    """A batch of people: canvas, attributes (n,) bool, factors and colours by name."""

    canvas: Canvas
    has: dict[str, Array]
    factor: dict[str, Array]
    skin: Array
    hair: Array
    shirt: Array

    @classmethod
    def of(cls, attributes: Array, factors: Array, size: int) -> "Sitters":
        """People with these attributes (n, k) bool and factors (n, f), on an empty canvas."""
        has = dict(zip(ATTRIBUTES, attributes.T, strict=True))
        factor = dict(zip(FACTORS, factors.astype(np.float32).T, strict=True))
        scale = 0.64 + 0.045 * factor["size"]
        centre = np.stack([0.05 * factor["turn"], 0.07 + 0.0 * scale], axis=1)
        canvas = Canvas(centre, scale, 0.15 * factor["tilt"], size)
        skin = palette.ramp(palette.SKIN, factor["skin_tone"])
        shirt = palette.ramp(palette.CLOTHES, factor["shirt"])
        return cls(canvas, has, factor, skin, palette.hair(has, skin), shirt)

    def shift(self, part: Part, depth: float) -> Array:
        """How far (k, 1, 1) a feature `depth` before the head's axis moves as the head turns."""
        return part.value(self.factor["turn"]) * np.float32(depth)

    def width(self, part: Part) -> Array:
        """Half width (k, 1, 1) of the face."""
        wide = 0.76 + 0.045 * self.factor["face_width"] + 0.085 * self.has["Chubby"]
        return part.value(wide.astype(np.float32))

    def outline(self, part: Part) -> Array:
        """Signed distance to the face: an egg, fuller below when chubby."""
        taper = part.value(np.where(self.has["Chubby"], 0.04, 0.24).astype(np.float32))
        male = part.value(self.has["Male"].astype(np.float32))
        below = np.maximum(part.v + 0.05, 0.0)
        narrow = 1.0 - (taper - 0.08 * male) * below * below
        return ellipse_of(part.u / narrow, part.v, self.width(part))


def ellipse_of(u: Array, v: Array, width: Array) -> Array:
    """The egg before its taper: half width `width`, half height one."""
    x, y = u / (width * width), v
    return 0.5 * (u * x + v * y - 1.0) / np.sqrt(x * x + y * y + 1e-6)
