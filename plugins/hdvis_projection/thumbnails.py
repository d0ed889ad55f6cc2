"""Small density pictures of planes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SIDE = 72
ROWS = 50_000
FEW = 3_000
"""Below this many rows one is drawn as a little cross, which a single pixel would not show."""


def thumbnail(places: npt.NDArray[np.floating]) -> bytes:
    """Shades (72 × 72, upper row first) of the rows at `places` (n, 2); 0 where there is none.

    Both axes have one scale, and reach from the least to the greatest place but for a hundredth of
    the rows at each end.
    """
    some = places[:: max(1, len(places) // ROWS)]
    some = some[np.isfinite(some).all(axis=1)].astype(np.float64)
    shades = np.zeros((SIDE, SIDE), np.uint8)
    if len(some):
        low, high = np.quantile(some, [0.005, 0.995], axis=0)
        span = max(float((high - low).max()) * 1.08, 1e-12)
        cell = ((some - (low + high) / 2) / span + 0.5) * SIDE
        x, y = np.floor(cell).astype(np.int64).T
        inside = (x >= 0) & (x < SIDE) & (y >= 0) & (y < SIDE)
        counts = np.bincount((SIDE - 1 - y[inside]) * SIDE + x[inside], minlength=SIDE**2)
        if len(some) < FEW:
            counts = _spread(counts)
        shade = np.log1p(counts) / max(np.log1p(counts.max(initial=0)), 1e-12)
        shades = np.ceil(255 * shade).astype(np.uint8)
    return shades.tobytes()


def _spread(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    plane = np.pad(counts.reshape(SIDE, SIDE), 1)
    out = 2 * plane[1:-1, 1:-1]
    out = out + plane[:-2, 1:-1] + plane[2:, 1:-1] + plane[1:-1, :-2] + plane[1:-1, 2:]
    return out.ravel()
