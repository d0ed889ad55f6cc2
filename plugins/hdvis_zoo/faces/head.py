"""The layers behind the features: background, shoulders, neck, ears and the face itself."""

import numpy as np

from . import palette
from .canvas import box, ellipse, step
from .sitter import Sitters


def background(s: Sitters) -> None:
    """A soft coloured wall, lighter above and on the side of the light."""
    wall = palette.circle(palette.BACKGROUND, s.factor["hue"])
    at = np.linspace(1.0, -1.0, s.canvas.size, dtype=np.float32)
    glow = 0.05 * at[:, None] - 0.03 * at[None, :] * s.factor["light"][:, None, None]
    s.canvas.rgb[:] = wall[:, :, None, None] + glow[:, None]


def shoulders(s: Sitters) -> None:
    """The clothes: a rounded trunk with a collar, and the neck that rises from it."""
    part = s.canvas.part(-2.2, 2.2, 0.1, 2.4)
    broad = part.value(np.where(s.has["Male"], 1.42, 1.22).astype(np.float32))
    trunk = ellipse(part.u, part.v - 2.12, broad, np.float32(1.02))
    fold = 0.07 * step(0.35, -0.45, trunk)
    colour = s.shirt[part.rows][:, :, None, None] * (1.0 - fold[:, None])
    part.paint(part.cover(trunk), colour)
    thick = part.value(np.where(s.has["Male"], 0.40, 0.31).astype(np.float32))
    neck = box(part.u, part.v - 0.68, thick, np.float32(0.60), 0.2)
    shade = 0.76 + 0.14 * step(0.90, 1.3, part.v)
    tone = s.skin[part.rows] * np.float32([1.0, 0.94, 0.92])
    part.paint(part.cover(neck), tone[:, :, None, None] * shade[:, None])
    collar = np.abs(ellipse(part.u, part.v - 1.06, thick * 1.12, np.float32(0.30))) - 0.07
    edge = part.cover(np.maximum(collar, 1.06 - part.v))
    part.paint(edge, s.shirt[part.rows] * 0.78)


def ears(s: Sitters) -> None:
    """Two ears; the one the head turns towards hides behind the cheek."""
    for side in (-1.0, 1.0):
        shown = s.factor["hair_length"] < 0.3
        part = s.canvas.part(side * 1.1, side * 0.5, -0.35, 0.45, shown)
        u = part.u - side * s.width(part) + s.shift(part, 0.10)
        ear = ellipse(u, part.v - 0.06, 0.13, 0.21)
        part.paint(part.cover(ear), s.skin[part.rows] * 0.93)
        part.paint(0.5 * part.cover(ellipse(u, part.v - 0.07, 0.06, 0.12)), s.skin[part.rows] * 0.7)


def face(s: Sitters) -> None:
    """The skin, lit from one side and rounded off towards its edge."""
    part = s.canvas.part(-1.0, 1.0, -1.1, 1.1)
    edge = s.outline(part)
    lit = 0.075 * part.value(s.factor["light"]) * part.u - 0.13 * step(-0.30, 0.05, edge)
    lit = lit * (1.0 + 0.6 * step(-0.2, 1.0, part.v))
    warm = np.float32([0.9, 1.05, 1.1])[None, :, None, None]
    colour = s.skin[part.rows][:, :, None, None] * (1.0 + lit[:, None] * warm)
    part.paint(part.cover(edge), colour)


def cheeks(s: Sitters) -> None:
    """A blush on both cheeks, strong where they are rosy."""
    for side in (-1.0, 1.0):
        part = s.canvas.part(side * 1.3, side * -0.35, -0.3, 0.9)
        u = part.u - side * 0.46 - s.shift(part, 0.14)
        soft = step(0.22, -0.16, ellipse(u, part.v - 0.30, 0.20, 0.16))
        rosy = part.value(np.where(s.has["Rosy_Cheeks"], 0.75, 0.12).astype(np.float32))
        soft = soft * part.cover(s.outline(part))
        part.paint(soft * rosy, s.skin[part.rows] * 0.35 + np.float32([0.60, 0.26, 0.26]))
