"""Keep the nearest of each row from blocks of squared distances, sixty-four looked at by one test.

Lists are ascending, `squared` (n, w) float and `who` (n, w) int32; they begin as `UNFILLED` and -1.
A block is anything a matrix product gives; what must never be kept is `FAR`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import kernel, loose_kernel

FAR = 1e30
UNFILLED = 1e29
LANE = 64
"""Columns of a block are looked at in lanes of this many, so blocks are whole lanes wide."""

Indices = NDArray[np.int32]
Floats = NDArray[Any]
"""float32, or float64 where rows need the digits; all of one call are of one kind."""


@loose_kernel
def push(squared: Floats, who: Indices, value: float, row: int) -> None:
    """Insert `row` into an ascending list whose last entry falls out."""
    at = squared.shape[0] - 1
    while at > 0 and squared[at - 1] > value:
        squared[at] = squared[at - 1]
        who[at] = who[at - 1]
        at -= 1
    squared[at] = value
    who[at] = row


@loose_kernel
def keep_of_block(block: Floats, own: Indices, first: int, squared: Floats, who: Indices) -> None:
    """Keep the nearest columns of `block` (q, c) in the lists of its q rows.

    Column j is row first + j; `own` (q,) is each row's own number, which it never lists.
    """
    for i in range(block.shape[0]):
        me, row = own[i], block[i]
        mine, names = squared[i], who[i]
        worst = mine[-1]
        for start in range(0, row.shape[0], LANE):
            hit = False  # a truth value and no minimum: only so is the loop one vector test
            for j in range(LANE):
                hit |= row[start + j] < worst
            if hit:
                for j in range(start, start + LANE):
                    if row[j] < worst and first + j != me:
                        push(mine, names, row[j], first + j)
                        worst = mine[-1]


@loose_kernel
def keep_both_ways(
    block: Floats, above: int, left: int, worst: Floats, squared: Floats, who: Indices
) -> None:
    """Keep from `block` (q, c), which pairs rows above.. with rows left.., in the lists of both.

    worst (n,) is the last entry of every list and stays so.
    """
    rows, columns = block.shape
    limit = worst[left : left + columns]
    for i in range(rows):
        me, row = above + i, block[i]
        mine = worst[me]
        for start in range(0, columns, LANE):
            hit = False
            for j in range(LANE):
                hit |= (row[start + j] < mine) | (row[start + j] < limit[start + j])
            if hit:
                for j in range(start, start + LANE):
                    value = row[j]
                    if value < mine:
                        push(squared[me], who[me], value, left + j)
                        mine = squared[me, -1]
                    if value < limit[j]:
                        push(squared[left + j], who[left + j], value, me)
                        limit[j] = squared[left + j, -1]
        worst[me] = mine


@loose_kernel
def squared_distance(a: Floats, b: Floats) -> Any:
    """Squared length of a - b, summed from differences."""
    total = a[0] - a[0]
    for c in range(a.shape[0]):
        step = a[c] - b[c]
        total += step * step
    return total


@kernel
def rank(
    points: Floats,
    queries: Floats,
    kept: Indices,
    who: Indices,
    squared: Floats,
    first: int,
    last: int,
) -> None:
    """Fill the lists first..last with the nearest of `kept` (n, w), by differences of their rows.

    `queries` (n, d) are the rows whose lists these are, and lists name rows of `points` (m, d).
    """  # fmt: skip
    for i in range(first, last):
        for t in range(kept.shape[1]):
            j = kept[i, t]
            if j >= 0:
                value = squared_distance(queries[i], points[j])
                if value < squared[i, -1]:
                    push(squared[i], who[i], value, j)


@kernel
def newly_kept(who: Indices, before: Indices) -> int:
    """How many entries of the lists `who` (q, w) are not in the lists `before` (q, w)."""
    count = 0
    for i in range(who.shape[0]):
        for t in range(who.shape[1]):
            known = False
            for u in range(who.shape[1]):
                known |= before[i, u] == who[i, t]
            count += not known
    return count


@kernel
def nearest_center(products: Floats, center_norms: Floats) -> Indices:
    """The nearest center of every row, from inner products (n, c) and squared lengths (c,)."""
    n, c = products.shape
    out = np.empty(n, np.int32)
    for i in range(n):
        best = np.float32(np.inf)
        for j in range(c):
            far = center_norms[j] - np.float32(2) * products[i, j]
            if far < best:
                best = far
                out[i] = j
    return out
