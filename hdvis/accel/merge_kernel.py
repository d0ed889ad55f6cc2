"""Join the hills of a function on a graph, from the highest saddle down.

Rows are ordered by value, and by index where values are equal: the lower index counts as the
higher row. No two rows tie under that order (simulation of simplicity, Edelsbrunner and Mücke
1990). A value of NaN takes its row out of the graph.
"""

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import kernel

Rows = NDArray[np.int32]
Places = NDArray[np.int64]
Values = NDArray[np.float64]

_EMPTY = -1
_FACTOR = np.int64(-7046029254386353131)  # 2^64 / golden ratio, odd: Fibonacci hashing


@kernel
def _higher(values: Values, a: int, b: int) -> bool:
    return bool(values[a] > values[b] or (values[a] == values[b] and a < b))


@kernel
def steepest_neighbors(
    starts: Places, ends: Rows, lengths: NDArray[np.float32], values: Values
) -> Rows:
    """The neighbour (n,) up the steepest edge of each row, the row itself at a maximum.

    starts (n + 1,) and ends (m,) list edges by their first row; each counts both ways. With
    `lengths` (m,) an edge's slope is rise over length, and an edge of length 0 that rises is
    steepest of all; with none given the highest neighbour is taken.
    """
    n = values.shape[0]
    up = np.arange(n).astype(np.int32)
    slopes = np.full(n, -np.inf)
    for i in range(n):
        if np.isnan(values[i]):
            continue
        for t in range(starts[i], starts[i + 1]):
            j = ends[t]
            if j < 0 or j == i or np.isnan(values[j]):
                continue
            low, high = (i, j) if _higher(values, j, i) else (j, i)
            slope = values[high]
            if lengths.shape[0]:
                slope = values[high] - values[low]
                if slope > 0.0:
                    slope = slope / lengths[t] if lengths[t] > 0 else np.inf
            if slope > slopes[low] or (slope == slopes[low] and _higher(values, high, up[low])):
                slopes[low] = slope
                up[low] = high
    return up


@kernel
def summits(up: Rows) -> Rows:
    """The row (n,) at the end of each row's path along `up`."""
    top = up.copy()
    for v in range(top.shape[0]):
        end = v
        while top[end] != end:
            end = top[end]
        at = v
        while top[at] != end:
            top[at], at = end, top[at]
    return top


@kernel
def _place(keys: Places, key: int) -> int:
    """Where `key` stands in the open table `keys`, or the free place it would take."""
    mask = keys.shape[0] - 1
    at: int = ((np.int64(key) * _FACTOR) >> 20) & mask
    while keys[at] != _EMPTY and keys[at] != key:
        at = (at + 1) & mask
    return at


@kernel
def _doubled(keys: Places, rows: Rows) -> tuple[Places, Rows]:
    wide = np.full(2 * keys.shape[0], _EMPTY, np.int64)
    moved = np.empty(2 * keys.shape[0], np.int32)
    for at in range(keys.shape[0]):
        if keys[at] != _EMPTY:
            there = _place(wide, keys[at])
            wide[there] = keys[at]
            moved[there] = rows[at]
    return wide, moved


@kernel
def border_saddles(
    starts: Places, ends: Rows, values: Values, labels: Rows, count: int
) -> tuple[Places, Rows]:
    """The highest row over which two neighbouring hills meet, for each such pair.

    labels (n,) number the hills 0 to `count` - 1. Returns pairs (p,), written
    lower label · count + higher label, and rows (p,), the lower end of the best edge; in no
    particular order.
    """
    keys = np.full(1024, _EMPTY, np.int64)
    rows = np.empty(1024, np.int32)
    filled = 0
    last, at = np.int64(_EMPTY), 0
    for i in range(values.shape[0]):
        mine = labels[i]
        if mine < 0:
            continue
        for t in range(starts[i], starts[i + 1]):
            j = ends[t]
            if j < 0 or labels[j] < 0 or labels[j] == mine:
                continue
            low = j if _higher(values, i, j) else i
            key = np.int64(min(mine, labels[j])) * count + max(mine, labels[j])
            if key != last:  # a row's edges often cross one border
                at = _place(keys, key)
            last = key
            if keys[at] == _EMPTY:
                keys[at] = key
                rows[at] = low
                filled += 1
                if 2 * filled > keys.shape[0]:
                    keys, rows = _doubled(keys, rows)
                    last = np.int64(_EMPTY)
            elif _higher(values, low, rows[at]):
                rows[at] = low
    used = np.flatnonzero(keys != _EMPTY)
    return keys[used], rows[used]


@kernel
def _find(roots: Rows, at: int) -> int:
    while roots[at] != at:
        roots[at] = roots[roots[at]]
        at = roots[at]
    return at


@kernel
def end_rows(rows: Rows, sides: Rows, count: int) -> Rows:
    """The row (count,) at which each hill ends, -1 where none does.

    Hills are numbered from the highest down; rows (p,) are saddles from the highest down and
    sides (p, 2) the hills that meet there. Of two parts that a saddle joins, the one with the
    lower top ends (the elder rule).
    """
    roots = np.arange(count).astype(np.int32)
    ends = np.full(count, -1, np.int32)
    for t in range(rows.shape[0]):
        a, b = _find(roots, sides[t, 0]), _find(roots, sides[t, 1])
        if a != b:
            low = max(a, b)
            roots[low] = min(a, b)
            ends[low] = rows[t]
    return ends


@kernel
def cancel_hills(
    order: Places, firsts: Places, rows: Rows, sides: Rows, count: int
) -> tuple[Rows, Rows]:
    """Give each hill of `order`, the least persistent first, to a neighbour across its saddle.

    firsts (count,) say where in `rows` the saddles at the row begin at which a hill ends. Of the
    hills beyond it, as far as they are not given away yet, the highest is taken: it is always
    higher and more persistent. Returns heir (count,) and exit (count,), the place in `rows` of
    the saddle used, both -1 for hills not in `order`.
    """
    roots = np.arange(count).astype(np.int32)
    heir = np.full(count, -1, np.int32)
    used = np.full(count, -1, np.int32)
    for hill in order:
        at = firsts[hill]
        row = rows[at]
        while at < rows.shape[0] and rows[at] == row:
            a, b = _find(roots, sides[at, 0]), _find(roots, sides[at, 1])
            other = b if a == hill else a
            if a != b and (a == hill or b == hill) and (heir[hill] < 0 or other < heir[hill]):
                heir[hill] = other
                used[hill] = at
            at += 1
        roots[hill] = heir[hill]
    return heir, used


@kernel
def survivors(drops: Values, heir: Rows, level: float) -> Rows:
    """The hill (count,) that each hill is part of once drops up to `level` are filled.

    Heirs come before those they inherit from, so one sweep is enough.
    """
    out = np.empty(heir.shape[0], np.int32)
    for hill in range(heir.shape[0]):
        gone = heir[hill] >= 0 and drops[hill] <= level
        out[hill] = out[heir[hill]] if gone else hill
    return out
