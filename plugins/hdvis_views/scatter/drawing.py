"""What a worker makes for a scatter plot: its planes, and the chosen rows on them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from weakref import WeakValueDictionary

from hdvis.data import Column
from hdvis.render import DiscPlanes, PointPlanes, Viewport, point_planes
from hdvis.render.shading import shading
from hdvis.selection import Selection
from hdvis.state import RowSets
from hdvis_views.plane_pictures import Coloring, Picture, Tint, base_picture, mask_picture, tint

ScatterPlanes = PointPlanes | DiscPlanes
REACH = 12.0
"""CSS pixels within which a pointer means a row."""


COARSEST = 64
"""Cells a side that a density has at least."""


@dataclass(frozen=True)
class Frame:
    """Through which part of the columns, how large and how one looks: discs, density or either."""

    viewport: Viewport
    size: tuple[int, int]
    radius: float = 3.0
    mode: str = "automatic"
    gamma: float = 0.0


Shelf = WeakValueDictionary[tuple[int, int, Frame], ScatterPlanes]


def pictures(
    x: Column, y: Column, frame: Frame, coloring: Coloring | None, rows: RowSets
) -> tuple[ScatterPlanes, Tint | None, Picture]:
    """Planes, tint and base picture of two columns."""
    shelf: Shelf = rows.table.dataset.derived("scatter planes", WeakValueDictionary)
    planes, tinted = shared_planes(shelf, x, y, frame), tint(coloring)
    return planes, tinted, base_picture(planes, tinted, rows)


def chosen_picture(
    planes: ScatterPlanes, rows: RowSets, tinted: Tint | None
) -> tuple[Selection, Picture]:
    """The chosen rows; coarse and uncoloured while the selection is live."""
    if rows.live:
        return rows.selection, mask_picture(planes.half(), rows.chosen, None)
    return rows.selection, mask_picture(planes, rows.chosen, tinted)


def shared_planes(shelf: Shelf, x: Column, y: Column, frame: Frame) -> ScatterPlanes:
    """`planes_of`, one for all sessions that show the same columns through the same frame."""
    key = (id(x), id(y), frame)
    known = shelf.get(key)
    if known is not None and known.x is x.unit_values and known.y is y.unit_values:
        return known
    made = shelf[key] = planes_of(x, y, frame)
    return made


def planes_of(x: Column, y: Column, frame: Frame) -> ScatterPlanes:
    """Discs or density, as asked or by the number of rows."""
    place = (x.unit_values, y.unit_values, frame.viewport, *frame.size)
    if frame.mode == "points":
        return DiscPlanes(*place, frame.radius)
    if frame.mode == "density":
        cells = density_size(x.unit_values.size, frame.size)
        return PointPlanes(*place[:3], *cells, shading(frame.gamma))
    planes = point_planes(*place)
    if isinstance(planes, DiscPlanes):
        return DiscPlanes(*place, frame.radius)
    return PointPlanes(*place, shading(frame.gamma))


def density_size(n: int, size: tuple[int, int]) -> tuple[int, int]:
    """Cells of a joint density of n rows: pixels, or fewer where rows are too few to fill them."""
    most = max(COARSEST, 2 * math.isqrt(n))
    return min(size[0], most), min(size[1], most)


def nearest(
    planes: ScatterPlanes, x: float, y: float, rows: RowSets, reach: float = REACH
) -> int | None:
    """The shown row nearest to a place (shares of the plane, y upwards), or None beyond
    `reach` pixels.

    Outside the plane there is none.
    """
    if not (0 <= x <= 1 and 0 <= y <= 1):
        return None
    return planes.nearest(x * planes.width, (1 - y) * planes.height, reach, rows.limit)
