"""The features of a face: eyes, brows, nose and mouth."""

import numpy as np

from .canvas import Array, Part, ellipse, step
from .sitter import Sitters

INK = np.float32([0.16, 0.11, 0.11])
WHITE = np.float32([0.985, 0.975, 0.965])
IRIS = np.float32([0.24, 0.16, 0.12])
EYE_U, EYE_V = 0.33, 0.04


def _number(part: Part, has: Array, yes: float, no: float) -> Array:
    return part.value(np.where(has, yes, no).astype(np.float32))


def eyes(s: Sitters) -> None:
    """Both eyes with lashes; shadow above where made up, bags below where tired."""
    for side in (-1.0, 1.0):
        part = s.canvas.part(side * 0.82, side * -0.14, -0.35, 0.42)
        u = part.u - side * EYE_U - s.shift(part, 0.15)
        v = part.v - EYE_V
        _lids(s, part, u, v)
        _eye(s, part, u, v, side)


def _lids(s: Sitters, part: Part, u: Array, v: Array) -> None:
    made_up = part.value(s.has["Heavy_Makeup"].astype(np.float32))
    shadow = step(0.10, -0.08, ellipse(u, v + 0.09, 0.21, 0.15)) * (v < 0.04)
    part.paint(0.75 * made_up * shadow, np.float32([0.50, 0.30, 0.52]))
    tired = part.value(s.has["Bags_Under_Eyes"].astype(np.float32))
    bag = np.abs(ellipse(u, v - 0.08, 0.19, 0.16)) - 0.025
    below = part.cover(np.maximum(bag, 0.13 - v))
    part.paint(0.55 * tired * below, s.skin[part.rows] * np.float32([0.62, 0.55, 0.60]))


def _eye(s: Sitters, part: Part, u: Array, v: Array, side: float) -> None:
    grown = 1.0 + 0.12 * part.value(s.factor["eye_size"])
    wide = 0.165 * grown
    high = _number(part, s.has["Narrow_Eyes"], 0.055, 0.125) * grown
    white = ellipse(u, v, wide, high)
    open_eye = part.cover(white)
    part.paint(open_eye, WHITE)
    look = u - s.shift(part, 0.035)
    iris = ellipse(look, v, 0.098 * grown, 0.108 * grown)
    part.paint(open_eye * part.cover(iris), IRIS)
    gleam = ellipse(look - 0.035, v + 0.04, 0.036, 0.036)
    part.paint(open_eye * part.cover(gleam) * 0.9, WHITE)
    thick = _number(part, s.has["Heavy_Makeup"], 0.050, 0.026)
    lash = np.maximum(np.abs(white) - thick, v + 0.2 * high)
    wing = part.value(s.has["Heavy_Makeup"].astype(np.float32))
    outer = ellipse(u - side * wide, v + 0.5 * high, 0.07, 0.035)
    part.paint(np.maximum(part.cover(lash), wing * part.cover(outer)), INK)


def brows(s: Sitters) -> None:
    """Two brows, high and curved where arched, thick where bushy."""
    for side in (-1.0, 1.0):
        part = s.canvas.part(side * 0.78, side * -0.10, -0.6, 0.1)
        u = part.u - side * EYE_U - s.shift(part, 0.15)
        arch = _number(part, s.has["Arched_Eyebrows"], 0.16, 0.04)
        high = _number(part, s.has["Arched_Eyebrows"], -0.30, -0.22)
        thick = _number(part, s.has["Bushy_Eyebrows"], 0.068, 0.030)
        x = u * side / 0.24
        curve = part.v - high - arch * np.square(x - 0.05) * 0.8 - 0.03 * x
        taper = thick * (1.0 - 0.45 * step(0.2, 1.0, x))
        line = np.maximum(np.abs(curve) - taper, np.abs(u) - 0.225)
        part.paint(part.cover(line), s.hair[part.rows] * 0.68)


def nose(s: Sitters) -> None:
    """A nose in soft shade, its tip and nostrils; wide where big."""
    part = s.canvas.part(-0.5, 0.5, -0.36, 0.6)
    big = part.value(s.has["Big_Nose"].astype(np.float32))
    u = part.u - s.shift(part, 0.22)
    tip = 0.31 + 0.04 * big
    wide = 0.105 + 0.085 * big
    tone = s.skin[part.rows]
    lit = -part.value(s.factor["light"])
    bridge = step(0.06, -0.02, ellipse(u - 0.07 * lit, part.v - 0.10, 0.035 + 0.03 * big, 0.26))
    part.paint(0.30 * bridge, tone * np.float32([0.76, 0.66, 0.64]))
    ball = ellipse(u, part.v - tip, wide, 0.085 + 0.03 * big)
    under = part.cover(np.maximum(np.abs(ball) - 0.025, tip + 0.015 - part.v))
    part.paint((0.35 + 0.3 * big) * part.cover(ball), tone * np.float32([0.97, 0.88, 0.86]))
    part.paint(0.85 * under, tone * np.float32([0.66, 0.52, 0.50]))


def mouth(s: Sitters) -> None:
    """Lips along a curve; dark between them, with teeth, where the mouth is open."""
    part = s.canvas.part(-0.62, 0.62, 0.36, 0.92)
    u = part.u - s.shift(part, 0.17)
    curve = part.value(s.factor["mouth_curve"])
    wide = 0.25 + 0.07 * np.maximum(curve, 0.0)
    x = u / wide
    v = part.v - 0.60 - 0.12 * curve * (0.45 - x * x)
    opened = part.value(s.has["Mouth_Slightly_Open"].astype(np.float32))
    full = _number(part, s.has["Big_Lips"], 0.052, 0.0) + 0.045
    painted = part.value(s.has["Wearing_Lipstick"].astype(np.float32))
    fall = np.sqrt(np.clip(1.0 - x * x, 0.0, 1.0))
    gap = opened * 0.062 * fall
    half = gap + (full + 0.022 * painted) * fall
    lips = np.maximum(np.abs(v) - half, (np.abs(x) - 1.0) * wide)
    plain = s.skin[part.rows] * np.float32([0.80, 0.55, 0.53])
    red = 0.12 * s.skin[part.rows] + np.float32([0.66, 0.06, 0.14])
    colour = np.where(s.has["Wearing_Lipstick"][part.rows, None], red, plain)
    part.paint(part.cover(lips), colour)
    inside = np.maximum(np.abs(v) - np.maximum(gap, 0.012), (np.abs(x) - 0.97) * wide)
    part.paint(part.cover(inside), np.float32([0.30, 0.10, 0.11]))
    teeth = np.maximum(np.abs(v + 0.3 * gap) - 0.5 * gap, (np.abs(x) - 0.86) * wide)
    part.paint(part.cover(teeth) * np.minimum(opened, 2.5 * np.maximum(curve, 0.0)), WHITE)
