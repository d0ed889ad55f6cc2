"""A few thousand rows drawn as discs that can be seen one by one."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.render.palette import linear_light
from hdvis.render.points import PointPlanes, color_table, nearest
from hdvis.render.shading import mean_rgba, shade_unit
from hdvis.render.viewport import Viewport

Array = NDArray[Any]
Plane = NDArray[np.uint8]

FEW = 20_000
"""Up to this many rows, discs are drawn; beyond, density."""


@dataclass(frozen=True, eq=False)
class DiscPlanes:
    """The planes of `PointPlanes`, each row a soft disc of `radius` pixels."""

    x: Array
    y: Array
    viewport: Viewport
    width: int
    height: int
    radius: float = 3.0
    opacity: float = 0.8

    @cached_property
    def all(self) -> Plane:
        """Every row, as coverage."""
        return self._coverage(self._every)

    def selected(self, mask: Array) -> Plane:
        """The selected rows, as coverage."""
        from hdvis.accel.masks import compact

        return self._coverage(compact(mask))

    def by_category(
        self, codes: Array, k: int, mask: Array | None = None, colors: Array | None = None
    ) -> Plane:
        """Category colours, mixed in linear light where discs overlap; uint8 (height, width, 4)."""
        table = linear_light(color_table(k, colors))
        chosen = np.where((codes >= 0) & (codes < k), codes, k)
        sums, cover = self._splat(table[chosen], self._rows(mask))
        return mean_rgba(sums, shade_unit(cover)).reshape(self.height, self.width, 4)

    def by_value(self, unit_values: Array, mask: Array | None = None) -> tuple[Plane, Plane]:
        """Mean value per pixel as 0..255, and the coverage of the rows that have one."""
        rows = self._rows(mask)
        rows = rows[np.isfinite(unit_values[rows])]
        sums, cover = self._splat(np.repeat(unit_values[:, None], 3, axis=1), rows)
        mean = 255 * sums[:, 0] / np.maximum(sums[:, 3], 1e-9) + 0.5
        return self._plane(np.clip(mean, 0, 255).astype(np.uint8)), self._plane(shade_unit(cover))

    def nearest(
        self, px: float, py: float, radius: float = 12.0, mask: Array | None = None
    ) -> int | None:
        """The row nearest to a pixel position, or None if none is within `radius` pixels."""
        return nearest(self, px, py, radius, mask)

    def half(self) -> "DiscPlanes":
        """The same view at half the width and height, for dragging; made once."""
        return self._half

    @cached_property
    def _half(self) -> "DiscPlanes":
        size = (max(1, self.width // 2), max(1, self.height // 2))
        return DiscPlanes(
            self.x, self.y, self.viewport, *size, max(1.0, self.radius / 2), self.opacity
        )

    @cached_property
    def _places(self) -> tuple[Array, Array]:
        view = self.viewport
        px = (self.x - view.x0) * (self.width / (view.x1 - view.x0))
        py = (view.y1 - self.y) * (self.height / (view.y1 - view.y0))
        return px.astype(np.float32), py.astype(np.float32)

    @cached_property
    def _every(self) -> Array:
        return np.arange(self.x.size, dtype=np.int32)

    def _rows(self, mask: Array | None) -> Array:
        from hdvis.accel.masks import compact

        return self._every if mask is None else compact(mask)

    def _splat(self, colors: Array, rows: Array) -> tuple[Array, Array]:
        from hdvis.accel.discs import splat

        px, py = self._places
        return splat(px, py, colors, rows, self.radius, self.opacity, self.width, self.height)

    def _coverage(self, rows: Array) -> Plane:
        blank = np.zeros((self.x.size, 3), np.float32)
        return self._plane(shade_unit(self._splat(blank, rows)[1]))

    def _plane(self, flat: Array) -> Plane:
        return flat.reshape(self.height, self.width)


def point_planes(
    x: Array, y: Array, viewport: Viewport, width: int, height: int
) -> PointPlanes | DiscPlanes:
    """Discs for a few rows, density for many; the two answer the same calls."""
    kind = DiscPlanes if x.size <= FEW else PointPlanes
    return kind(x, y, viewport, width, height)
