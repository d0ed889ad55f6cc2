"""Keep the nearest candidates of many rows at once."""

from collections.abc import Callable
from typing import cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hdvis.accel.jit import F, fast_kernel, kernel

Indices = NDArray[np.int32]
Floats = NDArray[np.float32]

# Sums may be re-ordered here, which lets a distance run on vector registers.
loose_kernel = cast(Callable[[F], F], njit(nogil=True, cache=True, fastmath=True))


@loose_kernel
def _push(best: Floats, who: Indices, squared: np.float32, row: int) -> None:
    """Insert `row` into the ascending list `best`, whose last entry falls out."""
    at = best.shape[0] - 1
    while at > 0 and best[at - 1] > squared:
        best[at] = best[at - 1]
        who[at] = who[at - 1]
        at -= 1
    best[at] = squared
    who[at] = row


@fast_kernel
def keep_nearest(
    products: Floats,
    queries: Indices,
    candidates: Indices,
    norms: Floats,
    indices: Indices,
    squared: Floats,
) -> None:
    """Fill the k nearest `candidates` of every query from one block of inner products.

    products (q, c) are the inner products of query and candidate rows; norms (n,) the squared
    lengths of all rows; indices and squared (n, k) are written at the query rows only. The
    lists grow in order, so equal distances keep the order of the candidates.
    """
    count = candidates.shape[0]
    lengths = norms[candidates]
    for i in range(queries.shape[0]):
        me = queries[i]
        best, who = squared[me], indices[me]
        mine = norms[me]
        far = np.empty(count, np.float32)
        for j in range(count):
            far[j] = mine + lengths[j] - np.float32(2) * products[i, j]
        worst = best[-1]
        for j in range(count):
            if far[j] < worst and candidates[j] != me:
                _push(best, who, far[j], candidates[j])
                worst = best[-1]


@loose_kernel
def _squared_distance(a: Floats, b: Floats) -> np.float32:
    total = np.float32(0)
    for c in range(a.shape[0]):
        step = a[c] - b[c]
        total += step * step
    return total


@kernel
def refine_rows(
    vectors: Floats,
    indices: Indices,
    squared: Floats,
    reverse: Indices,
    reach: int,
    new_indices: Indices,
    new_squared: Floats,
    first: int,
    last: int,
) -> None:
    """Improve rows first..last by looking at the neighbours of their neighbours.

    One step of neighbour descent (Dong, Moses and Li 2011) that reads the old graph and writes a
    copy of it, so the outcome does not depend on the number of threads. `reach` neighbours, and
    the rows of `reverse` (n, r; -1 = none) that chose this one, are asked for theirs.
    """
    k = indices.shape[1]
    for me in range(first, last):
        best, who = new_squared[me], new_indices[me]
        seen = np.full(2048, -1, np.int32)
        seen[me & 2047] = me
        for t in range(k):
            seen[who[t] & 2047] = who[t]
        for a in range(reach + reverse.shape[1]):
            via = indices[me, a] if a < reach else reverse[me, a - reach]
            if via < 0:
                continue
            for b in range(-1, reach):
                other = via if b < 0 else indices[via, b]
                if other < 0 or seen[other & 2047] == other:
                    continue
                seen[other & 2047] = other
                far = _squared_distance(vectors[me], vectors[other])
                if far >= best[-1]:
                    continue
                known = False
                for t in range(k):
                    known = known or who[t] == other
                if not known and other != me:
                    _push(best, who, far, other)


@kernel
def exact_distances(vectors: Floats, indices: Indices) -> Floats:
    """Euclidean distances (n, k) of the listed neighbours, NaN where none is listed."""
    n, k = indices.shape
    out = np.empty((n, k), np.float32)
    for i in range(n):
        for t in range(k):
            j = indices[i, t]
            if j < 0:
                out[i, t] = np.nan
            else:
                out[i, t] = np.sqrt(_squared_distance(vectors[i], vectors[j]))
    return out


@kernel
def choosers(indices: Indices, reach: int, width: int) -> Indices:
    """Rows (n, width) that list row i among their `reach` nearest, -1 where fewer do."""
    n = indices.shape[0]
    out = np.full((n, width), -1, np.int32)
    filled = np.zeros(n, np.int32)
    for t in range(reach):
        for i in range(n):
            j = indices[i, t]
            if j >= 0 and filled[j] < width:
                out[j, filled[j]] = i
                filled[j] += 1
    return out


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
