"""The pictures of a scatter plot, made by workers from columns and masks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from hdvis.data import Column, Dataset
from hdvis.render import AxisPlanes, DiscPlanes, PointPlanes, Viewport, point_planes
from hdvis.render.palette import category_colors, diverging, frequent_first, sequential
from hdvis.selection import Selection
from hdvis.state import RowSets

Planes = PointPlanes | DiscPlanes
Picture = dict[str, Any]
"""What a `RasterView` draws: a width, a height and planes as bytes."""


@dataclass(frozen=True, eq=False)
class Tint:
    """How rows are coloured: a column's codes with their colours, or its unit values with a map."""

    column: Column
    codes: Any = None
    kept: tuple[int, ...] = ()
    values: Any = None
    map: Any = None
    ends: tuple[float, float] = (0.0, 1.0)

    @property
    def colors(self) -> Any:
        """Colours of the kept categories, uint8 (k, 3)."""
        return category_colors(len(self.kept))


def tint(column: Column, palette: str, middle: float | None, theme: str) -> Tint:
    """The tint of a column: categories by frequency beyond twelve, numbers by a map."""
    if column.kind == "category":
        if len(column.categories) <= 12:
            return Tint(column, column.values, tuple(range(len(column.categories))))
        codes, kept = frequent_first(column.values)
        return Tint(column, codes, tuple(int(k) for k in kept))
    if palette == "diverging":
        low, high = column.limits
        centre = 0.0 if middle is None else middle
        reach = max(abs(low - centre), abs(high - centre)) or 1.0
        values = np.clip(0.5 + (column.values - centre) / (2 * reach), 0, 1).astype(np.float32)
        ends = (centre - reach, centre + reach)
        return Tint(column, values=values, map=diverging(theme), ends=ends)
    name = "viridis" if palette == "viridis" else "cividis"
    return Tint(column, values=column.unit_values, map=sequential(name), ends=column.limits)


def shared_planes(
    dataset: Dataset, x: Column, y: Column, viewport: Viewport, size: tuple[int, int],
    radius: float, mode: str,
) -> PointPlanes | DiscPlanes:  # fmt: skip
    """`planes_of`, one for all sessions that show the same columns at the same place and size."""
    shelf = dataset.derived("scatter planes", WeakValueDictionary)
    key = (id(x), id(y), viewport, size, radius, mode)
    known = shelf.get(key)
    if known is not None and known.x is x.unit_values and known.y is y.unit_values:
        return known
    made = shelf[key] = planes_of(x, y, viewport, size, radius, mode)
    return made


def planes_of(
    x: Column, y: Column, viewport: Viewport, size: tuple[int, int], radius: float, mode: str
) -> PointPlanes | DiscPlanes:
    """Discs or density, as asked or by the number of rows."""
    if mode == "points":
        return DiscPlanes(x.unit_values, y.unit_values, viewport, *size, radius)
    if mode == "density":
        return PointPlanes(x.unit_values, y.unit_values, viewport, *size)
    planes = point_planes(x.unit_values, y.unit_values, viewport, *size)
    if isinstance(planes, DiscPlanes):
        return DiscPlanes(planes.x, planes.y, viewport, *size, radius)
    return planes


def base_picture(planes: Planes | AxisPlanes, tinted: Tint | None, rows: RowSets) -> Picture:
    """All shown rows as the dict a `RasterView` draws."""
    shown = rows.limit
    picture = {"width": planes.width, "height": planes.height}
    if tinted is None:
        plane = planes.all if shown is None else planes.selected(shown)
        return picture | {"all": plane.tobytes()}
    if tinted.values is None:
        rgba = planes.by_category(tinted.codes, len(tinted.kept), shown, tinted.colors)
        return picture | {"all": rgba[..., 3].tobytes(), "rgba": rgba.tobytes()}
    mean, density = planes.by_value(tinted.values, shown)
    colors = {"mean": mean.tobytes(), "map": tinted.map.tobytes()}
    return picture | {"all": density.tobytes()} | colors


def chosen_picture(planes: Planes, rows: RowSets, tint: Tint | None) -> tuple[Selection, Picture]:
    """The chosen rows; coarse and uncoloured while the selection is live."""
    mask, selection = rows.chosen, rows.selection
    used = planes.half() if rows.live else planes
    picture = {"width": used.width, "height": used.height, "plane": used.selected(mask).tobytes()}
    if tint is not None and tint.values is None and not rows.live:
        rgba = used.by_category(tint.codes, len(tint.kept), mask, tint.colors)
        picture["rgba"] = rgba.tobytes()
    return selection, picture
