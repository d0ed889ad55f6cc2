"""Rows counted into the pixels of a plane: all, selected, by category, by value."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, kernel
from hdvis.accel.masks import compact

Array = NDArray[Any]
Counts = NDArray[np.int32]

SPARSE = 0.25
"""Below this share of rows, gathering the selected is faster than passing over all (measured)."""


def pixel_index(
    x: Array, y: Array, x0: float, x1: float, y0: float, y1: float, width: int, height: int
) -> NDArray[np.int32]:
    """The pixel of each row, int32 (n,), row-major with y down; -1 outside or missing.

    x, y are (n,) float32; the plane shows x0..x1 by y0..y1, its far edges included.
    """
    pixels = np.empty(x.size, np.int32)
    x, y = fixed(x, np.float32), fixed(y, np.float32)
    _index(x, y, float(x0), float(x1), float(y0), float(y1), width, height, pixels)
    return pixels


def count_all(pixels: Array, size: int) -> Counts:
    """Rows in each pixel, int32 (size,), from pixel indices int32 (n,)."""
    counts = np.zeros(size + 1, np.int32)
    _count_all(fixed(pixels, np.int32), counts)
    return counts[:size]


def count_mask(pixels: Array, mask: Array, size: int) -> Counts:
    """Selected rows in each pixel, int32 (size,); `mask` is bool (n,)."""
    if np.count_nonzero(mask) < SPARSE * mask.size:
        return count_rows(pixels, compact(mask), size)
    counts = np.zeros(size + 1, np.int32)
    _count_mask(fixed(pixels, np.int32), fixed(mask).view(np.bool_), counts)
    return counts[:size]


def count_rows(pixels: Array, rows: Array, size: int) -> Counts:
    """Of the rows named (int32), how many fall in each pixel; int32 (size,)."""
    counts = np.zeros(size + 1, np.int32)
    _add_rows(fixed(pixels, np.int32), fixed(rows, np.int32), counts)
    return counts[:size]


def sum_colors(
    pixels: Array, codes: Array, colors: Array, size: int, rows: Array | None = None
) -> NDArray[np.float32]:
    """Sums of each row's colour, and its count, in each pixel: float32 (size, 4).

    `codes` int32 (n,) choose from `colors` float (k + 1, 3); other codes take the last colour.
    """
    table = np.ones((len(colors), 4), np.float32)
    table[:, :3] = colors
    sums = np.zeros((size, 4), np.float32)
    pixels, codes = fixed(pixels, np.int32), fixed(codes, np.int32)
    _colors(pixels, codes, fixed(table), fixed(_rows(rows)), rows is None, sums)
    return sums


def sum_values(
    pixels: Array, values: Array, size: int, rows: Array | None = None
) -> NDArray[np.float32]:
    """Sums of values, and counts, in each pixel: float32 (size, 2); NaN is left out."""
    sums = np.zeros((size, 2), np.float32)
    pixels, values = fixed(pixels, np.int32), fixed(values, np.float32)
    _values(pixels, values, fixed(_rows(rows)), rows is None, sums)
    return sums


def _rows(rows: Array | None) -> Array:
    return np.zeros(0, np.int32) if rows is None else rows.astype(np.int32, copy=False)


@kernel
def _index(
    x: Array,
    y: Array,
    x0: float,
    x1: float,
    y0: float,
    y1: float,
    width: int,
    height: int,
    pixels: Array,
) -> None:
    sx = width / (x1 - x0) if x1 > x0 else 0.0
    sy = height / (y1 - y0) if y1 > y0 else 0.0
    for i in range(x.size):
        inside = (x[i] >= x0) & (x[i] <= x1) & (y[i] >= y0) & (y[i] <= y1)
        u = np.float64(x[i]) if inside else x0
        v = np.float64(y[i]) if inside else y0
        across = min(np.int32((u - x0) * sx), np.int32(width - 1))
        up = min(np.int32((v - y0) * sy), np.int32(height - 1))
        place = np.int32((np.int32(height - 1) - up) * np.int32(width) + across)
        pixels[i] = place if inside else np.int32(-1)


# A pixel of -1 wraps to the spare last count, which spares a branch per row.
@kernel
def _count_all(pixels: Array, counts: Array) -> None:
    for i in range(pixels.size):
        counts[pixels[i]] += 1


@kernel
def _count_mask(pixels: Array, mask: Array, counts: Array) -> None:
    for i in range(pixels.size):
        counts[pixels[i]] += mask[i]


@kernel
def _add_rows(pixels: Array, rows: Array, counts: Array) -> None:
    for q in range(rows.size):
        counts[pixels[rows[q]]] += 1


@kernel
def _colors(
    pixels: Array, codes: Array, colors: Array, rows: Array, every: bool, sums: Array
) -> None:
    last = colors.shape[0] - 1
    for q in range(pixels.size if every else rows.size):
        i = q if every else rows[q]
        p = pixels[i]
        if p >= 0:
            c = codes[i] if codes[i] >= 0 and codes[i] < last else last
            sums[p, 0] += colors[c, 0]
            sums[p, 1] += colors[c, 1]
            sums[p, 2] += colors[c, 2]
            sums[p, 3] += colors[c, 3]


@kernel
def _values(pixels: Array, values: Array, rows: Array, every: bool, sums: Array) -> None:
    for q in range(pixels.size if every else rows.size):
        i = q if every else rows[q]
        if pixels[i] >= 0 and values[i] == values[i]:
            sums[pixels[i], 0] += values[i]
            sums[pixels[i], 1] += 1
