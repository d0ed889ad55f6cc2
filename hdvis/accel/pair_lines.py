"""Counts of adjacent axes drawn as weighted lines between them.

A line from bin a to bin a + d stands, a share t of the way, at a + t d. All cells of one d move by
the same t d, so a column of pixels is a sum of shifted diagonals: runs of numbers that a processor
adds eight at a time, where cell by cell it would add one.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, kernel

Array = NDArray[Any]

STEPS_PER_PIXEL = 1.5
"""How finely lines are placed at least: every bin has a power of two of steps."""
FEWEST_STEPS = 4
THICKNESSES = 8
"""How many thicknesses there are beyond the level line's; steeper lines are thicker."""
COLUMNS = 16
"""Columns drawn before they are written out, a cache line of each row at a time."""


def draw_pairs(counts: Array, width: int, height: int) -> NDArray[np.int32]:
    """How many rows' lines cross each pixel, int32 (height, width), y down.

    `counts` is int32 (k, bins, bins) for k + 1 axes, spread evenly with the outer ones on the
    plane's outer pixels; bin 0 is at the bottom. A cell is a line as thick as its bin and at
    least a pixel, so neither a bin taller than a pixel nor a steep line leaves a gap. Places are
    rounded to two thirds of a pixel or finer.
    """
    plane = np.zeros((height, width), np.int32)
    if counts.shape[0] and plane.size:
        bins = counts.shape[1]
        wanted = max(FEWEST_STEPS, int(np.ceil(STEPS_PER_PIXEL * height / bins)))
        doublings = (wanted - 1).bit_length()
        steps = 1 << doublings
        thick = steps + 2 * max(0, int(np.ceil((bins / height - 1) * steps / 2)))
        _draw(fixed(counts), doublings, thick, plane)
    return plane


@kernel
def _draw(counts: Array, doublings: int, thick: int, plane: Array) -> None:
    """Fill `plane` (height, width), axis pair by axis pair."""
    pairs, bins, steps = counts.shape[0], counts.shape[1], 1 << doublings
    height, width = plane.shape
    step = max(1, width - 1) / pairs
    steepest = (bins - 1) * steps / step
    unit = 2 * max(1, int(np.ceil(steepest / (2 * THICKNESSES))))
    kinds = int(steepest / unit + 0.5) + 1
    margin = (thick + kinds * unit) // steps + 1
    diagonals = np.zeros((2 * bins - 1, bins), np.int32)
    ends = np.zeros((2 * bins - 1, 2), np.int32)
    kind_of = np.zeros(2 * bins - 1, np.int32)
    for row in range(2 * bins - 1):
        kind_of[row] = int(abs(row - bins + 1) * steps / step / unit + 0.5)
    sums = np.zeros((kinds, steps, bins + 1), np.int32)
    edges = np.zeros((steps, bins + 1 + 2 * margin), np.int32)
    block = np.zeros((COLUMNS, height), np.int32)
    for pair in range(pairs):
        first = int(np.ceil(pair * step - 1e-9))
        last = width if pair == pairs - 1 else int(np.ceil((pair + 1) * step - 1e-9))
        _shear(counts[pair], diagonals, ends)
        for left in range(first, last, COLUMNS):
            right = min(left + COLUMNS, last)
            for column in range(left, right):
                _add_diagonals(diagonals, ends, kind_of, column / step - pair, doublings, sums)
                _find_edges(sums, thick, unit, margin, edges)
                _fill(edges, margin, bins, block[column - left])
            for y in range(height):
                for column in range(left, right):
                    plane[height - 1 - y, column] = block[column - left, y]


@kernel
def _shear(counts: Array, diagonals: Array, ends: Array) -> None:
    """The cells (a, a + d) as row d + bins - 1 by a, and the first and last a that count."""
    bins = counts.shape[0]
    diagonals[:] = 0
    ends[:, 0] = bins
    ends[:, 1] = 0
    for a in range(bins):
        for b in range(bins):
            if counts[a, b] != 0:
                d = b - a + bins - 1
                diagonals[d, a] = counts[a, b]
                ends[d, 0] = min(ends[d, 0], a)
                ends[d, 1] = a + 1


@kernel
def _add_diagonals(
    diagonals: Array, ends: Array, kind_of: Array, share: float, doublings: int, sums: Array
) -> None:
    """Lower ends of all lines at one column, by thickness, step within the bin, and bin."""
    bins, steps = diagonals.shape[1], sums.shape[1]
    sums[:] = 0
    for row in range(diagonals.shape[0]):
        low, high = ends[row]
        if low >= high:
            continue
        place = int(np.floor(share * (row - bins + 1) * steps + 0.5))
        whole = place >> doublings
        into = sums[kind_of[row], place & (steps - 1), low + whole : high + whole]
        run = diagonals[row, low:high]
        for i in range(run.size):
            into[i] += run[i]


@kernel
def _find_edges(sums: Array, thick: int, unit: int, margin: int, edges: Array) -> None:
    """How many more lines there are at each step than one step below, by step and bin."""
    kinds, steps, places = sums.shape
    edges[:] = 0
    for kind in range(kinds):
        under = (thick - steps + kind * unit) // 2
        for within in range(steps):
            row = sums[kind, within]
            for end in range(2):
                at = within - under + end * (thick + kind * unit)
                whole = at // steps
                into = edges[at - whole * steps, margin + whole : margin + whole + places]
                sign = 1 - 2 * end
                for i in range(places):
                    into[i] += sign * row[i]


@kernel
def _fill(edges: Array, margin: int, bins: int, out: Array) -> None:
    """Of each pixel the lines at its middle, upwards."""
    steps, height = edges.shape[0], out.size
    scale = bins * steps / height
    total, pixel, middle = 0, 0, margin * steps + int(0.5 * scale)
    for i in range(edges.shape[1]):
        for within in range(steps):
            total += edges[within, i]
            while pixel < height and i * steps + within == middle:
                out[pixel] = total
                pixel += 1
                middle = margin * steps + int((pixel + 0.5) * scale)
