"""The part of the plane that a view shows."""

import math
import sys
from dataclasses import dataclass

from hdvis.data.shares import share_between

LARGEST = sys.float_info.max


@dataclass(frozen=True)
class Viewport:
    """x0..x1 by y0..y1, in unit values or in a column's own units; y0 is at the bottom.

    Widths are taken as halves (x1 / 2 - x0 / 2), so that limits of 1e308 do not overflow.
    """

    x0: float = 0.0
    x1: float = 1.0
    y0: float = 0.0
    y1: float = 1.0

    def padded(self, share: float = 0.03) -> "Viewport":
        """A viewport larger by `share` of its width and height on each side."""
        return Viewport(*_padded(self.x0, self.x1, share), *_padded(self.y0, self.y1, share))

    def zoomed(self, factor: float, x: float = 0.5, y: float = 0.5) -> "Viewport":
        """A viewport `factor` times as large that keeps the point at shares (x, y) of it."""
        return Viewport(
            *_scaled(self.x0, self.x1, factor, x), *_scaled(self.y0, self.y1, factor, y)
        )

    def moved(self, x: float, y: float) -> "Viewport":
        """A viewport moved by shares of its own width and height."""
        across = _at(self.x0, self.x1, x), _at(self.x0, self.x1, 1 + x)
        return Viewport(*across, _at(self.y0, self.y1, y), _at(self.y0, self.y1, 1 + y))

    def point(self, px: float, py: float, width: int, height: int) -> tuple[float, float]:
        """The coordinates under a pixel position, (0, 0) being the upper left corner."""
        return _at(self.x0, self.x1, px / width), _at(self.y0, self.y1, 1 - py / height)

    def pixel(self, x: float, y: float, width: int, height: int) -> tuple[float, float]:
        """The pixel position of a point; the inverse of `point`."""
        across, up = _share(self.x0, self.x1, x), _share(self.y0, self.y1, y)
        return across * width, (1 - up) * height

    def within(self, xlimits: tuple[float, float], ylimits: tuple[float, float]) -> "Viewport":
        """This viewport, whose units are the given limits, as a viewport of unit values."""
        return Viewport(
            _share(*xlimits, self.x0),
            _share(*xlimits, self.x1),
            _share(*ylimits, self.y0),
            _share(*ylimits, self.y1),
        )


def _at(lo: float, hi: float, share: float) -> float:
    half = hi / 2 - lo / 2
    return _finite(lo + 2 * (half * share)) if abs(half) < LARGEST / 4 else _far(lo, hi, share)


def _far(lo: float, hi: float, share: float) -> float:
    return _finite(lo * (1 - share) + hi * share)


def _share(lo: float, hi: float, value: float) -> float:
    return share_between(lo, hi, value) if hi > lo else 0.5


def _padded(lo: float, hi: float, share: float) -> tuple[float, float]:
    half = hi / 2 - lo / 2
    return _finite(lo - 2 * share * half), _finite(hi + 2 * share * half)


def _scaled(lo: float, hi: float, factor: float, anchor: float) -> tuple[float, float]:
    fixed = _at(lo, hi, anchor)
    half = (hi / 2 - lo / 2) * factor
    return _finite(fixed - 2 * anchor * half), _finite(fixed + 2 * (1 - anchor) * half)


def _finite(value: float) -> float:
    return math.copysign(LARGEST, value) if math.isinf(value) else value
