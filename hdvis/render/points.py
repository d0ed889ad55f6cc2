"""Two columns as planes of pixels: every row, the selected, by category, by value."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hdvis.render.palette import category_colors, linear_light
from hdvis.render.shading import Shading, mean_rgba, shade
from hdvis.render.viewport import Viewport

Array = NDArray[Any]
Plane = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class PointPlanes:
    """Rows counted per pixel, for any number of them; made once per view and size.

    x, y are float32 (n,) unit values, NaN missing; `viewport` is in unit values. Planes are
    uint8 (height, width), y down, 0 where there is no row. Masks are bool (n,).
    """

    x: Array
    y: Array
    viewport: Viewport
    width: int
    height: int
    shading: Shading = shade

    @cached_property
    def pixels(self) -> Array:
        """The pixel of each row, int32 (n,), -1 outside."""
        from hdvis.accel.planes import pixel_index

        view = self.viewport
        limits = (view.x0, view.x1, view.y0, view.y1)
        return pixel_index(self.x, self.y, *limits, self.width, self.height)

    @cached_property
    def counts(self) -> Array:
        """Rows in each pixel, int32 (height * width,)."""
        from hdvis.accel.planes import count_all

        return count_all(self.pixels, self.size)

    @cached_property
    def all(self) -> Plane:
        """Every row, shaded by log density."""
        return self._plane(self.shading(self.counts))

    def selected(self, mask: Array) -> Plane:
        """The selected rows, shaded by their own log density."""
        from hdvis.accel.planes import count_mask

        return self._plane(self.shading(count_mask(self.pixels, mask, self.size)))

    def by_category(
        self, codes: Array, k: int, mask: Array | None = None, colors: Array | None = None
    ) -> Plane:
        """Mean category colour per pixel with density as alpha, uint8 (height, width, 4).

        `codes` is int (n,); those outside 0..k-1 are grey. Colours, uint8 (k, 3), are averaged in
        linear light. With a mask, only the selected rows.
        """
        from hdvis.accel.planes import sum_colors

        table = linear_light(color_table(k, colors))
        sums = sum_colors(self.pixels, codes, table, self.size, _rows(mask))
        return mean_rgba(sums, self.shading(sums[:, 3])).reshape(self.height, self.width, 4)

    def by_value(self, unit_values: Array, mask: Array | None = None) -> tuple[Plane, Plane]:
        """Mean value per pixel as 0..255, and the density of the rows that have one."""
        from hdvis.accel.planes import sum_values

        sums = sum_values(self.pixels, unit_values, self.size, _rows(mask))
        mean = 255 * sums[:, 0] / np.maximum(sums[:, 1], 1) + 0.5
        return self._plane(mean.astype(np.uint8)), self._plane(self.shading(sums[:, 1]))

    def nearest(
        self, px: float, py: float, radius: float = 12.0, mask: Array | None = None
    ) -> int | None:
        """The row nearest to a pixel position, or None if none is within `radius` pixels."""
        return nearest(self, px, py, radius, mask)

    def half(self) -> "PointPlanes":
        """The same view at half the width and height, for dragging; made once."""
        return self._half

    @cached_property
    def _half(self) -> "PointPlanes":
        size = (max(1, self.width // 2), max(1, self.height // 2))
        return PointPlanes(self.x, self.y, self.viewport, *size, self.shading)

    @property
    def size(self) -> int:
        """How many pixels."""
        return self.width * self.height

    def _plane(self, flat: Array) -> Plane:
        return flat.reshape(self.height, self.width)


def color_table(k: int, colors: Array | None) -> Array:
    """Colours of k categories and, last, of everything else: uint8 (k + 1, 3)."""
    from hdvis.render.palette import OTHER, rgb

    return np.vstack([category_colors(k) if colors is None else colors[:k], rgb(OTHER)])


class Plotted(Protocol):
    """Points in a view: unit values x, y (n,), and the size of the plane in pixels."""

    @property
    def x(self) -> Array: ...
    @property
    def y(self) -> Array: ...
    @property
    def viewport(self) -> Viewport: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


def nearest(
    planes: Plotted, px: float, py: float, radius: float, mask: Array | None = None
) -> int | None:
    """The row whose point is nearest to a pixel position, or None beyond `radius` pixels.

    Of equals the first wins.
    """
    from hdvis.accel.nearest import nearest_point

    x, y = planes.viewport.point(px, py, planes.width, planes.height)
    x1, y1 = planes.viewport.point(px + radius, py - radius, planes.width, planes.height)
    if x1 <= x or y1 <= y:
        return None
    return nearest_point(planes.x, planes.y, x, y, x1 - x, y1 - y, mask)


def _rows(mask: Array | None) -> Array | None:
    from hdvis.accel.masks import compact

    return None if mask is None else compact(mask)
