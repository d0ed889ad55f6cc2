"""Counts as shades: a logarithmic scale from 1 to 255, with 0 for an empty pixel."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Plane = NDArray[np.uint8]

Shading = Callable[[Array], Plane]
HEADROOM = 2.0
"""The count that would be full is this many times the largest, so that dense areas keep detail."""


def shade(counts: Array, top: float | None = None) -> Plane:
    """Counts of any shape as uint8: 0 where empty, else 1..255 by log(1 + count).

    `top` is the count shown as 255; without it, twice the largest count.
    """
    from hdvis.accel.shades import log_shade

    return log_shade(counts, HEADROOM * float(counts.max(initial=0)) if top is None else top)


def power_shade(counts: Array, gamma: float) -> Plane:
    """Counts of any shape as uint8: 0 where empty, else 1..255 by the share of the largest count.

    `gamma` is the power of the share: below 1 it lifts what is sparse.
    """
    top = max(1.0, float(counts.max(initial=0)))
    light = 1 + 254 * (counts.astype(np.float32) / top) ** gamma
    return np.where(counts > 0, np.rint(light), 0).astype(np.uint8)


def shading(gamma: float) -> Shading:
    """How counts are shaded: by the logarithm when `gamma` is 0, else by that power."""
    return partial(power_shade, gamma=gamma) if gamma else shade


def shade_unit(values: Array) -> Plane:
    """Coverage 0..1 as uint8: 0 where there is none, else 1..255."""
    full = np.clip(values, 0, 1) * 255
    return np.where(values > 0, np.maximum(full + 0.5, 1), 0).astype(np.uint8)


def mean_rgba(sums: Array, alpha: Array) -> Plane:
    """Sums of linear-light colours and their weight, (n, 4), as sRGB with alpha, uint8 (n, 4)."""
    from hdvis.accel.shades import rgba

    return rgba(sums, alpha)
