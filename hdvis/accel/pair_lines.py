"""Counts of adjacent axes drawn as weighted lines between them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, kernel

Array = NDArray[Any]

FRACTION = 16
"""Bits after the point; places are whole numbers, which need no conversion to index a pixel."""


def draw_pairs(counts: Array, width: int, height: int) -> NDArray[np.int32]:
    """How many rows' lines cross each pixel, int32 (height, width), y down.

    `counts` is int32 (k, bins, bins) for k + 1 axes, spread evenly with the outer ones on the
    plane's outer pixels; bin 0 is at the bottom. A cell is a line as thick as its bin and at
    least a pixel, so neither a bin taller than a pixel nor a steep line leaves a gap.
    """
    plane = np.zeros((width, height), np.int32)
    if counts.shape[0] and plane.size:
        _draw(fixed(counts), plane)
    return np.ascontiguousarray(plane.T)


@kernel
def _draw(counts: Array, plane: Array) -> None:
    """Fill `plane` (width, height), axis pair by axis pair."""
    pairs, bins = counts.shape[0], counts.shape[1]
    width = plane.shape[0]
    step = max(1, width - 1) / pairs
    top = np.empty(bins * bins, np.int32)
    end = np.empty(bins * bins, np.int32)
    slope = np.empty(bins * bins, np.int32)
    weight = np.empty(bins * bins, np.int32)
    for pair in range(pairs):
        first = int(np.ceil(pair * step - 1e-9))
        last = width if pair == pairs - 1 else int(np.ceil((pair + 1) * step - 1e-9))
        offset = first - pair * step
        margin, cells = _places(counts[pair], plane.shape[1], step, offset, top, end, slope, weight)
        sums = np.zeros(plane.shape[1] + 2 * margin, np.int32)
        for column in range(first, last):
            _draw_column(sums, margin, top[:cells], end[:cells], slope, weight, plane[column])


@kernel
def _places(
    counts: Array,
    height: int,
    step: float,
    offset: float,
    top: Array,
    end: Array,
    slope: Array,
    weight: Array,
) -> tuple[int, int]:
    """Upper and lower end of each cell's line in the first column, and its step per column."""
    bins = counts.shape[0]
    scale, one = height / bins, float(1 << FRACTION)
    margin = int(scale + height / step) + 3
    cells = 0
    for a in range(bins):
        for b in range(bins):
            if counts[a, b] != 0:
                rise = (a - b) * scale / step
                middle = height - (a + 0.5) * scale + rise * offset + margin
                half = 0.5 * (max(1.0, scale) + abs(rise))
                top[cells] = int((middle - half + 0.5) * one)
                end[cells] = int((middle + half + 0.5) * one)
                slope[cells] = round(rise * one)
                weight[cells] = counts[a, b]
                cells += 1
    return margin, cells


@kernel
def _draw_column(
    sums: Array, margin: int, top: Array, end: Array, slope: Array, weight: Array, out: Array
) -> None:
    """Each cell adds where its line begins and takes away past its end; the running sum counts."""
    sums[:] = 0
    for q in range(top.size):
        sums[top[q] >> FRACTION] += weight[q]
        sums[end[q] >> FRACTION] -= weight[q]
    for q in range(top.size):
        top[q] += slope[q]
        end[q] += slope[q]
    total = 0
    for y in range(margin):
        total += sums[y]
    for y in range(out.size):
        total += sums[margin + y]
        out[y] = total
