"""The row under the cursor, by looking at all of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, kernel

Array = NDArray[Any]


def nearest_point(
    x: Array,
    y: Array,
    at_x: float,
    at_y: float,
    reach_x: float,
    reach_y: float,
    mask: Array | None = None,
) -> int | None:
    """The row nearest to (at_x, at_y) within an ellipse of the given half axes, or None.

    x, y are float32 (n,); distances are counted in half axes; `mask` bool (n,) limits the rows.
    """  # fmt: skip
    every = mask is None
    chosen = fixed(np.zeros(0, np.bool_) if mask is None else mask)
    cursor = fixed([at_x, at_y, 1 / reach_x, 1 / reach_y], np.float32)
    row = _point(fixed(x, np.float32), fixed(y, np.float32), cursor, chosen, every)
    return None if row < 0 else int(row)


def nearest_line(
    left: Array, right: Array, share: float, at: float, reach: float, mask: Array | None = None
) -> int | None:
    """The row whose line between two axes passes nearest to the cursor, or None beyond `reach`.

    `left`, `right` are the axes' values, float32 (n,); the cursor is at `share` (0..1) of the way
    between them and at height `at`, in the same units. Distance is taken along the
    axes.
    """
    every = mask is None
    chosen = fixed(np.zeros(0, np.bool_) if mask is None else mask)
    cursor = fixed([share, at, reach], np.float32)
    row = _line(fixed(left, np.float32), fixed(right, np.float32), cursor, chosen, every)
    return None if row < 0 else int(row)


@kernel
def _point(x: Array, y: Array, cursor: Array, mask: Array, every: bool) -> int:
    at_x, at_y, sx, sy = cursor[0], cursor[1], cursor[2], cursor[3]
    best, row = np.float32(1.0), -1
    for i in range(x.size):
        u, v = (x[i] - at_x) * sx, (y[i] - at_y) * sy
        away = u * u + v * v
        if away <= best and (every or mask[i]) and (away < best or row < 0):
            best, row = away, i
    return row


@kernel
def _line(left: Array, right: Array, cursor: Array, mask: Array, every: bool) -> int:
    share, at, best = cursor[0], cursor[1], cursor[2]
    row = -1
    for i in range(left.size):
        away = abs(left[i] + (right[i] - left[i]) * share - at)
        if away <= best and (every or mask[i]) and (away < best or row < 0):
            best, row = away, i
    return row
