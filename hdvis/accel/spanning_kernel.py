"""Shortest edges between the parts of a growing tree, and the dendrogram of the whole tree."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import kernel
from hdvis.accel.pair_search import LANE, squared_distance

Ints = NDArray[Any]
Floats = NDArray[Any]


@kernel
def shortest_listed(
    part: Ints, indices: Ints, squared: Floats, core: Floats, weight: Floats, edge: Ints
) -> None:
    """Each part's shortest listed edge out of it: weight (p,) and its two rows edge (p, 2).

    part (n,) numbers the parts, indices and squared (n, k) list neighbours, core (n,) are squared
    core distances. An edge weighs max(core, core, squared); equal weights go by the rows' numbers.
    """
    for i in range(indices.shape[0]):
        here = part[i]
        for t in range(indices.shape[1]):
            j = indices[i, t]
            there = part[j]
            if there == here:
                continue
            heavy = max(core[i], core[j], squared[i, t])
            _offer(weight, edge, here, heavy, i, j)
            _offer(weight, edge, there, heavy, i, j)


@kernel
def _offer(weight: Floats, edge: Ints, at: int, heavy: float, i: int, j: int) -> None:
    low, high = min(i, j), max(i, j)
    same = heavy == weight[at]
    before = low < edge[at, 0] or (low == edge[at, 0] and high < edge[at, 1])
    if heavy < weight[at] or (same and before):
        weight[at] = heavy
        edge[at, 0], edge[at, 1] = low, high


@kernel
def shortest_of_block(
    block: Floats,
    rows: Ints,
    first: int,
    points: Floats,
    part: Ints,
    core: Floats,
    slack: float,
    weight: Floats,
    other: Ints,
) -> None:
    """Lower weight (q,) of the rows `rows` (q,) where a column of another part is nearer.

    Column j of block (q, c) is row first + j; its squared distance is rounded by `slack` at most
    and worked out again from `points` (n, d) before it counts. other (q,) is the row at the end.
    """  # fmt: skip
    n = points.shape[0]
    for i in range(rows.shape[0]):
        me, row = rows[i], block[i]
        here, limit = part[me], np.float32(weight[i] + slack)  # of the block's kind, for speed
        for start in range(0, row.shape[0], LANE):
            hit = False
            for j in range(LANE):
                hit |= row[start + j] < limit
            if not hit:
                continue
            for j in range(start, start + LANE):
                there = first + j
                if row[j] >= limit or there >= n or part[there] == here:
                    continue
                if core[there] >= weight[i]:
                    continue
                heavy = max(core[me], core[there], squared_distance(points[me], points[there]))
                if heavy < weight[i]:
                    weight[i], other[i] = heavy, there
                    limit = np.float32(heavy + slack)


@kernel
def offer_rows(
    rows: Ints, part: Ints, found: Floats, other: Ints, weight: Floats, edge: Ints
) -> None:
    """Take the edges found (q,) from `rows` to `other` into the parts' shortest ones."""
    for i in range(rows.shape[0]):
        if other[i] >= 0:
            _offer(weight, edge, part[rows[i]], found[i], rows[i], other[i])


@kernel
def root(up: Ints, i: int) -> int:
    """The representative of `i`, the way to it made short."""
    while up[i] != i:
        up[i] = up[up[i]]
        i = up[i]
    return i


@kernel
def join_parts(up: Ints, weight: Floats, edge: Ints, kept: Ints, kept_weight: Floats) -> int:
    """Join what the parts' edges connect; kept (p, 2) and kept_weight (p,) are the edges used."""
    count = 0
    for at in range(weight.shape[0]):
        if edge[at, 0] < 0:
            continue
        a, b = root(up, edge[at, 0]), root(up, edge[at, 1])
        if a != b:
            up[max(a, b)] = min(a, b)
            kept[count, 0], kept[count, 1] = edge[at, 0], edge[at, 1]
            kept_weight[count] = weight[at]
            count += 1
    return count


@kernel
def roots(up: Ints) -> Ints:
    """The representative (n,) of every row."""
    out = np.empty(up.shape[0], np.int64)
    for i in range(up.shape[0]):
        out[i] = root(up, i)
    return out


@kernel
def linkage(edges: Ints, n: int) -> tuple[Ints, Ints]:
    """Merges (n - 1, 2) and sizes (2 n - 1,) of single linkage from edges in ascending order.

    Merge t joins two nodes into node n + t; nodes below n are rows.
    """
    merges = np.empty((n - 1, 2), np.int64)
    sizes = np.ones(2 * n - 1, np.int64)
    up = np.arange(2 * n - 1)
    for t in range(n - 1):
        a, b = root(up, edges[t, 0]), root(up, edges[t, 1])
        merges[t, 0], merges[t, 1] = a, b
        sizes[n + t] = sizes[a] + sizes[b]
        up[a] = up[b] = n + t
    return merges, sizes


@kernel
def condense(
    merges: Ints, sizes: Ints, density: Floats, least: int
) -> tuple[Ints, Floats, Ints, Floats]:
    """Splits that leave `least` rows or more on both sides; the rest are rows falling out.

    density (n - 1,) is one over each merge's distance. Gives every cluster's parent (c,) and birth
    (c,), cluster 0 being all rows, and the cluster (n,) that each row leaves at which density (n,).
    """
    n = merges.shape[0] + 1
    parent, birth = np.full(n, -1, np.int64), np.zeros(n)
    home, left_at = np.zeros(n, np.int64), np.zeros(n)
    owner = np.full(2 * n - 1, -1, np.int64)
    owner[2 * n - 2] = 0
    count = 1
    stack = np.empty(2 * n - 1, np.int64)
    for node in range(2 * n - 2, n - 1, -1):
        mine = owner[node]
        if mine < 0:
            continue
        a, b = merges[node - n]
        level = density[node - n]
        if sizes[a] >= least and sizes[b] >= least:
            for child in (a, b):
                parent[count], birth[count], owner[child] = mine, level, count
                if child < n:
                    home[child], left_at[child] = count, level
                count += 1
            continue
        for child in (a, b):
            if sizes[child] >= least and child >= n:
                owner[child] = mine
                continue
            top = 0
            stack[0] = child
            while top >= 0:
                one = stack[top]
                top -= 1
                if one < n:
                    home[one], left_at[one] = mine, level
                else:
                    stack[top + 1], stack[top + 2] = merges[one - n]
                    top += 2
    return parent[:count], birth[:count], home, left_at
