"""Merge trees straight from the definition: sets of rows above each row, flooded one by one."""

import numpy as np


def order(f, ascending=True):
    """Rows from the most extreme on, ties by row; rows without a value left out."""
    height = np.asarray(f, float) * (1 if ascending else -1)
    return sorted(np.flatnonzero(np.isfinite(height)), key=lambda v: (-height[v], v))


def part_of(row, rows, edges):
    """The connected part of the graph on `rows` that holds `row`."""
    rows, part, todo = set(rows), {row}, [row]
    while todo:
        at = todo.pop()
        for a, b in edges:
            for here, there in ((a, b), (b, a)):
                if here == at and there in rows and there not in part:
                    part.add(there)
                    todo.append(there)
    return part


def pairs(f, edges, ascending=True):
    """For each extremum (saddle, heir), or (-1, -1) for the last of its part.

    An extremum is a row without neighbours above it. It ends at the highest row whose upper part
    holds both it and a higher extremum; the highest of these is its heir.
    """
    rows = order(f, ascending)
    rank = {row: t for t, row in enumerate(rows)}
    extrema = [v for v in rows if part_of(v, rows[: rank[v] + 1], edges) == {v}]
    found = {}
    for top in extrema:
        found[top] = (-1, -1)
        for t in range(rank[top] + 1, len(rows)):
            best = min(part_of(top, rows[: t + 1], edges), key=rank.get)
            if best != top:
                found[top] = (rows[t], best)
                break
    return found


def union_find_persistence(f, edges):
    """Persistence of the maxima by one union-find over all rows, the usual few lines."""
    parent, birth, out = {}, {}, []

    def find(v):
        while parent[v] != v:
            v = parent[v]
        return v

    near = {}
    for a, b in edges:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    for v in order(f):
        parent[v], birth[v] = v, f[v]
        for u in near.get(v, []):
            if u in parent and find(u) != find(v):
                young, old = sorted((find(u), find(v)), key=lambda r: birth[r])
                if (young != v and old != v) or birth[young] > f[v]:
                    out.append(birth[young] - f[v])
                parent[young] = old
    return np.sort([p for p in out if p > 0])[::-1]
