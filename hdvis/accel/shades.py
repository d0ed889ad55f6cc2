"""Counts and colour sums turned into bytes."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, kernel

Array = NDArray[Any]
Plane = NDArray[np.uint8]

TABLE = 4096
LN2 = float(np.log(2))
COUNTED = 1 << 16
"""Counts below this are shaded exactly; larger ones by halving, to 1/32768."""


def log_shade(counts: Array, top: float) -> Plane:
    """Counts as uint8 of the same shape, by 1 + 254 log(1 + count) / log(1 + top); 0 stays 0."""
    plane = np.empty(counts.shape, np.uint8)
    counted = fixed(counts, np.int32).reshape(-1)
    _shade(counted, max(1.0, float(top)), _logs(), plane.reshape(-1))
    return plane


def rgba(sums: Array, alpha: Array) -> Plane:
    """Mean colours from sums (n, 4) of linear red, green, blue and weight; uint8 (n, 4).

    `alpha` is uint8 (n,). The sRGB curve is that of IEC 61966-2-1, read from a table of 4096.
    """
    out = np.zeros((len(sums), 4), np.uint8)
    _mean(fixed(sums, np.float32), fixed(alpha, np.uint8).reshape(-1), fixed(_srgb()), out)
    return out


@cache
def _logs() -> Array:
    return fixed(np.log1p(np.arange(COUNTED)), np.float64)


def _srgb() -> Plane:
    light = np.arange(TABLE) / (TABLE - 1)
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(curve * 255), np.uint8)


@kernel
def _shade(counts: Array, top: float, logs: Array, plane: Array) -> None:
    gain = 254.0 / np.log1p(top)
    for i in range(counts.size):
        c, doublings = counts[i], 0
        while c >= logs.size:
            c >>= 1
            doublings += 1
        bright = min(255.0, 1.5 + gain * (logs[c] + doublings * LN2))
        plane[i] = np.uint8(bright) if c > 0 else np.uint8(0)


@kernel
def _mean(sums: Array, alpha: Array, curve: Array, out: Array) -> None:
    for i in range(alpha.size):
        weight = sums[i, 3]
        if weight <= 0:
            continue
        for channel in range(3):
            light = min(1.0, max(0.0, sums[i, channel] / weight))
            out[i, channel] = curve[int(light * (TABLE - 1) + 0.5)]
        out[i, 3] = alpha[i]
