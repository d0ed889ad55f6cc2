"""Hair on the head, behind it and on the face."""

import numpy as np

from .canvas import Array, Part, box, ellipse, step
from .sitter import Sitters


def _strands(s: Sitters, part: Part) -> Array:
    """Hair colours (k, 3, h, w) with a band of light and a darker foot."""
    light = part.value(s.factor["light"])
    band = step(0.22, 0.0, np.abs(part.v + 0.78 + 0.35 * np.square(part.u - 0.2 * light)))
    shade = 1.0 + 0.20 * band - 0.20 * step(-0.2, 1.3, part.v) + 0.06 * light * part.u
    return s.hair[part.rows][:, :, None, None] * shade[:, None] + 0.035 * band[:, None]


def _wave(s: Sitters, part: Part, along: Array) -> Array:
    """How far (k, h, w) wavy hair swings out at `along`."""
    wavy = part.value(s.has["Wavy_Hair"].astype(np.float32))
    return wavy * (0.05 + 0.075 * np.sin(along * 9.5))


def back(s: Sitters) -> None:
    """The hair behind the head, hanging as low as it is long."""
    part = s.canvas.part(-1.5, 1.5, -1.5, 2.0, ~s.has["Bald"])
    low = -0.25 + 1.75 * part.value(s.factor["hair_length"])
    wide = s.width(part) + 0.14
    swing = _wave(s, part, part.v + 0.3 * np.abs(part.u))
    crown = ellipse(part.u, part.v + 0.12, wide + 0.6 * swing, np.float32(1.10) + 0.5 * swing)
    half = np.maximum((low + 0.30) * 0.5, 0.05)
    fall = box(part.u, part.v - (low - half), wide + swing, half, 0.05) - 0.08
    hang = part.value((s.factor["hair_length"] > 0.02).astype(np.float32))
    distance = np.minimum(np.maximum(crown, part.v - np.maximum(low, 0.1)), fall + 9 * (1 - hang))
    colour = _strands(s, part) * 0.86
    part.paint(part.cover(distance), colour)


def front(s: Sitters) -> None:
    """The hair over the brow: a side parting, bangs, or a hairline that recedes."""
    part = s.canvas.part(-1.3, 1.3, -1.5, 0.5, ~s.has["Bald"])
    swing = _wave(s, part, part.v + 0.5 * part.u)
    wide = s.width(part) + 0.11
    cap = ellipse(part.u, part.v + 0.10, wide + 0.6 * swing, np.float32(1.06) + 0.5 * swing)
    u = part.u - s.shift(part, 0.10)
    parting = -0.60 + 0.42 * np.square(u + 0.22) + 0.10 * u
    temple = -0.86 + 0.52 * np.square(u * 1.1) - 0.10 * np.cos(u * 5.0)
    fringe = -0.27 + 0.10 * u * u + 0.028 * np.cos(u * 17.0)
    receding = s.has["Receding_Hairline"][part.rows, None, None]
    bangs = s.has["Bangs"][part.rows, None, None]
    line = np.where(bangs, fringe, np.where(receding, temple, parting))
    sides = part.value(np.where(s.has["Male"], 0.02, 0.0).astype(np.float32))
    locks = part.value(np.clip(s.factor["hair_length"] * 4.0, 0.25, 1.0).astype(np.float32))
    inner = s.width(part) - 0.075 - 0.05 * locks + sides
    side_hair = np.maximum(inner - np.abs(part.u), part.v - (-0.25 + 0.55 * locks))
    above = np.minimum(part.v - line, side_hair)
    part.paint(part.cover(np.maximum(cap, above)), _strands(s, part))


def beard(s: Sitters) -> None:
    """What grows on the face: shadow, mustache, goatee or a full beard."""
    _shadow(s)
    _full(s)
    _goatee(s)
    _mustache(s)


def _jaw(s: Sitters, part: Part) -> Array:
    """Signed distance to the bearded part of the face: below a curve from ear to lip."""
    u = part.u - s.shift(part, 0.10)
    rise = 0.40 - 0.42 * step(0.30, 0.85, np.abs(u))
    return np.maximum(s.outline(part) - 0.03, rise - part.v)


def _shadow(s: Sitters) -> None:
    part = s.canvas.part(-1.0, 1.0, 0.0, 1.15, s.has["5_o_Clock_Shadow"])
    grey = s.skin[part.rows] * np.float32([0.62, 0.64, 0.68])
    part.paint(0.62 * step(0.04, -0.10, _jaw(s, part)), grey)


def _full(s: Sitters) -> None:
    where = ~s.has["No_Beard"] & ~s.has["Goatee"] & ~s.has["5_o_Clock_Shadow"]
    part = s.canvas.part(-1.0, 1.0, -0.1, 1.2, where)
    u = part.u - s.shift(part, 0.17)
    lips = ellipse(u, part.v - 0.595, 0.34, 0.135)
    distance = np.maximum(_jaw(s, part) - 0.02, -lips)
    part.paint(part.cover(distance), s.hair[part.rows] * 0.84)


def _goatee(s: Sitters) -> None:
    part = s.canvas.part(-0.6, 0.6, 0.4, 1.25, s.has["Goatee"])
    u = part.u - s.shift(part, 0.17)
    chin = box(u, part.v - 0.90, np.float32(0.25), np.float32(0.17), 0.12)
    part.paint(part.cover(chin), s.hair[part.rows] * 0.80)


def _mustache(s: Sitters) -> None:
    part = s.canvas.part(-0.7, 0.7, 0.25, 0.75, s.has["Mustache"])
    u = part.u - s.shift(part, 0.18)
    x = np.abs(u) / 0.36
    middle = 0.465 + 0.08 * x * x
    thick = 0.072 * np.sqrt(np.clip(1.0 - x * x, 0.0, 1.0))
    line = np.maximum(np.abs(part.v - middle) - thick, np.abs(u) - 0.36)
    part.paint(part.cover(line), s.hair[part.rows] * 0.74)
