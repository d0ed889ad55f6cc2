"""What a person wears: glasses, hat, earrings, necklace and tie."""

import numpy as np

from . import palette
from .canvas import box, ellipse, step
from .features import EYE_U, EYE_V
from .sitter import Sitters

FRAME = np.float32([0.13, 0.12, 0.15])
GOLD = np.float32([0.93, 0.74, 0.30])
GLASS = np.float32([0.90, 0.95, 0.98])


def necklace(s: Sitters) -> None:
    """A string of gold below the neck."""
    part = s.canvas.part(-0.8, 0.8, 0.7, 1.7, s.has["Wearing_Necklace"])
    string = np.abs(ellipse(part.u, part.v - 1.0, np.float32(0.47), np.float32(0.36))) - 0.042
    part.paint(part.cover(np.maximum(string, 1.02 - part.v)), GOLD)
    part.paint(part.cover(ellipse(part.u, part.v - 1.38, 0.09, 0.09)), GOLD)


def necktie(s: Sitters) -> None:
    """A white shirt front with a dark tie."""
    part = s.canvas.part(-0.9, 0.9, 0.9, 2.0, s.has["Wearing_Necktie"])
    front = np.maximum(np.abs(part.u) - 0.52 + 0.38 * (part.v - 1.02), 1.04 - part.v)
    part.paint(part.cover(front), np.float32([0.95, 0.95, 0.95]))
    tie = np.abs(part.u) - 0.10 - 0.13 * np.abs(part.v - 1.22)
    colour = palette.ramp(palette.CLOTHES, np.mod(s.factor["shirt"][part.rows] + 0.55, 1.0))
    part.paint(part.cover(np.maximum(tie, 1.06 - part.v)), colour * 0.72)


def earrings(s: Sitters) -> None:
    """A gold drop under each ear."""
    for side in (-1.0, 1.0):
        part = s.canvas.part(side * 1.15, side * 0.55, 0.15, 0.75, s.has["Wearing_Earrings"])
        u = part.u - side * (s.width(part) + 0.05) + s.shift(part, 0.10)
        part.paint(part.cover(ellipse(u, part.v - 0.42, 0.105, 0.155)), GOLD)
        shine = ellipse(u + 0.03, part.v - 0.37, 0.03, 0.04)
        part.paint(0.8 * part.cover(shine), np.float32([1.0, 0.95, 0.75]))


def glasses(s: Sitters) -> None:
    """Round glasses: two rims, a bridge, the arms and a breath of glass."""
    part = s.canvas.part(-1.1, 1.1, -0.4, 0.5, s.has["Eyeglasses"])
    u, v = part.u - s.shift(part, 0.155), part.v - EYE_V - 0.01
    lens = ellipse(np.abs(u) - EYE_U - 0.015, v, np.float32(0.245), np.float32(0.225))
    part.paint(0.16 * part.cover(lens), GLASS)
    rims = np.abs(lens) - 0.034
    bridge = np.maximum(np.abs(v + 0.05) - 0.030, np.abs(u) - 0.10)
    arms = np.maximum(np.abs(v + 0.07) - 0.030, 0.56 - np.abs(u))
    arms = np.maximum(arms, np.abs(part.u) - s.width(part) + 0.02)
    part.paint(part.cover(np.minimum(np.minimum(rims, bridge), arms)), FRAME)


def hat(s: Sitters) -> None:
    """A knitted hat with a turned-up brim, in a colour of its own."""
    part = s.canvas.part(-1.3, 1.3, -1.8, -0.2, s.has["Wearing_Hat"])
    wide = s.width(part) + 0.17
    dome = np.maximum(ellipse(part.u, part.v + 0.42, wide, np.float32(0.95)), part.v + 0.50)
    base = palette.ramp(palette.CLOTHES, np.mod(s.factor["shirt"][part.rows] + 0.38, 1.0))
    light = 1.0 + 0.10 * part.value(s.factor["light"]) * part.u
    light = light - 0.14 * step(-0.25, 0.05, dome)
    part.paint(part.cover(dome), base[:, :, None, None] * light[:, None])
    brim = box(part.u, part.v + 0.50 - 0.06 * part.u**2, wide + 0.03, np.float32(0.145), 0.12)
    rib = 0.86 + 0.07 * np.cos(part.u * 26.0)
    part.paint(part.cover(brim), base[:, :, None, None] * (rib * light)[:, None])
    knob = ellipse(part.u, part.v + 1.42, 0.17, 0.17)
    part.paint(part.cover(knob), base * 0.9 + 0.10)
