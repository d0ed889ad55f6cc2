"""Parallel coordinates as planes of pixels: lines for a few rows, density for many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hdvis.render.shading import shade, shade_unit

Array = NDArray[Any]
Plane = NDArray[np.uint8]

FEW = 2_000
"""Up to this many lines are drawn one by one; beyond, density."""
BINS = 128
"""Steps of an axis in a density plane; half as many while dragging."""


class AxisColumn(Protocol):
    """What an axis needs of a column."""

    @property
    def kind(self) -> str:
        """ "category" for a column whose codes are not spread over 0..254."""

    @property
    def categories(self) -> tuple[str, ...]:
        """Names of the categories."""

    @property
    def codes(self) -> Array:
        """uint8 (n,), 0..254, 255 missing."""

    @property
    def unit_values(self) -> Array:
        """float32 (n,), 0..1, NaN missing."""


@dataclass(frozen=True, eq=False)
class AxisTable:
    """The columns of a data set as axes; made once and shared by all sessions.

    Holds one byte per value beside what the columns hold: their bins row by row.
    """

    columns: Sequence[AxisColumn]

    @cached_property
    def by_axis(self) -> list[Array]:
        """Codes of each axis, d arrays of uint8 (n,), categories spread over the axis."""
        return [_spread(column) for column in self.columns]

    @cached_property
    def by_row(self) -> Array:
        """Bins row by row, uint8 (n, d), 0..127, 128 missing; read-only."""
        from hdvis.accel.pairs import binned

        bins = np.empty((self.n, len(self.columns)), np.uint8)
        for axis, codes in enumerate(self.by_axis):
            bins[:, axis] = binned(codes, BINS)
        bins.flags.writeable = False
        return bins

    @property
    def n(self) -> int:
        """How many rows."""
        return self.by_axis[0].size if self.columns else 0


def _spread(column: AxisColumn) -> Array:
    """A column's codes, those of categories moved to where their unit values are."""
    if column.kind != "category":
        return column.codes
    unit = np.arange(256) / max(1, len(column.categories) - 1)
    if len(column.categories) == 1:
        unit[0] = 0.5
    table = np.minimum(unit * 255, 254).astype(np.uint8)
    table[255] = 255
    return np.asarray(table[column.codes])


@dataclass(frozen=True, eq=False)
class AxisPlanes:
    """Parallel coordinates of one order of axes at one size.

    `order` lists indices into the table's columns, left to right; an axis in `flipped` points
    down. Planes are uint8 (height, width), y down, the outer axes on the outer pixels. One axis
    alone is drawn twice, as level lines.
    """

    table: AxisTable
    order: Sequence[int]
    width: int
    height: int
    flipped: frozenset[int] = frozenset()
    coarse: bool = False
    _last: dict[str, tuple[Array, Array]] = field(default_factory=dict, repr=False)

    @cached_property
    def all(self) -> Plane:
        """Every row."""
        if self.table.n <= FEW:
            return self._lines(np.arange(self.table.n, dtype=np.int32))
        from hdvis.accel.pairs import pairs_counts

        return self._density(pairs_counts(self.table.by_axis, self._shown, BINS))

    def selected(self, mask: Array) -> Plane:
        """The selected rows; `mask` is bool (n,) and must not be changed afterwards."""
        count = int(np.count_nonzero(mask))
        if count <= FEW:
            from hdvis.accel.masks import compact

            return self._lines(compact(mask))
        return self._density(self._selected_counts(mask, count))

    def nearest_line(
        self, px: float, py: float, radius: float = 8.0, mask: Array | None = None
    ) -> int | None:
        """The row whose line passes nearest to a pixel position, or None beyond `radius` pixels.

        Distance is taken along y.
        """
        from hdvis.accel.nearest import nearest_line

        shown, tall = self._shown, max(1, self.height - 1)
        if not self.table.n or not shown:
            return None
        place = np.clip(px / max(1, self.width - 1), 0, 1) * (len(shown) - 1)
        left = min(int(place), len(shown) - 2)
        share, up = place - left, 1 - (py - 0.5) / tall
        a, b = self._values(shown[left]), self._values(shown[left + 1])
        return nearest_line(a, b, share, up, radius / tall, mask)

    def axis_x(self) -> list[float]:
        """Where each axis stands, in pixels from the left."""
        if len(self.order) == 1:
            return [self.width / 2]
        return [float(x) for x in np.linspace(0.5, self.width - 0.5, len(self.order))]

    def half(self) -> "AxisPlanes":
        """The same axes at half the width and height and in coarser bins, for dragging."""
        return self._half

    @cached_property
    def _half(self) -> "AxisPlanes":
        size = (max(1, self.width // 2), max(1, self.height // 2))
        return AxisPlanes(self.table, self.order, *size, self.flipped, True)

    @property
    def _shown(self) -> list[int]:
        return list(self.order) * 2 if len(self.order) == 1 else list(self.order)

    def _selected_counts(self, mask: Array, count: int) -> Array:
        """Counts of the selected rows, from those of the last mask when few rows changed."""
        from hdvis.accel.masks import combine, compact
        from hdvis.accel.pairs import pairs_change, pairs_counts_rows

        bins, last = self.table.by_row, self._last.get("selected")
        if last is not None:
            added, removed = combine("andnot", mask, last[0]), combine("andnot", last[0], mask)
            if np.count_nonzero(added) + np.count_nonzero(removed) < count // 2:
                counts = pairs_change(last[1], bins, self._shown, compact(added), compact(removed))
                self._last["selected"] = (mask, counts)
                return counts
        counts = pairs_counts_rows(bins, self._shown, compact(mask), BINS)
        self._last["selected"] = (mask, counts)
        return counts

    def _density(self, counts: Array) -> Plane:
        from hdvis.accel.pair_lines import draw_pairs

        if self.coarse:
            counts = counts[:, ::2] + counts[:, 1::2]
            counts = counts[:, :, ::2] + counts[:, :, 1::2]
        turned = [self._turned(k, pair) for k, pair in enumerate(counts)]
        counts = np.stack(turned) if turned else counts
        return shade(draw_pairs(counts, self.width, self.height))

    def _turned(self, k: int, counts: Array) -> Array:
        left, right = (-1 if axis in self.flipped else 1 for axis in self._shown[k : k + 2])
        return counts[::left, ::right]

    def _lines(self, rows: Array) -> Plane:
        from hdvis.accel.discs import lines

        shown = [self._values(axis)[rows] for axis in self._shown]
        values = np.stack(shown, axis=1) if shown else np.zeros((rows.size, 0), np.float32)
        order = np.arange(rows.size, dtype=np.int32)
        opacity = float(np.clip(12 / np.sqrt(max(1, rows.size)), 0.15, 0.9))
        return shade_unit(lines(values, order, self.width, self.height, opacity))

    def _values(self, axis: int) -> Array:
        values = self.table.columns[axis].unit_values
        return 1 - values if axis in self.flipped else values
