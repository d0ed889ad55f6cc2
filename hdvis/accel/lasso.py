"""Which rows lie inside a polygon, by a raster of it and an exact test along its border."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.accel.jit import fixed, kernel

Array = NDArray[Any]

CELLS = 512
OUTSIDE, INSIDE, BORDER = 0, 1, 2
SPARE = 1e-3


def polygon_mask(x: Array, y: Array, points: ArrayLike) -> NDArray[np.bool_]:
    """Rows inside the polygon by the even-odd rule, as bool (n,); NaN is never inside.

    x, y are (n,) float32 or float64; `points` is (m, 2) in the same units, closed by itself.
    Fewer than three points, or no area, hold no row. Coordinates are halved before they are
    subtracted, so that a polygon over the whole float range does not overflow.
    """
    corners = np.asarray(points, np.float64).reshape(-1, 2)
    mask = np.zeros(x.size, np.bool_)
    if len(corners) < 3 or not np.isfinite(corners).all():
        return mask
    px, py = fixed(corners[:, 0] / 2), fixed(corners[:, 1] / 2)
    frame = (px.min(), px.max(), py.min(), py.max())
    if frame[0] == frame[1] or frame[2] == frame[3]:
        return mask
    with np.errstate(over="ignore", divide="ignore"):
        sx = CELLS / (frame[1] - frame[0])
        sy = CELLS / (frame[3] - frame[2])
    raster, edges, starts = _rasterise(px, py, frame[0], frame[2], float(sx), float(sy))
    x, y = (fixed(v, None if v.dtype in (np.float32, np.float64) else np.float64) for v in (x, y))
    if x.dtype != y.dtype:
        x, y = fixed(x, np.float64), fixed(y, np.float64)
    _classify(x, y, px, py, frame, float(sx), float(sy), raster, edges, starts, mask)
    return mask


@kernel
def _cell(value: float, origin: float, scale: float) -> int:
    place = (value - origin) * scale
    if not place > 0.0:
        return 0
    return min(CELLS - 1, int(min(place, float(CELLS))))


@kernel
def _crosses(px: Array, py: Array, edge: int, x: float, y: float) -> bool:
    """Does a ray from (x, y) to the right cross the edge that ends at corner `edge`?"""
    before = edge - 1 if edge > 0 else px.size - 1
    ya, yb = py[before], py[edge]
    if (ya > y) == (yb > y):
        return False
    return bool(x < px[before] + (px[edge] - px[before]) * ((y - ya) / (yb - ya)))


@kernel
def _rasterise(
    px: Array, py: Array, x0: float, y0: float, sx: float, sy: float
) -> tuple[Array, Array, Array]:
    """Cells (512, 512) as outside, inside or border, and the edges that touch each row of cells."""
    m = px.size
    raster = np.zeros((CELLS, CELLS), np.uint8)
    starts = np.zeros(CELLS + 1, np.int64)
    for e in range(m):
        a, b = _cell(py[e - 1], y0, sy), _cell(py[e], y0, sy)
        for row in range(min(a, b), max(a, b) + 1):
            starts[row + 1] += 1
    for row in range(CELLS):
        starts[row + 1] += starts[row]
    edges = np.empty(starts[CELLS], np.int32)
    fill = starts[:CELLS].copy()
    for e in range(m):
        a, b = _cell(py[e - 1], y0, sy), _cell(py[e], y0, sy)
        for row in range(min(a, b), max(a, b) + 1):
            edges[fill[row]] = e
            fill[row] += 1
            _mark(
                raster[row],
                row,
                (px[e - 1] - x0) * sx,
                (py[e - 1] - y0) * sy,
                (px[e] - x0) * sx,
                (py[e] - y0) * sy,
            )
    for row in range(CELLS):
        y = y0 + (row + 0.5) / sy
        _fill_row(raster[row], px, py, edges[starts[row] : starts[row + 1]], x0, y, sx)
    return raster, edges, starts


@kernel
def _mark(cells: Array, row: int, ax: float, ay: float, bx: float, by: float) -> None:
    """Mark the cells of one row that the edge may touch, with a little to spare for rounding."""
    left, right = min(ax, bx), max(ax, bx)
    if abs(by - ay) > 1e-6:
        slope = (bx - ax) / (by - ay)
        u, v = ax + (row - SPARE - ay) * slope, ax + (row + 1 + SPARE - ay) * slope
        left, right = max(left, min(u, v)), min(right, max(u, v))
    for c in range(max(0, int(left - SPARE)), min(CELLS, int(right + SPARE) + 1)):
        cells[c] = BORDER


@kernel
def _fill_row(
    cells: Array, px: Array, py: Array, edges: Array, x0: float, y: float, sx: float
) -> None:
    """Decide the cells between borders; a run of them lies on one side, so one test serves it."""
    c = 0
    while c < CELLS:
        if cells[c] == BORDER:
            c += 1
            continue
        odd = False
        for k in range(edges.size):
            odd ^= _crosses(px, py, edges[k], x0 + (c + 0.5) / sx, y)
        while c < CELLS and cells[c] != BORDER:
            cells[c] = INSIDE if odd else OUTSIDE
            c += 1


@kernel
def _classify(
    x: Array,
    y: Array,
    px: Array,
    py: Array,
    frame: tuple[float, float, float, float],
    sx: float,
    sy: float,
    raster: Array,
    edges: Array,
    starts: Array,
    mask: Array,
) -> None:
    x0, x1, y0, y1 = frame
    for i in range(x.size):
        u, v = 0.5 * np.float64(x[i]), 0.5 * np.float64(y[i])
        if not (u >= x0 and u <= x1 and v >= y0 and v <= y1):
            continue
        row = _cell(v, y0, sy)
        state = raster[row, _cell(u, x0, sx)]
        if state == BORDER:
            odd = False
            for k in range(starts[row], starts[row + 1]):
                odd ^= _crosses(px, py, edges[k], u, v)
            mask[i] = odd
        else:
            mask[i] = state == INSIDE
