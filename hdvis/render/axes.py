"""Parallel coordinates as planes of pixels: lines for a few rows, density for many."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.render.axis_table import BINS, AxisTable
from hdvis.render.palette import linear_light
from hdvis.render.points import color_table
from hdvis.render.shading import Shading, mean_rgba, shade, shade_unit

Array = NDArray[Any]
Plane = NDArray[np.uint8]

FEW = 2_000
"""Up to this many lines are drawn one by one; beyond, density."""


@dataclass(frozen=True, eq=False)
class AxisPlanes:
    """Parallel coordinates of one order of axes at one size.

    `order` lists indices into the table's columns, left to right; an axis in `flipped` points
    down. Up to `few` rows are drawn one by one, more as density by `shading`. Planes are uint8
    (height, width), y down, the outer axes on the outer pixels. One axis alone is drawn twice, as
    level lines.
    """

    table: AxisTable
    order: Sequence[int]
    width: int
    height: int
    flipped: frozenset[int] = frozenset()
    coarse: bool = False
    few: int = FEW
    shading: Shading = shade
    _last: dict[str, tuple[Array, Array]] = field(default_factory=dict, repr=False)

    def draws_lines(self, mask: Array | None = None) -> bool:
        """Whether so few rows are drawn line by line, or as density."""
        count = self.table.n if mask is None else int(np.count_nonzero(mask))
        return count <= self.few

    @property
    def all(self) -> Plane:
        """Every row; drawn at each reading, for a session reads it once and keeps the bytes."""
        if self.table.n <= self.few:
            return self._lines(np.arange(self.table.n, dtype=np.int32))
        from hdvis.accel.pairs import pairs_counts

        return self._density(pairs_counts(self.table.by_axis, self._shown, BINS))

    def selected(self, mask: Array) -> Plane:
        """The selected rows; `mask` is bool (n,) and must not be changed afterwards."""
        count = int(np.count_nonzero(mask))
        if count <= self.few:
            from hdvis.accel.masks import compact

            return self._lines(compact(mask))
        return self._density(self._selected_counts(mask, count))

    def by_category(
        self, codes: Array, k: int, mask: Array | None = None, colors: Array | None = None
    ) -> Plane:
        """Category colours per pixel with density as alpha, uint8 (height, width, 4).

        `codes` is int (n,); those outside 0..k-1 are grey. Few rows are drawn over each other in
        a mixed order. Where many cross, colours (uint8 (k, 3)) are averaged in linear light by
        the square of their rows, so that the common one stays clear instead of all turning grey.
        """
        rows, table = self._rows(mask), linear_light(color_table(k, colors))
        kinds = np.where((codes >= 0) & (codes < k), codes, k).astype(np.int32)
        if rows.size <= self.few:
            sums = self._inked(rows, table[kinds[rows]])
            return mean_rgba(sums.reshape(-1, 4), shade_unit(sums[..., 3])).reshape(sums.shape)
        return self._mixed(rows, kinds, table.astype(np.float32))

    def by_value(self, unit_values: Array, mask: Array | None = None) -> tuple[Plane, Plane]:
        """Mean value per pixel as 0..255, and the density of the rows that have one."""
        rows = self._rows(mask)
        rows = rows[np.isfinite(unit_values[rows])]
        if rows.size <= self.few:
            sums = self._inked(rows, np.repeat(unit_values[rows, None], 3, axis=1))
            mean = 255 * sums[..., 0] / np.maximum(sums[..., 3], 1e-6) + 0.5
            return mean.astype(np.uint8), shade_unit(sums[..., 3])
        from hdvis.accel.pairs import pairs_counts_rows, pairs_sums

        top = min(255, (2**31 - 1) // rows.size)
        levels = np.clip(np.nan_to_num(unit_values) * top + 0.5, 0, top).astype(np.int32)
        counts = pairs_counts_rows(self.table.by_row, self._shown, rows, BINS)
        total = self._drawn(counts)
        sums = self._drawn(pairs_sums(self.table.by_row, self._shown, rows, levels, BINS))
        mean = 255 / top * sums / np.maximum(total, 1) + 0.5
        return mean.astype(np.uint8), self.shading(total)

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

    def half(self) -> "AxisPlanes":
        """The same axes at half the width and height and in coarser bins, for dragging."""
        return self._half

    @cached_property
    def _half(self) -> "AxisPlanes":
        size = (max(1, self.width // 2), max(1, self.height // 2))
        return replace(self, width=size[0], height=size[1], coarse=True)

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
        return self.shading(self._drawn(counts))

    def _drawn(self, counts: Array) -> Array:
        """How many rows cross each pixel, int32 (height, width)."""
        from hdvis.accel.pair_lines import draw_pairs

        if self.coarse:
            counts = counts[:, ::2] + counts[:, 1::2]
            counts = counts[:, :, ::2] + counts[:, :, 1::2]
        turned = [self._turned_pair(k, pair) for k, pair in enumerate(counts)]
        counts = np.stack(turned) if turned else counts
        return draw_pairs(counts, self.width, self.height)

    def _turned_pair(self, k: int, counts: Array) -> Array:
        left, right = (-1 if axis in self.flipped else 1 for axis in self._shown[k : k + 2])
        return counts[::left, ::right]

    def _lines(self, rows: Array) -> Plane:
        from hdvis.accel.discs import lines

        order = np.arange(rows.size, dtype=np.int32)
        size = (self.width, self.height, _opacity(rows.size), self._thickness)
        return shade_unit(lines(self._places(rows), order, *size))

    def _mixed(self, rows: Array, kinds: Array, table: Array) -> Plane:
        """Density of many rows in the colours (k, 3) of their kinds, colours at half resolution."""
        from hdvis.accel.pairs import pairs_counts_kinds

        counts = pairs_counts_kinds(self.table.by_row, self._shown, rows, kinds, len(table), BINS)
        half = self.half()
        drawn = np.stack([half._drawn(part) for part in counts])
        shares = (drawn / np.maximum(drawn.max(axis=0), 1)).astype(np.float32) ** 2
        weighted = np.column_stack([table, np.ones(len(table), np.float32)])
        mixed = _bled(np.tensordot(shares, weighted, (0, 0)))
        down = np.arange(self.height) * half.height // self.height
        across = np.arange(self.width) * half.width // self.width
        sums = mixed[down][:, across].reshape(-1, 4)
        alpha = self.shading(self._drawn(counts.sum(axis=0, dtype=np.int32)))
        return mean_rgba(sums, alpha).reshape(self.height, self.width, 4)

    def _inked(self, rows: Array, colors: Array) -> Array:
        """Lines of the rows in their colours (len(rows), 3), float32 (height, width, 4)."""
        from hdvis.accel.discs import color_lines

        order = np.random.default_rng(0).permutation(rows.size)
        size = (self.width, self.height, _opacity(rows.size), self._thickness)
        return color_lines(self._places(rows), colors, order, *size)

    @property
    def _thickness(self) -> float:
        return 0.75 if self.coarse else 1.5

    def _places(self, rows: Array) -> Array:
        """Heights of the rows on the axes shown, float32 (len(rows), axes), 0..1."""
        columns = self.table.columns
        shown = [_turned(columns[a].units_at(rows), a in self.flipped) for a in self._shown]
        return np.stack(shown, axis=1) if shown else np.zeros((rows.size, 0), np.float32)

    def _values(self, axis: int) -> Array:
        return _turned(self.table.columns[axis].unit_values, axis in self.flipped)

    def _rows(self, mask: Array | None) -> Array:
        from hdvis.accel.masks import compact

        return np.arange(self.table.n, dtype=np.int32) if mask is None else compact(mask)


def _bled(sums: Array) -> Array:
    """Sums (height, width, 4) with a trace of those above and below.

    A pixel at full resolution may lie just beside its line at half; it takes that line's colour.
    """
    bled = sums.copy()
    bled[1:] += 1e-3 * sums[:-1]
    bled[:-1] += 1e-3 * sums[1:]
    return bled


def _turned(values: Array, flipped: bool) -> Array:
    return 1 - values if flipped else values


def _opacity(count: int) -> float:
    """How opaque each of `count` lines is, so that few are seen and many do not drown."""
    return float(np.clip(9 / np.sqrt(max(1, count)), 0.15, 0.9))
