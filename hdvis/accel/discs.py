"""Rows drawn as soft discs or lines on a plane of coverage, for sets small enough to see each."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, kernel

Array = NDArray[Any]


def splat(
    px: Array,
    py: Array,
    colors: Array,
    rows: Array,
    radius: float,
    opacity: float,
    width: int,
    height: int,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Discs at pixel positions: colour sums float32 (height * width, 4) and coverage 0..1.

    px, py are float32 (n,), NaN is left out; `colors` float32 (n, 3) in linear light; `rows`
    int32. Coverage lets later discs shine through by `opacity`, in any order the same.
    """  # fmt: skip
    sums = np.zeros((height * width, 4), np.float32)
    clear = np.ones(height * width, np.float32)
    px, py, colors = fixed(px, np.float32), fixed(py, np.float32), fixed(colors, np.float32)
    _splat(px, py, colors, fixed(rows, np.int32), radius, opacity, width, height, sums, clear)
    return sums, 1 - clear


def lines(
    values: Array, rows: Array, width: int, height: int, opacity: float, thickness: float = 1.5
) -> NDArray[np.float32]:
    """One broken line a row across evenly spread axes, as coverage 0..1, float32 (height, width).

    `values` is float32 (n, k), 0 at the bottom and 1 at the top of the plane; a segment to or from
    NaN is left out.
    """
    colors, ink = np.zeros((0, 3), np.float32), np.zeros((0, 0, 3), np.float32)
    return 1 - _drawn(values, colors, rows, width, height, opacity, thickness, ink)


def color_lines(
    values: Array,
    colors: Array,
    rows: Array,
    width: int,
    height: int,
    opacity: float,
    thickness: float = 1.5,
) -> NDArray[np.float32]:
    """`lines` in colours, later rows over earlier ones: float32 (height, width, 4).

    `colors` is float (n, 3) in linear light; the answer holds colours times coverage, then
    coverage 0..1.
    """
    ink = np.zeros((width, height, 3), np.float32)
    clear = _drawn(values, colors, rows, width, height, opacity, thickness, ink)
    return np.concatenate([ink.transpose(1, 0, 2), 1 - clear[..., None]], axis=2)


def _drawn(
    values: Array,
    colors: Array,
    rows: Array,
    width: int,
    height: int,
    opacity: float,
    thickness: float,
    ink: Array,
) -> NDArray[np.float32]:
    """What the lines leave clear, float32 (height, width); their colours go into `ink`."""
    clear = np.ones((width, height), np.float32)
    if values.shape[1] > 1:
        inks = (fixed(values, np.float32), fixed(colors, np.float32), fixed(rows, np.int32))
        _lines(*inks, opacity, thickness, clear, ink)
    return np.ascontiguousarray(clear.T)


@kernel
def _splat(
    px: Array,
    py: Array,
    colors: Array,
    rows: Array,
    radius: float,
    opacity: float,
    width: int,
    height: int,
    sums: Array,
    clear: Array,
) -> None:
    reach = radius + 0.5
    for q in range(rows.size):
        i = rows[q]
        u, v = px[i], py[i]
        if not (u > -reach and u < width + reach and v > -reach and v < height + reach):
            continue
        for y in range(max(0, int(v - reach)), min(height, int(v + reach) + 1)):
            for x in range(max(0, int(u - reach)), min(width, int(u + reach) + 1)):
                away = np.sqrt((x + 0.5 - u) ** 2 + (y + 0.5 - v) ** 2)
                cover = min(1.0, reach - away)
                if cover > 0:
                    p = y * width + x
                    for channel in range(3):
                        sums[p, channel] += cover * colors[i, channel]
                    sums[p, 3] += cover
                    clear[p] *= 1 - opacity * cover


@kernel
def _lines(
    values: Array,
    colors: Array,
    rows: Array,
    opacity: float,
    thickness: float,
    clear: Array,
    ink: Array,
) -> None:
    width, height = clear.shape
    colored = colors.shape[0] > 0
    pairs = values.shape[1] - 1
    step = max(1, width - 1) / pairs
    for q in range(rows.size):
        i = rows[q]
        for pair in range(pairs):
            a, b = values[i, pair], values[i, pair + 1]
            if not (a == a and b == b):
                continue
            start, slope = (1 - a) * (height - 1) + 0.5, (a - b) * (height - 1) / step
            half = 0.5 * np.sqrt(1 + slope * slope) * thickness
            last = width if pair == pairs - 1 else int(np.ceil((pair + 1) * step))
            for column in range(int(np.ceil(pair * step)), last):
                y = start + slope * (column - pair * step)
                reach = max(half, 0.5 * abs(slope))
                top, end = max(0.0, y - reach), min(float(height), y + reach)
                for p in range(int(top), min(height, int(end) + 1)):
                    cover = min(end, p + 1.0) - max(top, float(p))
                    if cover > 0:
                        clear[column, p] *= 1 - opacity * cover
                        if colored:
                            for channel in range(3):
                                old = ink[column, p, channel]
                                ink[column, p, channel] = old + opacity * cover * (
                                    colors[i, channel] - old
                                )
