"""A batch of small pictures painted with anti-aliased signed distances."""

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


def ellipse(u: Array, v: Array, a: Array | float, b: Array | float) -> Array:
    """Signed distance to an ellipse about the origin, first order (exact at its edge)."""
    x, y = u / (a * a), v / (b * b)
    return 0.5 * (u * x + v * y - 1.0) / np.sqrt(x * x + y * y + 1e-6)


def box(u: Array, v: Array, a: Array | float, b: Array | float, r: float) -> Array:
    """Signed distance to a box of half sides a, b about the origin with corners of radius r."""
    x, y = np.abs(u) - (a - r), np.abs(v) - (b - r)
    outside = np.sqrt(np.maximum(x, 0) ** 2 + np.maximum(y, 0) ** 2)
    return outside + np.minimum(np.maximum(x, y), 0) - r


def step(low: float, high: float, value: Array) -> Array:
    """0 below `low`, 1 above `high`, a straight ramp between (either order)."""
    return np.clip((value - low) / (high - low), 0.0, 1.0)


@dataclass(frozen=True, eq=False)
class Part:
    """A window on some of the pictures: head coordinates there and a brush."""

    canvas: "Canvas"
    rows: Array
    window: tuple[slice, slice]
    u: Array
    v: Array
    pixel: Array

    def value(self, values: Array) -> Array:
        """Per-picture values (n,) as (k, 1, 1) for these rows."""
        return values[self.rows, None, None]

    def cover(self, distance: Array) -> Array:
        """Signed distance to coverage 0..1, one pixel wide at the edge."""
        return np.clip(0.5 - distance / self.pixel, 0.0, 1.0)

    def paint(self, cover: Array, colour: Array) -> None:
        """Lay `colour` (k, 3), (3,) or (k, 3, h, w) over the pictures."""
        colour = np.asarray(colour, np.float32)
        if colour.ndim < 4:
            colour = np.broadcast_to(colour, (len(self.rows), 3))[:, :, None, None]
        cover = cover[:, None]
        if len(self.rows) == self.canvas.n:
            below = self.canvas.rgb[:, :, *self.window]
            below += cover * (colour - below)
            return
        here = (self.rows, slice(None), *self.window)
        below = self.canvas.rgb[here]
        self.canvas.rgb[here] = below + cover * (colour - below)


class Canvas:
    """n pictures (n, 3, size, size) and the head coordinates of their pixels.

    The head is upright about the origin, its crown at v = -1 and its chin at v = 1.
    """

    def __init__(self, centre: Array, scale: Array, angle: Array, size: int) -> None:
        self.n, self.size = len(scale), size
        self.rgb = np.empty((self.n, 3, size, size), np.float32)
        at = ((np.arange(size, dtype=np.float32) + 0.5) * (2.0 / size) - 1.0)[None]
        x = (at - centre[:, :1]) / scale[:, None]
        y = (at - centre[:, 1:]) / scale[:, None]
        c, s = np.cos(angle)[:, None, None], np.sin(angle)[:, None, None]
        self.u = x[:, None, :] * c + y[:, :, None] * s
        self.v = y[:, :, None] * c - x[:, None, :] * s
        self.pixel = (2.0 / size / scale)[:, None, None]
        self._frame = (centre, scale, angle)

    def part(self, u0: float, u1: float, v0: float, v1: float, where: Array | None = None) -> Part:
        """The pixels that hold head coordinates u0..u1 × v0..v1 in any picture of `where`."""
        rows = np.arange(self.n) if where is None else np.flatnonzero(where)
        window = self._window(rows, u0, u1, v0, v1)
        here = (slice(None) if len(rows) == self.n else rows, *window)
        return Part(self, rows, window, self.u[here], self.v[here], self.pixel[rows])

    def _window(
        self, rows: Array, u0: float, u1: float, v0: float, v1: float
    ) -> tuple[slice, slice]:
        centre, scale, angle = (f[rows] for f in self._frame)
        if not len(rows):
            return slice(0, 0), slice(0, 0)
        corners = np.array([(u, v) for u in (u0, u1) for v in (v0, v1)], np.float32)
        c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
        x = (corners[:, 0] * c - corners[:, 1] * s) * scale[:, None] + centre[:, :1]
        y = (corners[:, 0] * s + corners[:, 1] * c) * scale[:, None] + centre[:, 1:]
        return self._slice(y), self._slice(x)

    def _slice(self, at: Array) -> slice:
        low = int(np.floor((at.min() + 1.0) * self.size / 2.0)) - 1
        high = int(np.ceil((at.max() + 1.0) * self.size / 2.0)) + 1
        return slice(max(low, 0), max(min(high, self.size), 0))

    def pictures(self) -> Array:
        """uint8 (n, size, size, 3)."""
        return (np.clip(self.rgb, 0, 1) * 255 + 0.5).astype(np.uint8).transpose(0, 2, 3, 1)
