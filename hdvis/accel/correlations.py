"""How a column correlates with every axis, in one pass over the rows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, kernel

Array = NDArray[Any]


def correlations(vectors: Array, column: Array) -> NDArray[np.float64]:
    """Pearson's correlation of each axis with a column, float64 (d,), in one pass.

    `vectors` is (n, d), `column` (n,); a row that is missing on either side is left out of that
    axis. NaN where fewer than two rows are left or nothing varies. Values are taken from the first
    known one, as differences, so that a large offset costs no digits.
    """
    d = vectors.shape[1]
    sums = np.zeros((d, 8), np.float64)
    sums[:, 6] = np.nan
    for start in range(0, len(vectors), 1 << 16):
        part = slice(start, start + (1 << 16))
        _moments(fixed(vectors[part], np.float32), fixed(column[part], np.float64), sums)
    n, sx, sy, sxx, syy, sxy = sums[:, :6].T
    with np.errstate(invalid="ignore", divide="ignore"):
        vx, vy = sxx - sx * sx / n, syy - sy * sy / n
        flat = (vx <= 1e-12 * sxx) | (vy <= 1e-12 * syy) | (n < 2)
        return np.where(flat, np.nan, np.clip((sxy - sx * sy / n) / np.sqrt(vx * vy), -1, 1))


@kernel
def _moments(vectors: Array, column: Array, sums: Array) -> None:
    """Add n, x, y, xx, yy, xy of each axis; the last two entries are the values taken as zero."""
    for i in range(vectors.shape[0]):
        y = column[i]
        if not np.isfinite(y):
            continue
        for axis in range(vectors.shape[1]):
            x = np.float64(vectors[i, axis])
            if not np.isfinite(x):
                continue
            moment = sums[axis]
            if moment[6] != moment[6]:
                moment[6], moment[7] = x, y
            u, v = x - moment[6], y - moment[7]
            moment[0] += 1
            moment[1] += u
            moment[2] += v
            moment[3] += u * u
            moment[4] += v * v
            moment[5] += u * v
