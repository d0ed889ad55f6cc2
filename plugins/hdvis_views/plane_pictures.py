"""Pictures of rows as a browser part draws them, made by workers from planes and masks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.components.theme import Theme, diverging
from hdvis.data import Column
from hdvis.render import AxisPlanes, DiscPlanes, PointPlanes
from hdvis.render.palette import category_colors, frequent_first, sequential
from hdvis.selection.predicates import Mask
from hdvis.state import RowSets

Array = npt.NDArray[Any]
Planes = PointPlanes | DiscPlanes | AxisPlanes
Picture = dict[str, Any]
"""What a `PlaneView` draws: a width, a height and planes as bytes."""
LISTED = 12
"""Categories up to which each has a colour; beyond, the most frequent have."""


@dataclass(frozen=True, eq=False)
class Coloring:
    """The column that colours rows, the map for its numbers, and the middle of a diverging one."""

    column: Column
    palette: str = ""
    middle: float | None = None
    theme: Theme = "light"


@dataclass(frozen=True, eq=False)
class CategoryTint:
    """A column's codes, int (n,), those of the categories `kept` numbered 0..k-1."""

    column: Column
    codes: Array
    kept: tuple[int, ...]

    @property
    def colors(self) -> Array:
        """Colours of the kept categories, uint8 (k, 3)."""
        return category_colors(len(self.kept))


@dataclass(frozen=True, eq=False)
class ValueTint:
    """A column's values between `ends` as 0..1, float32 (n,), with a map, uint8 (256, 3)."""

    column: Column
    values: Array
    map: Array
    ends: tuple[float, float]
    is_diverging: bool = False


Tint = CategoryTint | ValueTint


def tint(coloring: Coloring | None) -> Tint | None:
    """The tint of a coloring: categories by frequency beyond twelve, numbers by a map."""
    if coloring is None:
        return None
    column = coloring.column
    if column.kind == "category":
        if len(column.categories) <= LISTED:
            return CategoryTint(column, column.values, tuple(range(len(column.categories))))
        codes, kept = frequent_first(column.values)
        return CategoryTint(column, codes, tuple(int(k) for k in kept))
    if coloring.palette == "diverging":
        return _around(column, coloring.middle or 0.0, coloring.theme)
    colors = sequential("viridis" if coloring.palette == "viridis" else "cividis")
    return ValueTint(column, column.unit_values, colors, column.limits)


def _around(column: Column, middle: float, theme: Theme) -> ValueTint:
    low, high = column.limits
    reach = max(abs(low - middle), abs(high - middle)) or 1.0
    values = np.clip(0.5 + (column.values - middle) / (2 * reach), 0, 1).astype(np.float32)
    return ValueTint(column, values, diverging(theme), (middle - reach, middle + reach), True)


def base_picture(planes: Planes, tinted: Tint | None, rows: RowSets) -> Picture:
    """All shown rows."""
    shown = rows.limit
    picture: Picture = {"width": planes.width, "height": planes.height}
    if tinted is None:
        plane = planes.all if shown is None else planes.selected(shown)
        return picture | {"all": plane.tobytes()}
    if isinstance(tinted, CategoryTint):
        rgba = planes.by_category(tinted.codes, len(tinted.kept), shown, tinted.colors)
        return picture | {"all": rgba[..., 3].tobytes(), "rgba": rgba.tobytes()}
    mean, density = planes.by_value(tinted.values, shown)
    colors = {"mean": mean.tobytes(), "map": tinted.map.tobytes()}
    return picture | {"all": density.tobytes()} | colors


def mask_picture(planes: Planes, mask: Mask, tinted: Tint | None) -> Picture:
    """The rows of a mask, in the colours of their categories if they are tinted by any."""
    picture: Picture = {"width": planes.width, "height": planes.height}
    if not isinstance(tinted, CategoryTint):
        return picture | {"plane": planes.selected(mask).tobytes()}
    rgba = planes.by_category(tinted.codes, len(tinted.kept), mask, tinted.colors)
    return picture | {"plane": rgba[..., 3].tobytes(), "rgba": rgba.tobytes()}
